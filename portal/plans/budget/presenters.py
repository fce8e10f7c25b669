"""A budget in words and amounts."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.plans.budget.selectors import EURO, SHARES, KeptBudget, get_share_cents
from portal.web.formats import day, money


class Offer(NamedTuple):
    """An amount to ask for, and the link."""

    href: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BudgetView:
    """The result page of a budget. ``seizable`` is "" when the meter must stay hidden."""

    left: str
    has_left: bool
    rows: tuple[tuple[str, str], ...]
    offers: tuple[Offer, ...]
    seizable: str
    seizable_share: int
    kept_until: str


def present_budget(budget: KeptBudget) -> BudgetView:
    """What is left, what to ask for, what the law protects."""
    numbers = budget.numbers
    seizable = budget.seizable_cents
    income = max(numbers.work_cents + numbers.benefits_cents, 1)
    return BudgetView(
        left=money(numbers.left_cents),
        has_left=numbers.left_cents >= EURO,
        rows=(
            (_("Comes in"), money(numbers.income_cents)),
            (_("Goes out"), money(numbers.spending_cents)),
        ),
        offers=tuple(_make_offers(numbers.left_cents)),
        seizable="" if seizable is None else money(seizable),
        seizable_share=0 if seizable is None else min(100, seizable * 100 // income),
        kept_until=day(timezone.localdate(budget.keep_until)),
    )


def _make_offers(left_cents: int) -> list[Offer]:
    """Whole euros, lowest first, without duplicates. The URL holds the share: no amount is put in a URL."""
    sums = {get_share_cents(left_cents, share): share for share in reversed(SHARES)}
    return [
        Offer(
            href=f"{reverse('plans:other')}?share={share}",
            title=_("%(amount)s a month") % {"amount": money(cents)},
            text=_("%(share)s percent of what is left") % {"share": share},
        )
        for cents, share in sorted(sums.items())
        if cents > 0
    ]
