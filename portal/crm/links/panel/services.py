"""What staff decide about links, and what they send from a file."""

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
from portal.crm.links.suggest.case import Case
from portal.crm.links.suggest.suggestions import Findings, find_suggestions
from portal.crm.links.systems.records import Record
from portal.office.selectors import get_office_row
from portal.outbox.models import Delivery
from portal.outbox.models import State as DeliveryState
from portal.outbox.queue import plan_delivery

_SYSTEM_IDS = uuid.UUID("6c0f6f0e-6d6b-4a4e-9a55-7f2c0b6f2d11")
"""The UUID name space of our ids for parties at DigiOffice: the same party always has the same id."""


def suggest_records(case: Case, *, user: Any) -> Findings:
    """Search both systems and store the results as suggestions; earlier decisions stay."""
    findings = find_suggestions(case, user=user)
    office = get_office_row()
    with transaction.atomic():
        for one in findings.suggestions:
            values = {
                "owner_id": one.record.owner_id,
                "label": one.record.label[:200],
                "score": one.score,
                "reasons": list(one.reasons),
            }
            link, is_new = Link.objects.get_or_create(
                office=office,
                file_id=case.file_id,
                party_id=one.party_id,
                system=one.record.system,
                resource=one.record.resource,
                record_id=one.record.record_id,
                defaults=values,
            )
            if not is_new and link.state == State.SUGGESTED:
                Link.objects.filter(pk=link.pk, state=State.SUGGESTED).update(**values)
    return findings


@transaction.atomic
def confirm_link(link: Link, *, by: Actor) -> Link:
    """A person confirms that this record is about this file or party."""
    return _decide(link, State.CONFIRMED, "link-confirmed", by)


@transaction.atomic
def remove_link(link: Link, *, by: Actor) -> Link:
    """A person says that it is not (any more). It is not suggested again; nothing is sent there."""
    return _decide(link, State.REMOVED, "link-removed", by)


@transaction.atomic
def join_record(file_id: str, party_id: str, found: Record, *, by: Actor) -> Link:
    """Link a record that a person found by hand."""
    link, _is_new = Link.objects.get_or_create(
        office=get_office_row(),
        file_id=file_id,
        party_id=party_id,
        system=found.system,
        resource=found.resource,
        record_id=found.record_id,
        defaults={"reasons": ["by-hand"]},
    )
    Link.objects.filter(pk=link.pk).update(owner_id=found.owner_id, label=found.label[:200])
    return _decide(link, State.CONFIRMED, "link-confirmed", by)


def _decide(link: Link, state: State, act: str, by: Actor) -> Link:
    fresh = Link.objects.select_for_update().get(pk=link.pk)
    if fresh.state == state:
        return fresh
    fresh.state, fresh.decided_at, fresh.decided_by_id = state, timezone.now(), by.user_id
    fresh.save(update_fields=["state", "decided_at", "decided_by"])
    record(act, by=by, file_id=fresh.file_id, details=_describe(fresh))
    return fresh


def _describe(link: Link) -> dict[str, Any]:
    return {
        "link": link.pk,
        "system": link.system,
        "resource": link.resource,
        "record": link.record_id,
        "party": link.party_id,
    }


# Sending -------------------------------------------------------------------------------------------------


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
        details = {"delivery": delivery.pk, "kind": delivery.kind, **_describe(link)}
        record("crm-ordered", by=by, file_id=link.file_id, details=details)
    return delivery


# Waiting for a sign-in -----------------------------------------------------------------------------------


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
