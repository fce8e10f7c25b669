"""How notes, tasks, letters, documents and contact details reach the CRM systems: once each.

Every order carries a short reference that the record then holds: at Cirrus as external key of the activity or
in the remark of the file, at DossierData in the text or the name. After a lost answer, it shows whether the
order arrived. Writes at DossierData are made as the person who ordered them; without a valid sign-in there
they wait.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.crm.links.models import Link, State, System
from portal.crm.links.sending.reasons import DELIVERY_REASONS
from portal.crm.links.systems.record_kinds import title_link
from portal.crm.links.systems.records import get_text, is_number
from portal.integrations.openapi import InvalidRequest
from portal.integrations.openapi.oauth import SignInAgainError
from portal.outbox.handlers import Contents, GiveUp, Handler, Postpone, open_secret
from portal.outbox.models import Delivery
from portal.web.formats import name_person

WORD = {"title": _("Title"), "body": _("Text")}
"""The texts of a note or a task."""
WITH_PAGES = frozenset({System.DOSSIERDATA, System.CIRRUS})
SETTLE = timedelta(seconds=60)
"""A record that cannot be found this long after sending was not made."""
PATIENCE = timedelta(days=30)
SHORTEST_WAIT_S, LONGEST_WAIT_S = 300.0, 6 * 3600.0


class CrmHandler(Handler):
    """Shared by all orders: the link must still exist, and refusals mean that nothing was sent."""

    reasons: ClassVar[Mapping[str, Any]] = DELIVERY_REASONS
    settle: ClassVar[timedelta] = SETTLE
    texts: ClassVar[Mapping[str, Any]] = {}
    """The texts of the payload that staff may read, with labels."""
    patience: ClassVar[timedelta] = PATIENCE
    makes: ClassVar[str] = ""
    """The kind of record that it makes, by its word in our addresses."""

    def describe(self, delivery: Delivery) -> Contents:
        """As ``Handler``: the text, the colleague who ordered it, and the record it is for."""
        payload = delivery.payload
        link = Link.objects.filter(pk=payload.get("link") or 0).first()
        return Contents(
            author=find_author(delivery) or str(_("the portal itself")),
            recipient=title_link(link) if link is not None else str(payload.get("record", "")),
            recipient_href=_find_page(link) if link is not None else "",
            texts=tuple(
                (label, str(payload[name])) for name, label in self.texts.items() if payload.get(name)
            ),
            said=True,
            made=str(delivery.result.get("record", "")),
            made_href=self.find_made(delivery, link),
        )

    def find_made(self, delivery: Delivery, link: Link | None) -> str:
        """The page of the record that it made; "" before that, and where it has none."""
        number = str(delivery.result.get("record", ""))
        if link is None or not self.makes or not is_number(number):
            return ""
        return reverse("crm:view", args=[link.system, self.makes, number])

    def on_sending(self, delivery: Delivery) -> None:
        """Raises: GiveUp when a person has removed the link in the meantime."""
        if not Link.objects.filter(pk=delivery.payload["link"], state=State.CONFIRMED).exists():
            raise GiveUp("link-removed")

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Make the call. Raises: as ``Handler.deliver``."""
        try:
            return self.send(delivery)
        except InvalidRequest as error:
            raise GiveUp("invalid-request") from error
        except SignInAgainError as error:  # refused before anything was done
            raise wait_for_sign_in(delivery) from error

    def send(self, delivery: Delivery) -> dict[str, Any]:
        """The one call."""
        raise NotImplementedError


def find_author(delivery: Delivery) -> str:
    """The colleague who ordered it; "" for what the portal tells by itself."""
    payload = delivery.payload
    user = get_user_model().objects.filter(pk=payload.get("user") or 0).first()
    if user is None or payload.get("automatic"):
        return ""
    return name_person(user)


def _find_page(link: Link) -> str:
    """The page of the record, if it has one."""
    if link.system not in WITH_PAGES or not is_number(link.record_id):
        return ""
    return reverse("crm:view", args=[link.system, link.resource, link.record_id])


def wait_for_sign_in(delivery: Delivery, reason: str = "sign-in-again") -> Postpone:
    """Wait, longer each time, for the person to sign in again."""
    wait_s = SHORTEST_WAIT_S * 2 ** min(max(delivery.tries - 1, 0), 10)
    return Postpone(reason, min(wait_s, LONGEST_WAIT_S))


def get_values(delivery: Delivery, name: str) -> dict[str, Any]:
    """The values to send: sealed when the person gave them, plain when staff typed them. Raises: GiveUp."""
    return dict(delivery.payload[name] if name in delivery.payload else json.loads(open_secret(delivery)))


def check_unchanged(delivery: Delivery, row: Mapping[str, Any], fields: Mapping[str, str]) -> None:
    """Raises: GiveUp when somebody has changed a field in the meantime, to another value than ours.

    A value that a person confirmed is newer than the record's.
    """
    if "old" not in delivery.payload:
        return
    old, new = delivery.payload["old"], get_values(delivery, "new")
    if any(get_text(row, fields[name]) not in {old.get(name, ""), new[name]} for name in new):
        raise GiveUp("changed-meanwhile")


def has_new_values(delivery: Delivery, row: Mapping[str, Any], fields: Mapping[str, str]) -> bool:
    """Whether the record has all values that were sent."""
    return all(get_text(row, fields[name]) == value for name, value in get_values(delivery, "new").items())


def to_number(text: str) -> int:
    """An id as a number, as both systems document it. Raises: GiveUp when it is not one."""
    if not is_number(text):
        raise GiveUp("not-found")
    return int(text)
