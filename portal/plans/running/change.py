"""Requests to change a running plan: stored here first, sent to the office through the outbox, once."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal import registry
from portal.audit.actors import DEFENDANT, SYSTEM
from portal.audit.services import record
from portal.file.correspondents import find_office_party
from portal.file.visit import Visit
from portal.integrations.tagor.values.parties import NewMessage
from portal.office.selectors import get_office_row
from portal.outbox import services as outbox
from portal.outbox.handlers import Found, GiveUp, Handler
from portal.outbox.models import Delivery
from portal.plans.models import ChangeRequest, Proposal
from portal.web import formats
from portal.web.retention import see_to_forgetting

Kind, State = ChangeRequest.Kind, ChangeRequest.State
MOST_A_DAY = 3
DRAFT_LIFE = timedelta(hours=24)


class TooManyError(Exception):
    """The daily limit is reached: the office must have time to answer."""


class TooOldError(Exception):
    """The draft is from another day, or the day it asks for has passed."""


def draft_change(visit: Visit, wish: dict[str, Any], *, due_on: date | None, file_name: str) -> ChangeRequest:
    """Store what was filled in. Nothing leaves the portal. ``wish``: the cleaned ChangeForm.

    Drafts that can no longer be sent are deleted, whoever made them.
    """
    kind = wish["kind"]
    delete_old_drafts(timezone.now())
    see_to_forgetting()
    return ChangeRequest.objects.create(
        office=get_office_row(),
        file_id=visit.file_id,
        party_id=visit.party_id,
        file_name=file_name[:60],
        kind=kind,
        due_on=due_on if kind == Kind.LATER else None,
        later_on=wish["later_on"] if kind == Kind.LATER else None,
        amount_cents=wish["amount"] if kind == Kind.LOWER else None,
        day=wish["day"] if kind == Kind.DAY else None,
        text=wish["text"],
        language=(get_language() or "")[:2],
    )


def delete_old_drafts(now: datetime) -> int:
    """Delete what can no longer be sent. Returns how many."""
    old = ChangeRequest.objects.filter(state=State.DRAFT, created_at__lt=now - DRAFT_LIFE)
    return old.delete()[0]


def get_change(visit: Visit, token: str) -> ChangeRequest:
    """A request of this session's file and party. Raises: ChangeRequest.DoesNotExist."""
    return ChangeRequest.objects.get(token=token, file_id=visit.file_id, party_id=visit.party_id)


def is_asked_enough(visit: Visit) -> bool:
    """Whether the daily limit of requests is reached."""
    own = ChangeRequest.objects.filter(file_id=visit.file_id, party_id=visit.party_id)
    return own.filter(sent_at__gte=timezone.now() - timedelta(days=1)).count() >= MOST_A_DAY


@transaction.atomic
def send_change(change: ChangeRequest, *, visit: Visit) -> ChangeRequest:
    """Keep the request for good and put it in the outbox; again for one that is sent changes nothing.

    Needs no system of the office. Raises: TooOldError, TooManyError.
    """
    change = ChangeRequest.objects.select_for_update().get(pk=change.pk)
    if change.state != State.DRAFT:
        return change
    if _is_too_old(change):
        raise TooOldError(change.number)
    if is_asked_enough(visit):
        raise TooManyError(change.number)
    change.state, change.sent_at = State.WAITING, timezone.now()
    change.moved_at = change.sent_at
    if visit.who == "helper":
        change.asked_through = Proposal.Through.HELPER
    change.save(update_fields=["state", "sent_at", "moved_at", "asked_through"])
    record("plan-change-asked", by=DEFENDANT, file_id=change.file_id, details=_describe(change))
    outbox.put(
        kind=ChangeHandler.kind,
        key=str(change.pk),
        lane=f"{ChangeHandler.kind}:{change.file_id}",
        payload={"change": change.pk},
        office=change.office,
        file_id=change.file_id,
    )
    return change


class ChangeHandler(Handler):
    """Tells the office of a request, as a message in the file."""

    kind = "plans.change"
    title = gettext_lazy("Tell the office that somebody asks to change a plan")
    reasons = {"no-receiver": gettext_lazy("Tagor names nobody at the office who takes messages.")}

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """One message. Raises: as ``Handler.deliver``."""
        change = ChangeRequest.objects.get(pk=delivery.payload["change"])
        message = NewMessage(
            sender_id=change.party_id,
            receiver_id=_find_receiver(change),
            subject=make_subject(change),
            body=make_body(change),
        )
        sent = registry.tagor().send_message(file_id=change.file_id, message=message)
        return {"message_id": sent.message_id}

    def find_out(self, delivery: Delivery) -> Found:
        """The subject holds the request's number: it arrived if the file's log has it."""
        change = ChangeRequest.objects.get(pk=delivery.payload["change"])
        log = registry.tagor().list_message_log(file_id=change.file_id)
        return "arrived" if any(change.number in message.subject for message in log) else "absent"

    def on_done(self, delivery: Delivery) -> None:
        """The office has it in Tagor; the text stays until it has answered."""
        _end(delivery, State.DELIVERED, act="plan-change-delivered", delivered_at=timezone.now())

    def on_given_up(self, delivery: Delivery) -> None:
        """A person must look: the text stays."""
        _end(delivery, State.FAILED, act="plan-change-failed")


def make_subject(change: ChangeRequest) -> str:
    """The title of the message, in the language of the office."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Request about the payment plan: %(number)s") % {"number": change.number}


def make_body(change: ChangeRequest) -> str:
    """The message, in the language of the office; what the defendant wrote stays as it is."""
    with translation.override(settings.LANGUAGE_CODE):
        asked = dict(describe_wish(change))
        lines = [f"{term}: {value}" for term, value in asked.items()]
        when = formats.moment(change.sent_at or change.created_at)
        lines.append(_("Asked in the portal on %(moment)s.") % {"moment": when})
        if change.asked_through == Proposal.Through.HELPER:
            lines.append(_("Asked by a helper with a pass."))
        return "\n".join(lines)


def describe_wish(change: ChangeRequest) -> list[tuple[str, str]]:
    """What is asked, as terms and values in the active language."""
    kind = str(change.get_kind_display())
    rows = [(_("What you ask"), kind[:1].upper() + kind[1:])]
    if change.due_on:
        rows.append((_("The payment"), formats.day(change.due_on)))
    if change.later_on:
        rows.append((_("The later day"), formats.day(change.later_on)))
    if change.amount_cents:
        rows.append((_("What you can pay each month"), formats.money(change.amount_cents)))
    if change.day:
        rows.append((_("The other day of the month"), str(change.day)))
    if change.text:
        rows.append((_("Your words"), change.text))
    return rows


def _find_receiver(change: ChangeRequest) -> str:
    """The party id of somebody at the office. Raises: GiveUp, IntegrationError."""
    found = find_office_party(
        file_id=change.file_id, party_id=change.party_id, office_name=change.office.name
    )
    if not found:
        raise GiveUp("no-receiver")
    return found


def _is_too_old(change: ChangeRequest) -> bool:
    is_past = change.later_on is not None and change.later_on <= timezone.localdate()
    return is_past or timezone.now() - change.created_at > DRAFT_LIFE


def _describe(change: ChangeRequest) -> dict[str, Any]:
    return {"request": change.number, "kind": change.kind, "amount_cents": change.amount_cents}


def _end(delivery: Delivery, state: str, *, act: str, **changes: Any) -> None:
    """End the request with its delivery; runs in the outbox's transaction."""
    pk = delivery.payload["change"]
    open_ones = ChangeRequest.objects.filter(pk=pk).exclude(state=State.DELIVERED)
    if open_ones.update(state=state, **changes):
        number = {"request": ChangeRequest(pk=pk).number}
        record(act, by=SYSTEM, file_id=delivery.file_id, details=number)
