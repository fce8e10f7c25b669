"""Periods of the calendar, and what each is compared with."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from portal.desk.insight.figures import Period
from portal.desk.insight.periods import Choice, list_choices


def find(code: str, now: datetime) -> Choice:
    return next(one for one in list_choices(now) if one.code == code)


def tell(period: Period) -> tuple[str, str]:
    since, until = timezone.localtime(period.since), timezone.localtime(period.until)
    return f"{since:%d/%m/%Y %H:%M}", f"{until:%d/%m/%Y %H:%M}"


@pytest.mark.parametrize(
    ("code", "period", "before"),
    [
        (
            "month",
            ("01/03/2027 00:00", "10/03/2027 13:00"),
            ("01/02/2027 00:00", "10/02/2027 13:00"),
        ),
        (
            "last-month",
            ("01/02/2027 00:00", "01/03/2027 00:00"),
            ("01/01/2027 00:00", "01/02/2027 00:00"),
        ),
        (
            "year",
            ("01/01/2027 00:00", "10/03/2027 13:00"),
            ("01/01/2026 00:00", "10/03/2026 13:00"),
        ),
        (
            "last-year",
            ("01/01/2026 00:00", "01/01/2027 00:00"),
            ("01/01/2025 00:00", "01/01/2026 00:00"),
        ),
    ],
)
def test_calendar(code: str, period: tuple[str, str], before: tuple[str, str]) -> None:
    choice = find(code, datetime(2027, 3, 10, 12, tzinfo=UTC))
    assert tell(choice.period) == period
    assert tell(choice.before) == before


def test_a_longer_month_is_compared_with_the_whole_one_before() -> None:
    choice = find("month", datetime(2027, 3, 31, 12, tzinfo=UTC))
    assert tell(choice.before) == ("01/02/2027 00:00", "01/03/2027 00:00")


def test_january_comes_after_december() -> None:
    choice = find("last-month", datetime(2027, 1, 1, 12, tzinfo=UTC))
    assert tell(choice.period) == ("01/12/2026 00:00", "01/01/2027 00:00")
    assert tell(choice.before) == ("01/11/2026 00:00", "01/12/2026 00:00")


def test_last_days() -> None:
    now = datetime(2027, 3, 10, 12, tzinfo=UTC)
    choice = find("30", now)
    assert choice.period == Period(now - timedelta(days=30), now)
    assert choice.before == Period(now - timedelta(days=60), now - timedelta(days=30))
