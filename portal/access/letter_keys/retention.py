"""Deletes what the office's letters carry, a year and more after they were made."""

from datetime import timedelta

from portal.access.letter_keys.models import LetterKey
from portal.web.retention import delete_rows

LIFE = timedelta(days=400)

RETENTION = delete_rows("links of letters", LetterKey.objects.all, field="made_at", get_life=lambda: LIFE)
