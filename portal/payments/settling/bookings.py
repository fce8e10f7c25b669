"""Reports payments to the office that nobody else reports: once for a reference, or not at all.

Tagor's OnlinePaymentReceived takes no reference and writes a line each time, so a report is never simply sent
again. It is claimed by one worker; the payment lines are read just before; and when its answer is lost, the
lines are read again: a new one of the amount means that it arrived. Only if there is still none some minutes
later, it is sent once more. Payments through Tagor are never reported here: Tagor's Pay/Finish books those.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from portal import registry
from portal.audit.actors import SYSTEM, Actor
from portal.audit.services import record
from portal.file.visit import visit_by_office
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    Rejected,
    Unavailable,
)
from portal.payments.attempt.evidence import read_facts
from portal.payments.attempt.states import PAID, Event, transition
from portal.payments.models import Attempt, Booking
from portal.payments.models import State as AttemptState
from portal.payments.providers import REPORTED_CODES
from portal.web.job_scheduling import Job

REPORT = Job("portal.payments.settling.bookings.deliver_booking")
logger = logging.getLogger(__name__)

GRACE = timedelta(minutes=10)
"""How long a report whose answer was lost may take to show in the file."""
SENDING_LIFE = timedelta(minutes=2)
"""A report that takes longer than this died with its process, and its answer with it."""
RETRY = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))


def plan_booking(attempt: Attempt) -> Booking:
    """Note that a paid attempt must be reported, and queue the report; in the transaction of the change.

    Raises ValueError for a payment that Tagor books by itself.
    """
    if attempt.provider not in REPORTED_CODES:
        raise ValueError("only payments of our own merchant are reported")
    cents = attempt.received_cents or attempt.amount_cents
    booking, is_new = Booking.objects.get_or_create(
        attempt=attempt, defaults={"reference": attempt.reference, "amount_cents": cents}
    )
    if is_new or booking.state != Booking.State.DONE:
        _queue(booking.pk, timezone.now())
    return booking


def plan_if_due(attempt: Attempt) -> None:
    """Plan the report of an attempt that turned out to be paid, if the portal has to report it."""
    if attempt.provider in REPORTED_CODES and attempt.state in PAID:
        plan_booking(attempt)


def plan_waiting() -> int:
    """Queue every report that is not done, after a crash or a lost queue. Returns how many."""
    unfinished = Booking.objects.exclude(state__in=(Booking.State.DONE, Booking.State.REFUSED))
    for pk in (waiting := list(unfinished.values_list("pk", flat=True))):
        _queue(pk, timezone.now())
    return len(waiting)


def _queue(booking_id: int, at: datetime) -> None:
    """Queue one handling of a report, unless one is queued. Two by a race do no harm."""
    if not REPORT.list_planned().filter(args_kwargs__kwargs__booking_id=booking_id).exists():
        REPORT.plan(at, booking_id=booking_id)


@task
def deliver_booking(booking_id: int) -> str:
    """Report one payment, or find out whether an earlier report arrived. Safe to run twice or concurrently.

    Returns the state of the report, as the task's result.
    """
    booking = Booking.objects.select_related("attempt").filter(pk=booking_id).first()
    if booking is None:
        return "gone"
    if booking.attempt.state not in (*PAID, AttemptState.SEEN):
        return "held"  # a person decides first
    try:
        _step(booking)
    except IntegrationError as error:
        logger.warning("report of payment attempt %s: %s", booking.attempt_id, type(error).__name__)
    booking.refresh_from_db()
    if booking.state not in {Booking.State.DONE, Booking.State.REFUSED}:
        wait = RETRY[min(booking.tries, len(RETRY) - 1)]
        _queue(booking.pk, timezone.now() + wait)
    return booking.state


def _step(booking: Booking) -> None:
    now = timezone.now()
    if booking.state == Booking.State.WAITING:
        _send(booking)
    elif booking.state == Booking.State.DOUBTFUL or _has_died(booking, now):
        _find_out(booking, now)


def _has_died(booking: Booking, now: datetime) -> bool:
    sent_at = booking.sent_at or booking.created_at
    return booking.state == Booking.State.SENDING and now - sent_at > SENDING_LIFE


def _send(booking: Booking) -> None:
    """Read the lines, claim the report, send it once. Raises: IntegrationError."""
    before = _read_lines(booking)
    if not _claim(booking, before):
        return
    attempt = booking.attempt
    try:
        registry.tagor().record_online_payment(
            file_id=attempt.file_id, amount_cents=booking.amount_cents, party_id=attempt.party_id
        )
    except (Unavailable, NotAuthorised):
        # Certainly nothing was written: it may be sent again.
        _move(booking, Booking.State.SENDING, Booking.State.WAITING)
        raise
    except Rejected as error:
        _alert(attempt, f"the office refuses the report: {error.code}")
        _move(booking, Booking.State.SENDING, Booking.State.REFUSED)
    except IntegrationError as error:
        _alert(attempt, f"report without answer: {type(error).__name__}")
        _move(booking, Booking.State.SENDING, Booking.State.DOUBTFUL)
    else:
        _finish(booking, line_id=_find_line(booking, before))


def _find_line(booking: Booking, before: list[str]) -> str:
    """The line that the report has just made; "" if unclear: the report arrived all the same."""
    try:
        added = set(_read_lines(booking)) - set(before) - _list_claimed(booking)
    except IntegrationError:
        return ""
    return added.pop() if len(added) == 1 else ""


def _claim(booking: Booking, lines_before: list[str]) -> bool:
    """Claim the report. Returns whether this worker, and no other, sends it now."""
    with transaction.atomic():
        mine = Booking.objects.filter(pk=booking.pk, state=Booking.State.WAITING).update(
            state=Booking.State.SENDING,
            lines_before=lines_before,
            sent_at=timezone.now(),
            tries=F("tries") + 1,
        )
        if mine:
            details = {"attempt": booking.attempt_id, "amount_cents": booking.amount_cents}
            record("payment-report-sent", by=SYSTEM, file_id=booking.attempt.file_id, details=details)
    return bool(mine)


def _find_out(booking: Booking, now: datetime) -> None:
    """Whether a report without answer arrived. Raises: IntegrationError when the lines cannot be read."""
    lines = _read_lines(booking)
    new = set(lines) - set(booking.lines_before)
    added = new - _list_claimed(booking)
    rivals = _count_doubtful(booking)
    if len(added) > rivals:
        _finish(booking, line_id=added.pop() if len(added) == 1 else "")
    elif not new and now - (booking.sent_at or booking.created_at) > GRACE:
        _alert(booking.attempt, "the report never arrived, it goes again")
        _move(booking, booking.state, Booking.State.WAITING)
    else:
        if new:
            _alert(booking.attempt, "a report without answer, and not a line for each: staff must decide")
        _move(booking, booking.state, Booking.State.DOUBTFUL)


def _count_doubtful(booking: Booking) -> int:
    """Other reports of the same amount on the same file that may have made the line in question."""
    unclear = Q(state__in=(Booking.State.DOUBTFUL, Booking.State.SENDING))
    same = Booking.objects.filter(attempt__file_id=booking.attempt.file_id, amount_cents=booking.amount_cents)
    done_since = Q(state=Booking.State.DONE, sent_at__gte=booking.sent_at, attempt__line_id="")
    return same.filter(unclear | done_since).exclude(pk=booking.pk).count()


def _list_claimed(booking: Booking) -> set[str]:
    others = Attempt.objects.filter(file_id=booking.attempt.file_id).exclude(pk=booking.attempt_id)
    return set(others.exclude(line_id="").values_list("line_id", flat=True))


def _read_lines(booking: Booking) -> list[str]:
    """Ids of the payment lines of this amount. Raises: Unavailable when they cannot be read."""
    attempt = booking.attempt
    facts = read_facts(visit_by_office(file_id=attempt.file_id, party_id=attempt.party_id))
    lines = facts.list_payment_lines(booking.amount_cents)
    if lines is None:
        raise Unavailable("the lines of the file cannot be read", system="tagor", operation="GetLines")
    return [line.line_id for line in lines]


class ReportUnderWayError(Exception):
    """A report of the payment may reach Tagor at any time: it must be decided first."""


@transaction.atomic
def report_now(booking: Booking, *, by: Actor) -> bool:
    """Staff send it now instead of waiting for the next try. False: it is not waiting."""
    if not Booking.objects.select_for_update().filter(pk=booking.pk, state=Booking.State.WAITING).exists():
        return False
    details = {"attempt": booking.attempt_id}
    record("payment-report-hastened", by=by, file_id=booking.attempt.file_id, details=details)
    REPORT.plan(timezone.now(), booking_id=booking.pk)
    return True


@transaction.atomic
def end_report(attempt: Attempt) -> bool:
    """The office has the money in its books: cancel the report. Returns whether there was one.

    Raises: ReportUnderWayError while one is being sent, or may have been.
    """
    booking = Booking.objects.select_for_update().filter(attempt=attempt).first()
    if booking is None or booking.state == Booking.State.DONE:
        return False
    if booking.state in {Booking.State.SENDING, Booking.State.DOUBTFUL}:
        raise ReportUnderWayError(booking.state)
    now = timezone.now()
    Booking.objects.filter(pk=booking.pk).update(
        state=Booking.State.DONE, done_at=now, sent_at=booking.sent_at or now
    )
    return True


def has_report_under_way(attempt: Attempt) -> bool:
    """Whether money may still be reported to the office."""
    done = (Booking.State.DONE, Booking.State.REFUSED)
    return Booking.objects.filter(attempt=attempt).exclude(state__in=done).exists()


@transaction.atomic
def decide_report(booking: Booking, *, has_arrived: bool, by: Actor) -> bool:
    """Staff found out whether a report arrived: it is done, or is sent again. False: nothing to decide."""
    open_states = (Booking.State.DOUBTFUL, Booking.State.REFUSED)
    if not Booking.objects.select_for_update().filter(pk=booking.pk, state__in=open_states).exists():
        return False
    details = {"attempt": booking.attempt_id, "has_arrived": has_arrived}
    file_id = booking.attempt.file_id
    record("payment-report-decided", by=by, file_id=file_id, details=details)
    if has_arrived:
        _finish(booking)
    else:
        _move(booking, booking.state, Booking.State.WAITING)
        _queue(booking.pk, timezone.now())
    return True


@transaction.atomic
def _finish(booking: Booking, *, line_id: str = "") -> None:
    now = timezone.now()
    done = Booking.objects.filter(pk=booking.pk).exclude(state=Booking.State.DONE)
    if done.update(state=Booking.State.DONE, done_at=now):
        if line_id:
            transition(booking.attempt_id, Event.SEE, line_id=line_id)
        else:
            transition(booking.attempt_id, Event.SEE)


def _alert(attempt: Attempt, text: str) -> None:
    logger.error("ALERT payment attempt %s: %s", attempt.pk, text)


def _move(booking: Booking, source: str, target: Booking.State) -> None:
    Booking.objects.filter(pk=booking.pk, state=source).update(state=target)
