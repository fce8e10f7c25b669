"""Which first dates a plan may have. The day of the first part is the day of the month of every part."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.plans.schedule import LAST_DAY_OF_MONTH, add_months

LATEST_DAYS = 45
# Most wages and benefits are in by then; a week leaves time to arrange a transfer.
SUGGESTED_DAY = 5
SUGGESTED_NOTICE_DAYS = 7


@dataclass(frozen=True, slots=True)
class FirstDates:
    """The first dates to choose from today: from tomorrow on, within 45 days, up to the 28th of a month."""

    earliest: date
    latest: date
    suggested: date

    def allows(self, on: date) -> bool:
        """Whether a plan may start on that day."""
        return self.earliest <= on <= self.latest and on.day <= LAST_DAY_OF_MONTH


def get_first_dates(today: date) -> FirstDates:
    """What can be chosen on ``today``; the suggestion is the first fifth of a month at least a week away."""
    suggested = today.replace(day=SUGGESTED_DAY)
    while suggested < today + timedelta(days=SUGGESTED_NOTICE_DAYS):
        suggested = add_months(suggested, 1)
    return FirstDates(
        earliest=today + timedelta(days=1), latest=today + timedelta(days=LATEST_DAYS), suggested=suggested
    )
