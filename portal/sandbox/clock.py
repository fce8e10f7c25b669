"""The practice office's clock: the real one, or moved, always running."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


class Clock:
    """Real time plus an offset."""

    def __init__(self, offset_s: float = 0.0) -> None:
        self.offset_s = offset_s

    def now(self) -> datetime:
        return datetime.now(BRUSSELS) + timedelta(seconds=self.offset_s)

    def today(self) -> date:
        return self.now().date()

    def move_to(self, moment: datetime) -> None:
        """``moment`` without an offset is taken as Brussels time."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=BRUSSELS)
        self.offset_s = (moment - datetime.now(BRUSSELS)).total_seconds()

    def advance(self, days: float) -> None:
        self.offset_s += days * 86_400
