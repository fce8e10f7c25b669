"""Reports portal events to the CRM systems, where the office wants that: through the outbox, once.

Receives the signals of other rooms (see ``apps.py``), in the transaction of the event.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.crm.links.models import Link, MirrorRule, PortalEvent, State, System
from portal.crm.links.selectors import is_on
from portal.crm.links.sending import orders
from portal.crm.links.sending.services import make_contact_link
from portal.crm.links.sending.texts import Text, write_text
from portal.messages.models import ContactChange, Kind, Message, Thread
from portal.outbox.models import Delivery
from portal.payments.models import Attempt
from portal.plans.models import Proposal

OF_PERSONS = ("customer", "accounts", "contacts")
"""Kinds of records that hold an e-mail address and a phone number."""


def on_plan_moved(proposal: Proposal, **_signal: Any) -> None:
    """A request for a payment plan changed its state."""
    params = {
        "request": proposal.number,
        "step": proposal.version,
        "months": proposal.in_force.months,
        "monthly_cents": proposal.in_force.monthly_cents,
    }
    mirror_event("proposal", proposal.file_id, f"plan-{proposal.state}", params)


def on_payment_moved(attempt: Attempt, before: str, **_signal: Any) -> None:
    """A payment changed its state."""
    params = {
        "attempt": attempt.pk,
        "amount_cents": attempt.amount_cents,
        "from": before,
        "to": str(attempt.state),
        "state": str(attempt.state),
    }
    mirror_event("payment", attempt.file_id, f"payment-{attempt.state}", params)


def on_message_arrived(thread: Thread, message: Message, **_signal: Any) -> None:
    """A person wrote a message; "I do not agree" is an event of its own."""
    params = {"message": message.reference}
    if thread.kind == Kind.DISPUTE and message.number == 1:
        mirror_event("dispute", thread.file_id, "dispute-opened", params)
    else:
        mirror_event("message", thread.file_id, "message-received", params)


def on_contact_confirmed(change: ContactChange, **_signal: Any) -> None:
    """Somebody confirmed an e-mail address or number: tell DigiOffice and that person's own records.

    A record linked to the whole file may belong to somebody else: staff decide about that.
    """
    values, key = {change.kind: change.value}, f"confirmed/{change.number}"
    if is_on(System.DIGIOFFICE):
        link = make_contact_link(change.file_id, change.party_id)
        orders.order_confirmed(link, values, key=key, user_id=None)
    own = Link.objects.filter(file_id=change.file_id, party_id=change.party_id, state=State.CONFIRMED)
    for rule in MirrorRule.objects.filter(event=PortalEvent.CONTACT, office=change.office_id):
        for link in own.filter(system=rule.system, resource__in=OF_PERSONS).order_by("pk"):
            one = f"{key}/{link.system}/{link.resource}/{link.record_id}"
            orders.order_confirmed(link, values, key=one, user_id=rule.user_id)


def mirror_event(kind: str, file_id: str, text_code: str, params: Mapping[str, Any]) -> list[Delivery]:
    """Put one delivery in the outbox for each customer or account that is joined to the file.

    kind: one of ``PortalEvent``; text_code: one of ``texts.WRITERS``, others are ignored; params: plain
    values for the text, including what makes the event unique (the number of a request, the id of a payment).
    A repeated event gives the same deliveries. Calls no system.
    """
    text = write_text(text_code, params) if file_id else None
    if text is None:
        return []
    rules = MirrorRule.objects.filter(event=kind).select_related("office", "user")
    return [
        _put(rule, link, text, make_event_key(text_code, file_id, params))
        for rule in rules
        for link in _list_targets(rule, file_id)
    ]


def make_event_key(text_code: str, file_id: str, params: Mapping[str, Any]) -> str:
    """The same for the same event, whatever the order of ``params``."""
    told = json.dumps([text_code, file_id, dict(params)], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _list_targets(rule: MirrorRule, file_id: str) -> Iterator[Link]:
    """One linked record of each customer or account, so that it is told only once."""
    told: set[str] = set()
    joined = Link.objects.filter(
        office=rule.office_id, file_id=file_id, system=rule.system, state=State.CONFIRMED
    )
    for link in joined.exclude(owner_id="").order_by("pk"):
        if link.owner_id not in told:
            told.add(link.owner_id)
            yield link


def _put(rule: MirrorRule, link: Link, text: Text, event_key: str) -> Delivery:
    due_on = timezone.localdate() + timedelta(days=rule.days)
    return orders.order_word(
        link,
        orders.Word(
            text.title, text.body, due_on=due_on if rule.form == "task" else None, type_id=rule.type_id
        ),
        key=f"{event_key}/{link.system}/{link.owner_id}",
        user_id=rule.user_id,
        event=rule.event,
    )
