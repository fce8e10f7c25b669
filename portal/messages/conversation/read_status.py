"""Whether Tagor shows a message as read: by the code of its status, since ids differ between offices."""

from portal.file.codes import get_texts
from portal.integrations.tagor.values.parties import Message

STATUS, READ = "TQSTATUS", "GELEZEN"
"""ASSUMED: no document lists the codes of TQSTATUS."""


def is_read(message: Message) -> bool:
    """Raises: IntegrationError."""
    return bool(list_read([message]))


def list_read(messages: "list[Message] | tuple[Message, ...]") -> list[Message]:
    """Those that are read. One call at most. Raises: IntegrationError."""
    texts = get_texts((STATUS, one.read_status_id) for one in messages)
    codes = {id_: text.code.upper() for (_table, id_), text in texts.items()}
    return [one for one in messages if codes.get(one.read_status_id) == READ]
