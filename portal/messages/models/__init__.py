"""What is kept of the conversation between a person and the office."""

from portal.messages.models.contact import UNCONFIRMED, ContactChange
from portal.messages.models.message import Message
from portal.messages.models.rules import MessageRules
from portal.messages.models.template import AnswerTemplate
from portal.messages.models.thread import DRAFT_LIFE, Kind, State, Thread
from portal.messages.models.upload import Upload

__all__ = [
    "DRAFT_LIFE",
    "UNCONFIRMED",
    "AnswerTemplate",
    "ContactChange",
    "Kind",
    "Message",
    "MessageRules",
    "State",
    "Thread",
    "Upload",
]
