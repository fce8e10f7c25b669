"""``/desk/settings/hours/``: when the office is open, and the days on which it is closed."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.desk.choosing.comparison import format_plain
from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.desk.choosing.views import ChoicePages
from portal.desk.frame.decorators import staff_required
from portal.desk.guarded.presenters import Difference
from portal.desk.guarded.seen import SeenForm
from portal.office.hours.week import format_spans, parse_spans
from portal.office.hours.words import DAYS, NAME, describe_closings, describe_now, format_week, make_hours
from portal.office.kept_choice import forget_choice, read_choice, write_choice
from portal.office.models import Office
from portal.office.selectors import forget_office, get_office
from portal.web.formats import list_week_days, short_day
from portal.web.typed.parsing import parse_day

NOTES = tuple(f"note_{code}" for code, _name in settings.LANGUAGES)
MOST_TIMES_OFF = 40


class HoursForm(SeenForm):
    """A line for each day of the week, the times off, and what to add in words."""

    closed = forms.CharField(
        required=False, max_length=2000, label=gettext_lazy("Closed on these days, one a line")
    )
    keeps_holidays = forms.BooleanField(required=False, label=gettext_lazy("Closed on public holidays"))

    def __init__(self, data: Any, values: Values) -> None:
        initial = {**values, "closed": "\n".join(map(_format_time_off, values["closed"].split()))}
        super().__init__(data, values=values, initial=initial)
        for name, title in zip(DAYS, list_week_days(), strict=True):
            self.fields[name] = forms.CharField(required=False, max_length=60, label=title.capitalize())
        for name, (_code, title) in zip(NOTES, settings.LANGUAGES, strict=True):
            self.fields[name] = forms.CharField(required=False, max_length=200, label=title)

    @property
    def days(self) -> list[Any]:
        """The fields of the days."""
        return [self[name] for name in DAYS]

    @property
    def notes(self) -> list[Any]:
        """The fields of the languages."""
        return [self[name] for name in NOTES]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError by field for hours or days that cannot be read."""
        cleaned = super().clean()
        values: Values = {name: self._read_day(name) for name in DAYS}
        values |= {name: " ".join(cleaned.get(name, "").split()) for name in NOTES}
        values["closed"] = self._read_times_off(cleaned.get("closed", ""))
        values["keeps_holidays"] = bool(cleaned.get("keeps_holidays"))
        return {**cleaned, "values": values}

    def _read_day(self, name: str) -> str:
        try:
            return format_spans(parse_spans(self.cleaned_data.get(name, "")))
        except ValueError:
            self.add_error(name, _("Write the hours as 9:00-12:00, 13:30-17:00."))
            return ""

    def _read_times_off(self, text: str) -> str:
        """Parses times off; stored as "2026-12-24/2027-01-02", one by one."""
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            return " ".join(sorted(_read_time_off(line) for line in lines[:MOST_TIMES_OFF]))
        except ValueError:
            self.add_error("closed", _("Write a day as 25/12/2026, and several as 24/12/2026 - 02/01/2027."))
            return ""


def _read_time_off(line: str) -> str:
    first, _dash, last = line.replace("–", " - ").partition(" - ")
    begins, ends = parse_day(first.strip()), parse_day((last or first).strip())
    if ends < begins:
        raise ValueError(line)
    return begins.isoformat() if begins == ends else f"{begins.isoformat()}/{ends.isoformat()}"


def _format_time_off(stored: str) -> str:
    first, _bar, last = stored.partition("/")
    days = [short_day(date.fromisoformat(one)) for one in (first, last) if one]
    return " - ".join(days)


def read_hours(office: Office) -> Values:
    """The current hours; the notes are columns of the office itself."""
    columns = {name: f"opening_hours_{name.removeprefix('note_')}" for name in NOTES}
    row = Office.objects.filter(pk=office.pk).values(*columns.values()).get()
    kept = {**dict.fromkeys(DAYS, ""), "closed": "", "keeps_holidays": True, **read_choice(office, NAME)}
    return {**kept, **{name: row[column] for name, column in columns.items()}}


def write_hours(office: Office, values: Values) -> None:
    """Store other hours."""
    notes = {f"opening_hours_{name.removeprefix('note_')}": values.get(name, "") for name in NOTES}
    Office.objects.filter(pk=office.pk).update(**notes)
    write_choice(office, NAME, {name: value for name, value in values.items() if name not in NOTES})


def forget_hours() -> None:
    """Clear the cache, so that pages show the change at once."""
    forget_choice(NAME)
    forget_office()


def list_hour_differences(before: Values, after: Values) -> list[Difference]:
    """Day by day."""
    labels = dict(zip(DAYS, (title.capitalize() for title in list_week_days()), strict=True))
    labels |= {"closed": _("Closed on these days"), "keeps_holidays": _("Closed on public holidays")}
    labels |= {name: str(title) for name, (_code, title) in zip(NOTES, settings.LANGUAGES, strict=True)}
    return [
        Difference(label, _format_value(name, before.get(name)), _format_value(name, after.get(name)))
        for name, label in labels.items()
        if before.get(name) != after.get(name)
    ]


def _format_value(name: str, value: Any) -> str:
    if name == "closed" and value:
        return ", ".join(map(_format_time_off, value.split()))
    if name in DAYS and not value:
        return _("closed")
    return format_plain(value)


def _present(_before: Values, after: Values) -> dict[str, Any]:
    """What people now read."""
    hours = make_hours(after, get_office().iban)
    lines = [format_week(hours), describe_now(hours), *describe_closings(hours)] if hours else []
    return {"lines": lines}


PAGES = ChoicePages(
    SingleChoice("office-hours", read_hours, write_hours, forget_hours),
    gettext_lazy("Hours and closing days"),
    "desk/office/hours.html",
    HoursForm,
    list_hour_differences,
    _present,
    "desk/office/hours-check.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("office.change_hours")
def opening_hours(request: HttpRequest) -> HttpResponse:
    """The form, the difference, the changes until now."""
    return PAGES.show(request)
