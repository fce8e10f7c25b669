"""A budget in words and amounts."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.plans.budget.selectors import EURO, SHARES, KeptBudget, get_share_cents
from portal.web.formats import day, money

HALF = 50


class Offer(NamedTuple):
    """An amount to ask for, and the link."""

    href: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BudgetView:
    """The result page of a budget.

    ``seizable`` is "" when the meter must stay hidden. ``limit``: what the law lets a seizure take, where
    that is less than what is left and proposals start from it; else "".
    """

    left: str
    has_left: bool
    rows: tuple[tuple[str, str], ...]
    offers: tuple[Offer, ...]
    limit: str
    is_protected: bool
    seizable: str
    seizes_nothing: bool
    seizable_share: int
    kept_until: str


def present_budget(budget: KeptBudget, *, most_cents: int | None) -> BudgetView:
    """What is left, what to ask for, what the law protects.

    ``most_cents``: what is left to pay of the debt, None when not known; with 0 nothing is proposed.
    """
    numbers = budget.numbers
    seizable = budget.seizable_cents
    income = max(numbers.work_cents + numbers.benefits_cents, 1)
    has_left = numbers.left_cents >= EURO
    return BudgetView(
        left=money(numbers.left_cents),
        has_left=has_left,
        rows=(
            (_("Comes in"), money(numbers.income_cents)),
            (_("Goes out"), money(numbers.spending_cents)),
        ),
        offers=tuple(_make_offers(budget, most_cents)),
        limit=money(budget.base_cents) if has_left and budget.is_limited_by_law else "",
        is_protected=has_left and budget.base_cents < EURO,
        seizable="" if seizable is None else money(seizable),
        seizes_nothing=seizable == 0,
        seizable_share=0 if seizable is None else min(100, seizable * 100 // income),
        kept_until=day(timezone.localdate(budget.keep_until)),
    )


def _make_offers(budget: KeptBudget, most_cents: int | None) -> list[Offer]:
    """Whole euros, lowest first, without duplicates; what would be more than the debt is paid at once.

    The URL holds the share: no amount is put in a URL.
    """
    sums = {get_share_cents(budget.base_cents, share): share for share in reversed(SHARES)}
    text = _("%(share)s percent of what the law lets a seizure take")
    half = _("Half of what the law lets a seizure take")
    if not budget.is_limited_by_law:
        text, half = _("%(share)s percent of what is left"), _("Half of what is left")
    offers = [
        Offer(
            href=f"{reverse('plans:start')}?share={share}",
            title=_("%(amount)s a month") % {"amount": money(cents)},
            text=half if share == HALF else text % {"share": share},
        )
        for cents, share in sorted(sums.items())
        if cents > 0 and (most_cents is None or cents < most_cents)
    ]
    if most_cents and max(sums) >= most_cents:
        title = _("Everything at once: %(amount)s") % {"amount": money(most_cents)}
        offers.append(Offer(reverse("payments:start"), title, _("That is all that you owe.")))
    return offers
