"""What the plan pages say, as text in the active language. Templates only print it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.integrations.tagor.values import RunningPlan
from portal.plans.forms import PlanForm
from portal.plans.models import Proposal
from portal.plans.receipts import get_receipt_code
from portal.plans.schedule import Schedule
from portal.web import formats

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """The table of payments: day and amount of each, and what they come to."""

    rows: Rows
    total: str
    moved: str
    has_moved: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan in short and in full."""

    monthly: str
    length: str
    summary: Rows
    schedule: ScheduleView


@dataclass(frozen=True, slots=True)
class FormView:
    """The words beside the form that depend on the file."""

    amount_hint: str
    months_hint: str
    first_on_hint: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A request after it was sent. ``asked`` is set when the office's system wrote down something else."""

    number: str
    sent_at: str
    rows: Rows
    plan: PlanView
    asked: str
    is_told: bool
    code: str


@dataclass(frozen=True, slots=True)
class RunningView:
    """A plan that runs; sums are "" when there is nothing to say."""

    monthly: str
    arrears: str


def present_balance(cents: int) -> str:
    """What is owed today."""
    return formats.money(cents)


def present_form(form: PlanForm) -> FormView:
    """The limits of a request, said beside the fields."""
    dates = form.first_dates
    return FormView(
        amount_hint=_("Only if you chose another amount. At least %(amount)s.")
        % {"amount": formats.money(form.lowest_cents)},
        months_hint=_("Only if you chose another number of months. At most %(months)s.")
        % {"months": formats.months(form.terms.longest_months)},
        first_on_hint=_("From %(first)s to %(last)s, day 1 to 28. You then pay on the same day each month.")
        % {"first": formats.day(dates.earliest), "last": formats.day(dates.latest)},
    )


def present_plan(schedule: Schedule, monthly_cents: int) -> PlanView:
    """A schedule in short and in full."""
    first = schedule.instalments[0]
    rows = [
        (_("Number of payments"), str(schedule.months)),
        (_("First payment"), _say_payment(first.amount_cents, formats.day(schedule.starts_on))),
        (_("Last payment"), _say_payment(schedule.last_cents, formats.day(schedule.ends_on))),
        (_("All payments together"), formats.money(schedule.total_cents)),
    ]
    return PlanView(
        monthly=formats.money(min(monthly_cents, schedule.total_cents)),
        length=formats.months(schedule.months),
        summary=rows,
        schedule=_present_schedule(schedule),
    )


def present_proposal(proposal: Proposal) -> PlanView:
    """A request as it was filled in."""
    return present_plan(proposal.get_schedule(), proposal.monthly_cents)


def present_receipt(proposal: Proposal) -> ReceiptView:
    """A sent request, with what the office's system wrote down."""
    accepted = proposal.get_accepted_schedule()
    monthly = (proposal.accepted_cents if accepted else None) or proposal.monthly_cents
    plan = present_plan(accepted or proposal.get_schedule(), monthly)
    return ReceiptView(
        number=proposal.number,
        sent_at=formats.moment(proposal.sent_at or proposal.created_at),
        rows=[(_("Amount a month"), plan.monthly), *plan.summary],
        plan=plan,
        asked=_say_asked(proposal) if accepted and _differs(proposal, accepted) else "",
        is_told=accepted is not None,
        code=get_receipt_code(proposal),
    )


def present_running(plan: RunningPlan) -> RunningView:
    """A running plan."""
    return RunningView(
        monthly=formats.money(plan.monthly_cents) if plan.monthly_cents > 0 else "",
        arrears=formats.money(plan.arrears_cents) if plan.arrears_cents > 0 else "",
    )


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


def _say_payment(cents: int, on: str) -> str:
    return _("%(amount)s on %(day)s") % {"amount": formats.money(cents), "day": on}


def _say_asked(proposal: Proposal) -> str:
    words = {"amount": formats.money(proposal.monthly_cents), "months": formats.months(proposal.months)}
    return _("You asked for %(amount)s a month, %(months)s.") % words


def _differs(proposal: Proposal, accepted: Schedule) -> bool:
    """Whether another sum a month or another number of payments was written down."""
    same_sum = proposal.accepted_cents == min(proposal.monthly_cents, proposal.balance_cents)
    return not (same_sum and accepted.months == proposal.get_schedule().months)
