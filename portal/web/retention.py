"""What is kept for a limited time, and the daily run that deletes it: each room declares what, and when.

    RETENTION = Retention("payments", delete_old, find_next_end)      # retention.py, named in apps.py

Code that stores something calls ``see_to_forgetting`` in the same transaction. While anything is kept, there
is a run at least once a day, and sooner when something ends sooner. Nothing may be kept for less than a day.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone
from django_tasks import task

from portal.web.job_scheduling import Job
from portal.web.room import Contribution
from portal.web.statistics import refresh_statistics

logger = logging.getLogger(__name__)

RUN_EVERY = timedelta(days=1)
RUN_SOON = timedelta(minutes=1)
"""When the next run comes if this one left something expired."""
FORGETTING = Job("portal.web.retention.forget")


@dataclass(frozen=True, slots=True)
class Retention:
    """Something that is kept for a limited time.

    ``forget`` deletes or wipes everything that has expired at a given time, and returns how many there were;
    it is safe to run at any time. ``find_next``: when the next one expires, None when nothing is kept.
    """

    what: str
    forget: Callable[[datetime], int]
    find_next: Callable[[], datetime | None]


def delete_rows(
    what: str,
    list_rows: Callable[[], "QuerySet[Any]"],
    *,
    field: str,
    get_life: Callable[[], timedelta] = timedelta,
) -> Retention:
    """Retention by deleting rows once ``field``, a moment, is longer ago than their life."""

    def forget(now: datetime) -> int:
        over = list_rows().filter(**{f"{field}__lte": now - get_life()})
        return over.delete()[0]

    def find_next() -> datetime | None:
        first: datetime | None = list_rows().aggregate(first=Min(field))["first"]
        return first + get_life() if first else None

    return Retention(what, forget, find_next)


def find_daily(list_rows: Callable[[], "QuerySet[Any]"]) -> Callable[[], datetime | None]:
    """For what is kept for long: once a day is enough, while there is anything at all."""
    return lambda: timezone.now() + RUN_EVERY if list_rows().exists() else None


RETENTION: Contribution[Retention] = Contribution("retention", Retention)


def see_to_forgetting() -> None:
    """Make sure that a run is planned. Takes no lock that another plan could hold."""
    FORGETTING.plan_unless_planned(timezone.now() + RUN_EVERY)


@task
def forget() -> dict[str, int]:
    """One run. The next one is planned before it begins, so that a worker that dies does not break the chain.

    Safe to run twice or concurrently. Returns how many of each were forgotten.
    """
    if _find_next(RETENTION.collect()) is None:
        return {}
    see_to_forgetting()
    told = forget_all(timezone.now())
    refresh_statistics()
    return told


def forget_all(now: datetime) -> dict[str, int]:
    """Forget everything expired at ``now``, and bring the next run forward to the next expiry."""
    told = [(one, _forget(one, now)) for one in RETENTION.collect()]
    following = _find_next([one for one, count in told if count is not None])
    if following is not None:
        FORGETTING.plan_or_advance(max(following, now + RUN_SOON))
    return {one.what: count for one, count in told if count is not None}


def _forget(one: Retention, now: datetime) -> int | None:
    """None when it failed: an error in one room must not keep the data of others."""
    try:
        return one.forget(now)
    except Exception as error:  # noqa: BLE001 - as above
        logger.error(  # noqa: TRY400 - the text of the error may hold what must not be logged
            "ALERT %s are not forgotten: %s", one.what, type(error).__name__
        )
        return None


def _find_next(kept: Iterable[Retention]) -> datetime | None:
    return min((end for one in kept if (end := one.find_next()) is not None), default=None)
