"""Which first dates a plan may have. The day of the first part is the day of the month of every part."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.plans.schedule import LAST_DAY_OF_MONTH, add_months

EARLIEST_DAYS, LATEST_DAYS = 1, 45
# Most wages and benefits are in by then; a week leaves time to arrange a transfer.
SUGGESTED_DAY = 5
SUGGESTED_NOTICE_DAYS = 7


@dataclass(frozen=True, slots=True)
class FirstDates:
    """The first dates to choose from today, up to the 28th of a month."""

    earliest: date
    latest: date
    suggested: date

    def allows(self, on: date) -> bool:
        """Whether a plan may start on that day."""
        return self.earliest <= on <= self.latest and on.day <= LAST_DAY_OF_MONTH


def get_first_dates(
    today: date, *, earliest_days: int = EARLIEST_DAYS, latest_days: int = LATEST_DAYS
) -> FirstDates:
    """What can be chosen on ``today``: from tomorrow on and within 45 days, unless a rule says otherwise.

    The suggestion is the first fifth of a month at least a week away, or the nearest day that is allowed.
    """
    earliest, latest = today + timedelta(days=earliest_days), today + timedelta(days=latest_days)
    soonest = max(earliest, today + timedelta(days=SUGGESTED_NOTICE_DAYS))
    suggested = soonest.replace(day=SUGGESTED_DAY)
    if suggested < soonest:
        suggested = add_months(suggested, 1)
    if suggested > latest:
        suggested = earliest if earliest.day <= LAST_DAY_OF_MONTH else _next_first(earliest)
    return FirstDates(earliest=earliest, latest=latest, suggested=suggested)


def _next_first(on: date) -> date:
    """The first day of the next month."""
    return add_months(on.replace(day=1), 1)
