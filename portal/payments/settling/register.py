"""What staff see of payments: the list, and the history of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.audit.models import Event
from portal.file.timeline import TimelineEntry
from portal.payments.models import Attempt
from portal.payments.settling.alerts import list_open
from portal.web.formats import money


@dataclass(frozen=True, slots=True)
class Filters:
    """Which payments; what is empty does not filter. ``search``: a reference or a file number."""

    states: tuple[str, ...] = ()
    provider: str = ""
    search: str = ""
    created_from: date | None = None
    created_to: date | None = None
    with_alert: bool = False


def list_payments(filters: Filters | None = None) -> QuerySet[Attempt]:
    """Attempts, newest first."""
    filters = filters or Filters()
    found = Attempt.objects.order_by("-created_at", "-pk")
    if filters.states:
        found = found.filter(state__in=filters.states)
    if filters.provider:
        found = found.filter(provider=filters.provider)
    if filters.search:
        words = filters.search.strip()
        found = found.filter(Q(reference__iexact=words) | Q(file_name__icontains=words) | Q(file_id=words))
    if filters.created_from:
        found = found.filter(created_at__date__gte=filters.created_from)
    if filters.created_to:
        found = found.filter(created_at__date__lte=filters.created_to)
    if filters.with_alert:
        found = found.filter(pk__in=list_open().values("attempt"))
    return found


def get_payment_history(attempt: Attempt) -> QuerySet[Event]:
    """Everything the audit trail tells of an attempt, oldest first."""
    of_file = Event.objects.filter(file_id=attempt.file_id, act__startswith="payment-")
    return of_file.filter(details__attempt=attempt.pk).order_by("number")


def tell_payments(file_id: str) -> Iterator[TimelineEntry]:
    """Payments that the office has seen or booked, for the timeline of a file."""
    for attempt in Attempt.objects.filter(file_id=file_id, seen_at__isnull=False):
        yield _make_entry(attempt.seen_at, _("The office sees a payment of %(amount)s."), attempt)
    for attempt in Attempt.objects.filter(file_id=file_id, booked_at__isnull=False):
        yield _make_entry(attempt.booked_at, _("A payment of %(amount)s is booked."), attempt)


def _make_entry(at: datetime | None, text: str, attempt: Attempt) -> TimelineEntry:
    words = text % {"amount": money(attempt.received_cents or attempt.amount_cents)}
    return TimelineEntry(at or attempt.created_at, words, "payments.view_attempt", is_for_person=True)
