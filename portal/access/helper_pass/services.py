"""Gives a pass, ends it, opens a file with it. Other rooms may call ``make_pass`` and ``open_pass`` too."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal import registry
from portal.access.file_key import Outcome, build_kept_key, exchange
from portal.access.helper_pass.models import PURPOSE, HelperPass, LivePasses
from portal.access.helper_pass.scopes import Scope
from portal.access.letter_keys.keys import group_code, make_code, read_code
from portal.audit.actors import DEFENDANT, Actor
from portal.audit.services import record
from portal.file.visit import Visit
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import Credential, FileAccess
from portal.office.selectors import get_office_row
from portal.outbox.services import put
from portal.web.masks import mask_email
from portal.web.pages.page_deadlines import get_person_page_s
from portal.web.retention import see_to_forgetting
from portal.web.sealing import list_digests, make_digest, seal, unseal

logger = logging.getLogger(__name__)

MOST_LIVE = 5
KIND = "access.helper-pass"


class TooManyError(Exception):
    """This person has the maximum number of passes."""


@dataclass(frozen=True, slots=True)
class PassWish:
    """``name``: who helps. ``holder``: who is helped. ``email``: where the link goes; "" shows it once.

    ``once`` is the token of the form: the same form gives the same pass.
    """

    name: str
    holder: str
    days: int
    scopes: frozenset[str] = frozenset({Scope.VIEW})
    email: str = ""
    once: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a code opens. ``access`` and ``credential`` only if the file could be opened with it now."""

    outcome: Outcome
    helper_pass: HelperPass | None = None
    access: FileAccess | None = None
    credential: Credential | None = None


def make_pass(visit: Visit, wish: PassWish) -> tuple[HelperPass, str]:
    """A new pass of the person who looks, and its code, which is kept nowhere.

    The same form, pressed twice or sent again because its answer was lost, gives the pass it gave before.
    Raises: TooManyError; ValueError for the visit of anybody but the person.
    """
    if visit.who != "defendant" or visit.credential is None:
        raise ValueError("only the person gives a pass")
    code = make_code(_make_seed(visit, wish))
    before = _find_by_code(code)
    if before is not None:
        return before, group_code(code)
    ends_at = _choose_end(visit.credential, wish.days)
    try:
        return _store(visit, wish, code, ends_at), group_code(code)
    except IntegrityError:  # pressed twice: the other press was faster
        return HelperPass.objects.get(code_digest=make_digest(code, purpose=PURPOSE)), group_code(code)


def _store(visit: Visit, wish: PassWish, code: str, ends_at: datetime) -> HelperPass:
    with transaction.atomic():
        if list_passes(visit).live().count() >= MOST_LIVE:
            raise TooManyError
        made = _build(visit, wish, code, ends_at)
        made.save()
        see_to_forgetting()
        details = {"pass": made.pk, "scopes": sorted(made.scopes), "until": ends_at.isoformat()}
        record("pass-given", by=DEFENDANT, file_id=made.file_id, details=details)
        if wish.email:
            _send(made, code, wish, language=visit.language[:2])
    return made


def open_pass(typed: str) -> Opened:
    """The file behind a code, asked in Tagor now: the pass ends with the link or PIN it was given with.

    ``WRONG`` for a code nobody gave out, ``EXPIRED`` for a pass that is over. Counting wrong tries is the
    view's.
    """
    found = _find_by_code(typed)
    if found is None:
        return Opened(Outcome.WRONG)
    kept = unseal(found.credential_sealed, purpose=PURPOSE) if found.is_live else None
    if not kept:
        return Opened(Outcome.EXPIRED, found)
    scheme, _, token = kept.partition(" ")
    credential = Credential("Pin" if scheme == "Pin" else "Hash", token)
    with page_deadline(get_person_page_s()):
        outcome, access = exchange(build_kept_key(credential))
    if outcome is Outcome.OPENED and access and (access.file_id, access.party_id) == _get_owner(found):
        details = {"by": "pass", "pass": found.pk}
        record("signed-in", by=DEFENDANT, file_id=found.file_id, details=details)
        return Opened(outcome, found, access, credential)
    if outcome is Outcome.DOWN:
        return Opened(outcome, found)
    end_pass(found, HelperPass.End.LINK)
    return Opened(Outcome.EXPIRED, found)


@transaction.atomic
def end_pass(helper_pass: HelperPass, reason: str, *, by: Actor = DEFENDANT, words: str = "") -> bool:
    """End it at once, even while it is in use. Returns whether it was still valid.

    ``words``: why the office ends it, as the person reads it.
    """
    live = HelperPass.objects.live().filter(pk=helper_pass.pk)
    sealed = seal(words, purpose=PURPOSE) if words else ""
    changes = {"end_reason": reason, "credential_sealed": "", "office_words_sealed": sealed}
    if not live.update(ended_at=timezone.now(), **changes):
        return False
    details = {"pass": helper_pass.pk, "why": str(reason)}
    record("pass-ended", by=by, file_id=helper_pass.file_id, details=details)
    return True


def list_passes(visit: Visit) -> LivePasses:
    """Those that this person gave for this file."""
    return HelperPass.objects.filter(file_id=visit.file_id, party_id=visit.party_id)


def make_link(code: str) -> str:
    """The complete URL that opens a pass."""
    return f"{settings.PORTAL_URL}{reverse('access:pass-link', args=[code])}"


def _choose_end(credential: Credential, days: int) -> datetime:
    """The end of the last day; or that of the letter's link, if it is earlier and Tagor returns it."""
    last = timezone.localdate() + timedelta(days=days)
    if credential.scheme == "Hash":
        try:
            until = registry.tagor().hash_to_file(hash=credential.token).valid_until
        except IntegrationError as fault:
            logger.warning("end of the link not read for a pass: %s", type(fault).__name__)
        else:
            last = min(last, until or last)
    return timezone.make_aware(datetime.combine(last, time.max))


def _make_seed(visit: Visit, wish: PassWish) -> bytes:
    """What a code is made of: the same form, filled in the same way. Without a form, nothing: any code."""
    if not wish.once:
        return b""
    parts = [visit.file_id, visit.party_id, wish.once, wish.name, wish.email, wish.days, *sorted(wish.scopes)]
    return salted_hmac("portal.access.helper-pass", json.dumps(parts), algorithm="sha256").digest()


def _build(visit: Visit, wish: PassWish, code: str, ends_at: datetime) -> HelperPass:
    credential = visit.credential
    kept = f"{credential.scheme} {credential.token}" if credential else ""
    made = HelperPass(
        office=get_office_row(),
        file_id=visit.file_id,
        party_id=visit.party_id,
        credential_sealed=seal(kept, purpose=PURPOSE),
        code_digest=make_digest(code, purpose=PURPOSE),
        may_view=Scope.VIEW in wish.scopes,
        may_message=Scope.MESSAGE in wish.scopes,
        may_propose=Scope.PROPOSE in wish.scopes,
        sent_to=mask_email(wish.email)[:60] if wish.email else "",
        made_at=timezone.now(),
        ends_at=ends_at,
    )
    made.name_people(name=wish.name, holder=wish.holder)
    return made


def _send(made: HelperPass, code: str, wish: PassWish, *, language: str) -> None:
    put(
        kind=KIND,
        key=str(made.pk),
        lane="",
        payload={"pass": made.pk, "language": language},
        secret=f"{wish.email}\n{group_code(code)}",
        office=made.office,
        file_id=made.file_id,
    )


def _find_by_code(typed: str) -> HelperPass | None:
    code = read_code(typed)
    if not code:
        return None
    newest, *older = list_digests(code, purpose=PURPOSE)
    passes = HelperPass.objects.filter(code_digest__in=(newest, *older))
    found = passes.first()
    if found is not None and found.code_digest != newest:
        passes.update(code_digest=newest)  # so that the code still works once the older key is gone
    return found


def _get_owner(helper_pass: HelperPass) -> tuple[str, str]:
    return helper_pass.file_id, helper_pass.party_id
