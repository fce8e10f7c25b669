"""New contact details among what a person did with the file: each with its number, state and receipt."""

from collections.abc import Iterator

from django.urls import reverse

from portal.access.helper_pass.scopes import allows
from portal.file.history import MOST_SHOWN, HistoryEntry
from portal.file.stored_rows import of_rows
from portal.file.visit import Visit
from portal.messages.contact.changes import list_changes
from portal.messages.contact.presenters import describe_state
from portal.messages.models import UNCONFIRMED, ContactChange
from portal.receipts.models import Receipt
from portal.receipts.selectors import find_codes
from portal.web.formats import pair


@of_rows(ContactChange)
def list_history_entries(visit: Visit) -> Iterator[HistoryEntry]:
    """Those that were confirmed; nothing to a helper, since they are the person's own."""
    if not allows(visit, "messages:contact"):
        return
    changes = list(list_changes(visit).exclude(state__in=UNCONFIRMED)[:MOST_SHOWN])
    codes = find_codes((change.number for change in changes), Receipt.Kind.CONTACT_CONFIRMED)
    for change in changes:
        yield HistoryEntry(
            at=change.confirmed_at or change.created_at,
            title=pair(change.get_kind_display(), change.masked),
            number=change.number,
            state=describe_state(change),
            address=reverse("messages:contact-code", args=[change.token]),
            receipt_code=codes.get(change.number, ""),
        )
