"""Finds out the result of attempts: asks the office, changes their states, gives up those that are over."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from portal.payments.attempt.evidence import Facts, judge
from portal.payments.attempt.states import OPEN, PAID, Event, transition
from portal.payments.models import Attempt, Notice, State
from portal.payments.providers import (
    ONLINE_CODES,
    REPORTED_CODES,
    TAGOR_SIPS,
    get_page_life,
    get_provider,
)
from portal.payments.providers.protocol import PaymentStatus
from portal.payments.selectors import build_followed
from portal.payments.settling.alerts import list_open, review_alerts
from portal.payments.settling.left_pages import lose_start
from portal.payments.settling.notifications import receive

START_LIFE = timedelta(minutes=1)
"""A start that took longer than this was interrupted: its payer never saw the payment page."""
RETURN_LIFE = timedelta(hours=24)
"""How long after a payer returned the office may still see the payment."""
LATE_LIFE = timedelta(days=2)
"""How late a payment may still arrive for an attempt that was given up."""
_ASK_BANK = (State.STARTED, State.AT_BANK, State.RETURNED, State.LAPSED, State.BANK_UNKNOWN)


def refresh(attempt: Attempt) -> Attempt:
    """Ask Tagor or the bank, at most every few seconds for all callers. Returns the attempt.

    Raises: IntegrationError.
    """
    if attempt.state not in OPEN or not _take_turn(attempt):
        return attempt
    if attempt.provider in REPORTED_CODES:
        _ask_bank(attempt)
    else:
        settle(attempt.file_id, TAGOR_SIPS.fetch_status(attempt))
    return Attempt.objects.get(pk=attempt.pk)


def ask_service(attempt: Attempt) -> Attempt:
    """Ask the payment service, whatever the attempt's state: there is news, or money may have been paid back.

    Raises: IntegrationError.
    """
    status = get_provider(attempt).fetch_status(attempt)
    if isinstance(status, PaymentStatus):
        receive(status, Notice.Source.STATUS, attempt=attempt)
    after = give_up_if_over(Attempt.objects.get(pk=attempt.pk))
    review_alerts(after)
    return after


def _ask_bank(attempt: Attempt) -> None:
    """Ask the bank until it has answered; after that the report is sent, and Tagor shows the rest."""
    if attempt.state in _ASK_BANK:
        ask_service(attempt)
        return
    if attempt.state == State.SEEN:
        settle(attempt.file_id, TAGOR_SIPS.fetch_status(attempt))
    review_alerts(give_up_if_over(Attempt.objects.get(pk=attempt.pk)))


def settle(file_id: str, facts: Facts) -> None:
    """Move every attempt of a file as far as the facts reach; give up what is over; raise alerts."""
    following = Attempt.objects.filter(
        build_followed(timezone.now()), file_id=file_id, provider__in=ONLINE_CODES
    )
    # For our own merchant's payments Tagor knows only what we reported.
    is_told = Q(provider=TAGOR_SIPS.code) | Q(state=State.SEEN)
    for attempt in following.filter(is_told, state__in=OPEN).order_by("created_at"):
        _settle_one(attempt, facts)
    for attempt in following.filter(state__in=(State.CREATED, *OPEN)):
        give_up_if_over(attempt)
    has_alert = Q(pk__in=list_open().values("attempt"))
    for attempt in following.filter(Q(state__in=OPEN) | has_alert):
        review_alerts(attempt, facts)


def settle_seen(file_id: str, facts: Facts) -> None:
    """Move only what the office had seen: its main data alone tells what it has booked since."""
    seen = Attempt.objects.filter(file_id=file_id, state=State.SEEN)
    for attempt in seen.filter(provider__in=ONLINE_CODES).order_by("created_at"):
        _settle_one(attempt, facts)


def give_up_if_over(attempt: Attempt) -> Attempt:
    """Close an attempt that can no longer lead to a payment on its page."""
    age = timezone.now() - (attempt.started_at or attempt.created_at)
    if attempt.state == State.CREATED and age > START_LIFE:
        return lose_start(attempt)
    if attempt.state in {State.STARTED, State.AT_BANK} and age > get_page_life(attempt):
        return transition(attempt.pk, Event.LAPSE)
    if attempt.state == State.RETURNED and age > RETURN_LIFE:
        return transition(attempt.pk, Event.LAPSE)
    return attempt


def _settle_one(attempt: Attempt, facts: Facts) -> None:
    same = Attempt.objects.filter(file_id=attempt.file_id, amount_cents=attempt.amount_cents)
    same = same.filter(provider__in=ONLINE_CODES).exclude(pk=attempt.pk)
    claimed = set(same.exclude(line_id="").values_list("line_id", flat=True))
    is_stale = attempt.state == State.LAPSED and timezone.now() - attempt.created_at > LATE_LIFE
    verdict = judge(attempt, facts, claimed=claimed, rivals=_list_rivals(same), needs_name=is_stale)
    if verdict.ambiguous and not attempt.ambiguous:
        Attempt.objects.filter(pk=attempt.pk).update(ambiguous=True)
    if verdict.event is not None:
        transition(attempt.pk, verdict.event, ambiguous=False, line_id=verdict.line_id or attempt.line_id)


def _list_rivals(same: QuerySet[Attempt]) -> set[str]:
    """References of other attempts of the same amount whose money may still arrive."""
    by_tagor = Q(provider=TAGOR_SIPS.code)
    may_be_paid = by_tagor & Q(state__in=(State.STARTED, State.AT_BANK, State.RETURNED)) | Q(state__in=PAID)
    may_be_late = by_tagor & Q(state=State.LAPSED, created_at__gt=timezone.now() - LATE_LIFE)
    return set(same.filter(may_be_paid | may_be_late).values_list("reference", flat=True))


def _take_turn(attempt: Attempt) -> bool:
    now = timezone.now()
    due = Q(checked_at=None) | Q(checked_at__lt=now - get_provider(attempt).least_between_checks)
    mine = Attempt.objects.filter(due, pk=attempt.pk)
    return bool(mine.update(checked_at=now, checks=F("checks") + 1))
