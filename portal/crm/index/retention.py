"""Deletes pages of an index that were not read again: their records may have been deleted since."""

from datetime import timedelta

from portal.crm.models import IndexPage
from portal.web.retention import delete_rows

KEPT = timedelta(days=7)

RETENTION = delete_rows("search indexes", IndexPage.objects.all, field="read_at", get_life=lambda: KEPT)
