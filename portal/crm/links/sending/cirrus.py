"""Activities, files and contact details for Cirrus, with the office's own key."""

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal import registry
from portal.crm.links.sending import orders
from portal.crm.links.sending.delivery import (
    WORD,
    CrmHandler,
    check_unchanged,
    find_author,
    get_values,
    has_new_values,
    to_number,
)
from portal.crm.links.sending.document_copies import fetch_document
from portal.crm.links.systems import cirrus
from portal.crm.links.systems.activity_types import choose_type
from portal.crm.links.systems.records import get_text
from portal.outbox.handlers import Found, GiveUp
from portal.outbox.models import Delivery


class ActivityHandler(CrmHandler):
    """POST /activities/: a note is a closed activity, a task an open one with a reminder."""

    kind, title = orders.CIRRUS_ACTIVITY, _("Activity at Cirrus")
    makes = "activities"
    texts = editable = WORD

    def prepare(self, delivery: Delivery) -> dict[str, Any]:
        """Find who manages the account, the contact, and the kind of activity."""
        payload = delivery.payload
        account = cirrus.get_row("accounts", payload["owner"])
        user = get_text(account, "user", "id")
        if not user:
            raise GiveUp("no-handler")
        is_contact = payload["resource"] == "contacts"
        contact = payload["record"] if is_contact else cirrus.find_primary_contact(payload["owner"])
        kind = payload.get("type_id") or choose_type(
            cirrus.list_activity_types(), is_task=bool(payload["due_on"])
        )
        return {"user": user, "contact": contact, "type": kind}

    def send(self, delivery: Delivery) -> dict[str, Any]:
        """The id of the new activity."""
        result = registry.cirrus().call("create_activity", body=self._build(delivery))
        return {"record": result.record_id}

    def find_out(self, delivery: Delivery) -> Found:
        """Look it up by its external key. Raises: IntegrationError."""
        return "arrived" if cirrus.has_activity(delivery.payload["reference"]) else "absent"

    def _sign(self, delivery: Delivery) -> dict[str, Any]:
        """With who wrote it: Cirrus knows the office's one account only."""
        payload = delivery.payload
        name = find_author(delivery)
        if not name:
            return payload
        with translation.override(settings.LANGUAGE_CODE):
            line = gettext("Written by %(name)s in the portal.") % {"name": name}
        return {**payload, "body": f"{payload['body']}\n\n{line}"}

    def _build(self, delivery: Delivery) -> dict[str, Any]:
        payload, before = self._sign(delivery), delivery.before
        contact = {"id": int(before["contact"])} if before["contact"] else {}
        body = {
            "accountid": to_number(payload["owner"]),
            "location": "",
            "primarycontact": contact,
            "type": {"id": int(before["type"])},
            "userid": int(before["user"]),
            "externalkey": payload["reference"],
        }
        if not payload["due_on"]:
            today = timezone.localdate(delivery.created_at)
            return {
                **body,
                "description": payload["title"],
                "result": payload["body"],
                "date": today,
                "closed": 1,
            }
        reminder = {"text": payload["title"], "min": 15, "done": 0}
        return {
            **body,
            "description": f"{payload['title']}: {payload['body']}",
            "result": "",
            "date": date.fromisoformat(payload["due_on"]),
            "starttime": "09:00",
            "stoptime": "09:15",
            "closed": 0,
            "reminder": reminder,
        }


class FileHandler(CrmHandler):
    """POST /files/ with the account it belongs to."""

    kind, title = orders.CIRRUS_FILE, _("Document for Cirrus")
    makes = "files"
    texts = editable = {"name": _("Name")}

    def send(self, delivery: Delivery) -> dict[str, Any]:
        """The id of the new file. Raises: GiveUp, and the errors of a call."""
        payload = delivery.payload
        paper = fetch_document(delivery)
        body: dict[str, Any] = {
            "name": f"{payload['name']}.{paper.extension}",
            "info": payload["reference"],
            "content": base64.b64encode(paper.content).decode("ascii"),
            "connectedaccounts": [to_number(payload["owner"])],
        }
        if payload["resource"] == "contacts":
            body["connectedcontacts"] = [to_number(payload["record"])]
        result = registry.cirrus().call("create_file", body=body)
        return {"record": result.record_id}

    def find_out(self, delivery: Delivery) -> Found:
        """Look it up by its account and the reference in its remark. Raises: IntegrationError."""
        payload = delivery.payload
        return "arrived" if cirrus.has_file(payload["owner"], payload["reference"]) else "absent"


class CirrusContactHandler(CrmHandler):
    """PUT /contacts/{id} or /accounts/{id} with only the changed fields."""

    kind, title = orders.CIRRUS_CONTACT, _("Contact details for Cirrus")
    fields: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "accounts": {"email": "email", "phone": "phone", "mobile": "cellphone"},
        "contacts": {"email": "email", "phone": "officephone", "mobile": "cellphone"},
    }
    updates: ClassVar[Mapping[str, str]] = {"accounts": "update_account", "contacts": "update_contact"}

    def prepare(self, delivery: Delivery) -> dict[str, Any] | None:
        """Raises: GiveUp when the record no longer has the values that the person saw."""
        check_unchanged(delivery, self._read(delivery), self.fields[delivery.payload["resource"]])
        return None

    def send(self, delivery: Delivery) -> dict[str, Any]:
        """The id of the record."""
        payload = delivery.payload
        wire = self.fields[payload["resource"]]
        body = {wire[name]: value for name, value in get_values(delivery, "new").items()}
        registry.cirrus().call(self.updates[payload["resource"]], path={"id": payload["record"]}, body=body)
        return {"record": payload["record"]}

    def find_out(self, delivery: Delivery) -> Found:
        """Whether the record has these values now. Raises: IntegrationError."""
        fields = self.fields[delivery.payload["resource"]]
        return "arrived" if has_new_values(delivery, self._read(delivery), fields) else "absent"

    def _read(self, delivery: Delivery) -> Mapping[str, Any]:
        return cirrus.get_row(delivery.payload["resource"], delivery.payload["record"])
