"""Deletes checks of contact details EVENT_RETENTION_DAYS after somebody closed them; open ones stay."""

from django.db.models import QuerySet

from portal.crm.links.models import ContactCheck
from portal.file.models import get_event_life
from portal.web.retention import delete_rows


def _list_closed() -> QuerySet[ContactCheck]:
    """Closed checks; open ones are kept."""
    return ContactCheck.objects.filter(is_open=False)


RETENTION = delete_rows("contact checks", _list_closed, field="changed_at", get_life=get_event_life)
