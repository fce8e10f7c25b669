"""What the office does with messages: answer, note, close. The trail records who did it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.messages.conversation.clock import get_rules
from portal.messages.conversation.orders import order_delivery, order_notice, order_read
from portal.messages.conversation.tagor_log import note_answer
from portal.messages.models import Message, State, Thread
from portal.messages.models.message import FROM_PERSON
from portal.messages.models.thread import CloseReason
from portal.messages.uploads.store import store_answer_files
from portal.uploads.intake import CleanFile


class ChangedError(Exception):
    """The person wrote, or a colleague answered, since the page was opened."""


@transaction.atomic
def answer_thread(
    thread: Thread, *, text: str, seen: int, by: Any, files: Sequence[CleanFile] = ()
) -> Message:
    """Answer: the person reads it at once, Tagor gets it through the outbox, with its files.

    ``seen``: the number of the last message on the page that was answered. Raises: ChangedError.
    """
    thread, message = add_message(thread, Message.Author.OFFICE, text, seen=seen, by=by)
    store_answer_files(message, files)
    note_answer(thread, message)
    details = {"message": message.reference, "files": len(files)}
    record("message-answered", by=Actor.staff(by), file_id=thread.file_id, details=details)
    send_answer(message)
    return message


@transaction.atomic
def add_note(thread: Thread, *, text: str, by: Any) -> Message:
    """A note beside the conversation that only the office reads, and nobody can change."""
    thread, message = add_message(thread, Message.Author.NOTE, text, seen=None, by=by)
    details = {"note": message.reference}
    record("message-noted", by=Actor.staff(by), file_id=thread.file_id, details=details)
    return message


@transaction.atomic
def close_thread(thread: Thread, *, reason: str, text: str, seen: int, by: Any) -> Thread:
    """Close a matter, for a reason that the person reads as an answer: ``text``, or the reason's usual text.

    Raises: ChangedError.
    """
    before = lock_thread(thread, seen).state
    if before == State.CLOSED:
        return thread
    if not text:
        with translation.override(thread.language):
            text = str(CloseReason(reason).label)
    thread, message = add_message(thread, Message.Author.OFFICE, text, seen=seen, by=by)
    thread.state, thread.close_reason = State.CLOSED, reason
    thread.closed_at, thread.waiting_since = timezone.now(), None
    if thread.first_answered_at is None:
        thread.first_answered_at = thread.closed_at
    thread.save()
    details = {"thread": thread.number, "before": before, "after": thread.state, "reason": reason}
    record("message-closed", by=Actor.staff(by), file_id=thread.file_id, details=details)
    send_answer(message)
    return thread


def note_opening(thread: Thread, *, by: Any) -> None:
    """A member of staff has opened the messages: the person sees when."""
    unread = thread.messages.filter(read_at__isnull=True)
    unread = unread.filter(author__in=FROM_PERSON)
    found = list(unread)
    if not found:
        return
    with transaction.atomic():
        changed = unread.filter(pk__in=[one.pk for one in found]).update(read_at=timezone.now())
        if not changed:
            return
        details = {"thread": thread.number}
        record("message-read", by=Actor.staff(by), file_id=thread.file_id, details=details)
        for message in found:
            order_read(message)


def send_answer(message: Message) -> None:
    """Send it to Tagor, and notify the person: last in the transaction."""
    order_delivery(message)
    rules = get_rules(message.thread.office)
    if rules.mail_template or rules.text_template:
        order_notice(message)


def add_message(
    thread: Thread, author: str, text: str, *, seen: int | None, by: Any
) -> tuple[Thread, Message]:
    thread = lock_thread(thread, seen)
    is_note = author == Message.Author.NOTE
    message = Message(
        thread=thread,
        number=thread.messages.count() + 1,
        author=author,
        staff=by,
        delivery=Message.Delivery.INSIDE if is_note else Message.Delivery.KEPT,
        sent_at=timezone.now(),
    )
    message.text = text
    message.save()
    return thread, message


def lock_thread(thread: Thread, seen: int | None) -> Thread:
    """Raises: ChangedError when there is a newer message than the one that was seen."""
    thread = Thread.objects.select_related("office").select_for_update(of=("self",)).get(pk=thread.pk)
    if seen is not None and thread.messages.exclude(author=Message.Author.NOTE).count() != seen:
        raise ChangedError(thread.number)
    return thread
