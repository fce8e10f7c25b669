"""Queries for the pay pages: attempts of the open file, what was paid, what the office takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from portal.audit.models import Event
from portal.file.facts import HEAD
from portal.file.reading import read
from portal.file.visit import Visit
from portal.office.selectors import get_office
from portal.payments.attempt.states import PAID
from portal.payments.models import Attempt, Refund, Reversal, State
from portal.payments.providers import ONLINE_CODES, list_chosen

FOLLOW_LIFE = timedelta(days=settings.PAYMENT_RETENTION_DAYS)
"""How long attempts are kept, and so how long the office may take to book what it has seen."""


def get_claimant(visit: Visit) -> str:
    """The final recipient of the money, "" when Tagor does not say."""
    head = read(visit, HEAD).get(HEAD)
    return head.claimant if head else ""


def is_online_possible() -> bool:
    """Whether the office takes online payments and at least one of its payment services is set up."""
    office = get_office()
    return office.online_payment and any(not one.list_unset() for one in list_chosen(office.pk))


def get_payment_host() -> str:
    """The one host of the payment page, or "" when the office has several."""
    hosts = {host for one in list_chosen(get_office().pk) for host in one.list_hosts()}
    return hosts.pop() if len(hosts) == 1 else ""


def find_attempt(token: str) -> Attempt | None:
    """The attempt with this token."""
    return Attempt.objects.filter(token=token).first() if len(token) == 43 else None


def find_by_checkout(provider: str, checkout_id: str) -> Attempt | None:
    """The attempt with this id at a payment service."""
    if not checkout_id:
        return None
    return Attempt.objects.filter(provider=provider, checkout_id=checkout_id).first()


def is_own(attempt: Attempt, visit: Visit) -> bool:
    """Whether the open session may see this attempt: same file and same party."""
    return (visit.file_id, visit.party_id) == (attempt.file_id, attempt.party_id)


_DONE = Refund.objects.filter(attempt=OuterRef("pk"), state=Refund.State.DONE).order_by().values("attempt")
_BY_ACCOUNTING = Coalesce(Subquery(_DONE.annotate(sum=Sum("amount_cents")).values("sum")), 0)
_WENT_BACK = Greatest(F("refunded_cents"), _BY_ACCOUNTING) + F("charged_back_cents")
ALL_WENT_BACK = Q(LessThanOrEqual(Coalesce("received_cents", "amount_cents"), _WENT_BACK))
"""Payments of which nothing is left, as ``Attempt.left_cents`` says: the payer has all the money again."""
LEFT = Greatest(Coalesce("received_cents", "amount_cents") - _WENT_BACK, 0)
"""``Attempt.left_cents`` for a query."""
_OF_PAID = ("state", "booked_at", "amount_cents", "received_cents", "refunded_cents", "charged_back_cents")


def build_followed(now: datetime) -> Q:
    """Payments that still count: the kept ones, and longer those that the office has seen and not booked."""
    return Q(created_at__gt=now - FOLLOW_LIFE) | Q(state=State.SEEN)


@dataclass(frozen=True, slots=True)
class Paid:
    """An online payment that was certainly made, less what went back of it.

    ``booked_at`` None: the office has not booked it yet.
    """

    cents: int
    booked_at: datetime | None = None


def list_paid(file_id: str) -> list[Paid]:
    """The online payments of the file, by anybody, as long as they are kept."""
    made = Attempt.objects.filter(
        build_followed(timezone.now()),
        file_id=file_id,
        provider__in=ONLINE_CODES,
        state__in=(State.SEEN, State.BOOKED, *PAID),
    )
    rows = made.only(*_OF_PAID).prefetch_related("refunds")
    return [Paid(one.left_cents, one.booked_at if one.state == State.BOOKED else None) for one in rows]


def sum_unbooked(paid: Iterable[Paid]) -> int:
    """Cents that the office has not booked yet."""
    return sum(one.cents for one in paid if one.booked_at is None)


def sum_booked_since(paid: Iterable[Paid], as_of: datetime) -> int:
    """Cents that were booked after ``as_of``, so that a balance of that moment does not show them."""
    return sum(one.cents for one in paid if one.booked_at is not None and one.booked_at > as_of)


def list_by_helper(file_id: str) -> set[int]:
    """The payments of the file that a helper began with a pass: the trail tells, as long as it is kept."""
    begun = Event.objects.filter(file_id=file_id, act="payment-created", details__has_key="pass")
    return {details["attempt"] for details in begun.values_list("details", flat=True)}


@dataclass(frozen=True, slots=True)
class WentBack:
    """Money of a payment that went back at a moment; ``is_by_bank``: the bank took it."""

    attempt: Attempt
    cents: int
    at: datetime
    is_by_bank: bool = False


def list_went_back(file_id: str) -> list[WentBack]:
    """Each time that money of a payment of the file went back, oldest first.

    What accounting paid back and what the service tells of may be the same money: the larger counts, as in
    ``Attempt.given_back_cents``.
    """
    ended = Refund.objects.filter(attempt__file_id=file_id, state=Refund.State.DONE).values("attempt")
    reversals = Reversal.objects.filter(attempt__file_id=file_id).values("attempt")
    made = Attempt.objects.filter(Q(pk__in=ended) | Q(pk__in=reversals))
    found = [back for one in made.prefetch_related("refunds", "reversals") for back in _list_of_payment(one)]
    return sorted(found, key=lambda one: one.at)


def _list_of_payment(attempt: Attempt) -> Iterator[WentBack]:
    is_by_accounting = attempt.given_back_cents > attempt.refunded_cents
    for refund in attempt.refunds.all():
        if is_by_accounting and refund.state == Refund.State.DONE:
            yield WentBack(attempt, refund.amount_cents, refund.ended_at or refund.asked_at)
    for reversal in attempt.reversals.all():
        is_by_bank = reversal.kind == Reversal.Kind.CHARGEBACK
        if is_by_bank or not is_by_accounting:
            yield WentBack(attempt, reversal.amount_cents, reversal.found_at, is_by_bank)


def awaits_taking_off(file_id: str) -> bool:
    """Whether money of a payment went back that the office has not taken off what was paid."""
    is_back = Q(attempt__refunded_cents__gt=0) | Q(attempt__charged_back_cents__gt=0)
    return Reversal.objects.filter(is_back, attempt__file_id=file_id, handled_at=None).exists()
