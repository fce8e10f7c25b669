"""Who gets which mail, and when the next one is due. Every mail holds counts and one URL of the desk."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.desk.queue.selectors import count_waiting
from portal.desk.work import WORK, Alert, Work, list_work
from portal.office.kept_choice import read_choice, write_choice
from portal.office.models import Office
from portal.web.job_scheduling import Job
from portal.web.mail import send_all

NAME, STATE = "digest", "digest-state"
OFF, DAILY, SOON = "off", "daily", "soon"
LOOK_EVERY = timedelta(minutes=10)
SATURDAY = 5
RUN = Job("portal.desk.digest.tasks.mail_digest")


def read_mails(office: Office) -> dict[str, Any]:
    """What the office chose: how often, at which hour, and which alerts."""
    usual = [alert.code for _work, alert in list_alerts() if alert.is_usual]
    return {"how": OFF, "hour": "8", "alerts": usual, **read_choice(office, NAME)}


def list_alerts() -> list[tuple[Work, Alert]]:
    """All that the office can choose among, in the order of the rooms."""
    return [(work, alert) for work in WORK.collect() for alert in work.alerts]


def plan_next(office: Office, now: datetime | None = None) -> None:
    """Plan the next run, as the office chose; none while mails are off."""
    now = now or timezone.now()
    values = read_mails(office)
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
    """Send due mails; returns how many. What is sent is recorded first, so nothing is sent twice."""
    values = read_mails(office)
    if values["how"] == OFF:
        return 0
    state = read_choice(office, STATE)
    told, day = state.get("told", ""), state.get("day", "")
    today = timezone.localtime(now)
    write_choice(office, STATE, {"told": now.isoformat(), "day": _get_day(today, values, day)})
    if today.hour >= int(values["hour"]) and today.weekday() < SATURDAY and day != today.date().isoformat():
        return send_all(_make_mails(list_waiting, alert=False))
    if values["how"] == SOON and told:
        since = datetime.fromisoformat(told)
        chosen = values["alerts"]
        return send_all(_make_mails(lambda user: list_new_alerts(user, since, chosen), alert=True))
    return 0


def list_waiting(user: Any) -> list[tuple[str, int]]:
    """How much of each kind waits that this person may do, in the active language."""
    counts, _ours = count_waiting(user)
    return [(str(work.title), counts[work.kind]) for work in list_work(user)]


def list_new_alerts(user: Any, since: datetime, chosen: Collection[str]) -> list[tuple[str, int]]:
    """How many rows of each chosen alert came in since a moment, of what this person may do."""
    mine = {work.kind for work in list_work(user)}
    wanted = [one for one in list_alerts() if one[0].kind in mine and one[1].code in chosen]
    return [(str(alert.title), _count_new(work, alert, since)) for work, alert in wanted]


def _count_new(work: Work, alert: Alert, since: datetime) -> int:
    is_new = {f"{alert.since or work.since}__gt": since}
    return work.list_rows().filter(alert.only, **is_new).count()


def write_mail(told: Iterable[tuple[str, int]], *, alert: bool) -> tuple[str, str]:
    """Subject and text; "" when nothing waits."""
    rows = [(title, count) for title, count in told if count]
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
    """The day of the last daily mail, including this one."""
    is_due = today.hour >= int(values["hour"]) and today.weekday() < SATURDAY
    return today.date().isoformat() if is_due else day


def _make_mails(tell: Callable[[Any], Iterable[tuple[str, int]]], *, alert: bool) -> list[EmailMessage]:
    users = get_user_model()._default_manager.filter(is_active=True, is_staff=True).exclude(email="")
    mails = []
    with translation.override(settings.LANGUAGE_CODE):
        for user in users.order_by("pk"):
            subject, text = write_mail(tell(user), alert=alert)
            if subject:
                mails.append(EmailMessage(subject, text, to=[user.email]))
    return mails
