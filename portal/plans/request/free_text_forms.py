"""The form for asking for less, with words of the person's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.plans.models.proposal import TEXT_LIMIT
from portal.plans.request.forms import AMOUNT, MOST_PAYMENTS, Sums
from portal.plans.schedule import get_months
from portal.web.typed.fields import MoneyField, WordsField

LEAST_CENTS = 100


class OtherForm(forms.Form):
    """An amount outside the office's rules, and why. Cleaned to cents."""

    amount = MoneyField(label=gettext_lazy("What can you pay each month?"))
    words = WordsField(most=TEXT_LIMIT, label=gettext_lazy("Why is this what you can pay?"))

    def __init__(self, *args: Any, balance_cents: int, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        self.balance_cents = balance_cents
        field = self.fields["amount"]
        assert isinstance(field, MoneyField)  # noqa: S101 - tells mypy what stands above
        field.min_cents = self.lowest_cents
        field.max_cents = balance_cents

    @property
    def lowest_cents(self) -> int:
        """One euro, or what pays the debt in twenty years when that is more."""
        return min(self.balance_cents, max(LEAST_CENTS, -(-self.balance_cents // MOST_PAYMENTS)))

    def get_sums(self) -> Sums:
        """What was asked, once the form is valid."""
        cents: int = self.cleaned_data["amount"]
        return Sums(AMOUNT, get_months(self.balance_cents, cents), cents)
