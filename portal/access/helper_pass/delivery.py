"""Mails the link of a pass to the helper: the link, and nothing about the file."""

from datetime import timedelta
from typing import Any, ClassVar

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.helper_pass.models import HelperPass
from portal.access.helper_pass.scopes import Scope
from portal.access.helper_pass.services import KIND, make_link
from portal.integrations.errors import Unavailable
from portal.office.selectors import get_office
from portal.outbox.handlers import Found, Handler, open_secret
from portal.outbox.models import Delivery
from portal.web.formats import day


class PassHandler(Handler):
    """Never sent twice: a helper who gets nothing is given a new pass.

    Only the delivery holds the address.
    """

    kind = KIND
    title = gettext_lazy("Send a pass to a helper")
    patience: ClassVar[timedelta] = timedelta(days=1)

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Does not send a pass that has ended. Raises: as ``Handler.deliver``."""
        email, _newline, code = open_secret(delivery).partition("\n")
        found = HelperPass.objects.live().filter(pk=delivery.payload["pass"]).first()
        if found is None:
            return {"sent": False}
        with translation.override(delivery.payload["language"]):
            subject, body = _("A pass to help somebody"), _write(found, code)
        try:
            send_mail(subject, body, None, [email])
        except OSError as error:
            raise Unavailable(type(error).__name__, system="mail") from error
        return {"sent": True}

    def find_out(self, delivery: Delivery) -> Found:
        """What was sent cannot be checked."""
        del delivery
        return "unclear"


def _write(found: HelperPass, code: str) -> str:
    looks = Scope.VIEW in found.scopes
    way = _("Open this link to look along: %(link)s") if looks else _("Open this link to pay: %(link)s")
    office = {"office": get_office().name}
    lines = (
        _("Good day,"),
        _("Somebody asks you to help them with letters of our office, %(office)s.") % office,
        way % {"link": make_link(code)},
        _("The link works until %(day)s.") % {"day": day(found.ends_at.date())},
        _("Do not pass it on. Do you not know who sent it? Then do nothing."),
        _("Kind regards, %(office)s") % office,
    )
    return "\n\n".join(lines)
