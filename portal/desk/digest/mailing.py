"""Who gets which mail, and when the next one is due. Every mail holds counts and one address of the desk."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.desk.queue.selectors import count_waiting
from portal.desk.work import Work, list_work
from portal.office.kept_choice import read_choice, write_choice
from portal.office.models import Office
from portal.web.job_scheduling import Job

NAME, STATE = "digest", "digest-state"
OFF, DAILY, SOON = "off", "daily", "soon"
DEFAULTS: dict[str, Any] = {"how": OFF, "hour": "8"}
LOOK_EVERY = timedelta(minutes=10)
SATURDAY = 5
RUN = Job("portal.desk.digest.tasks.mail_digest")


def plan_next(office: Office, now: datetime | None = None) -> None:
    """Plan the next look, as the office chose; none while mails are off."""
    now = now or timezone.now()
    values = {**DEFAULTS, **read_choice(office, NAME)}
    if values["how"] == OFF:
        return
    due = find_next_day(now, int(values["hour"]))
    RUN.plan_or_advance(min(due, now + LOOK_EVERY) if values["how"] == SOON else due)


def find_next_day(now: datetime, hour: int) -> datetime:
    """The next working day at that hour of the office's zone."""
    local = timezone.localtime(now)
    on = local.date()
    while True:
        due = timezone.make_aware(datetime.combine(on, time(hour)))
        if due > now and on.weekday() < SATURDAY:
            return due
        on += timedelta(days=1)


def send_due(office: Office, now: datetime) -> int:
    """Send what is due now; how many mails went out. What was told is kept first: nothing is told twice."""
    values = {**DEFAULTS, **read_choice(office, NAME)}
    if values["how"] == OFF:
        return 0
    state = read_choice(office, STATE)
    told, day = state.get("told", ""), state.get("day", "")
    today = timezone.localtime(now)
    write_choice(office, STATE, {"told": now.isoformat(), "day": _get_day(today, values, day)})
    if today.hour >= int(values["hour"]) and today.weekday() < SATURDAY and day != today.date().isoformat():
        return _send(_make_mails(count_waiting, alert=False))
    if values["how"] == SOON and told:
        since = datetime.fromisoformat(told)
        return _send(_make_mails(lambda user: count_new_alerts(user, since), alert=True))
    return 0


def count_new_alerts(user: Any, since: datetime) -> dict[str, int]:
    """How many alerts of each kind came in since a moment, that this person may do something about."""
    kinds = [work for work in list_work(user) if work.is_alert]
    return {work.kind: work.list_rows().filter(**{f"{work.since}__gt": since}).count() for work in kinds}


def write_mail(counts: dict[str, int], works: Iterable[Work], *, alert: bool) -> tuple[str, str]:
    """Subject and text; "" when nothing waits."""
    rows = [(str(work.title), counts.get(work.kind, 0)) for work in works if counts.get(work.kind)]
    total = sum(count for _title, count in rows)
    if not total:
        return "", ""
    if alert:
        subject = ngettext("%(num)s new alert at the desk", "%(num)s new alerts at the desk", total)
    else:
        subject = ngettext("%(num)s thing waits at the desk", "%(num)s things wait at the desk", total)
    lines = [f"{title}: {count}" for title, count in rows]
    address = settings.PORTAL_URL + reverse("desk:home")
    lines += ["", _("Look at it here: %(address)s") % {"address": address}]
    return subject % {"num": total}, "\n".join(lines)


def _get_day(today: datetime, values: dict[str, Any], day: str) -> str:
    """The day of the last daily mail, this one counted."""
    is_due = today.hour >= int(values["hour"]) and today.weekday() < SATURDAY
    return today.date().isoformat() if is_due else day


def _make_mails(count: Any, *, alert: bool) -> list[EmailMessage]:
    users = get_user_model()._default_manager.filter(is_active=True, is_staff=True).exclude(email="")
    mails = []
    with translation.override(settings.LANGUAGE_CODE):
        for user in users.order_by("pk"):
            subject, text = write_mail(dict(count(user)), list_work(user), alert=alert)
            if subject:
                mails.append(EmailMessage(subject, text, to=[user.email]))
    return mails


def _send(mails: list[EmailMessage]) -> int:
    return get_connection().send_messages(mails) or 0 if mails else 0
