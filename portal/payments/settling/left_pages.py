"""Payment pages that nobody of us shows any more: found after a lost answer, and closed where that can be.

A start whose answer never came may have made a page. No payer saw its address, yet the service may tell of
it: asked the same again, by the same reference, the service names it, and from then on its words find the
attempt.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.integrations.errors import IntegrationError, Rejected
from portal.payments.attempt.states import Event, transition
from portal.payments.models import Attempt, State
from portal.payments.providers import get_provider
from portal.payments.providers.orders import make_order
from portal.web.job_scheduling import Job

FIND = Job("portal.payments.settling.left_pages.find_start")
CLOSE = Job("portal.payments.settling.left_pages.close_page")
logger = logging.getLogger(__name__)

RETRY = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 300, 1200))
"""All within the hour in which Mollie knows the key of a repeat, when the worker runs."""


def lose_start(attempt: Attempt) -> Attempt:
    """It is unknown whether the page was made; the worker repeats the call where that shows it."""
    with transaction.atomic():
        lost = transition(attempt.pk, Event.START_LOST)
        if lost.state == State.UNKNOWN and _can_repeat(attempt):
            FIND.plan(timezone.now() + RETRY[0], attempt_id=attempt.pk)
    return lost


def _can_repeat(attempt: Attempt) -> bool:
    """Whether repeating the call still returns the same page, and not a second one."""
    return timezone.now() - attempt.created_at < get_provider(attempt).repeat_life


def close_page_later(attempt: Attempt) -> None:
    """Have the worker close a page that its payer left for another, so that nobody pays on both."""
    if attempt.checkout_id:
        CLOSE.plan(timezone.now(), attempt_id=attempt.pk)


@task
def find_start(attempt_id: int, tries: int = 1) -> str:
    """Request the same page again and store the service's id of it; then close it. Safe to run twice."""
    attempt = Attempt.objects.filter(pk=attempt_id, state=State.UNKNOWN, checkout_id="").first()
    if attempt is None:
        return "known"
    if not _can_repeat(attempt):
        return "too late"
    try:
        opened = get_provider(attempt).start(make_order(attempt))
    except Rejected:
        return "refused"
    except IntegrationError as error:
        logger.warning("payment attempt %s not found out: %s", attempt_id, type(error).__name__)
        if tries < len(RETRY):
            FIND.plan(timezone.now() + RETRY[tries], attempt_id=attempt_id, tries=tries + 1)
        return "lost"
    with transaction.atomic():
        mine = Attempt.objects.filter(pk=attempt_id, checkout_id="")
        if mine.update(checkout_id=opened.checkout_id, merchant=opened.merchant):
            details = {"attempt": attempt_id}
            record("payment-start-found", by=SYSTEM, file_id=attempt.file_id, details=details)
    return close_page.call(attempt_id)


@task
def close_page(attempt_id: int) -> str:
    """Close the page of an attempt, if its service can do that. Safe to run twice."""
    attempt = Attempt.objects.get(pk=attempt_id)
    try:
        get_provider(attempt).close_page(attempt.checkout_id)
    except IntegrationError as error:
        logger.warning("page of payment attempt %s not closed: %s", attempt_id, type(error).__name__)
        return "open"
    return "closed"
