"""Requests for a payment plan: draft, send, take back. None of this needs Tagor to be up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.audit.actors import DEFENDANT, Actor
from portal.file.visit import Visit, Who
from portal.plans.facts import PlanFacts
from portal.plans.models import OPEN, Proposal, State
from portal.plans.receipt_of_request import issue_asked_receipt
from portal.plans.request.draft_store import (
    Choice,
    expire_old_draft,
    make_draft,
    redraft_proposal,
    store_draft,
)
from portal.plans.rules.decision_table import Facts, Verdict, judge
from portal.plans.rules.office_rule import find_rule
from portal.plans.rules.weighing import weigh
from portal.plans.selectors import find_open
from portal.plans.states import ON_ITS_WAY, TransitionError, can_withdraw
from portal.plans.tagor.delivery import cancel_deliveries, is_plan_of, order_save
from portal.plans.transitions import move

__all__ = [
    "AlreadyAskedError",
    "Choice",
    "TooLateError",
    "expire_old_draft",
    "foresee",
    "make_draft",
    "notice_answer",
    "redraft_proposal",
    "store_draft",
    "submit_proposal",
    "undo_proposal",
]

THROUGH: Mapping[Who, str] = {
    "defendant": Proposal.Through.PERSON,
    "helper": Proposal.Through.HELPER,
    "office": Proposal.Through.PAPER,
}
"""How a request arrived, by who is looking: staff only enter those on paper."""


class AlreadyAskedError(Exception):
    """The file has an open request. ``can_supersede``: it may be replaced, once the person confirms that."""

    def __init__(self, other: Proposal, *, can_supersede: bool) -> None:
        super().__init__(other.number)
        self.other = other
        self.can_supersede = can_supersede


class TooLateError(Exception):
    """The request was sent, or has ended: it cannot be taken back any more."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The data at the time of the request. ``is_below_protected`` is None when nobody can judge it.

    ``is_protection_unknown``: although a budget was given.
    """

    is_below_protected: bool | None = None
    is_protection_unknown: bool = False
    is_office_closed: bool = False
    is_tagor_down: bool = False


NOTHING_KNOWN = Moment()


def foresee(proposal: Proposal, moment: Moment = NOTHING_KNOWN) -> Verdict:
    """What would happen to a request that is sent now."""
    return judge(_weigh(proposal, moment))


def submit_proposal(
    proposal: Proposal,
    *,
    visit: Visit,
    supersede: bool = False,
    moment: Moment = NOTHING_KNOWN,
    by: Actor = DEFENDANT,
) -> Proposal:
    """Send a draft: to the undo window, hold or review. Its receipt is issued at once.

    A second press returns the request as it is. ``supersede`` replaces the open request of the file; the
    person must have confirmed that. ``by``: staff who type in what came on paper. Raises: AlreadyAskedError.
    """
    proposal = expire_old_draft(proposal)
    if proposal.state != State.DRAFT:
        return proposal
    try:
        with transaction.atomic():
            other = _make_way(proposal, supersede=supersede, by=by)
            moved = _submit(proposal, moment, other, through=THROUGH[visit.who], by=by)
            if moved.state == State.UNDO:
                order_save(
                    moved,
                    credential=visit.credential,
                    visitor_ip=visit.address,
                    not_before=moved.undo_until,
                )
            issue_asked_receipt(moved, by=by)
            return moved
    except (TransitionError, IntegrityError, AlreadyAskedError) as error:
        fresh = _reload(proposal)
        if fresh.state != State.DRAFT:  # another click of the same button won the race
            return fresh
        raise _already_asked(proposal) from error


def undo_proposal(proposal: Proposal, *, now: datetime | None = None) -> Proposal:
    """Take a request back while nothing of it has been sent. A second time changes nothing.

    Raises: TooLateError.
    """
    if proposal.state == State.WITHDRAWN:
        return proposal
    if not can_withdraw(proposal):
        raise TooLateError(proposal.number)
    try:
        with transaction.atomic():
            if not cancel_deliveries(proposal):
                raise TooLateError(proposal.number)
            at = now or timezone.now()
            return move(proposal, State.WITHDRAWN, act="plan-undone", by=DEFENDANT, decided_at=at)
    except TransitionError as error:
        fresh = _reload(proposal)
        if fresh.state == State.WITHDRAWN:
            return fresh
        raise TooLateError(proposal.number) from error


def notice_answer(proposal: Proposal, facts: PlanFacts) -> Proposal:
    """A sent request whose plan runs now, and did not just after saving, was accepted in Tagor itself.

    One that ran from the beginning may run only because it was saved: that tells nothing.
    """
    if proposal.state != State.SENT or proposal.was_running is not False:
        return proposal
    if not facts.running.active or not is_plan_of(proposal, facts):
        return proposal
    try:
        return move(proposal, State.ACCEPTED, decided_at=timezone.now(), details={"by": "tagor"})
    except TransitionError:
        return _reload(proposal)


def _make_way(proposal: Proposal, *, supersede: bool, by: Actor) -> Proposal | None:
    """End the file's open request, when the person confirmed that; None when there was none.

    Its delivery first, then the rows: the order in which the worker locks. Raises: AlreadyAskedError.
    """
    other = find_open(proposal.office, proposal.file_id)
    if other is not None:
        may_end = supersede and other.party_id == proposal.party_id and other.state != State.UNKNOWN
        if not (may_end and cancel_deliveries(other)):
            raise AlreadyAskedError(other, can_supersede=False)
    of_file = Proposal.objects.filter(office=proposal.office_id, file_id=proposal.file_id)
    list(of_file.select_for_update().order_by("pk").values_list("pk"))
    if other is None:
        return None
    details = {
        "by": proposal.number,
        "monthly_cents": other.in_force.monthly_cents,
        "new_monthly_cents": proposal.monthly_cents,
    }
    try:
        return move(other, State.SUPERSEDED, by=by, details=details, decided_at=timezone.now())
    except TransitionError as error:
        raise AlreadyAskedError(other, can_supersede=False) from error


def _submit(
    proposal: Proposal, moment: Moment, other: Proposal | None, *, through: str, by: Actor
) -> Proposal:
    """The change of state. A request that was saved already left a plan in the file."""
    is_plan_known = proposal.is_plan_known or bool(other and other.sent_at)
    facts = replace(_weigh(proposal, moment), has_plan=is_plan_known)
    verdict, now = judge(facts), timezone.now()
    is_sent_off = verdict.state == State.UNDO
    details: dict[str, Any] = {"months": proposal.months, "monthly_cents": proposal.monthly_cents}
    if through == Proposal.Through.PAPER:
        details |= {"through": through, "first_on": proposal.first_on.isoformat()}
    return move(
        proposal,
        verdict.state,
        act="plan-asked",
        by=by,
        details={**details, "outcome": verdict.outcome.value},
        asked_through=through,
        outcome=verdict.outcome.value,
        sentence_code=verdict.sentence_code,
        is_plan_known=is_plan_known,
        is_below_protected=moment.is_below_protected,
        replaces=other,
        submitted_at=now,
        undo_until=now + timedelta(minutes=settings.PLAN_UNDO_MINUTES) if is_sent_off else None,
        rounds=proposal.rounds + is_sent_off,
    )


def _weigh(proposal: Proposal, moment: Moment) -> Facts:
    rule = find_rule(proposal.office, proposal.file_type_id, proposal.balance_cents)
    facts = weigh(
        proposal,
        rule,
        is_below_protected=moment.is_below_protected,
        is_protection_unknown=moment.is_protection_unknown,
    )
    return replace(facts, is_office_closed=moment.is_office_closed, is_tagor_down=moment.is_tagor_down)


def _already_asked(proposal: Proposal) -> AlreadyAskedError:
    of_file = Proposal.objects.filter(office=proposal.office_id, file_id=proposal.file_id)
    other = of_file.filter(state__in=OPEN).exclude(pk=proposal.pk).first() or proposal
    return AlreadyAskedError(other, can_supersede=other.state not in ON_ITS_WAY)


def _reload(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)
