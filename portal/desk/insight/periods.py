"""The periods that figures can be about: the last days, and months and years of the calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.desk.insight.figures import Period

DAYS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Choice:
    """A period by its code in addresses; ``before``: the one that it is compared with, of the same length."""

    code: str
    title: str
    period: Period
    before: Period


def list_choices(now: datetime) -> list[Choice]:
    """All of them; the first is shown unless another is asked for. Days begin in the office's own zone."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    choices = [_make_days(now, days) for days in DAYS]
    for code, title, since, until in (
        ("month", pgettext("period", "This month"), month, None),
        ("last-month", pgettext("period", "Last month"), _go_back(month, 1), month),
        ("year", pgettext("period", "This year"), year, None),
        ("last-year", pgettext("period", "Last year"), _go_back(year, 12), year),
    ):
        earlier = _go_back(since, 12 if "year" in code else 1)
        began = timezone.make_aware(earlier)
        period = Period(timezone.make_aware(since), timezone.make_aware(until) if until else now)
        ended = timezone.make_aware(since)
        if until is None:
            ended = min(began + (now - period.since), ended)
        choices.append(Choice(code, title, period, Period(began, ended)))
    return choices


def _make_days(now: datetime, days: int) -> Choice:
    since = now - timedelta(days=days)
    title = _("The last %(num)s days") % {"num": days}
    return Choice(str(days), title, Period(since, now), Period(since - timedelta(days=days), since))


def _go_back(first_day: datetime, months: int) -> datetime:
    years, month = divmod(first_day.month - 1 - months, 12)
    return first_day.replace(year=first_day.year + years, month=month + 1)
