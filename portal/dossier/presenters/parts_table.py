"""The table of the parts of a debt, checked against Tagor's balance."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.dossier.presenters.words import get_part_word
from portal.file.parts import Part, Sums
from portal.web.formats import money


@dataclass(frozen=True, slots=True)
class PartsTable:
    """Rows of (word, amount), their sum, and one sentence when the sum is not the balance ("" otherwise)."""

    rows: list[tuple[str, str]]
    total: str
    difference: str
    on_its_way: str

    @property
    def is_empty(self) -> bool:
        """Whether the file has no amounts yet."""
        return not self.rows


def present_parts(told: Sums, balance_cents: int | None) -> PartsTable:
    """The parts that have lines or amounts. ``balance_cents`` is None when it is unknown."""
    sums = told.fit(balance_cents)
    rows = [
        (get_part_word(part), money(cents))
        for part, cents in sums.parts
        if part is not Part.OTHER and (cents or part in sums.present)
    ]
    rows += [(name or get_part_word(Part.OTHER), money(cents)) for name, cents in sums.others if cents]
    return PartsTable(
        rows=rows,
        total=money(sums.total_cents),
        difference=_name_difference(sums.total_cents, balance_cents),
        on_its_way=_name_on_its_way(sums.on_its_way_cents),
    )


def _name_difference(sum_cents: int, balance_cents: int | None) -> str:
    if balance_cents is None or sum_cents == balance_cents:
        return ""
    amount = money(abs(sum_cents - balance_cents))
    if sum_cents < balance_cents:
        return _("The lines come to %(amount)s less than the balance.") % {"amount": amount}
    return _("The lines come to %(amount)s more than the balance.") % {"amount": amount}


def _name_on_its_way(cents: int) -> str:
    if not cents:
        return ""
    return _("%(amount)s is on its way. It is not in this sum yet.") % {"amount": money(abs(cents))}
