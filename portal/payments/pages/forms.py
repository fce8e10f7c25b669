"""What to pay, and how: the one form of the pay page."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.news import LEAST_CENTS
from portal.payments.models import Attempt
from portal.payments.owing import Choices
from portal.web.formats import money
from portal.web.typed.fields import MoneyField

ONLINE, TRANSFER = "online", "transfer"


class PayForm(forms.Form):
    """Checked against what the file owes; cleaned to ``amount_cents``. ``amount`` counts for "other" only."""

    kind = forms.ChoiceField(label=gettext_lazy("What do you want to pay?"))
    amount = MoneyField(label=gettext_lazy("Your amount"), required=False)
    method = forms.ChoiceField(choices=[(ONLINE, ONLINE), (TRANSFER, TRANSFER)])
    sure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        self.choices = choices
        field = cast("forms.ChoiceField", self.fields["kind"])
        field.choices = self._list_kinds()
        field.error_messages["required"] = field.error_messages["invalid_choice"] = _("Choose what to pay.")

    def _list_kinds(self) -> list[tuple[str, str]]:
        choices = self.choices
        text = _("Everything: %(amount)s")
        if choices.arriving_cents and not choices.is_paid:
            text = _("Everything that is left: %(amount)s")
        kinds = [(Attempt.Kind.FULL.value, text % {"amount": money(self.full_cents)})]
        if choices.arrears_cents:
            text = _("What is late in your payment plan (arrears): %(amount)s")
            kinds.append((Attempt.Kind.ARREARS.value, text % {"amount": money(choices.arrears_cents)}))
        if choices.instalment_cents and choices.instalment_cents != choices.arrears_cents:
            text = _("One payment of your plan: %(amount)s")
            kinds.append((Attempt.Kind.INSTALMENT.value, text % {"amount": money(choices.instalment_cents)}))
        if self.can_pay_other:
            kinds.append((Attempt.Kind.OTHER.value, _("Another amount")))
        return kinds

    @property
    def full_cents(self) -> int:
        """All that is left, or the whole balance again where nothing is left."""
        return self.choices.balance_cents if self.choices.is_paid else self.choices.left_cents

    @property
    def can_pay_other(self) -> bool:
        """Whether another amount can be chosen: below one euro there is nothing to split."""
        return self.choices.balance_cents > LEAST_CENTS

    def clean(self) -> dict[str, Any]:
        """Sets ``amount_cents`` when everything is valid."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        kind, typed = cleaned["kind"], cleaned["amount"]
        if kind == Attempt.Kind.OTHER:
            cleaned["amount_cents"] = self._check_other(typed)
        elif typed is not None:
            self.add_error("amount", _("You filled in an amount. Choose “Another amount” to pay it."))
        else:
            cleaned["amount_cents"] = {
                Attempt.Kind.FULL.value: self.full_cents,
                Attempt.Kind.ARREARS.value: self.choices.arrears_cents,
                Attempt.Kind.INSTALMENT.value: self.choices.instalment_cents,
            }[kind]
        return cleaned

    def _check_other(self, typed: int | None) -> int | None:
        problem = self._find_problem(typed)
        if problem:
            self.add_error("amount", problem)
        return typed

    def _find_problem(self, typed: int | None) -> str:
        bounds = {"least": money(LEAST_CENTS), "most": money(self.choices.balance_cents)}
        if typed is None:
            return _("Fill in how much you want to pay, from %(least)s to %(most)s.") % bounds
        if typed < LEAST_CENTS:
            return _("%(typed)s is too little. Pay at least %(least)s.") % {**bounds, "typed": money(typed)}
        if typed > self.choices.balance_cents:
            text = _("%(typed)s is more than you owe. Pay at most %(most)s.")
            return text % {**bounds, "typed": money(typed)}
        return ""
