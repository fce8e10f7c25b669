"""The worker's tasks on payments: checks long after the browser has gone."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from portal.integrations.errors import IntegrationError
from portal.payments.attempt.states import OPEN
from portal.payments.models import Attempt
from portal.payments.providers import get_page_life
from portal.payments.settling.follow_up import ask_service, give_up_if_over, refresh
from portal.payments.settling.reconcile import has_unsettled, reconcile
from portal.web.job_scheduling import Job

logger = logging.getLogger(__name__)

RECHECK = Job("portal.payments.tasks.recheck_payment")
RECONCILE = Job("portal.payments.tasks.reconcile_payments")
NEWS = Job("portal.payments.tasks.ask_about_news")
NEWS_RETRY = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600))
"""Delay after a payment service announced news and then did not answer."""

FIRST_LOOK = timedelta(minutes=1)
LATER_LOOKS = tuple(timedelta(minutes=minutes) for minutes in (60, 6 * 60, 24 * 60 + 1))
AFTER_PAGE = timedelta(minutes=1)
ONCE = -1
"""A check that plans no other."""
RECONCILE_EVERY = timedelta(hours=1)
RECONCILE_SOON = timedelta(minutes=1)
"""When a run left something due."""
RECONCILE_LIMIT = 200
"""Most attempts in one run, because other work waits for it."""


@task
def recheck_payment(attempt_id: int, step: int) -> str:
    """Ask the office about one attempt, then plan the next check until the payment is booked or time is up.

    Safe to run twice. Returns the state, for the record of the queue.
    """
    attempt = Attempt.objects.filter(pk=attempt_id).first()
    if attempt is None or attempt.state not in OPEN:
        return attempt.state if attempt else "gone"
    try:
        attempt = refresh(attempt)
    except IntegrationError as error:
        logger.warning("payment attempt %s not checked: %s", attempt_id, type(error).__name__)
        attempt = give_up_if_over(attempt)
    if attempt.state in OPEN and 0 <= step < len(list_looks(attempt)) - 1:
        _plan(attempt, step + 1)
    return attempt.state


def list_looks(attempt: Attempt) -> tuple[timedelta, ...]:
    """When to check, counted from the start: most payments show at once; the page closes after a while."""
    closed = get_page_life(attempt) + AFTER_PAGE
    return (FIRST_LOOK, *sorted({closed, *LATER_LOOKS}))


@task
def ask_about_news(attempt_id: int, tries: int = 0) -> str:
    """Ask the payment service, because it announced news; retries until it answers.

    Safe to run twice. Returns the state, for the record of the queue.
    """
    attempt = Attempt.objects.filter(pk=attempt_id).first()
    if attempt is None:
        return "gone"
    try:
        return ask_service(attempt).state
    except IntegrationError as error:
        logger.warning("payment attempt %s not checked: %s", attempt_id, type(error).__name__)
    if tries < len(NEWS_RETRY):
        NEWS.plan(timezone.now() + NEWS_RETRY[tries], attempt_id=attempt_id, tries=tries + 1)
    return attempt.state


def plan_query(attempt_id: int) -> None:
    """Plan one query about a payment, unless one is planned, however often news is announced."""
    waiting = NEWS.list_planned().filter(args_kwargs__kwargs__attempt_id=attempt_id)
    if not waiting.exists():
        NEWS.plan(timezone.now(), attempt_id=attempt_id)


@task
def reconcile_payments() -> dict[str, object]:
    """One run of the reconciliation, and the next one planned as long as a payment is not settled.

    The next is planned before this one begins, so that a worker that dies half-way breaks no chain.
    """
    if not has_unsettled():
        return {}
    plan_reconciliation(timezone.now() + RECONCILE_EVERY)
    report = reconcile(limit=RECONCILE_LIMIT)
    if report.left and not report.is_stopped:
        RECONCILE.plan_or_advance(timezone.now() + RECONCILE_SOON)
    return report.as_dict()


def plan_reconciliation(at: datetime) -> None:
    """Plan a run unless one is planned."""
    RECONCILE.plan_unless_planned(at)


def plan_checks(attempt_id: int) -> None:
    """Plan the checks of a payment that has just been started, and the runs that catch missed ones."""
    _plan(Attempt.objects.get(pk=attempt_id), 0)
    plan_reconciliation(timezone.now() + RECONCILE_EVERY)


def plan_check_after_return(attempt_id: int) -> None:
    """Plan one extra check for a browser that came back and may have no open session."""
    plan_extra_check(attempt_id, timezone.now() + FIRST_LOOK)


def plan_extra_check(attempt_id: int, at: datetime) -> None:
    """Plan one extra check."""
    RECHECK.plan(at, attempt_id=attempt_id, step=ONCE)


def _plan(attempt: Attempt, step: int) -> None:
    at = (attempt.started_at or attempt.created_at) + list_looks(attempt)[step]
    RECHECK.plan(max(at, timezone.now()), attempt_id=attempt.pk, step=step)
