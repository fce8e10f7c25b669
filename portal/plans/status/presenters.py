"""The page of a request: its full state, and what can be done now."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.integrations.tagor.values.account import PlanCriteria
from portal.plans.models import Proposal, State
from portal.plans.receipt_of_request import get_receipt_code
from portal.plans.rules.decision_table import OUTSIDE, Outcome
from portal.plans.rules.office_rule import find_rule, suggest_deposit
from portal.plans.selectors import find_lapsed_counter
from portal.plans.states import can_withdraw
from portal.plans.status.plan_presenters import PlanView, Rows, present_asked, present_proposal
from portal.plans.status.refusals import foresee
from portal.plans.status.words import FORESEEN, Words, describe_state
from portal.web import formats

Card = tuple[str, str, str]
UNDECIDED = frozenset({State.UNDO, State.HELD, State.REVIEW, State.ASKED})
ENDED = frozenset({State.DECLINED, State.REFUSED, State.EXPIRED, State.WITHDRAWN, State.FAILED})
"""A request that ended without a plan."""
PAYABLE = frozenset({State.UNDO, State.HELD, State.REVIEW, State.SENDING, State.SENT, State.ACCEPTED})


@dataclass(frozen=True, slots=True)
class StateView:
    """The page of a request. ``undo_until`` is "" once it cannot be taken back."""

    words: Words
    number: str
    at: str
    rows: Rows
    plan: PlanView
    code: str
    undo_until: str
    office_words: str
    question: str
    answer: str
    ways: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FirstPart:
    """A payment to make right now: the values for the pay form, and in words."""

    plain: str
    label: str


def may_be_refused(proposal: Proposal) -> bool:
    """Whether a request that waits for the office is outside its rules, and so perhaps outside Tagor's."""
    return proposal.state in FORESEEN and proposal.outcome in OUTSIDE


def present_state(
    proposal: Proposal, *, now: datetime, may_ask: bool, criteria: PlanCriteria | None = None
) -> StateView:
    """Everything the page of a request shows now.

    ``may_ask``: whether a plan may be asked for here. ``criteria``: Tagor's limits, where they matter.
    """
    plan = present_proposal(proposal)
    words = describe_state(proposal, now, foreseen=foresee(proposal, criteria))
    lapsed = find_lapsed_counter(proposal)
    if lapsed or not proposal.is_as_asked:
        words = replace(words, lines=(*words.lines, _describe_asked(proposal)))
    return StateView(
        words=words,
        number=proposal.number,
        at=formats.moment(proposal.sent_at or proposal.submitted_at or proposal.created_at),
        rows=[(_("Amount a month"), plan.monthly), *plan.summary],
        plan=plan,
        code=get_receipt_code(proposal),
        undo_until=describe_undo_time(proposal, now),
        office_words=proposal.reason if proposal.state == State.DECLINED else "",
        question=proposal.question,
        answer=proposal.answer,
        ways=_list_ways(proposal, may_ask=may_ask, has_lapsed=lapsed is not None),
    )


def present_word(proposal: Proposal) -> tuple[str, str]:
    """Kind and word of a request's state."""
    words = describe_state(proposal, timezone.now())
    return words.kind, words.word


def present_next(proposal: Proposal) -> tuple[str, str] | None:
    """The one thing to do now: URL and label of the button."""
    if proposal.state == State.COUNTERED:
        return reverse("plans:counter", args=[proposal.token]), _("Look at the plan of the office")
    if proposal.state == State.ASKED:
        return reverse("plans:answer", args=[proposal.token]), _("Answer the office")
    if proposal.state == State.ACCEPTED:
        return reverse("plans:running"), _("See your plan")
    return None


def present_first_part(proposal: Proposal) -> FirstPart | None:
    """What may be paid today already: the deposit that the office suggests, else the first payment."""
    if proposal.state not in PAYABLE:
        return None
    rule = find_rule(proposal.office, proposal.file_type_id, proposal.balance_cents)
    deposit = suggest_deposit(rule, proposal.balance_cents) if rule else 0
    cents = deposit or proposal.get_schedule_in_force().instalments[0].amount_cents
    return FirstPart(
        plain=formats.plain_amount(cents), label=_("Pay %(amount)s now") % {"amount": formats.money(cents)}
    )


def describe_undo_time(proposal: Proposal, now: datetime) -> str:
    """Until when it can be taken back; "" when it cannot."""
    if not can_withdraw(proposal, now):
        return ""
    if proposal.state == State.UNDO and proposal.undo_until and now < proposal.undo_until:
        return _("You can take it back until %(time)s.") % {"time": formats.clock(proposal.undo_until)}
    if proposal.state in {State.UNDO, State.SENDING}:
        return _("You can take it back as long as it waits here.")
    if proposal.state == State.COUNTERED:
        return _("You can take your request back as long as you have not accepted the plan of the office.")
    return _("You can take it back as long as the office has not decided.")


def describe_yes(proposal: Proposal) -> str:
    """What a yes to the office's proposal means for taking the request back."""
    if can_withdraw(proposal):
        return _(
            "Then it goes to the office’s system at once. Once it is there, you cannot take it back here."
        )
    return _("Then it goes to the office’s system at once. You cannot take that back here.")


def _describe_asked(proposal: Proposal) -> str:
    asked = present_asked(proposal)
    return _("You asked for %(amount)s a month, %(months)s.") % {
        "amount": asked.monthly,
        "months": asked.length,
    }


def get_again_address(proposal: Proposal) -> str:
    """Where a request that ended is filled in again: with what the office proposed, if that was last."""
    return f"{reverse('plans:start')}?change={proposal.token}"


def _list_ways(proposal: Proposal, *, may_ask: bool, has_lapsed: bool) -> list[Card]:
    """What can be done next; never empty."""
    ways = []
    if may_ask and proposal.state == State.EXPIRED and has_lapsed:
        text = _("The amount that the office proposed is filled in.")
        ways.append((get_again_address(proposal), _("Ask for the office’s plan again"), text))
    elif may_ask and proposal.state in ENDED:
        text = _("Your choice is still filled in.")
        ways.append((get_again_address(proposal), _("Ask for another plan"), text))
    if proposal.outcome == Outcome.BUDGET_WANTED and proposal.state in UNDECIDED:
        text = _("The office reads it beside your request. It takes a few minutes, and you may skip it.")
        ways.append((reverse("budget:start"), _("Fill in a short budget"), text))
    if proposal.state == State.SUPERSEDED:
        ways.append((reverse("plans:start"), _("See your newest request"), _("Or the plan that runs.")))
    return [
        *ways,
        (reverse("payments:start"), _("Pay all or a part now"), _("Online or by bank transfer.")),
        (reverse("dossier:help"), _("I cannot pay this"), _("See what else is possible.")),
    ]
