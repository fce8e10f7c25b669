"""Who is signed in, to which file, and until when."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.access.helper_pass.models import HelperPass
from portal.integrations.tagor.values.account import Credential, FileAccess, Scheme
from portal.web.http_request.kept_typing import KEY as TYPING_KEY
from portal.web.http_request.kept_typing import find_typing, get_address
from portal.web.sealing import seal, unseal
from portal.web.session_keys import SEEN_EVERY, STAFF_KEYS
from portal.web.sessions import SessionStore

DEFENDANT_KEY = "defendant"
CHECKED_TWICE_KEY = "checked_twice"
MARK_FIELD = "mark"


DefendantOrNone = TypeVar("DefendantOrNone", "Defendant", None)


class OtherFileError(Exception):
    """A form was made for a file other than the one now open: it must do nothing."""


@dataclass(frozen=True, slots=True)
class Defendant:
    """The signed-in person and the one file they may see. ``expires_at`` is the absolute end.

    ``is_in_person``: as ``FileAccess``. ``helper_pass``: with which somebody else looks for them.
    """

    file_id: str
    party_id: str
    credential: Credential
    signed_in_at: datetime
    expires_at: datetime
    is_in_person: bool = False
    helper_pass: HelperPass | None = None

    @property
    def mark(self) -> str:
        """The hash of the open file, as templates print it into forms."""
        return file_mark(self)


def sign_in(
    request: HttpRequest,
    access: FileAccess,
    credential: Credential,
    *,
    helper_pass: HelperPass | None = None,
) -> Defendant:
    """Open ``access`` for this browser under a new session id; nothing of an earlier file survives.

    What the same person typed when an earlier session ended is carried over: ``find_typed_page``.
    """
    now = timezone.now()
    expires_at = now + timedelta(minutes=settings.DEFENDANT_SESSION_MINUTES)
    defendant = Defendant(
        file_id=access.file_id,
        party_id=access.party_id,
        credential=credential,
        signed_in_at=now,
        expires_at=min(expires_at, helper_pass.ends_at) if helper_pass else expires_at,
        is_in_person=access.is_in_person,
        helper_pass=helper_pass,
    )
    typed = None if helper_pass else _take_typing(request, defendant)
    _start_anew(request)
    if typed:
        request.session[TYPING_KEY] = typed
    # The CSRF secret stays: a form in another tab must get the plain page about its file, not an error.
    request.session[DEFENDANT_KEY] = {
        "file": defendant.file_id,
        "party": defendant.party_id,
        "credential": seal(f"{credential.scheme} {credential.token}", purpose="credential"),
        "since": now.timestamp(),
        "until": defendant.expires_at.timestamp(),
        "seen": now.timestamp(),
        "in_person": defendant.is_in_person,
        "pass": helper_pass.pk if helper_pass else None,
    }
    return _remember(request, defendant)


def find_typed_page(request: HttpRequest) -> str:
    """The page that shows again what was typed before signing in; "" without any."""
    typing = find_typing(request)
    return get_address(typing) if typing and typing.resumes else ""


def _take_typing(request: HttpRequest, defendant: Defendant) -> Any:
    """What is stored of a form made for this file and person."""
    typing = find_typing(request)
    given = typing.fields.get(MARK_FIELD, "") if typing and typing.resumes else ""
    return request.session[TYPING_KEY] if _is_mark(given, defendant) else None


def sign_out(request: HttpRequest) -> None:
    """Forget the file, the credential and everything kept with them."""
    _start_anew(request)
    _remember(request, None)


def get_defendant(request: HttpRequest) -> Defendant | None:
    """The signed-in defendant, or None. A session past its idle or absolute limit is closed here.

    So is that of a helper whose pass has ended.
    """
    if hasattr(request, "_defendant"):
        return cast("Defendant | None", request._defendant)
    kept = request.session.get(DEFENDANT_KEY)
    if kept is None:
        return _remember(request, None)
    defendant = _read(kept)
    now = timezone.now()
    if defendant is None or now >= _ends_at(kept):
        end_session(request)
        return None
    if now - _moment(kept["seen"]) >= SEEN_EVERY:
        kept["seen"] = now.timestamp()
        request.session[DEFENDANT_KEY] = kept
    return _remember(request, defendant)


def end_session(request: HttpRequest) -> None:
    """As ``sign_out``, for a session that ends by itself: ``has_ended``, ``has_pass_ended``."""
    kept = request.session.get(DEFENDANT_KEY) or {}
    sign_out(request)
    request.session_ended = True  # type: ignore[attr-defined]
    request.pass_ended = bool(kept.get("pass"))  # type: ignore[attr-defined]


def has_ended(request: HttpRequest) -> bool:
    """Whether this request came with a session that had expired."""
    return getattr(request, "session_ended", False)


def has_pass_ended(request: HttpRequest) -> bool:
    """Whether the session that has expired was a helper's."""
    return getattr(request, "pass_ended", False)


def session_ends_at(request: HttpRequest) -> datetime | None:
    """When the session ends if nothing more is done (the idle or the absolute end), or None."""
    if get_defendant(request) is None:
        return None
    return _ends_at(request.session[DEFENDANT_KEY])


def file_mark(defendant: Defendant) -> str:
    """A short hash of the open file, for forms: it opens nothing and reveals nothing."""
    value = f"{defendant.file_id}:{defendant.party_id}"
    return salted_hmac("portal.access.file-mark", value, algorithm="sha256").hexdigest()[:20]


def check_file_mark(request: HttpRequest) -> None:
    """Raises: OtherFileError when the posted form was made for another file, or carries no mark.

    Use inside a view with ``defendant_required``, which turns the error into a plain page (409).
    """
    defendant = get_defendant(request)
    given = request.POST.get(MARK_FIELD, "")
    if defendant is None or not _is_mark(given, defendant):
        raise OtherFileError


def _is_mark(given: str, defendant: Defendant) -> bool:
    return hmac.compare_digest(given.encode(), file_mark(defendant).encode())


def _start_anew(request: HttpRequest) -> None:
    """Start a new, empty session under a new id; a staff sign-in in the same browser stays."""
    staff = {key: request.session[key] for key in STAFF_KEYS if key in request.session}
    cast("SessionStore", request.session).start_anew(staff)


def _remember(request: HttpRequest, defendant: DefendantOrNone) -> DefendantOrNone:
    request._defendant = defendant  # type: ignore[attr-defined]
    return defendant


def _read(kept: dict[str, Any]) -> Defendant | None:
    opened = unseal(kept["credential"], purpose="credential")
    pass_id = kept.get("pass")
    helper_pass = HelperPass.objects.live().filter(pk=pass_id).first() if pass_id else None
    if opened is None or (pass_id and helper_pass is None):
        return None
    scheme, _, token = opened.partition(" ")
    return Defendant(
        file_id=kept["file"],
        party_id=kept["party"],
        credential=Credential(cast("Scheme", scheme), token),
        signed_in_at=_moment(kept["since"]),
        expires_at=_moment(kept["until"]),
        is_in_person=kept.get("in_person", False),
        helper_pass=helper_pass,
    )


def _ends_at(kept: dict[str, Any]) -> datetime:
    idle_end = _moment(kept["seen"]) + timedelta(minutes=settings.DEFENDANT_IDLE_MINUTES)
    return min(idle_end, _moment(kept["until"]))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
