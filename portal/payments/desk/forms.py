"""What staff type and choose about payments."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.payments.models import Alert, Oddity, Provider, State
from portal.payments.settling.register import Filters
from portal.payments.settling.review import DECISIONS, REASONS, Outcome, Reason
from portal.web.typed.fields import DayField, MoneyField


class SearchForm(forms.Form):
    """What staff enter to find payments: posted, and sealed in the session; never in a URL."""

    text = forms.CharField(
        required=False, max_length=60, label=gettext_lazy("File number or payment reference")
    )
    amount = MoneyField(required=False, label=gettext_lazy("Amount in euros"))
    created_from = DayField(required=False, label=gettext_lazy("From"))
    created_to = DayField(required=False, label=gettext_lazy("Up to and including"))

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError for days in the wrong order."""
        first, last = self.cleaned_data.get("created_from"), self.cleaned_data.get("created_to")
        if first and last and first > last:
            self.add_error(
                "created_to", ValidationError(_("Choose a day after the first one."), code="order")
            )
        return self.cleaned_data


def read_filters(searched: SearchForm, codes: Any) -> Filters:
    """The filters of a list: the stored search, and the codes in the URL; unknown codes are ignored."""
    found = searched.cleaned_data if searched.is_valid() else {}
    state, provider, oddity = (codes.get(name, "") for name in ("state", "provider", "oddity"))
    return Filters(
        states=(state,) if state in State.values else (),
        provider=provider if provider in Provider.values else "",
        oddity=oddity if oddity in Oddity.values else "",
        search=found.get("text", ""),
        amount_cents=found.get("amount"),
        created_from=found.get("created_from"),
        created_to=found.get("created_to"),
        with_alert=codes.get("alert", "") == "1",
    )


class ResolveForm(forms.Form):
    """Whether the money was paid, and how staff know."""

    outcome = forms.ChoiceField(
        choices=Outcome.choices,
        label=gettext_lazy("What did you find out?"),
        error_messages={"required": gettext_lazy("Choose what you found out.")},
    )
    reason = forms.ChoiceField(
        choices=Reason.choices,
        label=gettext_lazy("How do you know?"),
        error_messages={"required": gettext_lazy("Choose how you know it.")},
    )

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError for a reason that contradicts the outcome."""
        outcome, reason = self.cleaned_data.get("outcome"), self.cleaned_data.get("reason")
        if outcome and reason and reason not in REASONS[outcome]:
            self.add_error("reason", ValidationError(_("This reason does not go with it."), code="odd"))
        return self.cleaned_data


class AlertForm(forms.Form):
    """How an alert ends."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What did you find out?"),
        error_messages={"required": gettext_lazy("Choose what you found out.")},
    )

    def __init__(self, data: Any = None, *, alert: Alert) -> None:
        super().__init__(data, auto_id=f"alert-{alert.pk}-%s")
        known = [(one.value, one.label) for one in DECISIONS.get(alert.kind, ())]
        self.fields["decision"].choices = known  # type: ignore[attr-defined]


class LineForm(forms.Form):
    """Which line in Tagor is this payment."""

    line = forms.ChoiceField(
        label=gettext_lazy("Which line is this payment?"),
        error_messages={
            "required": gettext_lazy("Choose the line."),
            "invalid_choice": gettext_lazy("This line is not free any more. Choose again."),
        },
    )

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["line"].choices = choices  # type: ignore[attr-defined]


class ReportAct(models.TextChoices):
    """What staff do with a report to Tagor."""

    ARRIVED = "arrived", gettext_lazy("It is in Tagor")
    AGAIN = "again", gettext_lazy("It is not in Tagor: report it again")
    NOW = "now", gettext_lazy("Report it now")


class RefundForm(forms.Form):
    """How much goes back."""

    amount = MoneyField(min_cents=1, label=gettext_lazy("Amount to pay back, in euros"))

    def __init__(self, data: Any = None, *, most_cents: int) -> None:
        super().__init__(data, initial={"amount": most_cents})
        self.fields["amount"].max_cents = most_cents  # type: ignore[attr-defined]
