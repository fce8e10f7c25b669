"""What is written in the log of a pass, and its words: each page once a session, each act every time."""

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
    "dossier:balance": "amount",
    "dossier:lines": "lines",
    "dossier:history": "history",
    "dossier:documents": "documents",
    "dossier:document": "document",
    "plans:running": "plan",
    "plans:sent": "request",
    "messages:conversations": "messages",
    "messages:conversation": "messages",
    "payments:start": "paying",
    "payments:transfer": "paying",
}
"""Pages that tell something of the file, by the names of their addresses."""
ACTS: Mapping[str, str] = {
    "messages:check": "wrote",
    "messages:write": "wrote",
    "plans:check": "asked",
    "plans:change-check": "changed",
    "plans:undo": "took-back",
    "plans:answer": "answered",
    "plans:counter": "answered",
    "payments:start": "paid",
}
"""Forms that send something, by the same names."""
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
    "request": _("looked at the request for a plan"),
    "messages": _("read the messages"),
    "changed": _("asked to change the plan"),
}
"""What staff read instead, where the person is called “you”."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page or form that a helper used: the name of its address, and whether it was sent."""

    page: str
    is_sent: bool


def note_opening(helper_pass: HelperPass) -> None:
    """The pass was used to come in."""
    _keep(helper_pass, OPENED)


def note_step(helper_pass: HelperPass, step: Step, session: MutableMapping[str, Any]) -> None:
    """Write it down when it is worth it."""
    if step.is_sent:
        if act := ACTS.get(step.page):
            _keep(helper_pass, act)
        return
    look, seen = LOOKS.get(step.page), session.get(SEEN_KEY, [])
    if look and (look not in seen or look == "document"):
        session[SEEN_KEY] = [*seen, look]
        _keep(helper_pass, look)


def list_uses(helper_pass: HelperPass) -> list[PassUse]:
    """The newest first, at most a hundred."""
    return list(helper_pass.uses.order_by("-at", "-pk")[:MOST_SHOWN])


def _keep(helper_pass: HelperPass, act: str) -> None:
    PassUse.objects.create(helper_pass=helper_pass, at=timezone.now(), act=act)
