"""Those who set the doors hear of the brake: in the trail and the log, by mail, and on their first page."""

import logging
import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from portal.access.site_brake.level import Brake, get_hour_end, read_brake
from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.desk.people.selectors import list_mail_addresses
from portal.web.attempt_throttle import HOUR_S
from portal.web.formats import clock
from portal.web.mail import send_to_each

logger = logging.getLogger(__name__)

PERMISSION = "access.change_doorsettings"


def announce_brake() -> None:
    """After a wrong PIN: announce where the brake stands now, once an hour for each place of it."""
    brake = read_brake()
    hour = int(time.time() // HOUR_S)
    if brake is Brake.OFF or not cache.add(f"brake-told:{hour}:{brake}", 1, HOUR_S):
        return
    record("sign-in-braked", by=SYSTEM, details={"level": brake.value})
    logger.error("ALERT wrong PINs are far above the usual: the brake on sign-in stands at %s", brake.value)
    mail_admins.enqueue(level=brake.value)


@task
def mail_admins(level: str) -> int:
    """One mail to each person who sets the doors; how many went out."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            _describe_level(level),
            _("This ends by itself when fewer wrong PINs come in."),
            "",
            _("What was done stands here: %(address)s")
            % {"address": settings.PORTAL_URL + reverse("insight:audit")},
        ]
        subject, text = _("Somebody is trying many PINs"), "\n".join(lines)
    return send_to_each(list_mail_addresses(PERMISSION), subject, text)


def present_brake(user: Any) -> dict[str, str] | None:
    """For the first page of the desk, while the brake is on; None where there is nothing to say."""
    brake = read_brake() if user.has_perm(PERMISSION) else Brake.OFF
    if brake is Brake.OFF:
        return None
    return {
        "title": _("Somebody is trying many PINs"),
        "text": _describe_level(brake),
        "href": reverse("door-settings:change"),
        "link": _("Letters and sign-in"),
    }


def format_hour_end() -> str:
    """When the count begins anew, in the office's zone."""
    return clock(datetime.fromtimestamp(get_hour_end(), tz=UTC))


def _describe_level(level: str) -> str:
    if level == Brake.LETTERS:
        return _("Until %(time)s only letter links and known browsers open a file.") % {
            "time": format_hour_end()
        }
    return _("New browsers must now answer one more question besides the PIN.")
