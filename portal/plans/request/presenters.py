"""The texts of the plan pages in the active language. Templates only print them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.plans.models import Proposal, State
from portal.plans.request.first_date_form import OTHER, DateForm
from portal.plans.request.forms import OFFER, PlanForm
from portal.plans.rules.decision_table import Outcome, Verdict
from portal.plans.rules.decision_words import get_sentence
from portal.plans.schedule import make_schedule
from portal.plans.status.plan_presenters import PlanView, explain_moved_day, present_plan
from portal.web import formats


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


def present_coming(proposal: Proposal, verdict: Verdict) -> list[str]:
    """What happens once it is sent: one line for each step."""
    lines = [get_sentence(verdict.sentence_code)]
    if verdict.outcome != Outcome.ACCEPT:
        lines.append(_("It is a request. The plan counts only when the office agrees."))
        lines.append(_("Until then the collection can go on, also with interest."))
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
        lines.append(_("You can take it back as long as the office has not decided."))
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
