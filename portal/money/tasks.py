"""Whoever watches over the office's money hears of every step: in the log, and by mail."""

import logging

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from portal.desk.people.selectors import list_mail_addresses
from portal.money.words import CONFIRM, LABELS, PROPOSE
from portal.office.account import mask_iban
from portal.office.models import MoneyChange
from portal.web.mail import send_to_each

logger = logging.getLogger(__name__)


def alert(change_id: int, act: str) -> None:
    """Log the step, and plan its mails in the transaction of the step."""
    logger.error("ALERT money change %s: %s", change_id, act)
    mail_watchers.enqueue(change_id=change_id, act=act)


@task
def mail_watchers(change_id: int, act: str) -> int:
    """One mail to each person who may propose or confirm, superusers too; how many went out."""
    change = MoneyChange.objects.select_related("office", "proposed_by").get(pk=change_id)
    addresses = list_mail_addresses(PROPOSE, CONFIRM)
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = _make_subject(act), _make_text(change)
    return send_to_each(addresses, subject, text)


def _make_subject(act: str) -> str:
    return {
        "proposed": _("Somebody wants to change where money goes"),
        "confirmed": _("Where money goes was changed"),
    }.get(act, _("A change of where money goes was not made"))


def _make_text(change: MoneyChange) -> str:
    lines = [
        _("Office: %(name)s") % {"name": change.office.name or change.office.slug},
        _("Proposed by: %(name)s") % {"name": change.proposed_by.get_username()},
        _("What: %(fields)s") % {"fields": ", ".join(str(LABELS[name]) for name in change.changed_names)},
    ]
    if "iban" in change.changed_names:
        before, after = (mask_iban(values["iban"]) or "–" for values in (change.before, change.after))
        lines.append(_("Account: %(before)s becomes %(after)s") % {"before": before, "after": after})
    address = settings.PORTAL_URL + reverse("money:change", args=[change.pk])
    lines += ["", _("Look at it here: %(address)s") % {"address": address}]
    lines += ["", _("Do you know nothing of this? Speak to a colleague today, and have it refused.")]
    return "\n".join(lines)
