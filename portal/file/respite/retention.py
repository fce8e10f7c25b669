"""Deletes pauses EVENT_RETENTION_DAYS after they ended; those still in force stay."""

from django.db.models import QuerySet

from portal.file.models import Respite, get_event_life
from portal.web.retention import delete_rows


def _list_ended() -> QuerySet[Respite]:
    """The ended pauses; those still in force are kept."""
    return Respite.objects.filter(is_on=False)


RETENTION = delete_rows("pauses", _list_ended, field="changed_at", get_life=get_event_life)
