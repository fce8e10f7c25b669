"""Sends to a CRM system, as the person who asks it; and goes on with what waited for a sign-in."""

import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import SYSTEM, Actor
from portal.audit.services import record
from portal.crm.links.models import Link, State, System
from portal.crm.links.sending import orders
from portal.office.selectors import get_office_row
from portal.outbox.models import Delivery
from portal.outbox.models import State as DeliveryState
from portal.outbox.queue import plan_delivery

_SYSTEM_IDS = uuid.UUID("6c0f6f0e-6d6b-4a4e-9a55-7f2c0b6f2d11")
"""The UUID name space of our ids for parties at DigiOffice: the same party always has the same id."""


@transaction.atomic
def send_word(link: Link, word: orders.Word, *, key: str, by: Actor) -> Delivery:
    """Send a note or a task, as this person."""
    return _order_once(partial(orders.order_word, link, word, key=key), link, by)


@transaction.atomic
def send_letter(link: Link, letter: orders.Letter, *, key: str, by: Actor) -> Delivery:
    """Send a letter from a template, as this person."""
    return _order_once(partial(orders.order_letter, link, letter, key=key), link, by)


@transaction.atomic
def send_document(link: Link, paper: orders.Copy, *, key: str, by: Actor) -> Delivery:
    """Send a copy of a document; the caller has checked that the file lists it."""
    return _order_once(partial(orders.order_document, link, paper, key=key), link, by)


@transaction.atomic
def send_contact(link: Link, change: orders.Change, *, key: str, by: Actor) -> Delivery:
    """Send changed contact details."""
    return _order_once(partial(orders.order_contact, link, change, key=key), link, by)


@transaction.atomic
def push_contact(
    file_id: str, party_id: str, values: Mapping[str, str], *, key: str, by: Actor = SYSTEM
) -> Delivery:
    """Tell DigiOffice about a contact person: by hand, or when a contact detail is confirmed or changed.

    ``values``: fields of ``ContactPerson`` by name (email, phone, mobile, company_name, number, job_title).
    ``key`` identifies the change: a repeat is the same delivery. The ids of an earlier import are added.
    Calls no system. The ids in the answer are kept on the party's link with DigiOffice.
    """
    link = make_contact_link(file_id, party_id)
    return _order_once(partial(orders.order_contact_person, link, values, key=key), link, by)


def make_contact_link(file_id: str, party_id: str) -> Link:
    """The party's link with DigiOffice; made when there is none. Its own id stands in for DigiOffice's."""
    office = get_office_row()
    system_id = make_system_id(office.pk, party_id)
    link, _is_new = Link.objects.get_or_create(
        office=office,
        file_id=file_id,
        party_id=party_id,
        system=System.DIGIOFFICE,
        resource="contact",
        defaults={"record_id": system_id, "owner_id": system_id, "state": State.CONFIRMED},
    )
    return link


def make_system_id(office_id: int, party_id: str) -> str:
    """The GUID by which we identify a party at DigiOffice."""
    return str(uuid.uuid5(_SYSTEM_IDS, f"{office_id}/{party_id}"))


def _order_once(order: Callable[..., Delivery], link: Link, by: Actor) -> Delivery:
    """Order it for the person, and record it in the trail once: the same form gives the same delivery."""
    started_at = timezone.now()
    delivery = order(user_id=by.user_id)
    if delivery.created_at >= started_at:
        details = {"delivery": delivery.pk, "kind": delivery.kind, **link.describe()}
        record("crm-ordered", by=by, file_id=link.file_id, details=details)
    return delivery


@transaction.atomic
def resume_after_sign_in(**_signal: Any) -> None:
    """Somebody signed in at DossierData: handle what waited for a sign-in now."""
    waiting = Delivery.objects.filter(
        kind__startswith="crm.dossierdata.",
        state=DeliveryState.WAITING,
        reason__in=("sign-in-again", "no-user"),
    )
    now, ids = timezone.now(), list(waiting.values_list("pk", flat=True))
    # Only while it still waits: one that a worker has claimed is not touched.
    Delivery.objects.filter(pk__in=ids, state=DeliveryState.WAITING).update(not_before=now)
    for pk in ids:
        plan_delivery(pk, now)
