"""A defendant's answers to the office: yes or no to its own proposal, or a reply to a question."""

from django.db import transaction

from portal.audit.actors import DEFENDANT
from portal.file.visit import Visit
from portal.integrations.errors import IntegrationError
from portal.plans.facts import get_plan_facts
from portal.plans.models import Counter, Proposal, State
from portal.plans.models.proposal import TEXT_LIMIT
from portal.plans.receipt_of_request import issue_answered_receipt, issue_taken_receipt
from portal.plans.selectors import find_open_counter
from portal.plans.states import TransitionError
from portal.plans.tagor.delivery import order_save
from portal.plans.transitions import expire_counter, move


class CounterOverError(Exception):
    """The office's proposal has expired, or was answered or withdrawn already."""


class PlanChangedError(Exception):
    """The file's plan has changed since the office made its proposal: the office must look again."""


def accept_counter(proposal: Proposal, *, visit: Visit) -> Proposal:
    """Accept the office's proposal: it is saved and approved through the outbox, in one lane.

    The plan in the file is read first; while Tagor is down that is left to the delivery, which reads it again
    in any case. Pressing twice accepts it once. Raises: CounterOverError, PlanChangedError.
    """
    counter = _get_counter(proposal, Counter.State.ACCEPTED)
    if counter is None:
        return Proposal.objects.get(pk=proposal.pk)
    if not _is_plan_the_same(counter, visit):
        _send_back(proposal, counter)
        raise PlanChangedError(proposal.number)
    try:
        return _accept(proposal, counter, visit)
    except TransitionError as error:
        fresh = Proposal.objects.get(pk=proposal.pk)
        if fresh.agreed_id == counter.pk:
            return fresh
        raise CounterOverError(proposal.number) from error


@transaction.atomic
def decline_counter(proposal: Proposal, *, text: str = "") -> Proposal:
    """Decline, with or without a text: the request waits for the office again. Raises: CounterOverError."""
    if _get_counter(proposal, Counter.State.DECLINED) is None:
        return Proposal.objects.get(pk=proposal.pk)
    try:
        return move(
            proposal,
            proposal.came_from or State.REVIEW,
            act="plan-counter-declined",
            by=DEFENDANT,
            version=proposal.version,
            counter_ends=Counter.State.DECLINED,
            answer=text[:TEXT_LIMIT],
        )
    except TransitionError as error:
        raise CounterOverError(proposal.number) from error


def answer_question(proposal: Proposal, *, text: str) -> Proposal:
    """Answer the question that ``proposal`` shows: the request waits for the office again. Kept once."""
    if proposal.state != State.ASKED:
        return proposal
    try:
        return _answer(proposal, text)
    except TransitionError:
        return Proposal.objects.get(pk=proposal.pk)


def _get_counter(proposal: Proposal, answered: str) -> Counter | None:
    """The counter-proposal to answer; None when it has this answer already. Raises: CounterOverError."""
    counter = find_open_counter(proposal)
    if counter is None:
        if proposal.counters.filter(state=answered).exists():
            return None
        raise CounterOverError(proposal.number)
    if expire_counter(counter):
        raise CounterOverError(proposal.number)
    return counter


def _is_plan_the_same(counter: Counter, visit: Visit) -> bool:
    """If the plan cannot be read now, the delivery reads it again just before it saves."""
    try:
        return get_plan_facts(visit).mark == counter.plan_mark
    except IntegrationError:
        return True


@transaction.atomic
def _accept(proposal: Proposal, counter: Counter, visit: Visit) -> Proposal:
    details = {"months": counter.months, "monthly_cents": counter.monthly_cents}
    moved = move(
        proposal,
        State.SENDING,
        act="plan-counter-accepted",
        by=DEFENDANT,
        version=proposal.version,
        counter_ends=Counter.State.ACCEPTED,
        details={**details, "ends_plan": bool(counter.plan_mark)},
        agreed=counter,
        plan_mark=counter.plan_mark,
        wants_approval=True,
        rounds=proposal.rounds + 1,
        refusal_code="",
        accepted_months=None,
        accepted_cents=None,
        was_running=None,
    )
    issue_taken_receipt(moved, counter)
    order_save(moved, credential=visit.credential, visitor_ip=visit.address)
    return moved


@transaction.atomic
def _answer(proposal: Proposal, text: str) -> Proposal:
    to, version = proposal.came_from or State.REVIEW, proposal.version
    moved = move(proposal, to, act="plan-answered", by=DEFENDANT, version=version, answer=text[:TEXT_LIMIT])
    issue_answered_receipt(moved)
    return moved


def _send_back(proposal: Proposal, counter: Counter) -> None:
    """Return the request to the office, which must look again at its proposal."""
    to = State.HELD if proposal.came_from == State.REVIEW else proposal.came_from or State.HELD
    details = {"code": "plan-changed", "counter": counter.pk}
    try:
        move(proposal, to, act="plan-counter-void", details=details, refusal_code="plan-changed")
    except TransitionError:
        return
