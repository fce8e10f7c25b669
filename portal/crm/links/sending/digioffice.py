"""Contact persons for DigiOffice, each with one message id, however often it is sent."""

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal import registry
from portal.crm.links.models import Link
from portal.crm.links.sending import orders
from portal.crm.links.sending.delivery import CrmHandler, get_values
from portal.integrations.digioffice.values import ContactPerson, Message
from portal.outbox.handlers import Found
from portal.outbox.models import Delivery

_MESSAGES = uuid.UUID("0b8f54f6-52a4-4d7e-8f2b-4a0c0c6f7f10")


class ContactPersonHandler(CrmHandler):
    """ImportContactpersoon: makes a contact person, or changes the one with this ``digi_office_id``."""

    kind, title = orders.DIGIOFFICE_CONTACT, _("Contact person for DigiOffice")

    def send(self, delivery: Delivery) -> dict[str, Any]:
        """The ids DigiOffice gave. Raises: Rejected with its own code, and the errors of a call."""
        link = Link.objects.get(pk=delivery.payload["link"])
        person = ContactPerson(
            **get_values(delivery, "person"),
            system_id=link.owner_id,
            crm_person_id=link.owner_id,
            digi_office_id=link.details.get("global_id", ""),
        )
        message = Message(make_message_id(delivery), delivery.created_at)
        found = registry.digioffice().import_contact_person(person, message=message)
        return {"contact_person_id": found.contact_person_id, "global_id": found.global_id}

    def find_out(self, delivery: Delivery) -> Found:
        """DigiOffice cannot be queried: resend if that does no harm, else leave it to a person.

        A message with an id that it knows may be sent again: the same values change nothing. A new person
        might be created twice.
        """
        link = Link.objects.get(pk=delivery.payload["link"])
        return "absent" if link.details.get("global_id") else "unclear"

    def on_done(self, delivery: Delivery) -> None:
        """Keep the ids, to identify the same person next time."""
        link = Link.objects.select_for_update().get(pk=delivery.payload["link"])
        if delivery.result.get("global_id"):
            link.record_id = delivery.result["contact_person_id"][:40]
            link.details = {**link.details, **delivery.result}
            link.save(update_fields=["record_id", "details"])


def make_message_id(delivery: Delivery) -> str:
    """The id of this delivery's message, the same each time it is sent."""
    return str(uuid.uuid5(_MESSAGES, delivery.payload["reference"]))
