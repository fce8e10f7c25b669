"""Puts orders for other systems in the outbox, each with a short reference.

The system is asked by that reference whether it arrived.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.crm.links.models import Link, PortalEvent, System
from portal.outbox import services as outbox
from portal.outbox.models import Delivery

DD_NOTE, DD_TASK = "crm.dossierdata.note", "crm.dossierdata.task"
DD_LETTER, DD_DOCUMENT = "crm.dossierdata.letter", "crm.dossierdata.document"
DD_CONTACT = "crm.dossierdata.contact"
CIRRUS_ACTIVITY, CIRRUS_FILE = "crm.cirrus.activity", "crm.cirrus.file"
CIRRUS_CONTACT = "crm.cirrus.contact"
DIGIOFFICE_CONTACT = "crm.digioffice.contact"
KINDS = (
    DD_NOTE,
    DD_TASK,
    DD_LETTER,
    DD_DOCUMENT,
    DD_CONTACT,
    CIRRUS_ACTIVITY,
    CIRRUS_FILE,
    CIRRUS_CONTACT,
    DIGIOFFICE_CONTACT,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A note, or with ``due_on`` a task. ``type_id``: the kind of activity at Cirrus."""

    title: str
    body: str
    due_on: date | None = None
    type_id: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter made from a template."""

    template_id: str
    name: str
    address: str
    content: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A document of the file, and its name at the other system."""

    document_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """Contact details (email, phone, mobile): those seen before, and those that change."""

    old: Mapping[str, str]
    new: Mapping[str, str]


def make_reference(key: str) -> str:
    """A short code that follows from the key, and is unlikely to occur anywhere else."""
    return "P-" + hashlib.sha256(key.encode()).hexdigest()[:12].upper()


def order_word(link: Link, word: Word, *, key: str, user_id: int | None = None, event: str = "") -> Delivery:
    """Order a note or a task, in the form of ``link``'s system. ``event``: the portal tells it by itself."""
    kind = CIRRUS_ACTIVITY
    if link.system == System.DOSSIERDATA:
        kind = DD_TASK if word.due_on else DD_NOTE
    payload = {
        "title": word.title,
        "body": word.body,
        "due_on": word.due_on.isoformat() if word.due_on else "",
        "type_id": word.type_id,
        "automatic": bool(event),
        "event": event,
    }
    return _put(link, kind, key=key, user_id=user_id, payload=payload)


def order_letter(link: Link, letter: Letter, *, key: str, user_id: int | None) -> Delivery:
    """A letter of DossierData."""
    payload = {
        "template_id": letter.template_id,
        "name": letter.name,
        "address": letter.address,
        "content": letter.content,
    }
    return _put(link, DD_LETTER, key=key, user_id=user_id, payload=payload)


def order_document(link: Link, paper: Copy, *, key: str, user_id: int | None) -> Delivery:
    """A copy of a document of the file; its bytes are fetched when it is sent."""
    kind = DD_DOCUMENT if link.system == System.DOSSIERDATA else CIRRUS_FILE
    payload = {"document_id": paper.document_id, "name": paper.name}
    return _put(link, kind, key=key, user_id=user_id, payload=payload)


def order_contact(link: Link, change: Change, *, key: str, user_id: int | None) -> Delivery:
    """Order changed contact details; only sent while the record has the values that the person saw."""
    kind = DD_CONTACT if link.system == System.DOSSIERDATA else CIRRUS_CONTACT
    payload = {"old": dict(change.old), "new": dict(change.new)}
    return _put(link, kind, key=key, user_id=user_id, payload=payload)


def order_contact_person(link: Link, values: Mapping[str, Any], *, key: str, user_id: int | None) -> Delivery:
    """A contact person for DigiOffice."""
    return _put(link, DIGIOFFICE_CONTACT, key=key, user_id=user_id, payload={"person": dict(values)})


def order_confirmed(link: Link, values: Mapping[str, str], *, key: str, user_id: int | None) -> Delivery:
    """Order confirmed contact details (email or mobile) for that person's record; sealed until delivered."""
    kinds = {
        System.DOSSIERDATA: DD_CONTACT,
        System.CIRRUS: CIRRUS_CONTACT,
        System.DIGIOFFICE: DIGIOFFICE_CONTACT,
    }
    payload = {"automatic": True, "event": PortalEvent.CONTACT.value}
    secret = json.dumps(dict(values))
    return _put(link, kinds[System(link.system)], key=key, user_id=user_id, payload=payload, secret=secret)


def _put(
    link: Link,
    kind: str,
    *,
    key: str,
    user_id: int | None,
    payload: dict[str, Any],
    secret: str | None = None,
) -> Delivery:
    who = f"u{user_id}" if user_id and link.system == System.DOSSIERDATA else "office"
    return outbox.put(
        kind=kind,
        key=key[:80],
        # Deliveries that wait for one person's sign-in do not hold up others.
        lane=f"{link.system}-{link.owner_id or link.record_id}-{who}",
        payload={
            "link": link.pk,
            "user": user_id,
            "resource": link.resource,
            "record": link.record_id,
            "owner": link.owner_id,
            "party": link.party_id,
            "reference": make_reference(f"{kind}/{key}"),
            **payload,
        },
        office=link.office,
        file_id=link.file_id,
        secret=secret,
    )
