"""How a defendant wants to pay in parts: an offer, an own amount, own months, or none of these."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.integrations.tagor.values import PlanOffer
from portal.plans.fields import AmountField, DayField, MonthsField
from portal.plans.first_dates import get_first_dates
from portal.plans.models import Proposal
from portal.plans.schedule import get_monthly_cents, get_months, make_schedule
from portal.plans.selectors import Terms
from portal.plans.services import Choice
from portal.web import formats

OFFER, AMOUNT, MONTHS, NONE = "offer", "amount", "months", "none"
Typed = Mapping[str, Any]


class PlanForm(forms.Form):
    """The one form of the first page. Money fields clean to cents."""

    choice = forms.ChoiceField(
        label=gettext_lazy("How do you want to pay?"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose how you want to pay.")
        ),
    )
    amount = AmountField(label=gettext_lazy("Your own amount a month"), required=False)
    months = MonthsField(label=gettext_lazy("Your own number of months"), required=False)
    first_on = DayField(
        label=gettext_lazy("Date of the first payment"),
        error_messages={"required": gettext_lazy("Fill in the date of the first payment.")},
    )

    def __init__(self, data: Typed | None = None, *, terms: Terms, today: date, **options: Any) -> None:
        super().__init__(complete_choice(data), **options)
        self.terms = terms
        self.first_dates = get_first_dates(today)
        self.initial.setdefault("first_on", formats.short_day(self.first_dates.suggested))
        self.offers = pick_distinct(terms)
        self.choice_hints = {f"{OFFER}-{offer.months}": self._describe(offer) for offer in self.offers} | {
            NONE: _("We show you what else is possible.")
        }
        self._choice_field.choices = self._list_choices()

    @property
    def _choice_field(self) -> forms.ChoiceField:
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what stands above
        return field

    @property
    def lowest_cents(self) -> int:
        """The smallest own amount: the office's minimum, or the whole debt when that is less."""
        by_term = get_monthly_cents(self.terms.balance_cents, max(self.terms.longest_months, 1))
        return min(self.terms.balance_cents, max(self.terms.minimum_cents, by_term))

    @property
    def is_none(self) -> bool:
        """Whether the answer is that nothing here works; the rest then does not matter."""
        return bool(self.data.get("choice") == NONE)

    def get_choice(self) -> Choice:
        """What was chosen, once the form is valid."""
        kind = self.cleaned_data["choice"]
        balance, first_on = self.terms.balance_cents, self.cleaned_data["first_on"]
        if kind == AMOUNT:
            cents: int = self.cleaned_data["amount"]
            return Choice(kind, get_months(balance, cents), cents, first_on)
        if kind == MONTHS:
            months: int = self.cleaned_data["months"]
            return Choice(kind, months, get_monthly_cents(balance, months), first_on)
        offer = next(offer for offer in self.offers if kind == f"{OFFER}-{offer.months}")
        return Choice(OFFER, offer.months, offer.monthly_cents, first_on)

    def clean(self) -> dict[str, Any]:
        """Raises nothing: what is wrong stands beside its field."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("choice") == AMOUNT:
            self._check_amount(cleaned.get("amount"))
        elif cleaned.get("choice") == MONTHS:
            self._check_months(cleaned.get("months"))
        if cleaned.get("first_on"):
            self._check_first_on(cleaned["first_on"])
        return cleaned

    def _check_amount(self, cents: int | None) -> None:
        if "amount" in self.errors:
            return
        lowest, highest = self.lowest_cents, self.terms.balance_cents
        if cents is None:
            self.add_error("amount", _("Fill in an amount in euros, for example 50."))
        elif cents < lowest:
            text = _("This is too low for the office. Fill in at least %(amount)s.")
            self.add_error("amount", text % {"amount": formats.money(lowest)})
        elif cents > highest:
            text = _("This is more than you owe. Fill in at most %(amount)s.")
            self.add_error("amount", text % {"amount": formats.money(highest)})

    def _check_months(self, months: int | None) -> None:
        if "months" in self.errors:
            return
        longest = self.terms.longest_months
        if months is None:
            self.add_error("months", _("Fill in a whole number of months, for example 6."))
        elif months > longest:
            text = _("This is too long for the office. Fill in at most %(months)s.")
            self.add_error("months", text % {"months": formats.months(longest)})

    def _check_first_on(self, on: date) -> None:
        dates = self.first_dates
        if dates.allows(on):
            return
        if on < dates.earliest or on > dates.latest:
            text = _("Fill in a date from %(first)s to %(last)s.")
            words = {"first": formats.day(dates.earliest), "last": formats.day(dates.latest)}
            self.add_error("first_on", text % words)
        else:
            self.add_error("first_on", _("Choose a day from 1 to 28: not every month has a 29th."))

    def _list_choices(self) -> list[tuple[str, str]]:
        own = _("%(amount)s a month, %(months)s")
        offers = [
            (
                f"{OFFER}-{offer.months}",
                own % {"amount": formats.money(offer.monthly_cents), "months": formats.months(offer.months)},
            )
            for offer in self.offers
        ]
        return [
            *offers,
            (AMOUNT, _("Another amount a month")),
            (MONTHS, _("Another number of months")),
            (NONE, _("None of these works for me")),
        ]

    def _describe(self, offer: PlanOffer) -> str:
        schedule = make_schedule(
            balance_cents=self.terms.balance_cents,
            monthly_cents=offer.monthly_cents,
            months=offer.months,
            first_on=self.first_dates.suggested,
        )
        return _("Last payment on %(day)s.") % {"day": formats.day(schedule.ends_on)}


def complete_choice(data: Typed | None) -> Typed | None:
    """Somebody who fills in an amount or months without ticking a choice has chosen all the same."""
    if data is None or data.get("choice"):
        return data
    typed = [name for name in (AMOUNT, MONTHS) if str(data.get(name) or "").strip()]
    if len(typed) != 1:
        return data
    flat = {name: data.get(name) for name in data}
    return {**flat, "choice": typed[0]}


def pick_distinct(terms: Terms) -> tuple[PlanOffer, ...]:
    """The offers that differ: with a very small debt some come to the same number of payments."""
    distinct: dict[int, PlanOffer] = {}
    for offer in terms.offers:
        months = min(offer.months, get_months(terms.balance_cents, offer.monthly_cents))
        cents = min(offer.monthly_cents, terms.balance_cents)
        distinct.setdefault(months, PlanOffer(months=months, monthly_cents=cents))
    return tuple(distinct.values())


def get_typed(proposal: Proposal) -> dict[str, str]:
    """The form as it was filled in for a request."""
    kind = proposal.kind
    return {
        "choice": f"{OFFER}-{proposal.months}" if kind == OFFER else kind,
        "amount": formats.plain_amount(proposal.monthly_cents) if kind == AMOUNT else "",
        "months": str(proposal.months) if kind == MONTHS else "",
        "first_on": formats.short_day(proposal.first_on),
    }
