"""Conversations among what a person did with the file: each with its number, state and first receipt."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from portal.access.helper_pass.scopes import allows
from portal.file.history import HistoryEntry
from portal.file.stored_rows import of_rows
from portal.file.visit import Visit
from portal.messages.conversation.presenters import describe_state
from portal.messages.conversation.selectors import list_threads
from portal.messages.models import Message, Thread
from portal.messages.models.message import FROM_PERSON
from portal.receipts.models import Receipt
from portal.receipts.selectors import find_codes


@of_rows(Thread)
def list_history_entries(visit: Visit) -> Iterator[HistoryEntry]:
    """What was sent, and what the office wrote first; nothing to a helper who may not read them."""
    if not allows(visit, "messages:conversation"):
        return
    threads = list(list_threads(visit))
    codes = _find_codes(threads)
    for thread in threads:
        yield HistoryEntry(
            at=thread.sent_at or thread.created_at,
            title=str(thread.get_kind_display()),
            number=thread.number,
            state=describe_state(thread),
            address=reverse("messages:conversation", args=[thread.token]),
            receipt_code=codes.get(thread.pk, ""),
        )


def _find_codes(threads: Iterable[Thread]) -> dict[int, str]:
    """The code of the first receipt of each, by its key."""
    own = Message.objects.filter(thread__in=list(threads), author__in=FROM_PERSON)
    newest_first = own.select_related("thread").order_by("-pk")
    threads_by_name = {message.reference: message.thread_id for message in newest_first}
    codes = find_codes(threads_by_name, Receipt.Kind.MESSAGE_RECEIVED)
    return {thread_id: codes[name] for name, thread_id in threads_by_name.items() if name in codes}
