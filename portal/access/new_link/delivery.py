"""Passes requests for a new link to Tagor, which sends it to the mobile or mail address it knows."""

import json
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal import registry
from portal.access.door_settings.selectors import get_door_settings
from portal.access.new_link.services import KIND
from portal.integrations.errors import Rejected
from portal.outbox.handlers import Found, Handler, open_secret
from portal.outbox.models import Delivery


class NewLinkHandler(Handler):
    """Never sent twice. Whether it was sent is shown nowhere, and a person who gets nothing asks again."""

    kind = KIND
    title = _("New link for a person")
    patience = timedelta(days=1)

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """A refusal ends it like an answer: a request that fits no file is no work for the office."""
        wish, chosen = json.loads(open_secret(delivery)), get_door_settings()
        born_on = date.fromisoformat(wish["born_on"]) if wish["born_on"] else None
        try:
            registry.tagor().send_new_link(
                file_name=wish["file"],
                born_on=born_on,
                vat_number=wish["company_number"],
                mail_template=chosen.mail_template,
                text_template=chosen.text_template,
            )
        except Rejected:
            return {"sent": False}
        return {"sent": True}

    def find_out(self, delivery: Delivery) -> Found:
        """Assumed to be sent: see above."""
        del delivery
        return "arrived"
