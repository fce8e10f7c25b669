"""Tagor's data on a payment, and whether it is one that was started here.

Tagor's answers do not reliably carry our reference, so a payment is recognised by what has changed since just
before the start: the last unconfirmed or confirmed payment of GetDosInfo, and the payment lines of that
amount in GetLines. Two equal payments are distinguished by their lines. If that fails, it is reported, never
guessed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal import registry
from portal.file.declaration import DerivedFact, FetchedFact, Reading
from portal.file.facts import HEAD
from portal.file.news import is_stopped
from portal.file.reading import read
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import DatedAmount, FileInfo, Line
from portal.payments.attempt.states import Event
from portal.payments.models import Attempt, State


@dataclass(frozen=True, slots=True)
class Facts:
    """Tagor's current data. ``lines`` is None when they could not be read."""

    file_name: str
    unconfirmed: DatedAmount | None
    confirmed: DatedAmount | None
    lines: tuple[Line, ...] | None
    file_type_id: str = ""
    is_stopped: bool = False

    def list_payment_lines(self, amount_cents: int) -> list[Line] | None:
        """The lines that reduce the debt by exactly this amount; None when the lines are not known."""
        if self.lines is None:
            return None
        return [line for line in self.lines if line.total_cents == -amount_cents]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The conclusion for one attempt. ``event`` None: nothing to be seen (yet)."""

    event: Event | None = None
    line_id: str = ""
    ambiguous: bool = False


NOTHING_SEEN = Verdict()


def read_facts(visit: Visit) -> Facts:
    """Tagor's current data. Safe to repeat. Raises: IntegrationError when the main data cannot be read."""
    return read(visit, EVIDENCE)[EVIDENCE]


def make_baseline(facts: Facts, amount_cents: int) -> dict[str, Any]:
    """What to remember of the facts before a payment of this amount starts; plain JSON."""
    lines = facts.list_payment_lines(amount_cents)
    return {
        "unconfirmed": _write(facts.unconfirmed),
        "confirmed": _write(facts.confirmed),
        "lines": None if lines is None else [line.line_id for line in lines],
    }


def judge(
    attempt: Attempt, facts: Facts, *, claimed: set[str], rivals: set[str], needs_name: bool = False
) -> Verdict:
    """Whether the facts show this attempt's payment.

    ``claimed``: ids of lines that belong to other attempts. ``rivals``: references of other attempts of the
    same file and amount that still wait for their money. ``needs_name``: after so long, only a line with the
    reference counts; another payment of the same amount is likelier than a very late one.
    """
    new_lines = _list_new_lines(attempt, facts, claimed)
    own = _find_own(attempt, new_lines)
    if own is None and attempt.state != State.SEEN:
        if needs_name:
            return NOTHING_SEEN
        new_lines = [line for line in new_lines if not any(names_reference(line, rival) for rival in rivals)]
        if not new_lines and not _has_changed(attempt, facts):
            return NOTHING_SEEN
        if rivals and len(new_lines) <= len(rivals):
            return Verdict(ambiguous=True)
        own = new_lines[0] if new_lines else None
    line_id = own.line_id if own else ""
    return Verdict(event=Event.BOOK if _is_booked(attempt, facts) else Event.SEE, line_id=line_id)


def is_pending_at_office(facts: Facts, *, amount_cents: int, today: date) -> bool:
    """Whether the office received a payment of exactly this amount today that is not booked yet."""
    seen = facts.unconfirmed
    return seen is not None and seen.amount_cents == amount_cents and seen.on == today


def _list_new_lines(attempt: Attempt, facts: Facts, claimed: set[str]) -> list[Line]:
    """Payment lines of the amount that were not there before the start and belong to no other attempt."""
    lines, before = facts.list_payment_lines(attempt.paid_cents), attempt.baseline.get("lines")
    if lines is None or before is None:
        return []
    return [line for line in lines if line.line_id not in before and line.line_id not in claimed]


def _find_own(attempt: Attempt, lines: list[Line]) -> Line | None:
    """The line already known as this attempt's, or the one that names its reference."""
    known = (line for line in lines if line.line_id == attempt.line_id)
    named = (line for line in lines if names_reference(line, attempt.reference))
    return next(known, None) or next(named, None)


def _has_changed(attempt: Attempt, facts: Facts) -> bool:
    """Whether GetDosInfo shows a payment of this amount that it did not show before the start."""
    before = attempt.baseline
    unconfirmed, confirmed = _write(facts.unconfirmed), _write(facts.confirmed)
    if _is_of(facts.unconfirmed, attempt) and unconfirmed != before.get("unconfirmed"):
        return True
    was_waiting = before.get("unconfirmed") and before["unconfirmed"]["cents"] == attempt.amount_cents
    return _is_of(facts.confirmed, attempt) and confirmed != before.get("confirmed") and not was_waiting


def _is_booked(attempt: Attempt, facts: Facts) -> bool:
    """Booked only when a confirmed payment of the amount is new and none of that amount still waits."""
    is_new = _write(facts.confirmed) != attempt.baseline.get("confirmed")
    return is_new and _is_of(facts.confirmed, attempt) and not _is_of(facts.unconfirmed, attempt)


def _is_of(payment: DatedAmount | None, attempt: Attempt) -> bool:
    return payment is not None and payment.amount_cents == attempt.paid_cents


def names_reference(line: Line, reference: str) -> bool:
    """Whether the office's line holds the attempt's reference."""
    return any(reference in text for text in (line.reference, line.remark, line.description))


def _write(payment: DatedAmount | None) -> dict[str, Any] | None:
    if payment is None:
        return None
    return {"on": payment.on.isoformat() if payment.on else None, "cents": payment.amount_cents}


def _fetch_all_lines(visit: Visit) -> tuple[Line, ...]:
    return registry.tagor().list_lines(file_id=visit.file_id)


def _make_facts(reading: Reading) -> Facts:
    return make_facts(reading[HEAD], reading.get(ALL_LINES))


def make_facts(head: FileInfo, lines: tuple[Line, ...] | None = None) -> Facts:
    """The facts of the main data, with the lines where they are known."""
    return Facts(
        file_name=head.file_name,
        unconfirmed=head.last_unconfirmed,
        confirmed=head.last_confirmed,
        lines=lines,
        file_type_id=head.file_type_id,
        is_stopped=is_stopped(head),
    )


ALL_LINES = FetchedFact[tuple[Line, ...]](name="all-lines", key="office", fetch=_fetch_all_lines)
"""Including those that are not meant for the defendant."""

EVIDENCE = DerivedFact[Facts](
    name="evidence", needs=(HEAD,), helped_by=(ALL_LINES,), make=_make_facts, anew=True
)
