"""The work that events make: contact details that somebody must look at."""

from urllib.parse import urlencode

from django.urls import reverse

from portal.crm.links.contact_checks import count_open_checks, list_open_checks
from portal.crm.links.models import ContactCheck
from portal.desk.work import Work, WorkItem


class ContactChecks(Work):
    """Somebody sees whether the details and the links of the file still fit."""

    kind = "contact-check"
    page = "events:checks"
    permission = "events.view_event"

    def count(self) -> int:
        """How many are open."""
        return count_open_checks()

    def list_items(self, *, limit: int) -> list[WorkItem]:
        """The first that are."""
        return [self._make(check) for check in list_open_checks()[:limit]]

    def _make(self, check: ContactCheck) -> WorkItem:
        return WorkItem(
            kind=self.kind,
            file_id=check.file_id,
            fact=str(ContactCheck.Kind(check.kind).label),
            since=check.occurred_at,
            permission=self.permission,
            address=f"{reverse(self.page)}?{urlencode({'file': check.file_id})}",
        )
