"""How a defendant wants to pay in parts: an offer, an own amount, own months, or none of these."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.integrations.tagor.values.account import PlanOffer
from portal.plans.request.fields import MonthsField
from portal.plans.rules.office_rule import Terms
from portal.plans.rules.weighing import Sized
from portal.plans.schedule import get_monthly_cents, get_months
from portal.web import formats
from portal.web.typed.fields import MoneyField

OFFER, AMOUNT, MONTHS, NONE = "offer", "amount", "months", "none"
OWN = (AMOUNT, MONTHS)
# Twenty years: longer than anybody would agree to, short enough to show every payment.
MOST_PAYMENTS = 240
Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sums:
    """What was chosen: the kind of choice, the number of months, and cents a month."""

    kind: str
    months: int
    monthly_cents: int


class PlanForm(forms.Form):
    """The first question: how much a month, or how many months. Money fields clean to cents."""

    choice = forms.ChoiceField(
        label=gettext_lazy("How do you want to pay?"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose how you want to pay.")
        ),
    )
    amount = MoneyField(label=gettext_lazy("Your own amount a month"))
    months = MonthsField(
        label=gettext_lazy("Your own number of months"),
        error_messages={"required": gettext_lazy("Fill in a whole number of months, for example 6.")},
    )

    def __init__(self, data: Typed | None = None, *, terms: Terms, **options: Any) -> None:
        super().__init__(complete_choice(data), **options)
        self.terms = terms
        self.offers = pick_distinct(terms)
        self.is_outside = False
        self._choice_field.choices = [
            *((f"{OFFER}-{offer.months}", _format_monthly(offer)) for offer in self.offers),
            (AMOUNT, _("Another amount a month")),
            (MONTHS, _("Another number of months")),
            (NONE, _("None of these works for me")),
        ]

    @property
    def _choice_field(self) -> forms.ChoiceField:
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what stands above
        return field

    @property
    def lowest_cents(self) -> int:
        """The smallest own amount: the office's minimum, or the whole debt when that is less."""
        by_term = get_monthly_cents(self.terms.balance_cents, self.longest_months)
        return min(self.terms.balance_cents, max(self.terms.minimum_cents, by_term))

    @property
    def longest_months(self) -> int:
        """The longest term; without a limit of the office, the longest that can be shown in full."""
        return min(self.terms.longest_months or MOST_PAYMENTS, MOST_PAYMENTS)

    @property
    def is_none(self) -> bool:
        """Whether the answer is that nothing here works; the other fields then do not matter."""
        return bool(self.data.get("choice") == NONE)

    def get_sums(self) -> Sums:
        """What was chosen, once the form is valid."""
        kind, balance = self.cleaned_data["choice"], self.terms.balance_cents
        if kind == AMOUNT:
            cents: int = self.cleaned_data["amount"]
            return Sums(kind, get_months(balance, cents), cents)
        if kind == MONTHS:
            months: int = self.cleaned_data["months"]
            return Sums(kind, months, get_monthly_cents(balance, months))
        offer = next(offer for offer in self.offers if kind == f"{OFFER}-{offer.months}")
        return Sums(OFFER, offer.months, offer.monthly_cents)

    def clean(self) -> dict[str, Any]:
        """Raises nothing: errors are added to their fields. Sets ``is_outside``.

        Only the field of the choice counts: the others may hold anything, or nothing.
        """
        cleaned = super().clean() or self.cleaned_data
        for name in OWN:
            if cleaned.get("choice") != name:
                self.errors.pop(name, None)
        if cleaned.get("choice") == AMOUNT:
            self._check_amount(cleaned.get("amount"))
        elif cleaned.get("choice") == MONTHS:
            self._check_months(cleaned.get("months"))
        return cleaned

    def _check_amount(self, cents: int | None) -> None:
        if cents is None:
            return
        lowest, highest = self.lowest_cents, self.terms.balance_cents
        if cents < lowest:
            self.is_outside = True
            text = _("This is too low for the office. Fill in at least %(amount)s.")
            self.add_error("amount", text % {"amount": formats.money(lowest)})
        elif cents > highest:
            text = _("This is more than you owe. Fill in at most %(amount)s.")
            self.add_error("amount", text % {"amount": formats.money(highest)})

    def _check_months(self, months: int | None) -> None:
        longest = self.longest_months
        if months is not None and months > longest:
            self.is_outside = True
            text = _("This is too long for the office. Fill in at most %(months)s.")
            self.add_error("months", text % {"months": formats.months(longest)})


def complete_choice(data: Typed | None) -> Typed | None:
    """Somebody who fills in an amount or months without ticking a choice has chosen all the same."""
    if data is None or data.get("choice"):
        return data
    typed = [name for name in OWN if str(data.get(name) or "").strip()]
    if len(typed) != 1:
        return data
    flat = {name: data.get(name) for name in data}
    return {**flat, "choice": typed[0]}


def pick_distinct(terms: Terms) -> tuple[PlanOffer, ...]:
    """The offers that differ: for a very small debt some have the same number of payments."""
    distinct: dict[int, PlanOffer] = {}
    for offer in terms.offers:
        months = min(offer.months, get_months(terms.balance_cents, offer.monthly_cents))
        cents = min(offer.monthly_cents, terms.balance_cents)
        if months > MOST_PAYMENTS:
            continue
        distinct.setdefault(months, PlanOffer(months=months, monthly_cents=cents))
    return tuple(distinct.values())


def _format_monthly(offer: PlanOffer) -> str:
    return _("%(amount)s a month") % {"amount": formats.money(offer.monthly_cents)}


def get_typed(plan: Sized) -> dict[str, str]:
    """The first question as it was answered for a plan."""
    kind = plan.kind
    return {
        "choice": f"{OFFER}-{plan.months}" if kind == OFFER else kind,
        "amount": formats.plain_amount(plan.monthly_cents) if kind == AMOUNT else "",
        "months": str(plan.months) if kind == MONTHS else "",
    }
