"""The parts of a debt: which line counts towards which part, and their sums.

The balance itself is always Tagor's own: the sums made here only explain it, and pages name the difference
when the two are not the same. Tagor's document leaves open whether ``Bedrag`` of a line holds its fee, its
expenses and its tax already: for each file, the interpretation that adds up to the balance is used.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.file.kinds import Kind
from portal.integrations.tagor.values.account import Line


class Part(StrEnum):
    """What an amount is for."""

    PRINCIPAL = "principal"
    INTEREST = "interest"
    PENALTY = "penalty"
    COSTS = "costs"
    VAT = "vat"
    PAYMENTS = "payments"
    OTHER = "other"


PART_OF_KIND: dict[Kind, Part] = {
    Kind.PRINCIPAL: Part.PRINCIPAL,
    Kind.INTEREST: Part.INTEREST,
    Kind.PENALTY: Part.PENALTY,
    Kind.COURT: Part.COSTS,
    Kind.BAILIFF: Part.COSTS,
    Kind.EXPENSES: Part.COSTS,
    Kind.DUTIES: Part.COSTS,
    Kind.VAT: Part.VAT,
    Kind.PAYMENT: Part.PAYMENTS,
}


@dataclass(frozen=True, slots=True)
class LineReading:
    """What ``Bedrag`` of a line includes besides the amount itself.

    ``counts_unfixed``: money that came in counts already although nobody knows the kind of its line, and the
    office has not fixed it. That makes a debt look smaller, so it is tried last.
    """

    holds_costs: bool = False
    holds_vat: bool = False
    counts_unfixed: bool = False

    def get_amount(self, line: "Line | _Amounts") -> int:
        """The amount itself, in cents."""
        costs = line.fee_cents + line.cost_cents if self.holds_costs else 0
        return line.amount_cents - costs - (line.vat_cents if self.holds_vat else 0)

    def get_total(self, line: "Line | _Amounts") -> int:
        """Everything the line adds to (or takes from) the debt, in cents."""
        return self.get_amount(line) + line.fee_cents + line.cost_cents + line.vat_cents


APART = LineReading()
READINGS = tuple(
    LineReading(holds_costs=costs, holds_vat=vat, counts_unfixed=unfixed)
    for unfixed in (False, True)
    for costs, vat in ((False, False), (True, False), (True, True))
)


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of a file's lines. All in cents; payments are negative.

    ``others`` are unknown kinds, by the office's own words; ``parts`` holds their sum as ``other``.
    ``present`` are the parts of which there are lines. ``on_its_way_cents`` holds payments that are not
    booked yet (negative) and is in no part. ``subject``: the office's text on what the claim is about, or "".
    """

    parts: tuple[tuple[Part, int], ...]
    on_its_way_cents: int
    line_count: int
    subject: str
    others: tuple[tuple[str, int], ...] = ()
    present: frozenset[Part] = frozenset()
    reading: LineReading = APART
    also: "tuple[Sums, ...]" = field(default=(), repr=False)

    @property
    def total_cents(self) -> int:
        """The sum of all parts."""
        return sum(cents for _part, cents in self.parts)

    def fit(self, balance_cents: int | None) -> "Sums":
        """The same lines by the interpretation that adds up to the balance; unchanged when none does."""
        return next((one for one in (self, *self.also) if one.total_cents == balance_cents), self)


def add_up(
    lines: Iterable[Line], kinds: Mapping[str, Kind | None], words: Mapping[str, str] | None = None
) -> Sums:
    """The sums of ``lines``, by each interpretation.

    ``kinds`` maps the id of a line to its kind; ``words`` maps it to the office's name for a line of unknown
    kind.
    """
    known = tuple(lines)
    groups = _gather(known, kinds, words or {})
    count, subject = len(known), _find_subject(known, kinds)
    first, *also = (_add_up(groups, reading, line_count=count, subject=subject) for reading in READINGS)
    different = tuple(one for one in also if one.parts != first.parts)
    return Sums(
        parts=first.parts,
        on_its_way_cents=first.on_its_way_cents,
        line_count=first.line_count,
        subject=first.subject,
        others=first.others,
        present=first.present,
        also=different,
    )


@dataclass(slots=True)
class _Amounts:
    """What lines come to that count in the same way, whatever the interpretation. As ``Line``, in cents."""

    amount_cents: int = 0
    fee_cents: int = 0
    cost_cents: int = 0
    vat_cents: int = 0

    def add(self, line: Line) -> None:
        self.amount_cents += line.amount_cents
        self.fee_cents += line.fee_cents
        self.cost_cents += line.cost_cents
        self.vat_cents += line.vat_cents


_Group = tuple[Kind | None, bool, str]
"""How a line counts: its kind; of an unknown kind whether it is unfixed money, and the office's word."""


def _gather(
    lines: tuple[Line, ...], kinds: Mapping[str, Kind | None], words: Mapping[str, str]
) -> dict[_Group, _Amounts]:
    """The lines by how they count: thousands of lines make a handful of groups."""
    groups: dict[_Group, _Amounts] = {}
    for line in lines:
        kind = kinds.get(line.line_id)
        group = (kind, False, "") if kind else (None, _is_unfixed(line), words.get(line.line_id, ""))
        groups.setdefault(group, _Amounts()).add(line)
    return groups


def _find_subject(lines: tuple[Line, ...], kinds: Mapping[str, Kind | None]) -> str:
    """The text of the first line of the principal that has one."""
    own = (line for line in lines if kinds.get(line.line_id) is Kind.PRINCIPAL)
    return next((text for line in own if (text := line.reference or line.description)), "")


def _add_up(
    groups: Mapping[_Group, _Amounts], reading: LineReading, *, line_count: int, subject: str
) -> Sums:
    cents, others = dict.fromkeys(Part, 0), dict[str, int]()
    on_its_way_cents, present = 0, set[Part]()
    for (kind, is_unfixed, word), amounts in groups.items():
        if kind is Kind.EXPECTED or (is_unfixed and not reading.counts_unfixed):
            on_its_way_cents += reading.get_total(amounts)
            continue
        part = PART_OF_KIND[kind] if kind else Part.OTHER
        amount = reading.get_amount(amounts)
        cents[part] += amount
        cents[Part.COSTS] += amounts.fee_cents + amounts.cost_cents
        cents[Part.VAT] += amounts.vat_cents
        present.add(part)
        if part is Part.OTHER:
            others[word] = others.get(word, 0) + amount
    return Sums(
        parts=tuple(cents.items()),
        on_its_way_cents=on_its_way_cents,
        others=tuple(others.items()),
        present=frozenset(present),
        reading=reading,
        line_count=line_count,
        subject=subject,
    )


def _is_unfixed(line: Line) -> bool:
    return line.is_fixed is False and line.amount_cents < 0
