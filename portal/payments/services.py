"""Begins payments, at most one at a time for a file and amount, and notes who comes back."""

import logging
from dataclasses import dataclass
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from portal.access.session import Defendant
from portal.audit.services import record
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    Rejected,
    Unavailable,
)
from portal.office.selectors import get_office
from portal.payments import evidence, tasks
from portal.payments.evidence import Facts
from portal.payments.follow import FOLLOW_LIFE, settle
from portal.payments.models import LIVE, Attempt, State
from portal.payments.providers import ONLINE
from portal.payments.providers.protocol import Order
from portal.payments.redirects import RedirectRefused, check_redirect, seal_redirect
from portal.payments.references import make_reference, make_token
from portal.payments.states import OPEN, Event, transition

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a defendant asks to pay. ``is_sure``: knows of an earlier payment of this amount and goes on."""

    kind: str
    amount_cents: int
    is_sure: bool = False


class Obstacle(StrEnum):
    """Why a payment was not begun at once."""

    ON_ITS_WAY = "on-its-way"
    AT_OFFICE = "at-office"


@dataclass(frozen=True, slots=True)
class Admission:
    """What the guard decided:

    an attempt to go on with, or an obstacle with the earlier attempt if there is one.
    """

    attempt: Attempt | None
    is_new: bool = False
    obstacle: Obstacle | None = None


def begin_payment(defendant: Defendant, wish: Wish) -> Admission:
    """Begin an online payment, or find the one that is already under way.

    Reads the file first, so that later the payment can be recognised; then lets one attempt in; then, outside
    any transaction, asks Tagor to start it. Two equal requests at once end in one start. An admitted attempt
    may have failed to start: see its state. Raises: IntegrationError when the file cannot be read (nothing
    was begun).
    """
    facts = evidence.read_facts(
        file_id=defendant.file_id, party_id=defendant.party_id, credential=defendant.credential
    )
    settle(defendant.file_id, facts)
    admission = _admit(defendant, wish, facts)
    if admission.is_new and admission.attempt is not None:
        return Admission(_start(admission.attempt), is_new=True)
    return admission


def note_return(attempt: Attempt) -> None:
    """A browser came back from the payment page. Proves nothing; makes us look once more a little later."""
    with transaction.atomic():
        before = attempt.state
        after = transition(attempt.pk, Event.CAME_BACK)
        if after.state == State.RETURNED and before != State.RETURNED:
            tasks.look_after_return(attempt.pk)


def _admit(defendant: Defendant, wish: Wish, facts: Facts) -> Admission:
    try:
        with transaction.atomic():
            return _admit_locked(defendant, wish, facts)
    except IntegrityError:
        # The twin of this request was first: both go on with its attempt.
        with transaction.atomic():
            return _admit_locked(defendant, wish, facts)


def _admit_locked(defendant: Defendant, wish: Wish, facts: Facts) -> Admission:
    same = Attempt.objects.select_for_update().filter(
        file_id=defendant.file_id, amount_cents=wish.amount_cents, provider=ONLINE.code
    )
    live = same.filter(state__in=LIVE).first()
    if live is not None and _can_go_on(live, defendant):
        return Admission(live)
    earlier = live or _find_unbooked(same)
    if earlier is not None and (not wish.is_sure or earlier.state == State.CREATED):
        return Admission(earlier, obstacle=Obstacle.ON_ITS_WAY)
    today = timezone.localdate()
    if not wish.is_sure and evidence.is_pending_at_office(facts, amount_cents=wish.amount_cents, today=today):
        return Admission(None, obstacle=Obstacle.AT_OFFICE)
    if live is not None:
        transition(live.pk, Event.LAPSE, actor="defendant")
    return Admission(_create(defendant, wish, facts), is_new=True)


def _find_unbooked(same: QuerySet[Attempt]) -> Attempt | None:
    """A payment of the amount that the office has seen and not booked yet."""
    arrived = Q(state=State.SEEN) | Q(state__in=OPEN, ambiguous=True)
    return same.filter(arrived, created_at__gt=timezone.now() - FOLLOW_LIFE).first()


def _can_go_on(live: Attempt, defendant: Defendant) -> bool:
    """Whether the same person has not yet come back from the payment page: the same page opens again."""
    return live.state != State.RETURNED and live.party_id == defendant.party_id


def _create(defendant: Defendant, wish: Wish, facts: Facts) -> Attempt:
    office = get_office()
    attempt = Attempt.objects.create(
        office=office if office.pk else None,
        file_id=defendant.file_id,
        party_id=defendant.party_id,
        file_name=facts.file_name[:60],
        token=make_token(),
        reference=make_reference(),
        provider=ONLINE.code,
        kind=wish.kind,
        amount_cents=wish.amount_cents,
        baseline=evidence.make_baseline(facts, wish.amount_cents),
    )
    details = {"attempt": attempt.pk, "amount_cents": attempt.amount_cents, "kind": attempt.kind}
    record("payment-created", file_id=attempt.file_id, details={**details, "knowingly": wish.is_sure})
    return attempt


def _start(attempt: Attempt) -> Attempt:
    order = Order(
        file_id=attempt.file_id,
        file_name=attempt.file_name,
        amount_cents=attempt.amount_cents,
        reference=attempt.reference,
        return_path=reverse("payments:return", args=[attempt.token]).lstrip("/"),
    )
    try:
        redirect = ONLINE.start(order)
        check_redirect(redirect)
    except (Unavailable, Rejected, NotAuthorised) as error:
        _alert(attempt, type(error).__name__, getattr(error, "code", ""))
        return transition(attempt.pk, Event.START_REFUSED)
    except RedirectRefused as error:
        _alert(attempt, "redirect refused", error.reason)
        return transition(attempt.pk, Event.START_REFUSED)
    except IntegrationError as error:
        _alert(attempt, type(error).__name__, "no money can move: the payer never reached the payment page")
        return transition(attempt.pk, Event.START_LOST)
    with transaction.atomic():
        started = transition(attempt.pk, Event.REDIRECT_RECEIVED, sealed_redirect=seal_redirect(redirect))
        if started.state == State.STARTED:
            tasks.look_on_schedule(attempt.pk)
    return started


def _alert(attempt: Attempt, what: str, detail: str) -> None:
    logger.error("ALERT payment attempt %s did not start: %s %s", attempt.pk, what, detail)
