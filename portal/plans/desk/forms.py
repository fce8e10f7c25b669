"""Forms with which staff decide on a request."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.integrations.tagor.values.account import PlanCriteria
from portal.plans.answer.decisions import LATEST_FIRST_DAY, InvalidCounterError, Size, get_size
from portal.plans.answer.two_people import why_two
from portal.plans.desk.presenters import explain_two_people, explain_unsavable
from portal.plans.models import Proposal
from portal.plans.models.proposal import TEXT_LIMIT
from portal.plans.models.rule import LONGEST_TERM
from portal.plans.rules.weighing import foresee_refusal
from portal.plans.schedule import LAST_DAY_OF_MONTH, add_months
from portal.web import formats
from portal.web.typed.fields import DayField, MoneyField

LONGEST_NUMBER = 9


class SeenForm(forms.Form):
    """What the page showed: the request's version and state, and the plan in the file beside it."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    seen_state = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    shown_plan = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)


class TextForm(SeenForm):
    """A question or a reason that the person reads."""

    text = forms.CharField(
        max_length=TEXT_LIMIT,
        error_messages={"required": gettext_lazy("Write what the person will read.")},
    )

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class CounterForm(SeenForm):
    """Another plan: a sum a month or a number of months, its first day, and the last day to accept it.

    What Tagor surely refuses by ``criteria`` is no proposal.
    """

    monthly = MoneyField(label=gettext_lazy("Amount a month"), required=False, min_cents=1)
    months = forms.CharField(
        label=gettext_lazy("Or: number of months"), required=False, max_length=LONGEST_NUMBER
    )
    first_on = DayField(label=gettext_lazy("First payment"))
    expires_on = DayField(label=gettext_lazy("Last day to take it"))
    note = forms.CharField(
        label=gettext_lazy("What you write with it"), required=False, max_length=TEXT_LIMIT
    )

    def __init__(
        self, data: Any = None, *, proposal: Proposal, criteria: PlanCriteria, initial: dict[str, Any]
    ) -> None:
        today, first_on = timezone.localdate(), proposal.in_force.first_on
        first_on = add_months(today.replace(day=min(first_on.day, LAST_DAY_OF_MONTH)), 1)
        super().__init__(
            data, initial={"first_on": first_on, "expires_on": first_on - timedelta(days=2), **initial}
        )
        self.proposal, self.criteria = proposal, criteria
        self.size: Size | None = None
        monthly: Any = self.fields["monthly"]
        monthly.max_cents = proposal.balance_cents
        first: Any = self.fields["first_on"]
        first.earliest, first.latest = today + timedelta(days=1), today + LATEST_FIRST_DAY
        expires: Any = self.fields["expires_on"]
        expires.earliest = today

    def clean_months(self) -> int | None:
        """Raises: ValidationError."""
        text = self.cleaned_data["months"].strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST_TERM):
            raise ValidationError(_("Fill in a number from 1 to %(most)s.") % {"most": LONGEST_TERM})
        return int(text)

    def clean_first_on(self) -> Any:
        """Raises: ValidationError."""
        on = self.cleaned_data["first_on"]
        if on is not None and on.day > LAST_DAY_OF_MONTH:
            raise ValidationError(_("Choose a day from 1 to 28: every month has it."))
        return on

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when it is both, or neither."""
        cleaned = super().clean() or self.cleaned_data
        if "monthly" in cleaned and "months" in cleaned:
            given = [cleaned["monthly"] is not None, cleaned["months"] is not None]
            if sum(given) != 1:
                self.add_error("monthly", _("Fill in an amount or a number of months, not both."))
        first_on, expires_on = cleaned.get("first_on"), cleaned.get("expires_on")
        if first_on and expires_on and expires_on >= first_on:
            self.add_error("expires_on", _("Choose a day before the first payment."))
        if not self.errors:
            self._check_size(cleaned["months"], cleaned["monthly"])
        return cleaned

    def _check_size(self, months: int | None, monthly_cents: int | None) -> None:
        field = "monthly" if months is None else "months"
        try:
            self.size = size = get_size(self.proposal, months, monthly_cents)
        except InvalidCounterError:
            self.add_error("monthly", _("This takes too long. Choose a larger amount or fewer months."))
            return
        code = foresee_refusal(size, criteria=self.criteria, balance_cents=self.proposal.balance_cents)
        if code:
            self.add_error(field, explain_unsavable(code, size, self.criteria))

    @property
    def two_people(self) -> str:
        """Why two people must agree to what is typed; before anything is, what holds for every proposal."""
        cents = self.size.monthly_cents if self.size else 0
        return explain_two_people(why_two(self.proposal, monthly_cents=cents))

    @property
    def least_hint(self) -> str:
        """What Tagor takes at least; "" when it tells no limit."""
        least = self.criteria.minimum_cents
        return (
            _("In this file Tagor takes at least %(amount)s.") % {"amount": formats.money(least)}
            if least
            else ""
        )

    @property
    def most_hint(self) -> str:
        """How long a plan may be for Tagor; "" when it tells no limit."""
        most = self.criteria.longest_months
        return (
            _("In this file Tagor takes at most %(months)s.") % {"months": formats.months(most)}
            if most
            else ""
        )

    @property
    def terms(self) -> dict[str, Any]:
        """The values for the decision."""
        data = self.cleaned_data
        return {
            "monthly_cents": data["monthly"],
            "months": data["months"],
            "first_on": data["first_on"],
            "expires_on": data["expires_on"],
            "note": data["note"],
        }
