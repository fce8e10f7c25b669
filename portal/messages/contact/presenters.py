"""The new contact details a person gave, and their state."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.file.visit import Visit
from portal.messages.contact.changes import list_changes
from portal.messages.conversation.presenters import present_row
from portal.messages.conversation.selectors import list_threads
from portal.messages.models import ContactChange, Kind

Word = tuple[str, str]
MOST = 5
State = ContactChange.State


@dataclass(frozen=True, slots=True)
class Given:
    """One line: its kind, its number or masked value, its state, and its page."""

    title: str
    shown: str
    word: Word
    href: str


def list_given(visit: Visit) -> list[Given]:
    """The newest of each: confirmed by a code, and addresses that staff must check."""
    changes = [_present(one) for one in list_changes(visit)[:MOST]]
    moved = [thread for thread in list_threads(visit) if thread.kind == Kind.MOVED]
    rows = [present_row(thread) for thread in moved[:MOST]]
    return [*changes, *(Given(_("A new address"), row.number, row.word, row.href) for row in rows)]


def describe_state(change: ContactChange) -> Word:
    """Its state, in words for the person."""
    words = {
        State.ASKED: ("wait", _("Waits for the code that we sent")),
        State.CONFIRMED: ("wait", _("Confirmed, on its way to the office")),
        State.DELIVERED: ("good", _("With the office")),
        State.FAILED: ("warn", _("Kept here. Someone at the office must look at it.")),
    }
    return words.get(State(change.state), ("info", ""))


def _present(change: ContactChange) -> Given:
    href = reverse("messages:contact-code", args=[change.token])
    return Given(str(change.get_kind_display()), change.masked, describe_state(change), href)
