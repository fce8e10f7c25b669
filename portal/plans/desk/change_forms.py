"""What staff fill in to answer a request to change a plan."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.plans.desk.forms import SeenForm
from portal.plans.models import ChangeRequest
from portal.plans.running.change_answers import LATEST_OFFER, TEXT_LIMIT
from portal.web.typed.fields import DayField


class AgreeForm(SeenForm):
    """Agree. A text is required where the request is a text."""

    text = forms.CharField(
        required=False,
        max_length=TEXT_LIMIT,
        error_messages={"required": gettext_lazy("Write what the person will read.")},
    )

    def __init__(self, data: Any = None, *, change: ChangeRequest) -> None:
        super().__init__(data)
        self.fields["text"].label = _("What you agree to")
        self.fields["text"].required = change.kind == ChangeRequest.Kind.OTHER


class OfferForm(SeenForm):
    """Another day for one payment, and the last day to accept it."""

    later_on = DayField(label=gettext_lazy("The day you propose"))
    until = DayField(label=gettext_lazy("Last day to take it"))
    text = forms.CharField(
        label=gettext_lazy("What you write with it"), required=False, max_length=TEXT_LIMIT
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        today = timezone.localdate()
        later: Any = self.fields["later_on"]
        later.earliest, later.latest = today + timedelta(days=1), today + LATEST_OFFER
        until: Any = self.fields["until"]
        until.earliest = today

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError."""
        cleaned = super().clean() or self.cleaned_data
        later_on, until = cleaned.get("later_on"), cleaned.get("until")
        if later_on and until and until >= later_on:
            self.add_error("until", _("Choose a day before the payment."))
        return cleaned
