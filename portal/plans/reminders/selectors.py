"""Queries for reminders: the office's rules, who wants them, and Tagor's current plan."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from portal.file.declaration import DerivedFact, Reading
from portal.file.facts import HEAD, KEPT_BALANCE, LINES, RUNNING_PLAN
from portal.file.news import STOPPED
from portal.file.reading import read
from portal.file.visit import Visit, visit_by_office
from portal.office.models import Office
from portal.office.selectors import get_office
from portal.plans.facts import PLAN_PARTS
from portal.plans.reminders.models import Reminder, ReminderRules, Subscription
from portal.plans.reminders.moments import QuietHours
from portal.plans.tagor.instalments import (
    Payment,
    Standing,
    UnreadablePlanError,
    cap_payments,
    with_standing,
)
from portal.plans.tagor.reading import count_booked, read_payments
from portal.web.caches.for_everybody import hold_for_request

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlanNow:
    """A running plan with its payments; none of a stopped file, or when Tagor does not return their days."""

    payments: tuple[Payment, ...]
    is_stopped: bool = False

    def find(self, plan_id: str, planned_on: date) -> Payment | None:
        """One payment of the plan, if it is still there."""
        wanted = (plan_id, planned_on)
        return next((one for one in self.payments if (one.plan_id, one.planned_on) == wanted), None)

    def find_next(self, today: date) -> Payment | None:
        """The first payment after today that is not paid."""
        to_come = (one for one in self.payments if one.standing is Standing.COMING and one.due_on > today)
        return next(to_come, None)


@dataclass(frozen=True, slots=True)
class Contact:
    """Where Tagor would send a reminder; "" for an address it lacks."""

    email: str
    mobile: str


def get_rules(office: Office) -> ReminderRules:
    """What the office allows, read once a request; everything off when it has not said."""
    kept = ReminderRules.objects.filter(office=office.pk)
    return hold_for_request(
        f"reminder-rules {office.pk}", lambda: kept.first() or ReminderRules(office=office)
    )


def get_quiet_hours(rules: ReminderRules) -> QuietHours:
    """When the office sends nothing."""
    return QuietHours(rules.quiet_from, rules.quiet_until, timezone.get_default_timezone())


def is_offered() -> bool:
    """Whether the office sends any reminders."""
    office = get_office()
    return bool(office.pk and get_rules(office).channels)


def find_subscription(visit: Visit) -> Subscription | None:
    """What this person asked for in this file."""
    return Subscription.objects.filter(file_id=visit.file_id, party_id=visit.party_id).first()


def list_due(now: datetime, limit: int) -> list[Subscription]:
    """Those whose plan must be read again."""
    return list(Subscription.objects.filter(next_look_at__lte=now).order_by("next_look_at")[:limit])


def get_free_from(office_id: int, party_id: str, *, most: int, now: datetime) -> datetime:
    """When this person may get a reminder again: ``now``, or later when this week's limit is reached."""
    own = Reminder.objects.filter(office=office_id, party_id=party_id, state=Reminder.State.SENT)
    sent = list(own.filter(sent_at__gt=now - WEEK).order_by("-sent_at").values_list("sent_at", flat=True))
    if len(sent) < most:
        return now
    oldest_that_counts = sent[most - 1]
    return (oldest_that_counts or now) + WEEK


def read_plan(file_id: str) -> PlanNow | None:
    """The current plan, read with the office key; None when none runs or nothing is owed any more.

    Reads only: never GetSaldo. Raises: IntegrationError.
    """
    visit = visit_by_office(file_id=file_id)
    plan = read(visit, RUNNING_PLAN)[RUNNING_PLAN]
    if not plan.active:
        return None
    reading = read(visit, KEPT_BALANCE, STOPPED)
    left_cents = reading[KEPT_BALANCE]
    if left_cents is not None and left_cents <= 0:
        return None
    if reading[STOPPED]:
        return PlanNow((), is_stopped=True)
    try:
        payments = read_payments(read(visit, PLAN_PARTS)[PLAN_PARTS], left_cents)
    except UnreadablePlanError:
        payments = ()
    if not payments:
        return PlanNow(())
    booked = count_booked(read(visit, LINES)[LINES], since=payments[0].planned_on)
    standing = with_standing(
        payments,
        today=timezone.localdate(),
        arrears_cents=plan.arrears_cents,
        booked_cents=booked.booked_cents + booked.seen_cents,
    )
    return PlanNow(standing if left_cents is None else cap_payments(standing, left_cents))


def _make_contact(reading: Reading) -> Contact:
    head = reading[HEAD]
    return Contact(email=head.email, mobile=head.mobile)


CONTACT = DerivedFact[Contact](name="contact", needs=(HEAD,), make=_make_contact, anew=True)
