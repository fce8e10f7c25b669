"""Puts in the outbox what Tagor must receive about a conversation."""

from portal.messages.models import Message, Thread
from portal.outbox import services as outbox

SEND, READ, NOTICE = "messages.send", "messages.read", "messages.notice"


def order_delivery(message: Message) -> None:
    """Send it to the other side, once. Call it last in the transaction that stores it."""
    _put(SEND, str(message.pk), message.thread, message)


def order_read(message: Message) -> None:
    """Have Tagor show it as read. One that has not reached Tagor yet is marked when it does."""
    if message.tagor_id:
        _put(READ, str(message.pk), message.thread, message)


def order_notice(message: Message) -> None:
    """Have the person notified that there is an answer, without its content."""
    _put(NOTICE, str(message.pk), message.thread, message)


def _put(kind: str, key: str, thread: Thread, message: Message) -> None:
    outbox.put(
        kind=kind,
        key=key,
        # In order: the office reads a conversation as it was written.
        lane=f"messages:{thread.file_id}" if kind == SEND else "",
        payload={"message": message.pk},
        office=thread.office,
        file_id=thread.file_id,
    )
