"""New e-mail addresses and mobile numbers: sends a code, which confirms them; the office then gets them."""

import hmac
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils import timezone

from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.file.visit import Visit
from portal.messages.contact.codes import draw_code
from portal.messages.conversation.clock import get_rules
from portal.messages.conversation.threads import TWICE
from portal.messages.models import ContactChange
from portal.office.selectors import get_office_row
from portal.outbox import services as outbox
from portal.receipts.models import Receipt
from portal.receipts.services import issue_receipt
from portal.web.masks import mask_email, mask_phone
from portal.web.retention import see_to_forgetting

Kind, State = ContactChange.Kind, ContactChange.State
CODE, ADD = "contact.code", "contact.add"
CODE_LIFE = timedelta(minutes=15)
MOST_WRONG = 5
MOST_A_DAY = 4

contact_confirmed = Signal()
"""A person confirmed a new address or number. Sent inside the transaction, with ``change``."""


class TooManyError(Exception):
    """The daily limit of codes is reached."""


class WrongCodeError(Exception):
    """``is_over``: no further try is left, or the code has expired."""

    def __init__(self, *, is_over: bool) -> None:
        super().__init__("wrong code")
        self.is_over = is_over


@transaction.atomic
def ask_code(visit: Visit, *, kind: str, value: str, file_name: str) -> ContactChange:
    """Have a code sent to a new address. Raises: TooManyError; ValueError when the office sends none.

    The same address pressed twice within a minute is one code, which holds.
    """
    now = timezone.now()
    own = ContactChange.objects.filter(file_id=visit.file_id, party_id=visit.party_id)
    waits = own.filter(kind=kind, state=State.ASKED, created_at__gt=now - TWICE).order_by("-pk").first()
    if waits is not None and waits.value == value:
        return waits
    if own.filter(created_at__gte=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyError
    office = get_office_row()
    drawn = draw_code(kind, get_rules(office))
    own.filter(kind=kind, state=State.ASKED).update(state=State.OVER, sealed="")
    mask = mask_email if kind == Kind.EMAIL else mask_phone
    change = ContactChange(
        office=office,
        file_id=visit.file_id,
        party_id=visit.party_id,
        file_name=file_name[:60],
        kind=kind,
        masked=mask(value)[:60],
    )
    change.seal_value(value=value, code=drawn.code)
    change.save()
    see_to_forgetting()
    record("contact-code-asked", by=DEFENDANT, file_id=visit.file_id, details=_describe(change))
    outbox.put(
        kind=CODE,
        key=str(change.pk),
        lane="",
        payload={"change": change.pk, "template": drawn.template, "language": visit.language[:2]},
        office=office,
        file_id=visit.file_id,
    )
    return change


def get_change(visit: Visit, token: str) -> ContactChange:
    """A change of this file and party. Raises: ContactChange.DoesNotExist."""
    own = ContactChange.objects.select_related("office")
    return own.get(token=token, file_id=visit.file_id, party_id=visit.party_id)


def list_changes(visit: Visit) -> "QuerySet[ContactChange]":
    """Those that were confirmed or wait for their code, newest first."""
    own = ContactChange.objects.filter(file_id=visit.file_id, party_id=visit.party_id)
    return own.exclude(state=State.OVER)


def confirm(change: ContactChange, typed: str) -> ContactChange:
    """Check a typed code: the right one confirms, once. Raises: WrongCodeError."""
    with transaction.atomic():
        change = ContactChange.objects.select_for_update().get(pk=change.pk)
        if change.state not in {State.ASKED, State.OVER}:
            return change
        is_over = change.state == State.OVER or timezone.now() - change.created_at > CODE_LIFE
        code = change.code
        if not is_over and code and hmac.compare_digest(typed.encode(), code.encode()):
            return _confirm(change)
        change.wrong_codes += 1
        is_over = is_over or change.wrong_codes >= MOST_WRONG
        if is_over:
            change.state, change.sealed = State.OVER, ""
        change.save(update_fields=["wrong_codes", "state", "sealed"])
    raise WrongCodeError(is_over=is_over)


def _confirm(change: ContactChange) -> ContactChange:
    change.state, change.confirmed_at = State.CONFIRMED, timezone.now()
    change.seal_value(value=change.value)
    change.save(update_fields=["state", "confirmed_at", "sealed"])
    issue_receipt(
        Receipt.Kind.CONTACT_CONFIRMED,
        subject=change.number,
        file_id=change.file_id,
        party_id=change.party_id,
        facts={"file_number": change.file_name, "number": change.number},
        by=DEFENDANT,
    )
    record("contact-confirmed", by=DEFENDANT, file_id=change.file_id, details=_describe(change))
    # Receivers put deliveries in the outbox: after the trail, as everywhere.
    contact_confirmed.send(ContactChange, change=change)
    outbox.put(
        kind=ADD,
        key=str(change.pk),
        lane=f"contact:{change.party_id}",
        payload={"change": change.pk},
        office=change.office,
        file_id=change.file_id,
    )
    return change


def _describe(change: ContactChange) -> dict[str, str]:
    return {"change": change.number, "kind": change.kind}
