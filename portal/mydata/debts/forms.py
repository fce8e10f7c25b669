"""One debt, as somebody writes it down for themselves."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.mydata.debts.debt import Debt
from portal.web.typed.fields import MoneyField

LONGEST_NAME = 40
MOST_CENTS = 1_000_000_000
CODE_BYTES = 8


class DebtForm(forms.Form):
    """To whom, how much, and what is paid in a month. Only the name is needed."""

    creditor = forms.CharField(
        label=_("Who do you owe it to?"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Fill in a name, for instance of the shop or the bank."),
            "max_length": _("This name is too long. 40 characters fit."),
        },
    )
    owed = MoneyField(label=_("What you still owe"), required=False, max_cents=MOST_CENTS)
    monthly = MoneyField(label=_("What you pay each month"), required=False, max_cents=MOST_CENTS)

    def __init__(self, *args: Any, debt: Debt | None = None, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        self.code = debt.code if debt else secrets.token_hex(CODE_BYTES)
        if debt is not None:
            self.initial = {
                "creditor": debt.creditor,
                "owed": debt.owed_cents,
                "monthly": debt.monthly_cents,
            }

    def get_debt(self) -> Debt:
        """The debt, once the form is valid."""
        told = self.cleaned_data
        return Debt(self.code, told["creditor"], told["owed"], told["monthly"])
