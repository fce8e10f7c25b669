"""Where payment service, portal and Tagor do not say the same of a payment, by kind.

What each of them says is asked by the runs of ``reconcile`` and stands in the rows: the service's newest
status, the portal's state, and the line or report at Tagor. So this reads the database alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.payments.attempt.states import PAID, WAITING
from portal.payments.models import Attempt, Booking, Notice, Oddity, Provider, State
from portal.payments.providers import REPORTED_CODES

PATIENCE = timedelta(days=1)
MOST_SHOWN = 50


class Kind(models.TextChoices):
    """The kind of disagreement."""

    NOT_IN_TAGOR = "not-in-tagor", _("Paid at the payment service, not in Tagor after a day")
    NOT_AT_SERVICE = "not-at-service", _("In Tagor, but the payment service did not say that it was paid")
    OTHER_AMOUNT = "other-amount", _("Paid with another amount than was asked")
    WENT_BACK = "went-back", _("Went back to the payer, not taken off in Tagor yet")
    REPORT_UNCLEAR = "report-unclear", _("Reported to Tagor without a clear answer")
    NO_OUTCOME = "no-outcome", _("No outcome after a day")


@dataclass(frozen=True, slots=True)
class Difference:
    """One kind, how many payments, and the newest of them."""

    kind: Kind
    count: int
    attempts: list[Attempt]


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of one provider in a period, in cents: paid, seen in Tagor, and paid back since."""

    provider: str
    paid_cents: int
    in_tagor_cents: int
    went_back_cents: int


def list_differences(first: date, last: date) -> list[Difference]:
    """Each kind that occurs among payments begun from ``first`` to ``last``."""
    period = _list_period(first, last)
    found = ((kind, period.filter(condition).distinct().order_by("-pk")) for kind, condition in _conditions())
    rows = [(kind, rows.count(), list(rows.prefetch_related("refunds")[:MOST_SHOWN])) for kind, rows in found]
    return [Difference(kind, count, attempts) for kind, count, attempts in rows if count]


def list_totals(first: date, last: date) -> Iterator[Totals]:
    """The sums of each provider that had a payment in the period."""
    period = _list_period(first, last)
    for provider in period.order_by("provider").values_list("provider", flat=True).distinct():
        mine = period.filter(provider=provider)
        in_tagor = mine.filter(state__in=(State.SEEN, State.BOOKED))
        paid = mine.filter(Q(state__in=(*PAID, State.SEEN, State.BOOKED)) | Q(received_cents__gt=0))
        back = mine.aggregate(cents=Sum(F("refunded_cents") + F("charged_back_cents")))["cents"]
        yield Totals(provider, _sum(paid), _sum(in_tagor), int(back or 0))


def list_unknown_notices(first: date, last: date) -> QuerySet[Notice]:
    """Sealed messages of a payment service about no payment of ours."""
    return Notice.objects.filter(attempt=None, received_at__date__range=(first, last))


def _sum(attempts: QuerySet[Attempt]) -> int:
    return int(attempts.aggregate(cents=Sum(Coalesce("received_cents", "amount_cents")))["cents"] or 0)


def _list_period(first: date, last: date) -> QuerySet[Attempt]:
    online = Attempt.objects.exclude(provider=Provider.TRANSFER)
    return online.filter(created_at__date__range=(first, last))


def _conditions() -> list[tuple[Kind, Q]]:
    before = timezone.now() - PATIENCE
    unclear = (Booking.State.DOUBTFUL, Booking.State.REFUSED)
    return [
        (Kind.NOT_IN_TAGOR, Q(state__in=PAID, bank_at__lt=before)),
        (
            Kind.NOT_AT_SERVICE,
            Q(state__in=(State.SEEN, State.BOOKED), provider__in=REPORTED_CODES, received_cents=None),
        ),
        (Kind.OTHER_AMOUNT, Q(oddity=Oddity.AMOUNT)),
        (Kind.WENT_BACK, Q(reversals__isnull=False, reversals__handled_at=None)),
        (Kind.REPORT_UNCLEAR, Q(booking__state__in=unclear)),
        (Kind.NO_OUTCOME, Q(state__in=WAITING, created_at__lt=before)),
    ]
