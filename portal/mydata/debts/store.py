"""Keeps the list of own debts, sealed: in the session, or for thirty days when the person says so."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.file.visit import Visit
from portal.mydata.debts.debt import Debt
from portal.mydata.models import DebtList
from portal.office.selectors import get_office_row
from portal.web.retention import see_to_forgetting
from portal.web.sealed.words import explain_locked
from portal.web.sealing import seal, unseal

SESSION_NAME = "own_debts"
PURPOSE = "own-debts"
LIFE = timedelta(days=30)
MOST_DEBTS = 12
"""As many as one page of paper holds."""


class LockedListError(Exception):
    """The list is there, and cannot be opened: the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class OwnDebts:
    """The list. ``keep_until``: None while it ends with the session."""

    debts: tuple[Debt, ...]
    keep_until: datetime | None = None

    @property
    def is_full(self) -> bool:
        """Whether no other debt fits."""
        return len(self.debts) >= MOST_DEBTS

    def find(self, code: str) -> Debt | None:
        """The debt of that code."""
        return next((one for one in self.debts if one.code == code), None)


def read_debts(visit: Visit) -> OwnDebts:
    """The list of this person, empty when there is none. Raises: LockedListError."""
    row = find_row(file_id=visit.file_id, party_id=visit.party_id)
    if row is None:
        return OwnDebts(open_list(visit.session.get(SESSION_NAME, "")))
    debts = open_list(row.sealed)
    if not debts and (words := explain_locked(row)):
        raise LockedListError(words)
    return OwnDebts(debts, row.keep_until)


def write_debts(visit: Visit, debts: Sequence[Debt]) -> None:
    """Store this list in place of the earlier one, wherever that is stored."""
    sealed = seal(json.dumps([one.as_dict() for one in debts]), purpose=PURPOSE)
    mine = DebtList.objects.filter(file_id=visit.file_id, party_id=visit.party_id)
    if not mine.filter(keep_until__gt=timezone.now()).update(sealed=sealed):
        visit.session[SESSION_NAME] = sealed


@transaction.atomic
def store_beyond_session(visit: Visit) -> None:
    """Store the list for ``LIFE`` from now, here and only for this person. Raises: LockedListError."""
    now = timezone.now()
    debts = read_debts(visit).debts
    DebtList.objects.update_or_create(
        office=get_office_row(),
        file_id=visit.file_id,
        party_id=visit.party_id,
        defaults={
            "sealed": seal(json.dumps([one.as_dict() for one in debts]), purpose=PURPOSE),
            "kept_since": now,
            "keep_until": now + LIFE,
        },
    )
    visit.session.pop(SESSION_NAME, None)
    record("own-debts-kept", by=DEFENDANT, file_id=visit.file_id)
    see_to_forgetting()


@transaction.atomic
def return_to_session(visit: Visit) -> None:
    """Move the list back to the session, with which it ends. Raises: LockedListError."""
    debts = read_debts(visit).debts
    if forget_debts(file_id=visit.file_id, party_id=visit.party_id):
        write_debts(visit, debts)


@transaction.atomic
def forget_debts(*, file_id: str, party_id: str) -> int:
    """Delete what is stored beyond the session. Returns how many lists."""
    gone, _kinds = DebtList.objects.filter(file_id=file_id, party_id=party_id).delete()
    if gone:
        record("own-debts-removed", by=DEFENDANT, file_id=file_id)
    return gone


def find_row(*, file_id: str, party_id: str) -> DebtList | None:
    """The stored list, if it has not expired."""
    mine = DebtList.objects.filter(file_id=file_id, party_id=party_id)
    return mine.filter(keep_until__gt=timezone.now()).first()


def open_list(sealed: str) -> tuple[Debt, ...]:
    """The debts again; none when there are none, or their key is gone."""
    opened = unseal(sealed, purpose=PURPOSE) if sealed else None
    return tuple(Debt.from_dict(one) for one in json.loads(opened)) if opened else ()
