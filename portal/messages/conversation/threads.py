"""What a person does in a conversation: fill in, send, reply. None of it needs Tagor to be up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from portal.audit.actors import DEFENDANT, Actor
from portal.audit.services import record
from portal.file.visit import Visit, Who
from portal.messages.conversation.clock import find_promised_day
from portal.messages.conversation.orders import order_delivery, order_read
from portal.messages.models import DRAFT_LIFE, Message, State, Thread
from portal.office.selectors import get_office_row
from portal.receipts.models import Receipt
from portal.receipts.selectors import find_newest
from portal.receipts.services import issue_receipt
from portal.web.retention import see_to_forgetting

MOST_A_DAY = 12
TWICE = timedelta(minutes=1)
AUTHORS: Mapping[Who, str] = {
    "defendant": Message.Author.PERSON,
    "helper": Message.Author.HELPER,
    "office": Message.Author.PAPER,
}
"""Whose text it is, by who is looking: staff only enter what came on paper."""

message_arrived = Signal()
"""A message of a person was kept. Sent inside its transaction, with ``thread`` and ``message``."""


class TooManyError(Exception):
    """The daily limit of messages is reached: the office cannot read more."""


class TooOldError(Exception):
    """The draft is from another day."""


class ClosedError(Exception):
    """The office has closed the conversation: a new matter needs a new one."""


def draft_thread(visit: Visit, *, kind: str, answers: dict[str, Any], file_name: str) -> Thread:
    """Keep what was filled in. Nothing leaves the portal, and nobody at the office sees it.

    Drafts that nobody can send any more are thrown away, whoever made them.
    """
    Thread.objects.filter(state=State.DRAFT, created_at__lt=timezone.now() - DRAFT_LIFE).delete()
    thread = Thread(
        office=get_office_row(),
        file_id=visit.file_id,
        party_id=visit.party_id,
        file_name=file_name[:60],
        kind=kind,
        language=visit.language[:2] or "nl",
    )
    thread.answers = answers
    thread.save()
    see_to_forgetting()
    return thread


def change_draft(thread: Thread, answers: dict[str, Any]) -> None:
    """Change the answers of a draft; one that was sent in the meantime stays as it is."""
    thread.answers = answers
    Thread.objects.filter(pk=thread.pk, state=State.DRAFT).update(sealed_answers=thread.sealed_answers)


@transaction.atomic
def send_thread(thread: Thread, *, visit: Visit, is_quiet: bool = False, typed_by: Any = None) -> Thread:
    """Send a draft, with a receipt, through the outbox; one that is sent already is left as it is.

    ``typed_by``: the member of staff who entered what came on paper. Raises: TooOldError, TooManyError.
    """
    thread = _lock(thread)
    if thread.state != State.DRAFT:
        return thread
    now = timezone.now()
    if now - thread.created_at > DRAFT_LIFE:
        raise TooOldError(thread.number)
    _check_enough(visit, now)
    answers = thread.answers
    text = answers.pop("text", "")
    thread.answers = answers
    thread.sent_at, thread.is_quiet = now, is_quiet
    _store_message(thread, visit, text, now, typed_by=typed_by)
    return thread


@transaction.atomic
def write_on(thread: Thread, *, visit: Visit, text: str) -> Message:
    """Write once more in a conversation. Raises: ClosedError, TooManyError.

    The same words pressed twice within a minute are one message.
    """
    thread = _lock(thread)
    now = timezone.now()
    last = thread.messages.exclude(author=Message.Author.NOTE).last()
    is_repeated = last and last.is_from_person and last.text == text and now - last.sent_at < TWICE
    if last and is_repeated and not thread.uploads.filter(message__isnull=True).exists():
        return last
    if thread.state == State.CLOSED:
        raise ClosedError(thread.number)
    _check_enough(visit, now)
    return _store_message(thread, visit, text, now)


def note_reading(thread: Thread) -> None:
    """The person has opened the answers: store that, and mark them as read in Tagor."""
    unread = list(thread.messages.filter(author=Message.Author.OFFICE, read_at__isnull=True))
    if not unread:
        return
    with transaction.atomic():
        ids = [one.pk for one in unread]
        thread.messages.filter(pk__in=ids, read_at__isnull=True).update(read_at=timezone.now())
        for message in unread:
            order_read(message)


def get_receipt_code(message: Message) -> str:
    """The code of the receipt of a message; "" when it has none."""
    receipt = find_newest(message.reference, Receipt.Kind.MESSAGE_RECEIVED)
    return receipt.code if receipt else ""


def _store_message(
    thread: Thread, visit: Visit, text: str, now: datetime, *, typed_by: Any = None
) -> Message:
    """Store the message, its receipt, its place in the queue and its delivery."""
    is_first_of_turn = thread.state != State.WAITING
    if is_first_of_turn:
        thread.state, thread.waiting_since = State.WAITING, now
        thread.promised_on = find_promised_day(thread, now)
    thread.save()
    by = DEFENDANT if typed_by is None else Actor.staff(typed_by)
    number = thread.messages.count() + 1
    message = Message(thread=thread, number=number, author=AUTHORS[visit.who], staff=typed_by, sent_at=now)
    message.text = text
    message.save()
    thread.uploads.filter(message__isnull=True).update(message=message)
    facts = {"file_number": thread.file_name, "number": message.reference, "about": thread.kind}
    issue_receipt(
        Receipt.Kind.MESSAGE_RECEIVED,
        subject=message.reference,
        file_id=thread.file_id,
        party_id=thread.party_id,
        facts=facts,
        by=by,
    )
    details = {"message": message.reference, "kind": thread.kind}
    if typed_by is not None:
        details["through"] = "paper"
    record("message-sent", by=by, file_id=thread.file_id, details=details)
    # Receivers put deliveries in the outbox: after the trail, as everywhere.
    message_arrived.send(Thread, thread=thread, message=message)
    order_delivery(message)
    return message


def _check_enough(visit: Visit, now: datetime) -> None:
    own = Message.objects.filter(thread__file_id=visit.file_id, thread__party_id=visit.party_id)
    sent = own.exclude(author__in=(Message.Author.OFFICE, Message.Author.NOTE))
    if sent.filter(sent_at__gte=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyError


def _lock(thread: Thread) -> Thread:
    return Thread.objects.select_for_update().get(pk=thread.pk)
