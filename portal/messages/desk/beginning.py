"""The office writes first: a conversation that begins with its message, once."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.messages.desk.answers import add_message, send_answer
from portal.messages.models import Kind, Message, State, Thread
from portal.office.selectors import get_office_row


def begin_thread(
    *, file_id: str, file_name: str, party_id: str, language: str, text: str, once: str, by: Any
) -> Thread:
    """The person reads it at once, Tagor gets it through the outbox; the same ``once`` again is the same."""
    token = make_token(f"{file_id}/{by.pk}/{once}")
    made = Thread.objects.filter(token=token).first()
    if made is not None:
        return made
    thread = Thread(
        office=get_office_row(),
        file_id=file_id,
        party_id=party_id,
        file_name=file_name[:60],
        token=token,
        kind=Kind.OFFICE,
        state=State.ANSWERED,
        language=language[:2] or "nl",
        sent_at=timezone.now(),
    )
    try:
        return _store_thread(thread, text, by=by)
    except IntegrityError:  # pressed twice: the other press was faster
        return Thread.objects.get(token=token)


@transaction.atomic
def _store_thread(thread: Thread, text: str, *, by: Any) -> Thread:
    thread.save()
    thread, message = add_message(thread, Message.Author.OFFICE, text, seen=0, by=by)
    record(
        "message-begun", by=Actor.staff(by), file_id=thread.file_id, details={"message": message.reference}
    )
    send_answer(message)
    return thread


def find_language(file_id: str, party_id: str) -> str:
    """The language in which the person wrote last; "" when they never wrote."""
    written = Thread.objects.filter(file_id=file_id, party_id=party_id).exclude(state=State.DRAFT)
    return written.order_by("-pk").values_list("language", flat=True).first() or ""


def make_token(value: str) -> str:
    """The token of what staff write once; nobody can guess it, though the page of staff gave a part."""
    return salted_hmac("portal.messages.begun", value, algorithm="sha256").hexdigest()[:40]
