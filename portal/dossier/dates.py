"""The future dates of a file as a calendar file (RFC 5545), for the person's own calendar."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import icalendar
from django.utils.crypto import salted_hmac

from portal.file.news import DateAhead

PRODUCT = "-//Portal//Dates//EN"
HOUR = timedelta(hours=1)
ALARM_BEFORE = timedelta(days=1)


def make_dates(dates: Iterable[DateAhead], *, file_id: str, now: datetime) -> bytes:
    """A calendar of what there is to do, or b"" when there is nothing. ``now``: aware."""
    events = [_make_event(one, file_id=file_id, now=now) for one in dates if one.calendar]
    if not events:
        return b""
    whole = icalendar.Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    for event in events:
        whole.add_component(event)
    return bytes(whole.to_ical())


def _make_event(one: DateAhead, *, file_id: str, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", one.uid or _make_uid(one, file_id))
    event.add("dtstamp", now)
    event.add("dtstart", one.at or one.on)
    event.add("dtend", one.at + HOUR if one.at else one.on + timedelta(days=1))
    event.add("summary", one.calendar)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.calendar)
    alarm.add("trigger", -ALARM_BEFORE)
    event.add_component(alarm)
    return event


def _make_uid(one: DateAhead, file_id: str) -> str:
    """The same id for the same day at every download, in every language; it reveals nothing to a reader."""
    value = f"{file_id}:{one.at or one.on}:{one.address}"
    return str(salted_hmac("portal.dossier.dates", value, algorithm="sha256").hexdigest()[:40])
