"""The texts of the plan pages in the active language. Templates only print them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.plans.models import Proposal, State
from portal.plans.request.first_date_form import OTHER, DateForm, explain_moved_day
from portal.plans.request.forms import OFFER, PlanForm
from portal.plans.rules.decision_table import Outcome, Verdict
from portal.plans.rules.decision_words import get_sentence
from portal.plans.schedule import Schedule, make_schedule
from portal.web import formats

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


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """The words of the first question that depend on the file: the second line of a choice, the limits."""

    lines: dict[str, str]
    amount_hint: str
    months_hint: str


@dataclass(frozen=True, slots=True)
class DateView:
    """The words of the second question."""

    lines: dict[str, str]
    hint: str


def present_balance(cents: int) -> str:
    """What is owed today."""
    return formats.money(cents)


def present_choices(form: PlanForm) -> ChoiceView:
    """The limits of a request, for the texts beside the fields."""
    longest = form.longest_months if form.terms.longest_months else 0
    return ChoiceView(
        lines={f"{OFFER}-{offer.months}": formats.months(offer.months) for offer in form.offers},
        amount_hint=_("At least %(amount)s. We work out how many months that takes.")
        % {"amount": formats.money(form.lowest_cents)},
        months_hint=_("At most %(months)s. We work out the amount a month.")
        % {"months": formats.months(longest)}
        if longest
        else _("We work out the amount a month."),
    )


def present_days(form: DateForm) -> DateView:
    """The text beside each proposed day, and which other days are possible."""
    dates = form.dates
    lines = {on.isoformat(): explain_moved_day(on, form.country) for on in form.days}
    if not lines.get(dates.suggested.isoformat()):
        lines[dates.suggested.isoformat()] = _("Most wages and benefits have arrived by then.")
    words = {"first": formats.day(dates.earliest), "last": formats.day(dates.latest)}
    return DateView(
        lines={**lines, OTHER: ""},
        hint=_("From %(first)s to %(last)s, day 1 to 28.") % words,
    )


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
    """A request as it was filled in."""
    return present_plan(proposal.get_schedule(), proposal.monthly_cents)


def present_coming(proposal: Proposal, verdict: Verdict) -> list[str]:
    """What happens once it is sent: one line for each step."""
    lines = [get_sentence(verdict.sentence_code)]
    if verdict.outcome != Outcome.ACCEPT:
        lines.append(_("It is a request. The plan counts only when the office agrees."))
    if verdict.state == State.UNDO:
        lines.append(
            ngettext(
                "You can take it back for %(num)s minute.",
                "You can take it back for %(num)s minutes.",
                settings.PLAN_UNDO_MINUTES,
            )
            % {"num": settings.PLAN_UNDO_MINUTES}
        )
    else:
        lines.append(_("You can take it back as long as the office has not answered."))
    if verdict.outcome != Outcome.ACCEPT:
        day = formats.day(proposal.get_schedule().starts_on)
        lines.append(_("No answer before %(day)s? Then call the office.") % {"day": day})
    return lines


def present_day_of(form: DateForm, proposal: Proposal) -> PlanView:
    """The plan of a request, starting on the day that the form shows now."""
    schedule = make_schedule(
        balance_cents=proposal.balance_cents,
        monthly_cents=proposal.monthly_cents,
        months=proposal.months,
        first_on=form.get_shown_day(proposal.first_on),
        country=form.country,
    )
    return present_plan(schedule, proposal.monthly_cents)


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
