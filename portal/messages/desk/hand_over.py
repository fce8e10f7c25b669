"""Hands a conversation over to a colleague: the queue row gets a new owner, and a note says why."""

from typing import Any

from django.db import transaction

from portal.desk.queue.selectors import Entry, find_entry, list_colleagues
from portal.desk.queue.services import assign
from portal.messages.desk.answers import add_note
from portal.messages.models import Thread
from portal.messages.work import Unanswered

WORK = Unanswered()


def find_waiting(thread: Thread) -> Entry | None:
    """The row of the queue; None when the conversation is not waiting."""
    return find_entry(WORK, thread.pk)


def list_takers(by: Any) -> list[Any]:
    """The colleagues who may answer."""
    return [one for one in list_colleagues(WORK) if one.pk != by.pk]


@transaction.atomic
def hand_over(thread: Thread, entry: Entry, *, to: Any, note: str, seen: int | None, by: Any) -> None:
    """Make it theirs. Raises: TakenError when its owner is no longer ``seen``."""
    assign(entry, to=to, by=by, seen=seen)
    if note:
        add_note(thread, text=note, by=by)
