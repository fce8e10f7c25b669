"""The worker's tasks: expired leases are ended, and indexes read."""

from django.utils import timezone
from django_tasks import task

from portal.crm.holding.leases import CLOSING, end_lease
from portal.crm.index.services import read_due
from portal.crm.models import EditLease


@task
def close_record(lease_id: int) -> bool:
    """Release the lock of a record that nobody saved or cancelled. Safe to run twice.

    Returns whether nothing is left to do.
    """
    lease = EditLease.objects.select_related("user").filter(pk=lease_id).first()
    if lease is None:
        return True
    if lease.until > timezone.now():
        CLOSING.plan(lease.until, lease_id=lease.pk)
        return False
    return end_lease(lease)


@task
def read_indexes() -> None:
    """Read the search indexes of the CRM systems further. Safe to run twice."""
    read_due()
