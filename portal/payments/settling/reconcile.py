"""Asks the office about every unsettled payment, less and less often, until it is settled.

Progress is stored in the rows (``checked_at``), so the next run continues one that died, and two concurrent
runs do not check an attempt twice.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from portal.integrations.errors import IntegrationError, Unavailable
from portal.payments.attempt.states import OPEN
from portal.payments.models import Attempt, Provider, State
from portal.payments.providers import REVERSIBLE_CODES
from portal.payments.selectors import build_followed
from portal.payments.settling.alerts import list_open, review_alerts
from portal.payments.settling.bookings import plan_waiting
from portal.payments.settling.follow_up import ask_service, give_up_if_over, refresh
from portal.payments.settling.notifications import act_on_waiting

logger = logging.getLogger(__name__)

STEPS = tuple(timedelta(minutes=minutes) for minutes in (16, 60, 6 * 60, 24 * 60))
"""When to ask, counted from the start; after the last of these once a day."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
OFTEN_FOR = timedelta(days=14)
"""For how long after a payment it is checked daily whether money was paid back; then weekly."""
REVERSIBLE_FOR = timedelta(days=120)
"""How long a card can be charged back."""
DEFAULT_LIMIT = 500
MOST_FAILURES = 3
"""Unanswered calls in a row after which the office's system counts as down and the run ends."""


@dataclass
class Report:
    """Result of a run. ``left``: due, but beyond the limit or not reached. ``moved``: by the new state."""

    asked: int = 0
    failed: int = 0
    left: int = 0
    alerts_open: int = 0
    is_stopped: bool = False
    moved: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """Plain values, for JSON."""
        return asdict(self)


def reconcile(*, limit: int = DEFAULT_LIMIT) -> Report:
    """Ask about at most ``limit`` attempts that are due, longest unasked first. Safe to repeat."""
    report, moved = Report(), Counter[str]()
    act_on_waiting()
    plan_waiting()
    check_reversals(timezone.now(), limit=limit)
    failures = 0
    due = list(list_due(timezone.now()))
    for attempt_id in due:
        if report.asked + report.failed >= limit or failures >= MOST_FAILURES:
            report.is_stopped = failures >= MOST_FAILURES
            break
        attempt = Attempt.objects.get(pk=attempt_id)
        if not is_due(attempt, timezone.now()):
            continue  # checked in the meantime, with another attempt of its file or by another run
        before = attempt.state
        attempt, error = _ask(attempt)
        failures = failures + 1 if isinstance(error, Unavailable) else 0
        report.failed += error is not None
        report.asked += error is None
        if attempt.state != before:
            moved[attempt.state] += 1
    report.left = sum(1 for _ in list_due(timezone.now()))
    report.alerts_open = list_open().count()
    report.moved = dict(moved)
    logger.info("payments reconciled: %s", report.as_dict())
    return report


def list_due(now: datetime) -> Iterator[int]:
    """Ids of the attempts to ask about now, longest unasked first."""
    not_just_asked = Q(checked_at=None) | Q(checked_at__lt=now - STEPS[0] / 2)
    rows = _follow(now).filter(not_just_asked).order_by(F("checked_at").asc(nulls_first=True), "pk")
    fields = ("pk", "state", "created_at", "started_at", "checked_at")
    for attempt in rows.only(*fields).iterator(chunk_size=500):
        if is_due(attempt, now):
            yield attempt.pk


def has_unsettled() -> bool:
    """Whether any attempt still has to be asked about, now or later."""
    now = timezone.now()
    return _follow(now).exists() or _list_reversible(now).exists()


def check_reversals(now: datetime, *, limit: int) -> int:
    """Ask about payments that were paid whether money went back since, rarely; how many were asked.

    The service tells of it by itself, but once. Ends with the first question that is not answered.
    """
    asked = 0
    recent = Q(bank_at__gt=now - OFTEN_FOR) & Q(checked_at__lt=now - DAY)
    older = Q(checked_at__lt=now - WEEK)
    rows = _list_reversible(now).filter(recent | older | Q(checked_at=None)).order_by("checked_at", "pk")
    for attempt in rows[:limit]:
        mine = Attempt.objects.filter(pk=attempt.pk, checked_at=attempt.checked_at)
        if not mine.update(checked_at=now):
            continue  # another run is doing it
        try:
            ask_service(attempt)
        except IntegrationError as error:
            logger.warning("payment attempt %s not checked: %s", attempt.pk, type(error).__name__)
            Attempt.objects.filter(pk=attempt.pk).update(checked_at=attempt.checked_at)
            break
        asked += 1
    return asked


def _list_reversible(now: datetime) -> QuerySet[Attempt]:
    """Completed payments whose money may still be paid back."""
    paid = Attempt.objects.filter(state__in=(State.SEEN, State.BOOKED), bank_at__gt=now - REVERSIBLE_FOR)
    return paid.filter(provider__in=REVERSIBLE_CODES)


def is_due(attempt: Attempt, now: datetime) -> bool:
    """Whether the latest time of the schedule has passed without a check."""
    if attempt.state not in (State.CREATED, *OPEN):
        return False
    started_at = attempt.started_at or attempt.created_at
    moment = _get_last_step(started_at, now)
    return moment is not None and (attempt.checked_at is None or attempt.checked_at < moment)


def _get_last_step(started_at: datetime, now: datetime) -> datetime | None:
    age = now - started_at
    if age >= DAY:
        return started_at + (age // DAY) * DAY
    passed = [step for step in STEPS if step <= age]
    return started_at + passed[-1] if passed else None


def _follow(now: datetime) -> QuerySet[Attempt]:
    unsettled = Attempt.objects.filter(build_followed(now), state__in=(State.CREATED, *OPEN))
    return unsettled.exclude(provider=Provider.TRANSFER)


def _ask(attempt: Attempt) -> tuple[Attempt, IntegrationError | None]:
    """The attempt after a check. When the office does not answer, it stays due for the next run."""
    started_at, before = timezone.now(), attempt.checked_at
    try:
        attempt = refresh(attempt)
    except IntegrationError as error:
        logger.warning("payment attempt %s not checked: %s", attempt.pk, type(error).__name__)
        mine = Attempt.objects.filter(pk=attempt.pk, checked_at__gte=started_at)
        mine.update(checked_at=before, checks=F("checks") - 1)
        attempt = give_up_if_over(attempt)
        review_alerts(attempt)
        return attempt, error
    attempt = give_up_if_over(attempt)
    review_alerts(attempt)
    if attempt.provider == Provider.TAGOR_SIPS:
        _mark_file(attempt, started_at)
    return attempt, None


def _mark_file(attempt: Attempt, at: datetime) -> None:
    """One answer of Tagor covers every attempt of the file that goes through Tagor."""
    same = Attempt.objects.filter(file_id=attempt.file_id, provider=attempt.provider, state__in=OPEN)
    same.filter(Q(checked_at=None) | Q(checked_at__lt=at)).update(checked_at=at)
