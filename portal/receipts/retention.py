"""Receipts stay, so that a proof can always be checked; or go after as many days as the office chose."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.receipts.models import Receipt
from portal.web.retention import Retention, find_daily


@transaction.atomic
def delete_old(now: datetime) -> int:
    """Delete expired receipts; none when the office chose no limit. Returns how many."""
    days = settings.RECEIPT_RETENTION_DAYS
    if not days:
        return 0
    count = Receipt.objects.filter(issued_at__lt=now - timedelta(days=days)).delete()[0]
    if count:
        record("receipts-deleted", by=SYSTEM, details={"count": count})
    return count


RETENTION = Retention("receipts", delete_old, find_daily(Receipt.objects.all))
