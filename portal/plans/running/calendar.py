"""The payments of a plan as a calendar file (RFC 5545), for somebody's own calendar.

A calendar is often shared or shown on a locked screen: titles are neutral, and no name, account, file number
or reference is in it. One event a payment, since bank days move them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import icalendar
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.plans.tagor.instalments import Payment, Standing
from portal.web.formats import money

PRODUCT = "-//Portal//Calendar//EN"
# An all-day event begins at midnight: 9 o'clock two days before.
ALARM_BEFORE = timedelta(days=1, hours=15)


def make_calendar(payments: Iterable[Payment], *, file_id: str, now: datetime) -> bytes:
    """A calendar with every payment that is still to come. ``now``: aware."""
    whole = icalendar.Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    for payment in payments:
        if payment.standing in {Standing.DUE, Standing.COMING}:
            whole.add_component(_make_event(payment, file_id=file_id, now=now))
    return bytes(whole.to_ical())


def make_uid(payment: Payment, *, file_id: str) -> str:
    """The same id for the same payment at every download; it reveals nothing to a reader."""
    # The salt is part of ids that calendars hold already: it stays, wherever this module moves.
    value = f"{file_id}:{payment.plan_id}:{payment.planned_on.isoformat()}"
    return str(salted_hmac("portal.plans.calendar", value, algorithm="sha256").hexdigest()[:40])


def _make_event(payment: Payment, *, file_id: str, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", make_uid(payment, file_id=file_id))
    event.add("dtstamp", now)
    event.add("dtstart", payment.due_on)
    event.add("dtend", payment.due_on + timedelta(days=1))
    event.add("summary", _("Transfer to make"))
    event.add("description", money(payment.amount_cents))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Transfer to make"))
    alarm.add("trigger", -ALARM_BEFORE)
    event.add_component(alarm)
    return event
