"""Deletes batches of letters, with their rows. The links on paper keep working."""

from datetime import timedelta

from portal.letters.models import Batch
from portal.web.retention import delete_rows

LIFE = timedelta(days=180)

RETENTION = delete_rows("batches of letters", Batch.objects.all, field="made_at", get_life=lambda: LIFE)
