"""The date by which the office answers, and how long it usually takes."""

from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone

from portal.messages.kinds.slots import is_slot, read_day
from portal.messages.models import Kind, MessageRules, State, Thread
from portal.office.models import Office
from portal.web.bank_days import get_country, is_bank_day

LATELY = timedelta(days=180)
ENOUGH_TO_TELL = 5
MOST_COUNTED = 200


def get_rules(office: Office) -> MessageRules:
    """The office's promises; defaults of the model where it has set none."""
    return MessageRules.objects.filter(office=office.pk).first() or MessageRules(office=office)


def find_promised_day(thread: Thread, now: datetime) -> date:
    """The last day on which the office said to answer what was sent ``now``; of a call, the day chosen."""
    today, chosen = timezone.localdate(now), str(thread.answers.get("part", ""))
    if is_slot(chosen) and read_day(chosen) >= today:
        return read_day(chosen)
    rules = get_rules(thread.office)
    days = rules.complaint_days if thread.kind == Kind.COMPLAINT else rules.reply_days
    return add_working_days(today, days, country=get_country(thread.office.iban))


def add_working_days(on: date, days: int, *, country: str) -> date:
    """That many working days after a day."""
    while days > 0:
        on += timedelta(days=1)
        days -= is_bank_day(on, country)
    return on


def is_late(thread: Thread, *, today: date | None = None) -> bool:
    """Whether the promised day has passed and the office has not answered."""
    if thread.state != State.WAITING or thread.promised_on is None:
        return False
    return (today or timezone.localdate()) > thread.promised_on


def find_usual_days(office: Office, *, now: datetime | None = None) -> int | None:
    """The usual number of days to an answer (the median of the last ones), at least one."""
    since = (now or timezone.now()) - LATELY
    answered = Thread.objects.filter(office=office.pk, first_answered_at__gte=since).exclude(kind=Kind.OFFICE)
    pairs = answered.order_by("-first_answered_at").values_list("sent_at", "first_answered_at")
    times = [(done - sent) / timedelta(days=1) for sent, done in pairs[:MOST_COUNTED] if sent and done]
    return max(1, round(median(times))) if len(times) >= ENOUGH_TO_TELL else None
