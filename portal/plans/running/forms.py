"""Forms for asking the office to change a running plan."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.plans.forms import AnswerForm, DeclineForm
from portal.plans.models import ChangeRequest
from portal.plans.models.change import LAST_DAY
from portal.web.typed.fields import DayField, MoneyField

LATEST = timedelta(days=92)
MOST_WORDS = 1000
Kind = ChangeRequest.Kind
FIELD_OF_KIND = {Kind.LATER: "later_on", Kind.LOWER: "amount", Kind.DAY: "day", Kind.OTHER: "text"}


class ChangeForm(forms.Form):
    """A wish, not a change. Only the field of the chosen kind counts."""

    kind = forms.ChoiceField(label=gettext_lazy("What do you want to ask?"))
    later_on = DayField(label=gettext_lazy("The later day"), required=False)
    amount = MoneyField(label=gettext_lazy("What you can pay each month"), required=False, min_cents=100)
    day = forms.IntegerField(label=gettext_lazy("The other day of the month"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Why, in your own words"), required=False, max_length=MOST_WORDS
    )

    def __init__(
        self,
        *args: Any,
        after: date,
        monthly_cents: int = 0,
        day_now: int | None = None,
        has_next: bool = True,
        **options: Any,
    ) -> None:
        """``after``: the day of the next payment, or today; a later day must follow it.

        ``day_now``: the day of the month on which the plan is paid now. ``has_next``: whether there is a next
        payment, as far as it is known.
        """
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        self.monthly_cents, self.day_now = monthly_cents, day_now
        later = [(Kind.LATER.value, _("Pay my next payment later, once"))] if has_next else []
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            *later,
            (Kind.LOWER.value, _("Pay less each month")),
            (Kind.DAY.value, _("Pay on another day of the month")),
            (Kind.OTHER.value, _("Something else")),
        ]
        choose = _("Choose what you want to ask.")
        self.fields["kind"].error_messages |= {"required": choose, "invalid_choice": choose}
        self.fields["day"].error_messages["invalid"] = _("Fill in a day from 1 to 28.")
        own = self.fields["later_on"]
        own.earliest, own.latest = after + timedelta(days=1), after + LATEST  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Requires a value for the chosen kind; other fields may hold anything."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if not kind:
            return cleaned
        wanted = FIELD_OF_KIND[kind]
        for name in ("later_on", "amount", "day"):
            if name != wanted:
                self.errors.pop(name, None)
                cleaned[name] = None
        if wanted not in self.errors:
            self._check_wanted(kind, wanted, cleaned.get(wanted))
        return cleaned

    def _check_wanted(self, kind: str, name: str, value: Any) -> None:
        if not value:
            missing = {
                Kind.LATER: _("Fill in the later day."),
                Kind.LOWER: _("Fill in what you can pay each month."),
                Kind.DAY: _("Fill in a day from 1 to 28."),
                Kind.OTHER: _("Write what you want to ask."),
            }
            self.add_error(name, missing[Kind(kind)])
        elif kind == Kind.DAY and not 1 <= value <= LAST_DAY:
            self.add_error(name, _("Fill in a day from 1 to 28."))
        elif kind == Kind.DAY and value == self.day_now:
            self.add_error(name, _("You pay on that day already. Fill in another day."))
        elif kind == Kind.LOWER and 0 < self.monthly_cents <= value:
            self.add_error(name, _("Fill in less than you pay now."))


def make_answer_form(change: ChangeRequest, data: Any = None) -> forms.Form:
    """The form for answering the office, by the state of the request."""
    is_offer = change.answer == ChangeRequest.Answer.OFFERED
    return DeclineForm(data) if is_offer else AnswerForm(data)
