"""Tagor's messages of a file: only those of this person, and their state."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import registry
from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.file.declaration import DerivedFact, FetchedFact, Reading
from portal.file.fact_cache import ForSeconds
from portal.file.visit import Visit
from portal.integrations.tagor.values.parties import Message as TagorMessage
from portal.messages.conversation.read_status import list_read
from portal.messages.models import Message, State, Thread

LOG_S = 30
REFERENCE = re.compile(r"\bM-(\d{6,18})(?:-(\d{1,9}))?\b")


@dataclass(frozen=True, slots=True)
class Logged:
    """A message in Tagor. ``is_to_person`` False: it went to the office."""

    message: TagorMessage
    is_to_person: bool
    is_read: bool


def _fetch_log(visit: Visit) -> tuple[TagorMessage, ...]:
    """The log of the file, without messages between others, as the office's key reads them all."""
    told = registry.tagor().list_message_log(file_id=visit.file_id)
    own = (one for one in told if one.file_id in {"", visit.file_id})
    return tuple(one for one in own if visit.party_id and visit.party_id in {one.sender_id, one.receiver_id})


def _make_log(reading: Reading) -> tuple[TagorMessage, ...]:
    return tuple(list_read(reading[MESSAGES]))


MESSAGES = FetchedFact[tuple[TagorMessage, ...]](
    name="message-log", key="office", fetch=_fetch_log, keep=ForSeconds(LOG_S)
)
"""Every message of the file from or to this party, in the order of Tagor."""

READ_MESSAGES = DerivedFact[tuple[TagorMessage, ...]](
    name="message-log-read", needs=(MESSAGES,), make=_make_log
)
"""Those that Tagor shows as read."""


def list_logged(visit: Visit, reading: Reading) -> list[Logged]:
    """Newest first. Raises: IntegrationError when Tagor did not answer."""
    read = {one.message_id for one in reading.get(READ_MESSAGES) or ()}
    found = [
        Logged(one, is_to_person=one.receiver_id == visit.party_id, is_read=one.message_id in read)
        for one in reading[MESSAGES]
    ]
    return found[::-1]


def take_over(threads: Iterable[Thread], logged: Iterable[Logged]) -> list[Logged]:
    """Store what happened in Tagor to these conversations; returns messages that belong to none.

    An answer written in Tagor itself becomes a message here when its subject holds our number.
    """
    of_number = {thread.number: thread for thread in threads}
    loose: list[Logged] = []
    for one in logged:
        found = REFERENCE.search(one.message.subject)
        thread = of_number.get(f"M-{int(found[1]):06d}") if found else None
        if thread is None:
            loose.append(one)
        elif not _store_if_own(thread, one) and one.is_to_person:
            _store_answer(thread, one)
    return loose


def _store_if_own(thread: Thread, one: Logged) -> bool:
    """Whether it is one of our own messages; if Tagor shows it as read, store that."""
    own = thread.messages.filter(tagor_id=one.message.message_id)
    found = REFERENCE.search(one.message.subject)
    if not own.exists() and found and found[2] and f"[{found[0]}]" in one.message.subject:
        side = Message.Author.OFFICE if one.is_to_person else None
        own = thread.messages.filter(number=int(found[2]), tagor_id="")
        own = own.filter(author=side) if side else own.exclude(author=Message.Author.OFFICE)
    if not own.exists():
        return False
    if one.is_read:
        own.filter(read_at__isnull=True).update(read_at=one.message.status_since or timezone.now())
    return True


def _store_answer(thread: Thread, one: Logged) -> None:
    try:
        with transaction.atomic():
            locked = Thread.objects.select_for_update().get(pk=thread.pk)
            message = Message(
                thread=locked,
                number=locked.messages.count() + 1,
                author=Message.Author.OFFICE,
                delivery=Message.Delivery.DELIVERED,
                tagor_id=one.message.message_id,
                sent_at=one.message.sent_at or timezone.now(),
            )
            message.text = one.message.body
            message.save()
            note_answer(locked, message)
            details = {"message": message.reference, "from": "tagor"}
            record("message-answered", by=SYSTEM, file_id=locked.file_id, details=details)
    except IntegrityError:  # a concurrent run was first
        return


def note_answer(thread: Thread, message: Message) -> None:
    """It is the person's turn now. Call it in the transaction that stores the answer."""
    if thread.state == State.WAITING:
        thread.state, thread.waiting_since = State.ANSWERED, None
    if thread.first_answered_at is None:
        thread.first_answered_at = message.sent_at
    thread.save(update_fields=["state", "waiting_since", "first_answered_at"])
