"""Ask for a payment plan: draft it here, then let Tagor save it exactly once.

SavePaymentPlan has no undo and ends every plan of the file. So a request is claimed before it is sent, never
sent while a plan exists, and never sent again while nobody knows whether it arrived.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import registry
from portal.access.session import Defendant
from portal.audit.services import record
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.tagor.values import SavedPlan
from portal.plans.findings import find_saved_plan
from portal.plans.models import DRAFT_LIFE, Proposal
from portal.plans.receipts import issue_sent_receipt
from portal.plans.selectors import filter_asked, get_office_row, get_plan_facts
from portal.plans.states import TransitionError, transition

State = Proposal.State

# Longer than any call may take: a request still being sent by then lost its process.
STUCK_AFTER = timedelta(seconds=60)
# A plan not seen this long after sending was not saved.
ABSENT_AFTER = timedelta(seconds=60)
CHECK_EVERY = timedelta(seconds=5)


class AlreadyAskedError(Exception):
    """Another request of this file is on its way, or was sent within the last day."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a defendant chose. ``kind`` is one of Proposal.Kind; sums in cents."""

    kind: str
    months: int
    monthly_cents: int
    first_on: date


def draft_proposal(
    *, defendant: Defendant, choice: Choice, balance_cents: int, file_name: str = ""
) -> Proposal:
    """Keep a choice as a draft. Nothing leaves the portal. ``file_name`` goes on the receipt."""
    return Proposal.objects.create(
        office=get_office_row(),
        file_id=defendant.file_id,
        party_id=defendant.party_id,
        file_name=file_name[:60],
        kind=choice.kind,
        months=choice.months,
        monthly_cents=choice.monthly_cents,
        balance_cents=balance_cents,
        first_on=choice.first_on,
    )


def expire_old_draft(proposal: Proposal) -> Proposal:
    """A draft of yesterday, or one whose first day is no longer ahead, can no longer be sent."""
    is_old = timezone.now() - proposal.created_at > DRAFT_LIFE
    if proposal.state != State.DRAFT or not (is_old or proposal.first_on <= timezone.localdate()):
        return proposal
    return _move(proposal, State.EXPIRED)


def send_proposal(proposal: Proposal, *, defendant: Defendant, visitor_ip: str = "") -> Proposal:
    """Let Tagor save the plan, once; returns the request in the state it reached.

    Only the caller that claims the draft calls Tagor; any other gets the request as it is.
    Raises: AlreadyAskedError; Unavailable, NotAuthorised and other faults of reading when certainly nothing
    was sent: the request is a draft again.
    """
    proposal = expire_old_draft(proposal)
    if proposal.state != State.DRAFT:
        return proposal
    try:
        claimed = _claim(proposal)
    except TransitionError:
        return _reload(proposal)
    try:
        facts = get_plan_facts(defendant)
    except IntegrationError:
        _move(claimed, State.DRAFT)
        raise
    if facts.has_plan:
        return _record_refused(claimed, "plan-active")
    return _save(claimed, defendant=defendant, visitor_ip=visitor_ip)


def settle_proposal(proposal: Proposal, *, defendant: Defendant) -> Proposal:
    """Find out what became of a request that got no answer; asks Tagor every few seconds at most.

    Sending only starts when the file holds no plan: a plan that is there now is this one.
    """
    if is_stuck(proposal):
        proposal = _record_unknown(proposal)
    if proposal.state != State.UNKNOWN or not _take_turn(proposal):
        return proposal
    try:
        found = find_saved_plan(defendant)
    except IntegrationError:
        return proposal
    if found is not None:
        return _record_sent(proposal, months=found.months, monthly_cents=found.monthly_cents)
    if _age(proposal) > ABSENT_AFTER:
        return _move(proposal, State.DRAFT, act="plan-not-arrived")
    return proposal


def is_stuck(proposal: Proposal) -> bool:
    """Whether the process that was sending the request must be gone."""
    return proposal.state == State.SENDING and _age(proposal) > STUCK_AFTER


def _claim(proposal: Proposal) -> Proposal:
    """Take the one right to send. Raises: AlreadyAskedError, TransitionError."""
    try:
        with transaction.atomic():
            of_file = Proposal.objects.filter(office=proposal.office_id, file_id=proposal.file_id)
            list(of_file.select_for_update().order_by("pk").values_list("pk"))
            if filter_asked(file_id=proposal.file_id).exclude(pk=proposal.pk).exists():
                raise AlreadyAskedError(proposal.number)
            return transition(proposal, State.SENDING, claimed_at=timezone.now(), checked_at=None)
    except IntegrityError as error:  # another draft of the file won the race
        raise AlreadyAskedError(proposal.number) from error


def _save(proposal: Proposal, *, defendant: Defendant, visitor_ip: str) -> Proposal:
    """The one call that saves, outside any transaction, and what came of it."""
    try:
        saved: SavedPlan = registry.tagor().save_plan(
            credential=defendant.credential,
            file_id=defendant.file_id,
            party_id=defendant.party_id,
            starts_on=proposal.get_schedule().starts_on,
            ip_address=visitor_ip or None,
            **proposal.wire_amount,
        )
    except (Unavailable, NotAuthorised):
        _move(proposal, State.DRAFT)
        raise
    except Rejected as error:
        return _record_refused(proposal, error.code)
    except (OutcomeUnknown, UnexpectedResponse):
        return settle_proposal(_record_unknown(proposal), defendant=defendant)
    return _record_sent(proposal, months=saved.months, monthly_cents=saved.monthly_cents)


def _record_sent(proposal: Proposal, *, months: int | None, monthly_cents: int | None) -> Proposal:
    changes = {"accepted_months": months or None, "accepted_cents": monthly_cents or None}
    return _move(
        proposal, State.SENT, act="plan-sent", details=changes, sent_at=proposal.claimed_at, **changes
    )


def _record_refused(proposal: Proposal, code: str) -> Proposal:
    return _move(proposal, State.REFUSED, act="plan-refused", details={"code": code}, refusal_code=code)


def _record_unknown(proposal: Proposal) -> Proposal:
    return _move(proposal, State.UNKNOWN, act="plan-unknown", checked_at=None)


@transaction.atomic
def _move(
    proposal: Proposal, to: str, *, act: str = "", details: dict[str, Any] | None = None, **changes: Any
) -> Proposal:
    """One step with its audit event; the request as it is when someone else moved it meanwhile."""
    try:
        moved = transition(proposal, to, **changes)
    except TransitionError:
        return _reload(proposal)
    if moved.state == State.SENT:
        issue_sent_receipt(moved)
    if act:
        asked = {"request": moved.number, "months": moved.months, "monthly_cents": moved.monthly_cents}
        record(act, file_id=moved.file_id, details={**asked, **(details or {})})
    return moved


def _take_turn(proposal: Proposal) -> bool:
    """Whether it is time, and this caller's turn, to ask Tagor again."""
    now = timezone.now()
    unknown = Proposal.objects.filter(pk=proposal.pk, state=State.UNKNOWN)
    due = unknown.filter(checked_at__isnull=True) | unknown.filter(checked_at__lt=now - CHECK_EVERY)
    return due.update(checked_at=now) == 1


def _age(proposal: Proposal) -> timedelta:
    return timezone.now() - (proposal.claimed_at or proposal.created_at)


def _reload(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)
