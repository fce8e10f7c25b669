"""The date of the first payment: one of the proposed days, or another one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.plans.rules.first_dates import FirstDates
from portal.plans.schedule import add_months
from portal.web import formats
from portal.web.bank_days import BELGIUM
from portal.web.typed.fields import DayField

OTHER = "other"
NOTICE = timedelta(days=7)
# After most wages and benefits, the middle of the month, and after the last of the wages.
USUAL_DAYS = (5, 15, 25)


class DateForm(forms.Form):
    """The second question. ``first_on`` counts only when another date was chosen; see ``get_day``."""

    day = forms.ChoiceField(
        label=gettext_lazy("When do you pay the first part?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose a day.")),
    )
    first_on = DayField(label=gettext_lazy("Your own date"))

    def __init__(
        self, data: Any = None, *, dates: FirstDates, today: date, country: str = BELGIUM, **options: Any
    ) -> None:
        super().__init__(_complete(data), **options)
        self.dates, self.country = dates, country
        self.days = list_usual_days(dates, today)
        field = self.fields["day"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what stands above
        field.choices = [
            *((on.isoformat(), formats.day(on)) for on in self.days),
            (OTHER, _("Another date")),
        ]

    def get_day(self) -> date:
        """The day chosen, once the form is valid."""
        kind = self.cleaned_data["day"]
        own: date = self.cleaned_data["first_on"] if kind == OTHER else date.fromisoformat(kind)
        return own

    def get_shown_day(self, otherwise: date) -> date:
        """The day if it is filled in correctly; else ``otherwise``."""
        return self.get_day() if self.is_bound and self.is_valid() else otherwise

    def clean(self) -> dict[str, Any]:
        """Raises nothing: errors are added to their fields."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day") != OTHER:
            self.errors.pop("first_on", None)
        elif cleaned.get("first_on"):
            self._check_own(cleaned["first_on"])
        return cleaned

    def _check_own(self, on: date) -> None:
        dates = self.dates
        if on < dates.earliest or on > dates.latest:
            text = _("Fill in a date from %(first)s to %(last)s.")
            words = {"first": formats.day(dates.earliest), "last": formats.day(dates.latest)}
            self.add_error("first_on", text % words)
        elif not dates.allows(on):
            self.add_error("first_on", _("Choose a day from 1 to 28: not every month has a 29th."))


def list_usual_days(dates: FirstDates, today: date) -> tuple[date, ...]:
    """The next usual days that leave a week to arrange a transfer, the suggestion among them, in order."""
    found = {dates.suggested}
    for number in USUAL_DAYS:
        on = today.replace(day=number)
        while on < max(today + NOTICE, dates.earliest):
            on = add_months(on, 1)
        found.add(on)
    return tuple(sorted(on for on in found if dates.allows(on)))


def get_typed_day(on: date, form_days: tuple[date, ...]) -> dict[str, str]:
    """The second question as it was answered."""
    if on in form_days:
        return {"day": on.isoformat(), "first_on": ""}
    return {"day": OTHER, "first_on": formats.short_day(on)}


def _complete(data: Any) -> Any:
    """Somebody who types a date without choosing has chosen "another date"."""
    if data is None or data.get("day") or not str(data.get("first_on") or "").strip():
        return data
    return {**{name: data.get(name) for name in data}, "day": OTHER}
