"""The log of a pass and its texts: each page once a session, each act every time."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access.helper_pass.models import HelperPass, PassUse

SEEN_KEY = "pass_seen"
MOST_SHOWN = 100
OPENED = "opened"

LOOKS: Mapping[str, str] = {
    "dossier:lines": "lines",
    "dossier:history": "history",
    "dossier:documents": "documents",
    "dossier:document": "document",
    "dossier:statement-paper": "lines",
    "dossier:statement-table": "lines",
    "dossier:paid-proof": "proof",
    "dossier:timeline": "timeline",
    "dossier:timeline-calendar": "timeline",
    "dossier:help": "help",
    "plans:running": "plan",
    "plans:standing-order": "plan",
    "plans:calendar": "plan",
    "plans:change": "changing",
    "plans:change-check": "changing",
    "plans:change-answer": "changing",
    "plans:sent": "request",
    "plans:undo": "request",
    "plans:counter": "request",
    "plans:answer": "request",
    "messages:conversations": "messages",
    "messages:conversation": "messages",
    "messages:write": "messages",
    "messages:file": "file",
    "payments:receipt": "receipt",
}
"""Pages that show something of their own, by URL name."""
ROOM_LOOKS: Mapping[str, str] = {
    "dossier": "amount",
    "help": "help",
    "messages": "writing",
    "payments": "paying",
    "plans": "asking",
}
"""All other pages, by the first part of a URL name: nothing that a helper opens is left out."""
EACH_TIME = frozenset({"document", "file", "receipt"})
"""Logged every time: each may be another one."""
ACTS: Mapping[str, str] = {
    "messages:check": "wrote",
    "messages:write": "wrote",
    "plans:check": "asked",
    "plans:change-check": "changed",
    "plans:change-answer": "answered",
    "plans:undo": "took-back",
    "plans:answer": "answered",
    "plans:counter": "answered",
    "payments:start": "paid",
}
"""Forms that send something, by URL name."""
WORDS: Mapping[str, Any] = {
    OPENED: _("opened your file"),
    "amount": _("looked at the amount"),
    "lines": _("looked at the amount in detail"),
    "history": _("looked at what you asked and paid"),
    "documents": _("looked at the list of documents"),
    "document": _("opened a document"),
    "plan": _("looked at your payment plan"),
    "request": _("looked at your request for a plan"),
    "messages": _("read your messages"),
    "proof": _("opened the proof that all is paid"),
    "timeline": _("looked at the dates of your file"),
    "help": _("looked at where you find help"),
    "changing": _("looked at how to change your plan"),
    "asking": _("looked at how to ask for a plan"),
    "writing": _("began a message to the office"),
    "file": _("opened a file in your messages"),
    "receipt": _("opened the receipt of a payment"),
    "paying": _("looked at how to pay"),
    "wrote": _("wrote to the office"),
    "asked": _("sent a request for a plan"),
    "changed": _("asked to change your plan"),
    "took-back": _("withdrew a request"),
    "answered": _("answered the office about a plan"),
    "paid": _("began a payment"),
}
STAFF_WORDS: Mapping[str, Any] = {
    OPENED: _("opened the file"),
    "history": _("looked at what the person asked and paid"),
    "plan": _("looked at the payment plan"),
    "timeline": _("looked at the dates of the file"),
    "help": _("looked at where to find help"),
    "changing": _("looked at how to change the plan"),
    "file": _("opened a file in the messages"),
    "request": _("looked at the request for a plan"),
    "messages": _("read the messages"),
    "changed": _("asked to change the plan"),
}
"""The texts for staff, where the person's say “you”."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page or form that a helper used: its URL name, and whether it was sent."""

    page: str
    is_sent: bool


def note_opening(helper_pass: HelperPass) -> None:
    """Log that the pass was used to sign in."""
    _store(helper_pass, OPENED)


def note_step(helper_pass: HelperPass, step: Step, session: MutableMapping[str, Any]) -> None:
    """Log a step that is worth it."""
    if step.is_sent:
        if act := ACTS.get(step.page):
            _store(helper_pass, act)
        return
    look = LOOKS.get(step.page) or ROOM_LOOKS.get(step.page.partition(":")[0])
    seen = session.get(SEEN_KEY, [])
    if look and (look not in seen or look in EACH_TIME):
        session[SEEN_KEY] = [*seen, look]
        _store(helper_pass, look)


def list_uses(helper_pass: HelperPass) -> list[PassUse]:
    """Newest first, at most a hundred."""
    return list(helper_pass.uses.order_by("-at", "-pk")[:MOST_SHOWN])


def _store(helper_pass: HelperPass, act: str) -> None:
    PassUse.objects.create(helper_pass=helper_pass, at=timezone.now(), act=act)
