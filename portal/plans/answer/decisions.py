"""Staff decisions on a request. Every act names the version it saw, so nobody decides on outdated data.

``by`` says who decides. May a person do this at all? The desk asks for the permission
``plans.decide_proposal``. Whatever may end a plan that somebody else made needs ``by.may_release``, and
raises PermissionDenied without it. Agreeing to a large debt, or to a plan that takes protected income, needs
two people (``portal.plans.answer.two_people``): the first one's approval is stored, and ``FirstOfTwo``
raised.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.services import record
from portal.integrations.tagor.values.account import PlanCriteria
from portal.plans.answer.two_people import Decider, check_two_people, find_endorsement
from portal.plans.facts import PlanFacts, read_plan_facts
from portal.plans.models import FOR_STAFF, Counter, Endorsement, Proposal, State
from portal.plans.models.proposal import TEXT_LIMIT
from portal.plans.models.rule import LONGEST_TERM
from portal.plans.rules.weighing import Sized, foresee_refusal
from portal.plans.schedule import LAST_DAY_OF_MONTH, get_monthly_cents, get_months
from portal.plans.states import TransitionError, note
from portal.plans.tagor.delivery import cancel_deliveries, is_plan_of, order_approval, order_save
from portal.plans.transitions import move
from portal.web.job_scheduling import Job

EXPIRY = Job("portal.plans.tasks.expire_counter")
LATEST_FIRST_DAY = timedelta(days=366)
"""How far ahead the office may set the first payment."""


class ChangedError(Exception):
    """It has changed since it was shown: ``reason`` is request, plan, date or sending. Look again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class InvalidCounterError(Exception):
    """The office's proposal is invalid: ``code`` is size, first-day or last-day."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnsavableError(Exception):
    """Tagor will surely refuse this plan: ``code`` says why, ``criteria`` are its limits at this moment."""

    def __init__(self, code: str, plan: Sized, criteria: PlanCriteria) -> None:
        super().__init__(code)
        self.code, self.plan, self.criteria = code, plan, criteria


OPEN_TO: dict[str, frozenset[str]] = {
    "approve": frozenset({State.REVIEW, State.SENT}),
    "release": frozenset({State.HELD}),
    "counter": frozenset({*FOR_STAFF, State.ASKED}),
    "ask": frozenset(FOR_STAFF),
    "decline": frozenset({*FOR_STAFF, State.ASKED, State.COUNTERED}),
}
"""For each act of staff, the states in which a request waits for it."""


@dataclass(frozen=True, slots=True)
class Size:
    """A plan of the office: which value was given, months, cents a month."""

    kind: str
    months: int
    monthly_cents: int


def release_proposal(
    proposal: Proposal, *, by: Decider, version: int, shown_plan: str | None = None
) -> Proposal:
    """Let a held request replace the plan that exists: it is saved, which ends that plan, and approved.

    ``shown_plan`` identifies the plan shown on the page: no other one is ended. The trail records it. Raises:
    ChangedError, UnsavableError, PermissionDenied, FirstOfTwo, SamePersonError; IntegrationError when Tagor
    cannot be read.
    """
    _check(proposal, version, "release")
    facts = _read_plan(proposal, by, shown_plan)
    _check_first_day(proposal, facts)
    _check_savable(proposal, proposal.wanted, facts)
    mark = facts.mark
    told = _agree(proposal, Endorsement.Act.RELEASE, by=by, version=version)
    return _order(proposal, by=by, version=version, act="plan-released", mark=mark, told=told)


def approve_proposal(proposal: Proposal, *, by: Decider, version: int) -> Proposal:
    """Approve: a request in review is saved and approved, one that was sent is approved.

    The plan in the file and Tagor's limits are read just before. Raises: ChangedError, UnsavableError,
    FirstOfTwo, SamePersonError; IntegrationError.
    """
    _check(proposal, version, "approve")
    facts = read_plan_facts(credential=None, file_id=proposal.file_id)
    if proposal.state == State.SENT:
        if not is_plan_of(proposal, facts):
            raise ChangedError("plan")
        _check_first_day(proposal, facts)
        told = _agree(proposal, Endorsement.Act.APPROVE, by=by, version=version)
        return _approve_sent(proposal, by=by, version=version, told=told)
    _check_first_day(proposal, facts)
    if facts.mark:
        _hold(proposal, by=by, version=version)
        raise ChangedError("plan")
    _check_savable(proposal, proposal.wanted, facts)
    told = _agree(proposal, Endorsement.Act.APPROVE, by=by, version=version)
    return _order(proposal, by=by, version=version, act="plan-approved", mark="", told=told)


def counter_proposal(  # noqa: PLR0913 - what the form of the office holds
    proposal: Proposal,
    *,
    by: Decider,
    version: int,
    first_on: date,
    expires_on: date,
    months: int | None = None,
    monthly_cents: int | None = None,
    note: str = "",
    shown_plan: str | None = None,
) -> Counter:
    """Propose another plan: a sum a month (cents) or a number of months. ``expires_on`` is shown.

    Accepting it may end the plan that the file holds now, and no other; ``shown_plan`` as for releasing.
    Raises: ChangedError, InvalidCounterError, UnsavableError, PermissionDenied, FirstOfTwo, SamePersonError;
    IntegrationError when Tagor cannot be read.
    """
    _check(proposal, version, "counter")
    size = get_size(proposal, months, monthly_cents)
    _check_days(first_on, expires_on)
    facts = _read_plan(proposal, by, shown_plan)
    _check_savable(proposal, size, facts)
    terms = {
        "monthly_cents": size.monthly_cents,
        "months": size.months,
        "first_on": first_on.isoformat(),
        "expires_on": expires_on.isoformat(),
        "kind": size.kind,
        "note": note[:TEXT_LIMIT],
    }
    told = _agree(proposal, Endorsement.Act.COUNTER, by=by, version=version, terms=terms)
    origin = proposal.came_from if proposal.state == State.ASKED else proposal.state
    with transaction.atomic():
        _end_deliveries(proposal)
        moved = _move(
            proposal,
            State.COUNTERED,
            by=by,
            version=version,
            act="plan-countered",
            told=told,
            came_from=origin,
            wants_approval=False,
        )
        counter = Counter.objects.create(
            proposal=moved,
            kind=size.kind,
            months=size.months,
            monthly_cents=size.monthly_cents,
            first_on=first_on,
            expires_on=expires_on,
            note=note[:TEXT_LIMIT],
            plan_mark=facts.mark,
        )
        _plan_expiry(counter)
    return counter


def read_terms(first: Endorsement) -> dict[str, Any]:
    """What the first of two people would propose, as ``counter_proposal`` takes it."""
    kept = first.terms
    is_amount = kept["kind"] == "amount"
    return {
        "monthly_cents": kept["monthly_cents"] if is_amount else None,
        "months": None if is_amount else kept["months"],
        "first_on": date.fromisoformat(kept["first_on"]),
        "expires_on": date.fromisoformat(kept["expires_on"]),
        "note": kept["note"],
    }


def confirm_counter(
    proposal: Proposal, *, by: Decider, version: int, shown_plan: str | None = None
) -> Counter:
    """Propose exactly what the first of two people would, as the second. Raises: as ``counter_proposal``.

    The version stands for those very terms: other ones increase it.
    """
    first = find_endorsement(proposal)
    if first is None or first.act != Endorsement.Act.COUNTER or first.version != version:
        raise ChangedError("request")
    return counter_proposal(proposal, by=by, version=version, shown_plan=shown_plan, **read_terms(first))


def ask_about_proposal(proposal: Proposal, *, by: Decider, version: int, question: str) -> Proposal:
    """Ask the person something; the request waits for the answer. Raises: ChangedError."""
    _check(proposal, version, "ask")
    with transaction.atomic():
        _end_deliveries(proposal)
        return _move(
            proposal,
            State.ASKED,
            by=by,
            version=version,
            act="plan-question",
            came_from=proposal.state,
            question=question[:TEXT_LIMIT],
            answer="",
            wants_approval=False,
        )


def refuse_proposal(proposal: Proposal, *, by: Decider, version: int, reason: str) -> Proposal:
    """Decline, with a reason that the person reads.

    A plan that was saved stays in Tagor until staff end it there: no operation does. Raises: ChangedError.
    """
    _check(proposal, version, "decline")
    with transaction.atomic():
        _end_deliveries(proposal)
        return _move(
            proposal,
            State.DECLINED,
            by=by,
            version=version,
            act="plan-declined",
            reason=reason[:TEXT_LIMIT],
            decided_at=timezone.now(),
        )


def _plan_expiry(counter: Counter) -> None:
    """The day after its last one, a little past midnight."""
    day_after = datetime.combine(counter.expires_on + timedelta(days=1), time(0, 5))
    EXPIRY.plan(timezone.make_aware(day_after), counter_id=counter.pk)


def is_open_to(proposal: Proposal, act: str) -> bool:
    """Whether a request waits for this act of staff. Not while their yes is on its way to Tagor."""
    is_on_its_way = proposal.state == State.SENT and proposal.wants_approval
    return proposal.state in OPEN_TO[act] and not is_on_its_way


def _read_plan(proposal: Proposal, by: Decider, shown: str | None) -> PlanFacts:
    """The plan that may be ended, and Tagor's limits.

    Raises: ChangedError, PermissionDenied, IntegrationError.
    """
    facts = read_plan_facts(credential=None, file_id=proposal.file_id)
    mark = facts.mark
    if shown is not None and mark != shown:
        raise ChangedError("plan")
    is_foreign = bool(mark) and mark != proposal.saved_mark
    if (is_foreign or proposal.state == State.HELD) and not by.may_release:
        raise PermissionDenied
    return facts


def _check(proposal: Proposal, version: int, act: str) -> None:
    if proposal.version != version or proposal.state not in OPEN_TO[act]:
        raise ChangedError("request")
    if not is_open_to(proposal, act):
        raise ChangedError("sending")


def _check_savable(proposal: Proposal, plan: Sized, facts: PlanFacts) -> None:
    code = foresee_refusal(plan, criteria=facts.criteria, balance_cents=proposal.balance_cents)
    if code:
        raise UnsavableError(code, plan, facts.criteria)


def is_too_late(proposal: Proposal, facts: PlanFacts) -> bool:
    """Whether the first day is no longer ahead: whoever asked would be late as soon as the office agrees.

    Not when the plan of the request runs already, because somebody accepted it in Tagor.
    """
    runs = proposal.state == State.SENT and facts.running.active
    return not runs and proposal.wanted.first_on <= timezone.localdate()


def _check_first_day(proposal: Proposal, facts: PlanFacts) -> None:
    """Refuse when the first day has passed: the office must then propose another day."""
    if is_too_late(proposal, facts):
        raise ChangedError("date")


def _check_days(first_on: date, expires_on: date) -> None:
    today = timezone.localdate()
    if first_on.day > LAST_DAY_OF_MONTH or first_on > today + LATEST_FIRST_DAY:
        raise InvalidCounterError("first-day")
    if not today <= expires_on < first_on:
        raise InvalidCounterError("last-day")


def get_size(proposal: Proposal, months: int | None, monthly_cents: int | None) -> Size:
    """Months and sum, from the one of the two that was given. Raises: InvalidCounterError."""
    balance, size = proposal.balance_cents, None
    if monthly_cents is not None and months is None and 0 < monthly_cents <= balance:
        size = Size("amount", get_months(balance, monthly_cents), monthly_cents)
    if months is not None and monthly_cents is None and months > 0:
        size = Size("months", months, get_monthly_cents(balance, months))
    if size is None or size.months > LONGEST_TERM:
        raise InvalidCounterError("size")
    return size


@transaction.atomic
def _order(
    proposal: Proposal, *, by: Decider, version: int, act: str, mark: str, told: dict[str, object]
) -> Proposal:
    """Have it saved with the office key, and approved once it is saved."""
    moved = _move(
        proposal,
        State.SENDING,
        by=by,
        version=version,
        act=act,
        told={"ends_plan": mark, **told},
        plan_mark=mark,
        wants_approval=True,
        was_running=None,
        rounds=proposal.rounds + 1,
        refusal_code="",
    )
    order_save(moved)
    return moved


def _hold(proposal: Proposal, *, by: Decider, version: int) -> None:
    """A plan has appeared since: only staff who may replace plans can go on."""
    code = "plan-active"
    _move(proposal, State.HELD, by=by, version=version, act="plan-held", refusal_code=code)


def _approve_sent(proposal: Proposal, *, by: Decider, version: int, told: dict[str, object]) -> Proposal:
    with transaction.atomic():
        try:
            noted = note(
                proposal, version=version, wants_approval=True, rounds=proposal.rounds + 1, refusal_code=""
            )
        except TransitionError as error:
            raise ChangedError("request") from error
        details = {"request": noted.number, **told}
        record("plan-approved", by=by.actor, file_id=noted.file_id, details=details)
        order_approval(noted)
    return noted


def _agree(
    proposal: Proposal, act: str, *, by: Decider, version: int, terms: dict[str, Any] | None = None
) -> dict[str, object]:
    """The details on the other person for the trail, when there must be two.

    Raises: FirstOfTwo, SamePersonError, ChangedError.
    """
    try:
        first = check_two_people(proposal, act, by=by, version=version, terms=terms or {})
    except TransitionError as error:
        raise ChangedError("request") from error
    return {} if first is None else {"first": str(first)}


def _end_deliveries(proposal: Proposal) -> None:
    """Before the row is locked, as the worker does. Raises: ChangedError when one is being sent."""
    if not cancel_deliveries(proposal):
        raise ChangedError("sending")


def _move(
    proposal: Proposal,
    to: str,
    *,
    by: Decider,
    version: int,
    act: str,
    told: dict[str, object] | None = None,
    **changes: Any,
) -> Proposal:
    """Change the state, by staff. Raises: ChangedError when somebody else was first."""
    try:
        return move(proposal, to, act=act, by=by.actor, version=version, details=told, **changes)
    except TransitionError as error:
        raise ChangedError("request") from error
