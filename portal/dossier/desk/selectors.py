"""Reads a file in place of its defendant: uses Tagor's kept balance (GetBalances), never GetSaldo."""

from dataclasses import dataclass

from django.utils import timezone

from portal.desk.case.facts import PARTIES, RECORD, list_defendants
from portal.file.balance import BALANCE
from portal.file.balance_cache import BalanceFact
from portal.file.facts import KEPT_BALANCE
from portal.file.reading import read
from portal.file.visit import Visit, visit_by_office
from portal.integrations.errors import NotFound, Unavailable
from portal.integrations.tagor.values.parties import PartyForStaff


@dataclass(frozen=True, slots=True)
class Standing:
    """The file, its defendants, and the one in whose place staff look."""

    number: str
    defendants: tuple[PartyForStaff, ...]
    chosen: PartyForStaff
    balance_cents: int


def get_standing(file_id: str, *, party_id: str) -> Standing:
    """Raises: NotFound for another file or party; IntegrationError when Tagor does not tell the balance."""
    reading = read(visit_by_office(file_id=file_id), RECORD, PARTIES, KEPT_BALANCE)
    record, parties, cents = reading[RECORD], reading[PARTIES], reading[KEPT_BALANCE]
    owing = list_defendants(parties)
    chosen = next((one for one in owing if not party_id or one.party_id == party_id), None)
    if chosen is None:
        raise NotFound("not-found", system="tagor")
    if cents is None:
        raise Unavailable("Tagor keeps no balance of a defendant", system="tagor")
    return Standing(record.file_name or file_id, owing, chosen, cents)


def make_visit(standing: Standing, *, file_id: str, session_key: str, deadline: float) -> Visit:
    """A visit in the defendant's place, with the office's key; the balance is given: asking writes."""
    balance = BalanceFact(cents=standing.balance_cents, as_of=timezone.now())
    return Visit(
        who="office",
        file_id=file_id,
        party_id=standing.chosen.party_id,
        session_key=session_key,
        ends_at=timezone.now(),
        deadline=deadline,
        held={BALANCE.name: balance},
    )
