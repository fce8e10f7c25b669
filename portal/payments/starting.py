"""Starts payments, at most one at a time for a file and amount, and handles browsers that come back."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.file.news import LEAST_CENTS
from portal.file.visit import Visit
from portal.integrations.deadline import deadline_at
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    Rejected,
    Unavailable,
)
from portal.integrations.sips.values import NoticeRefused
from portal.office.selectors import get_office
from portal.payments import tasks
from portal.payments.attempt import evidence
from portal.payments.attempt.evidence import Facts
from portal.payments.attempt.redirects import RedirectRefused, check_redirect, seal_redirect
from portal.payments.attempt.references import make_reference, make_token
from portal.payments.attempt.states import OPEN, PAID, TO_REVIEW, Event, transition
from portal.payments.models import LIVE, Attempt, Notice, State
from portal.payments.providers import ONLINE_CODES, Online, choose_online, get_provider
from portal.payments.providers.orders import make_order
from portal.payments.providers.protocol import Opened
from portal.payments.selectors import ALL_WENT_BACK, build_followed, list_paid, sum_booked_since, sum_unbooked
from portal.payments.settling.follow_up import settle
from portal.payments.settling.left_pages import close_page_later, lose_start
from portal.payments.settling.notifications import receive
from portal.web.languages import get_base_language

logger = logging.getLogger(__name__)

MOST_STARTS_AN_HOUR = 20
USED_REFERENCE = "payment-start-94"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a defendant asks to pay, against what the file owed at a moment.

    ``is_sure``: knows that this may be too much and goes on.
    """

    kind: str
    amount_cents: int
    balance_cents: int
    as_of: datetime
    is_sure: bool = False


class Obstacle(StrEnum):
    """Why a payment was not begun at once."""

    STOPPED = "stopped"
    SMALL = "small"
    ON_ITS_WAY = "on-its-way"
    AT_OFFICE = "at-office"
    TOO_MUCH = "too-much"
    TRANSFER_ONLY = "transfer-only"
    TOO_OFTEN = "too-often"
    FAILED_OFTEN = "failed-often"


@dataclass(frozen=True, slots=True)
class Admission:
    """The decision of the check before a start.

    Either an attempt to go on with, or an obstacle with the earlier attempt, if there is one.
    ``arriving_cents``: paid already but not yet in the balance.
    """

    attempt: Attempt | None
    is_new: bool = False
    obstacle: Obstacle | None = None
    arriving_cents: int = 0


def begin_payment(visit: Visit, wish: Wish) -> Admission:
    """Start an online payment, or find the one that is already in progress.

    Reads the file first, so that the payment can be recognised later; then admits one attempt; then, outside
    any transaction, has the payment service start it. Two equal requests at once lead to one start. An
    admitted attempt may have failed to start: see its state. All this respects the deadline of the visit; a
    start that takes longer counts as lost. Raises: IntegrationError when the file cannot be read (nothing was
    begun).
    """
    facts = evidence.read_facts(visit)
    settle(visit.file_id, facts)
    office = get_office()
    provider = choose_online(office.pk, facts.file_type_id)
    if provider is None:
        return Admission(None, obstacle=Obstacle.TRANSFER_ONLY)
    admission = _admit(visit, wish, facts, provider)
    if admission.is_new and admission.attempt is not None:
        with deadline_at(visit.deadline):
            return Admission(_start(admission.attempt), is_new=True)
    return admission


def note_return(attempt: Attempt, body: bytes = b"") -> None:
    """A browser came back from the payment page: plan one more check a little later.

    In itself that proves nothing. Its data counts only with the seal of a payment service whose key we hold,
    and only for this payment.
    """
    provider = get_provider(attempt)
    if provider.can_verify_return and body:
        _receive_return(attempt, provider, body)
    with transaction.atomic():
        before = attempt.state
        after = transition(attempt.pk, Event.CAME_BACK)
        if after.state == State.RETURNED and before != State.RETURNED:
            tasks.plan_check_after_return(attempt.pk)


def _receive_return(attempt: Attempt, provider: Online, body: bytes) -> None:
    try:
        found = provider.parse_return(body)
    except (NoticeRefused, Unavailable) as refused:
        logger.warning("payment attempt %s: return not believed: %s", attempt.pk, refused)
        return
    if found is None or found.reference != attempt.reference:
        logger.warning("payment attempt %s: return of another payment", attempt.pk)
        return
    receive(found, Notice.Source.RETURN)


def _admit(visit: Visit, wish: Wish, facts: Facts, provider: Online) -> Admission:
    try:
        with transaction.atomic():
            return _admit_locked(visit, wish, facts, provider)
    except IntegrityError:
        # A concurrent request was first: both go on with its attempt.
        with transaction.atomic():
            return _admit_locked(visit, wish, facts, provider)


def _admit_locked(visit: Visit, wish: Wish, facts: Facts, provider: Online) -> Admission:
    same = _list_same(visit.file_id, wish).select_for_update()
    live = same.filter(state__in=LIVE).first()
    if live is not None and _can_go_on(live, visit):
        return Admission(live)
    if live is not None and live.state == State.CREATED:
        return Admission(live, obstacle=Obstacle.ON_ITS_WAY)
    question = _find_question(visit.file_id, wish, facts, live or _find_unbooked(same))
    if question is not None:
        return question
    too_often = _find_too_many(visit.file_id)
    if too_often is not None:
        return Admission(None, obstacle=too_often)
    if live is not None:
        close_page_later(transition(live.pk, Event.LAPSE, by=DEFENDANT))
    return Admission(_create(visit, wish, facts, provider), is_new=True)


def find_question(visit: Visit, wish: Wish, facts: Facts | None) -> Admission | None:
    """What to ask before the payer makes a transfer of this, None when it needs no question.

    The same as before an online payment. ``facts``: None while the file cannot be read.
    """
    same = _list_same(visit.file_id, wish)
    live = same.filter(state__in=LIVE).first()
    if live is not None and _can_go_on(live, visit):
        live = None  # who is at the payment page may choose the transfer instead
    return _find_question(visit.file_id, wish, facts, live or _find_unbooked(same))


def _find_question(
    file_id: str, wish: Wish, facts: Facts | None, earlier: Attempt | None
) -> Admission | None:
    if wish.is_sure:
        return None
    if earlier is not None:
        return Admission(earlier, obstacle=Obstacle.ON_ITS_WAY)
    obstacle, arriving_cents = _weigh(file_id, wish, facts)
    return Admission(None, obstacle=obstacle, arriving_cents=arriving_cents) if obstacle else None


def _weigh(file_id: str, wish: Wish, facts: Facts | None) -> tuple[Obstacle | None, int]:
    """What speaks against this payment, if anything, and the cents that are arriving."""
    paid = list_paid(file_id)
    arriving_cents = sum_unbooked(paid) + sum_booked_since(paid, wish.as_of)
    today = timezone.localdate()
    if facts and evidence.is_pending_at_office(facts, amount_cents=wish.amount_cents, today=today):
        return Obstacle.AT_OFFICE, 0
    if arriving_cents > 0 and arriving_cents + wish.amount_cents > wish.balance_cents:
        return Obstacle.TOO_MUCH, arriving_cents
    if facts and facts.is_stopped:
        return Obstacle.STOPPED, 0
    if wish.balance_cents - arriving_cents < LEAST_CENTS:
        return Obstacle.SMALL, 0
    return None, 0


def _list_same(file_id: str, wish: Wish) -> QuerySet[Attempt]:
    return Attempt.objects.filter(file_id=file_id, amount_cents=wish.amount_cents, provider__in=ONLINE_CODES)


def _find_too_many(file_id: str) -> Obstacle | None:
    """Whether payments of the file were started more often in an hour than any person would.

    What never reached a payment page counts too, and nobody is told that they started it.
    """
    since = timezone.now() - timedelta(hours=1)
    begun = Attempt.objects.filter(file_id=file_id, created_at__gt=since)
    tried = begun.count()
    if tried < MOST_STARTS_AN_HOUR:
        return None
    logger.warning("ALERT %s payments of one file were begun within an hour", tried)
    failed = begun.filter(state__in=(State.NOT_STARTED, State.UNKNOWN)).count()
    return Obstacle.TOO_OFTEN if tried - failed >= MOST_STARTS_AN_HOUR else Obstacle.FAILED_OFTEN


def _find_unbooked(same: QuerySet[Attempt]) -> Attempt | None:
    """A payment of this amount that was paid, or may still be, and is not booked yet."""
    arrived = Q(state__in=(State.BANK_UNKNOWN, *PAID, *TO_REVIEW)) | Q(state__in=OPEN, ambiguous=True)
    arrived |= Q(state=State.SEEN) & ~ALL_WENT_BACK
    return same.filter(arrived, build_followed(timezone.now())).first()


def _can_go_on(live: Attempt, visit: Visit) -> bool:
    """Whether the same person is still at the payment page: then the same page opens again."""
    return live.state != State.RETURNED and live.party_id == visit.party_id


def _create(visit: Visit, wish: Wish, facts: Facts, provider: Online) -> Attempt:
    office = get_office()
    attempt = Attempt.objects.create(
        office=office if office.pk else None,
        file_id=visit.file_id,
        party_id=visit.party_id,
        file_name=facts.file_name[:60],
        token=make_token(),
        reference=make_reference(),
        provider=provider.code,
        language=get_base_language(),
        kind=wish.kind,
        amount_cents=wish.amount_cents,
        baseline=evidence.make_baseline(facts, wish.amount_cents),
    )
    details = {
        "attempt": attempt.pk,
        "amount_cents": attempt.amount_cents,
        "kind": attempt.kind,
        "knowingly": wish.is_sure,
    }
    record("payment-created", by=DEFENDANT, file_id=attempt.file_id, details=details)
    tasks.plan_reconciliation(timezone.now() + tasks.RECONCILE_EVERY)  # finds it if this process dies now
    return attempt


def _open_page(attempt: Attempt) -> Opened:
    """Start a payment page. A reference that was used before is replaced, once."""
    provider = get_provider(attempt)
    try:
        return provider.start(make_order(attempt))
    except Rejected as refused:
        if refused.code != USED_REFERENCE:
            raise
    attempt.reference = make_reference()
    attempt.save(update_fields=["reference"])
    return provider.start(make_order(attempt))


def _start(attempt: Attempt) -> Attempt:
    try:
        opened = _open_page(attempt)
        provider = get_provider(attempt)
        check_redirect(opened.redirect, provider.list_hosts(), by_form=provider.opens_by_form)
    except (Unavailable, Rejected, NotAuthorised) as error:
        _alert(attempt, type(error).__name__, getattr(error, "code", ""))
        return transition(attempt.pk, Event.START_REFUSED)
    except RedirectRefused as error:
        _alert(attempt, "redirect refused", error.reason)
        return transition(attempt.pk, Event.START_REFUSED)
    except IntegrationError as error:
        _alert(attempt, type(error).__name__, "no money can move: the payer never reached the payment page")
        return lose_start(attempt)
    with transaction.atomic():
        started = transition(
            attempt.pk,
            Event.REDIRECT_RECEIVED,
            sealed_redirect=seal_redirect(opened.redirect),
            checkout_id=opened.checkout_id,
            merchant=opened.merchant,
        )
        if started.state == State.STARTED:
            tasks.plan_checks(attempt.pk)
    return started


def _alert(attempt: Attempt, what: str, detail: str) -> None:
    logger.error("ALERT payment attempt %s did not start: %s %s", attempt.pk, what, detail)
