"""What the page of reminders says; addresses are masked, since a screen is often seen by others."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.audit.models import Event
from portal.plans.reminders.models import Channel, ReminderRules, Subscription
from portal.plans.reminders.selectors import Contact
from portal.web import formats
from portal.web.masks import mask_email, mask_phone


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked, in words."""

    how: str
    when: str
    since: str


def mask_addresses(rules: ReminderRules, contact: Contact) -> dict[str, str]:
    """For each channel the office offers and the file has an address for: that address, masked."""
    told = {Channel.MAIL.value: contact.email, Channel.TEXT.value: contact.mobile}
    masks = {Channel.MAIL.value: mask_email, Channel.TEXT.value: mask_phone}
    return {name: masks[name](told[name]) for name in rules.channels if told[name].strip()}


def present_wish(subscription: Subscription) -> Wish:
    """What is asked now."""
    number = subscription.days_before
    return Wish(
        how=_("By e-mail") if subscription.channel == Channel.MAIL else _("By text message"),
        when=ngettext("%(num)s day before each payment", "%(num)s days before each payment", number)
        % {"num": number},
        since=formats.moment(subscription.since),
    )


def present_quiet_hours(rules: ReminderRules) -> tuple[str, str] | None:
    """From when until when nothing is sent; None when there are no quiet hours."""
    if rules.quiet_from == rules.quiet_until:
        return None
    return f"{rules.quiet_from:%H:%M}", f"{rules.quiet_until:%H:%M}"


def make_receipt(event: Event) -> dict[str, str]:
    """The receipt of a change, as the session keeps it until the page is shown."""
    return {"act": event.act, "number": f"R-{event.number:06d}", "at": event.at.isoformat()}


def present_receipt(kept: dict[str, str] | None) -> dict[str, str] | None:
    """The receipt in words."""
    if not kept:
        return None
    at = datetime.fromisoformat(kept["at"])
    return {"act": kept["act"], "number": kept["number"], "at": formats.moment(at)}
