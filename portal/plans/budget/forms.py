"""The one page of the budget: eight numbers, each may stay empty."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.plans.budget.numbers import Numbers
from portal.web.typed.fields import MoneyField

MOST_CENTS = 10_000_000
MOST_CHILDREN = 20
INCOME = ("work", "benefits", "other")
SPENDING = ("home", "bills", "living", "debts")


class BudgetForm(forms.Form):
    """What comes in and goes out in a month. Cleaned to ``Numbers``."""

    work = MoneyField(required=False, max_cents=MOST_CENTS, label=gettext_lazy("Pay from work, after tax"))
    benefits = MoneyField(
        required=False, max_cents=MOST_CENTS, label=gettext_lazy("Benefits or pension, after tax")
    )
    other = MoneyField(required=False, max_cents=MOST_CENTS, label=gettext_lazy("Other income"))
    home = MoneyField(required=False, max_cents=MOST_CENTS, label=gettext_lazy("Rent or home loan"))
    bills = MoneyField(
        required=False, max_cents=MOST_CENTS, label=gettext_lazy("Energy, water, phone, insurance")
    )
    living = MoneyField(
        required=False, max_cents=MOST_CENTS, label=gettext_lazy("Food, clothes, transport, care")
    )
    debts = MoneyField(
        required=False, max_cents=MOST_CENTS, label=gettext_lazy("Other debts that you pay off")
    )
    children = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_CHILDREN,
        label=gettext_lazy("Children who live on your income"),
        error_messages=dict.fromkeys(
            ("min_value", "max_value"), gettext_lazy("Fill in a number from 0 to 20.")
        ),
    )
    protected = MoneyField(
        required=False, max_cents=MOST_CENTS, label=gettext_lazy("Your protected amount (beslagvrije voet)")
    )

    def __init__(self, *args: Any, is_dutch: bool, kept: Numbers | None = None, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        self.initial = _get_initial(kept) if kept else {}
        del self.fields["children" if is_dutch else "protected"]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when no income and no cost was filled in."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in (*INCOME, *SPENDING)):
            raise ValidationError(_("Fill in at least one amount."), code="empty")
        return cleaned

    def get_numbers(self) -> Numbers:
        """The numbers, once the form is valid; what stayed empty counts as nothing."""
        cleaned = self.cleaned_data
        amounts = {f"{name}_cents": cleaned.get(name) or 0 for name in (*INCOME, *SPENDING)}
        return Numbers(
            **amounts, children=cleaned.get("children") or 0, protected_cents=cleaned.get("protected")
        )


def _get_initial(kept: Numbers) -> dict[str, int]:
    values = {name: getattr(kept, f"{name}_cents") for name in (*INCOME, *SPENDING, "protected")}
    return {name: value for name, value in {**values, "children": kept.children}.items() if value}
