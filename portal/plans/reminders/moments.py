"""When a reminder may go out. Pure; moments are aware, quiet hours are times of the office's own zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

SEND_AT = time(9)
"""The usual hour, unless it is quiet then."""


def get_moment(due_on: date, *, days_before: int, zone: tzinfo) -> datetime:
    """When the reminder of a payment should be sent, ignoring quiet hours."""
    return datetime.combine(due_on - timedelta(days=days_before), SEND_AT, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When nothing is sent: from one time of the day until another, perhaps past midnight, in ``zone``.

    Equal times: never. The first moment is quiet, the last is not.
    """

    starts_at: time
    ends_at: time
    zone: tzinfo

    def covers(self, at: datetime) -> bool:
        """Whether that moment is quiet."""
        now = at.astimezone(self.zone).time()
        if self.starts_at <= self.ends_at:
            return self.starts_at <= now < self.ends_at
        return now >= self.starts_at or now < self.ends_at

    def leave(self, at: datetime) -> datetime:
        """``at``, or the end of the quiet hours it falls in.

        When the clock goes back that night, and the hour occurs twice, the one after ``at`` counts.
        """
        if not self.covers(at):
            return at
        local = at.astimezone(self.zone)
        on = local.date() if local.time() < self.ends_at else local.date() + timedelta(days=1)
        end = datetime.combine(on, self.ends_at, tzinfo=self.zone)
        return end.replace(fold=1) if end.timestamp() <= at.timestamp() else end
