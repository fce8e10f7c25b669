"""Notes, tasks, letters, documents and contact details for DossierData, as the person who ordered them."""

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import registry
from portal.crm.links.models import MirrorRule
from portal.crm.links.sending import orders
from portal.crm.links.sending.delivery import (
    SHORTEST_WAIT_S,
    WORD,
    CrmHandler,
    check_unchanged,
    get_values,
    has_new_values,
    to_number,
    wait_for_sign_in,
)
from portal.crm.links.sending.document_copies import fetch_document
from portal.crm.links.systems import dossierdata
from portal.crm.links.systems.records import get_text
from portal.crm.tokens import SignInAgainError, get_credential
from portal.integrations.dossierdata.ax import AxPerson, build_ax_message
from portal.integrations.errors import Conflict
from portal.integrations.openapi import Credential
from portal.outbox.handlers import Found, GiveUp, Postpone
from portal.outbox.models import Delivery


def get_sender(delivery: Delivery) -> Credential:
    """The sign-in of the person who ordered it; for automatic orders, of the person that the office chose.

    Raises: Postpone when nobody is chosen; GiveUp when the person is gone.
    """
    user_id = delivery.payload.get("user")
    if delivery.payload.get("automatic"):
        rule = MirrorRule.objects.filter(
            office=delivery.office, event=delivery.payload.get("event", ""), system="dossierdata"
        ).first()
        user_id = rule.user_id if rule is not None else user_id
        if user_id is None:
            raise wait_for_sign_in(delivery, "no-user")
    user = get_user_model().objects.filter(pk=user_id or 0, is_active=True).first()
    if user is None:
        raise GiveUp("user-gone")
    return get_credential(user)


class DossierDataHandler(CrmHandler):
    """Makes a record there, and finds it again by its reference."""

    creating: ClassVar[str]
    listing: ClassVar[str]
    held_in: ClassVar[str]
    """The field that holds the reference."""

    def prepare(self, delivery: Delivery) -> dict[str, Any] | None:
        """Refresh the sign-in before anything is sent. Raises: Postpone, GiveUp, IntegrationError."""
        try:
            get_sender(delivery).get_headers()
        except SignInAgainError as error:
            raise wait_for_sign_in(delivery) from error
        return None

    def send(self, delivery: Delivery) -> dict[str, Any]:
        """The id of the new record."""
        sender = get_sender(delivery)
        result = registry.dossierdata().call(self.creating, body=self.build(delivery), credential=sender)
        return {"record": result.record_id}

    def build(self, delivery: Delivery) -> dict[str, Any]:
        """The body of the call."""
        raise NotImplementedError

    def find_out(self, delivery: Delivery) -> Found:
        """Search the list, newest first. Raises: IntegrationError."""
        reference = delivery.payload["reference"]
        try:
            for row in dossierdata.iterate_newest(self.listing, get_sender(delivery)):
                if reference in get_text(row, self.held_in):
                    return "arrived"
        except dossierdata.TooLongError:
            return "unclear"
        return "absent"


class NoteHandler(DossierDataHandler):
    """POST /note."""

    kind, title = orders.DD_NOTE, _("Note at DossierData")
    texts = editable = WORD
    makes = "note"
    creating, listing, held_in = "create_note", "list_notes", "content"

    def build(self, delivery: Delivery) -> dict[str, Any]:
        """With the reference on a line of its own."""
        payload = delivery.payload
        return {
            "title": payload["title"],
            "content": f"{payload['body']}\n\n[{payload['reference']}]",
            "datetime": timezone.localdate(delivery.created_at),
            "entity_id": payload["owner"],
        }


class TaskHandler(DossierDataHandler):
    """POST /signal, snoozed until the day it must be done."""

    kind, title = orders.DD_TASK, _("Task at DossierData")
    texts = editable = WORD
    makes = "signal"
    creating, listing, held_in = "create_signal", "list_signals", "comment"

    def build(self, delivery: Delivery) -> dict[str, Any]:
        """With the reference at the end."""
        payload = delivery.payload
        return {
            "customer_id": to_number(payload["owner"]),
            "comment": f"{payload['title']}: {payload['body']} [{payload['reference']}]",
            "snoozed_until": date.fromisoformat(payload["due_on"]),
        }


class LetterHandler(DossierDataHandler):
    """POST /letter."""

    kind, title = orders.DD_LETTER, _("Letter at DossierData")
    texts = editable = {"name": _("Name"), "content": _("Text")}
    makes = "letter"
    creating, listing, held_in = "create_letter", "list_letters", "name"

    def prepare(self, delivery: Delivery) -> dict[str, Any]:
        """Find the customer's adviser and the template's category, which DossierData requires."""
        super().prepare(delivery)
        sender, payload = get_sender(delivery), delivery.payload
        customer = dossierdata.find_customer(payload["owner"], sender)
        templates = dossierdata.list_all("list_templates", sender)
        mine = next((row for row in templates if get_text(row, "id") == payload["template_id"]), {})
        return {"user": get_text(customer, "advisor"), "category": get_text(mine, "category")}

    def build(self, delivery: Delivery) -> dict[str, Any]:
        """The reference is in the letter's name, not in the text that the recipient reads."""
        payload, before = delivery.payload, delivery.before
        if not before["user"]:
            raise GiveUp("no-advisor")
        return {
            "name": f"{payload['name']} [{payload['reference']}]",
            "address": payload["address"],
            "content": payload["content"],
            "customer_id": to_number(payload["owner"]),
            "template_id": to_number(payload["template_id"]),
            "user_id": to_number(before["user"]),
            "category_id": to_number(before["category"] or "1"),
        }


class DocumentHandler(DossierDataHandler):
    """POST /document with the bytes in ``file`` (ASSUMED: the page names only its place)."""

    kind, title = orders.DD_DOCUMENT, _("Document for DossierData")
    texts = editable = {"name": _("Name")}
    makes = "document"
    creating, listing, held_in = "create_document", "list_documents", "name"

    def build(self, delivery: Delivery) -> dict[str, Any]:
        """Fetches the bytes now. Raises: GiveUp, and the errors of a call."""
        payload = delivery.payload
        paper = fetch_document(delivery)
        return {
            "name": f"{payload['name']} [{payload['reference']}].{paper.extension}",
            "file": base64.b64encode(paper.content).decode("ascii"),
            "type": paper.extension.upper(),
            "mime_type": paper.media_type,
            "customer_id": to_number(payload["owner"]),
            "extension": paper.extension,
            "filesize": len(paper.content),
            "decoded": True,
        }


class DossierDataContactHandler(DossierDataHandler):
    """PUT /customer/{customer_id}/ax_message, the only call that changes a customer."""

    kind, title = orders.DD_CONTACT, _("Contact details for DossierData")
    fields: ClassVar[Mapping[str, str]] = {"email": "emailaddress", "phone": "phone", "mobile": "mobile"}

    def prepare(self, delivery: Delivery) -> dict[str, Any] | None:
        """Raises: GiveUp when the record no longer has the values that the person saw; as above."""
        super().prepare(delivery)
        check_unchanged(delivery, self._read(delivery), self.fields)
        return None

    def send(self, delivery: Delivery) -> dict[str, Any]:
        """Sends the names unchanged too: without them DossierData might empty them."""
        row = self._read(delivery)
        said: dict[str, Any] = {name: get_text(row, wire) for name, wire in self.fields.items()}
        said |= get_values(delivery, "new")
        person = AxPerson(
            last_name=get_text(row, "lastName"),
            first_name=get_text(row, "firstName"),
            infix=get_text(row, "suffix"),
            initials=get_text(row, "initials"),
            **said,
        )
        message = build_ax_message([person], sender="defendant-portal", now=timezone.now())
        try:
            registry.dossierdata().call(
                "update_customer_from_ax_message",
                path={"customer_id": delivery.payload["record"]},
                body=message,
                credential=get_sender(delivery),
            )
        except Conflict as error:  # somebody has it open: nothing was changed
            raise Postpone("locked", SHORTEST_WAIT_S * 2) from error
        return {"record": delivery.payload["record"]}

    def find_out(self, delivery: Delivery) -> Found:
        """Whether the record has these values now. Raises: IntegrationError."""
        return "arrived" if has_new_values(delivery, self._read(delivery), self.fields) else "absent"

    def _read(self, delivery: Delivery) -> Mapping[str, Any]:
        return dossierdata.find_customer(delivery.payload["record"], get_sender(delivery))
