"""What staff see of payments: the list, and the history of one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from portal.audit.models import Event
from portal.payments.models import Attempt
from portal.payments.settling.alerts import list_open


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
