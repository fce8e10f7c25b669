"""Work from events: contact details that staff must check."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.crm.links.models import ContactCheck
from portal.desk.work import Work, WorkItem


class ContactChecks(Work):
    """Staff check whether the details and the links of the file are still right."""

    kind = "contact-check"
    title = _("Contact details to check")
    permission = "events.view_event"
    since = "occurred_at"
    page = "events:checks"
    done_by = ("contact-check-closed",)

    def list_rows(self) -> "QuerySet[ContactCheck]":
        """The open checks."""
        return ContactCheck.objects.filter(is_open=True)

    def make_item(self, row: Any) -> WorkItem:
        """What changed."""
        return WorkItem(
            file_id=row.file_id,
            fact=str(ContactCheck.Kind(row.kind).label),
            address=f"{reverse(self.page)}?{urlencode({'file': row.file_id})}",
        )
