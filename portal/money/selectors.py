"""Changes of where money goes: the one that waits, and all there were."""

from django.db.models import QuerySet
from django.utils import timezone

from portal.office.models import MoneyChange, Office


def find_waiting(office: Office) -> MoneyChange | None:
    """The change that a second person can still confirm."""
    return _list_changes(office).filter(state="waiting", expires_at__gt=timezone.now()).first()


def list_changes(office: Office) -> QuerySet[MoneyChange]:
    """Every change there was, the newest first."""
    return _list_changes(office)


def find_change(office: Office, change_id: int) -> MoneyChange | None:
    """One of them."""
    return _list_changes(office).filter(pk=change_id).first()


def _list_changes(office: Office) -> QuerySet[MoneyChange]:
    return MoneyChange.objects.filter(office=office.pk).select_related("proposed_by", "decided_by")
