"""The parts a debt is made of: which line counts for which part, and what they come to.

The natures are Tagor's codes of the table TQAARD. The balance itself is always Tagor's own: the sums made
here only explain it, and pages name the difference when the two are not the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.integrations.tagor.values.account import Line


class Part(StrEnum):
    """What an amount is for."""

    PRINCIPAL = "principal"
    INTEREST = "interest"
    COSTS = "costs"
    VAT = "vat"
    PAYMENTS = "payments"
    OTHER = "other"


# A payment that the office was told of, but has not booked: it takes nothing off the debt yet.
INFORMATIVE = "INFOBET"

PART_OF_NATURE: dict[str, Part] = {
    "HOOFDSOM": Part.PRINCIPAL,
    "INTREST": Part.INTEREST,
    "SCHADEBED": Part.COSTS,
    "GERKOST": Part.COSTS,
    "DWKOST": Part.COSTS,
    "UITSCHOT": Part.COSTS,
    "REGRECHT": Part.COSTS,
    "BTW": Part.VAT,
    "BETALING": Part.PAYMENTS,
}


@dataclass(frozen=True, slots=True)
class Sums:
    """What the lines of a file come to. All in cents; payments are negative.

    ``on_its_way_cents`` holds payments that are not booked yet (negative) and is in no part. ``subject`` is
    what the claim is about, as the office wrote it, or "".
    """

    parts: tuple[tuple[Part, int], ...]
    on_its_way_cents: int
    line_count: int
    subject: str

    @property
    def total_cents(self) -> int:
        """The sum of all parts."""
        return sum(cents for _part, cents in self.parts)


def get_part(nature: str) -> Part:
    """The part a nature code counts for; ``other`` for one we do not know."""
    return PART_OF_NATURE.get(nature.upper(), Part.OTHER)


def add_up(lines: Iterable[Line], natures: Mapping[str, str]) -> Sums:
    """The sums of ``lines``. ``natures`` maps the id of a nature to its code."""
    cents = dict.fromkeys(Part, 0)
    on_its_way_cents = count = 0
    subject = ""
    for line in lines:
        nature = natures.get(line.nature_code_id, "")
        count += 1
        if nature.upper() == INFORMATIVE:
            on_its_way_cents += line.total_cents
            continue
        part = get_part(nature)
        cents[part] += line.amount_cents
        cents[Part.COSTS] += line.fee_cents + line.cost_cents
        cents[Part.VAT] += line.vat_cents
        if part is Part.PRINCIPAL:
            subject = subject or line.reference or line.description
    return Sums(
        parts=tuple(cents.items()), on_its_way_cents=on_its_way_cents, line_count=count, subject=subject
    )
