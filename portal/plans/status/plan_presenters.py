"""A plan that is asked for or offered, in short and in full."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.plans.models import Proposal
from portal.plans.schedule import Schedule
from portal.web import formats
from portal.web.bank_days import move_to_bank_day

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """The table of payments: day and amount of each, and the total."""

    rows: Rows
    total: str
    moved: str
    has_moved: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan in one line, in short and in full. ``ends`` is first and last payment."""

    line: str
    monthly: str
    length: str
    ends: Rows
    summary: Rows
    schedule: ScheduleView


def present_plan(schedule: Schedule, monthly_cents: int) -> PlanView:
    """A schedule in short and in full."""
    first = schedule.instalments[0]
    ends = [
        (_("First payment"), _format_payment(first.amount_cents, formats.day(schedule.starts_on))),
        (_("Last payment"), _format_payment(schedule.last_cents, formats.day(schedule.ends_on))),
    ]
    monthly = formats.money(min(monthly_cents, schedule.total_cents))
    length = formats.months(schedule.months)
    return PlanView(
        line=_("%(amount)s a month, %(months)s") % {"amount": monthly, "months": length},
        monthly=monthly,
        length=length,
        ends=ends,
        summary=[
            (_("Number of payments"), str(schedule.months)),
            *ends,
            (_("All payments together"), formats.money(schedule.total_cents)),
        ],
        schedule=_present_schedule(schedule),
    )


def present_proposal(proposal: Proposal) -> PlanView:
    """A request by the terms in force."""
    return present_plan(proposal.get_schedule_in_force(), proposal.in_force.monthly_cents)


def present_asked(proposal: Proposal) -> PlanView:
    """A request as it was filled in."""
    return present_plan(proposal.get_schedule(), proposal.monthly_cents)


def explain_moved_day(on: date, country: str) -> str:
    """A message that banks are closed on a day, and which day it becomes; "" when they are open."""
    due = move_to_bank_day(on, country)
    if due == on:
        return ""
    return _("Banks are closed that day. You pay on %(day)s.") % {"day": formats.week_day(due)}


def _present_schedule(schedule: Schedule) -> ScheduleView:
    first = schedule.instalments[0]
    moved = ""
    if first.moved:
        words = {"planned": formats.day(first.planned_on), "due": formats.day(first.due_on)}
        moved = _("Banks are closed on %(planned)s. So the first payment is on %(due)s.") % words
    return ScheduleView(
        rows=[(formats.day(part.due_on), formats.money(part.amount_cents)) for part in schedule.instalments],
        total=formats.money(schedule.total_cents),
        moved=moved,
        has_moved=any(part.moved for part in schedule.instalments),
    )


def _format_payment(cents: int, on: str) -> str:
    return _("%(amount)s on %(day)s") % {"amount": formats.money(cents), "day": on}
