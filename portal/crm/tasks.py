"""The work of the worker: what was left open is closed when its time is over."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from portal.crm.models import EditLease


@task
def close_record(lease_id: int) -> bool:
    """Let go the lock of a record that nobody saved or cancelled. Safe to run twice.

    Returns whether nothing is left to do.
    """
    from portal.crm.holding.leases import end_lease  # noqa: PLC0415 - leases plan this task

    lease = EditLease.objects.select_related("user").filter(pk=lease_id).first()
    if lease is None:
        return True
    if lease.until > timezone.now():
        plan_end(lease.pk, lease.until)
        return False
    return end_lease(lease)


def plan_end(lease_id: int, at: datetime) -> None:
    """Look at a lease again when its time is over."""
    close_record.using(run_after=at).enqueue(lease_id=lease_id)
