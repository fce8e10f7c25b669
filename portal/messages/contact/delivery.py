"""Sends a code to a new address, and passes confirmed details on to Tagor: each once."""

from datetime import timedelta
from typing import Any, ClassVar

from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import registry
from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.integrations.errors import Unavailable
from portal.integrations.tagor.values.parties import ContactDetail
from portal.messages.contact.changes import ADD, CODE, CODE_LIFE, Kind, State
from portal.messages.models import ContactChange
from portal.outbox.handlers import Found, GiveUp, Handler
from portal.outbox.models import Delivery
from portal.web.sealed.seals import has_locked

TABLE = "TQCOM"
CODES = {Kind.EMAIL: "EMAIL", Kind.MOBILE: "GSM"}
"""ASSUMED: the codes of Tagor's table TQCOM are documented nowhere."""


class CodeHandler(Handler):
    """Sends the code and nothing else: no name, no file, no amount."""

    kind = CODE
    title = gettext_lazy("Send a code to a new address")
    patience: ClassVar[timedelta] = CODE_LIFE

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Does not send a code that is no longer of use. Raises: as ``Handler.deliver``."""
        change = _get(delivery)
        if change.state != State.ASKED or timezone.now() - change.created_at > CODE_LIFE:
            return {"sent": False}
        template = delivery.payload["template"]
        if not template:
            _mail(change, delivery.payload["language"])
        elif change.kind == Kind.EMAIL:
            registry.tagor().send_mail(template=template, file_id=change.file_id, email=change.value)
        else:
            registry.tagor().send_text(template=template, file_id=change.file_id, phone=change.value)
        return {"sent": True}

    def find_out(self, delivery: Delivery) -> Found:
        """What was sent cannot be checked: it is never sent again, and a new code is one press away."""
        del delivery
        return "unclear"


class AddContactHandler(Handler):
    """Adds the address or number to the party's. Older ones stay: the office decides about them."""

    kind = ADD
    title = gettext_lazy("Give a new address or number to the office")
    reasons: ClassVar[dict[str, Any]] = {"no-code": gettext_lazy("Tagor does not know this kind of address.")}

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """One call. Raises: as ``Handler.deliver``."""
        change = _get(delivery)
        tagor = registry.tagor()
        listed = tagor.list_codes(table=TABLE)
        kind_id = next((one.id for one in listed if one.code.upper() == CODES[Kind(change.kind)]), "")
        if not kind_id:
            raise GiveUp("no-code")
        found = tagor.add_contact_detail(
            party_id=change.party_id, kind_code_id=kind_id, content=change.value, comment=change.number
        )
        return {"detail_id": found.detail_id}

    def find_out(self, delivery: Delivery) -> Found:
        """It arrived if its number is among the details."""
        change = _get(delivery)
        listed = registry.tagor().list_contact_details(party_id=change.party_id)
        return "arrived" if any(_is_it(one, change) for one in listed) else "absent"

    def on_done(self, delivery: Delivery) -> None:
        """The office has it: the value is no longer needed here."""
        self._end(delivery, State.DELIVERED, sealed="")
        details = {"change": ContactChange(pk=delivery.payload["change"]).number}
        record("contact-delivered", by=SYSTEM, file_id=delivery.file_id, details=details)

    def on_given_up(self, delivery: Delivery) -> None:
        """A person must look."""
        self._end(delivery, State.FAILED)

    def _end(self, delivery: Delivery, state: str, **changes: Any) -> None:
        mine = ContactChange.objects.filter(pk=delivery.payload["change"])
        mine.filter(state__in=(State.CONFIRMED, State.FAILED)).update(state=state, **changes)


def _is_it(detail: ContactDetail, change: ContactChange) -> bool:
    return detail.content.strip() == change.value and detail.comment == change.number


def _mail(change: ContactChange, language: str) -> None:
    with translation.override(language):
        subject, body = _("Your code"), _("Your code: %(code)s") % {"code": change.code}
    try:
        send_mail(subject, body, None, [change.value])
    except OSError as error:
        raise Unavailable(type(error).__name__, system="mail") from error


def _get(delivery: Delivery) -> ContactChange:
    found = ContactChange.objects.filter(pk=delivery.payload["change"]).first()
    if found is None:
        raise GiveUp("gone")
    if has_locked(found):
        raise GiveUp("text-gone")
    return found
