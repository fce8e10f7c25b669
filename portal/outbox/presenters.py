"""Deliveries as staff read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from portal.outbox.forms import DropReason, RewriteForm
from portal.outbox.handlers import Contents, get_handler
from portal.outbox.models import Delivery, State
from portal.web.formats import moment

REASONS: dict[str, Any] = {
    "unavailable": gettext_lazy("The system did not answer."),
    "not-authorised": gettext_lazy("The system refuses the key of the portal."),
    "no-answer": gettext_lazy("It was sent, but no answer came that we can use."),
    "unexpected-answer": gettext_lazy("The system gave an answer the portal does not understand."),
    "handler-error": gettext_lazy("The portal itself made a mistake."),
    "process-died": gettext_lazy("The portal was stopped while sending."),
    "restored": gettext_lazy("It was due when a backup was restored."),
    "unknown-kind": gettext_lazy("This portal does not know this kind of message."),
    "unclear": gettext_lazy("The portal cannot tell whether it arrived."),
    "text-gone": gettext_lazy("The key that opens its text is gone."),
    "secret-gone": gettext_lazy("The person’s own key to the file is gone."),
    "taken-back": gettext_lazy("It was taken back in time."),
    **{reason.value: reason.label for reason in DropReason},
}
KINDS_OF_STATE = {
    State.WAITING: "wait",
    State.SENDING: "wait",
    State.DOUBTFUL: "warn",
    State.DONE: "good",
    State.GIVEN_UP: "bad",
    State.CANCELLED: "info",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery in the list."""

    title: str
    href: str
    file_id: str
    file: str
    reason: str
    age: str
    kind_of_state: str
    state: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists, with how many are in it."""

    title: str
    href: str
    is_current: bool


def present_row(delivery: Delivery, numbers: Mapping[str, str], *, now: datetime | None = None) -> Row:
    """One line of the list. ``numbers``: what people call the files, by id."""
    return Row(
        title=get_title(delivery),
        href=reverse("outbox:delivery", args=[delivery.pk]),
        file_id=delivery.file_id,
        file=numbers.get(delivery.file_id, ""),
        reason=describe_reason(delivery),
        age=describe_age((now or timezone.now()) - delivery.due_at),
        kind_of_state=KINDS_OF_STATE[State(delivery.state)],
        state=str(State(delivery.state).label),
    )


def present_facts(delivery: Delivery, numbers: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is known of one delivery; nothing of what it says."""
    facts = [
        (pgettext("of a person", "File"), numbers.get(delivery.file_id) or "–"),
        (_("Kept since"), moment(delivery.created_at)),
        (_("Times tried"), str(delivery.tries)),
    ]
    if delivery.claimed_at:
        facts.append((_("Last tried"), moment(delivery.claimed_at)))
    if delivery.not_before:
        facts.append((_("Next look"), moment(delivery.not_before)))
    if delivery.ended_at:
        facts.append((_("Ended"), moment(delivery.ended_at)))
    return facts


def present_contents(delivery: Delivery) -> Contents:
    """Its content, author and recipient, as far as its handler says."""
    handler = get_handler(delivery.kind)
    return handler.describe(delivery) if handler is not None else Contents()


def get_refusal_text(delivery: Delivery) -> str:
    """The refusal text of the system; "" where it is not for people."""
    return str(delivery.result.get("said", "")) if present_contents(delivery).said else ""


def make_rewrite_form(delivery: Delivery, data: Any = None) -> RewriteForm | None:
    """A form with the texts that may be rewritten before another try; None when there are none."""
    handler = get_handler(delivery.kind)
    editable = handler.editable if handler is not None and delivery.can_retry else {}
    return RewriteForm(editable, delivery.payload, data) if editable else None


def get_title(delivery: Delivery) -> str:
    """The title from its handler; the kind when there is none."""
    handler = get_handler(delivery.kind)
    return str(handler.title) if handler is not None and handler.title else delivery.kind


def describe_reason(delivery: Delivery) -> str:
    """The reason for its state, in plain words; "" when nothing went wrong."""
    if not delivery.reason:
        return ""
    handler = get_handler(delivery.kind)
    own = handler.reasons.get(delivery.reason) if handler is not None else None
    known = own or REASONS.get(delivery.reason)
    return str(known) if known else _("It was refused with the code %(code)s.") % {"code": delivery.reason}


def describe_age(age: timedelta) -> str:
    """How long something waits, roughly: "3 hours"."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours}
    return ngettext("%(num)s day", "%(num)s days", hours // 24) % {"num": hours // 24}
