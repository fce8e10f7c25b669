"""What happens to a request after its delivery; runs in the transaction that changes the delivery."""

from typing import Any

from django.utils import timezone

from portal.plans.models import FOR_STAFF, OPEN, Proposal, State
from portal.plans.rules.decision_table import Outcome
from portal.plans.rules.office_rule import find_rule, note_what_tagor_did
from portal.plans.states import ON_ITS_WAY, REFUSALS, REFUSED_BY_TAGOR, TransitionError, note
from portal.plans.transitions import move

BACK_TO_PEOPLE = {
    "plan-active": State.HELD,
    "plan-changed": State.HELD,
    "credential-refused": State.REVIEW,
}
"""Reasons after which a person at the office takes over; nothing was saved."""
LARGEST = 2_147_483_647
"""The largest value of a small integer column; no plan has more cents a month."""


def begin_sending(proposal: Proposal) -> bool:
    """A worker has claimed it. False when the request has ended and must not be sent."""
    if proposal.state == State.SENDING:
        note(proposal, claimed_at=timezone.now())
        return True
    if proposal.state not in {State.UNDO, State.UNKNOWN, State.FAILED} or _has_successor(proposal):
        return False
    try:
        move(proposal, State.SENDING, claimed_at=timezone.now(), refusal_code="")
    except TransitionError:
        return False
    return True


def doubt(proposal: Proposal) -> None:
    """Nobody knows whether it arrived."""
    if proposal.state != State.SENDING:
        return
    try:
        move(proposal, State.UNKNOWN)
    except TransitionError:
        return


def store_found(
    proposal: Proposal, *, mark: str, months: int | None, monthly_cents: int | None, is_running: bool
) -> None:
    """Store what was found in the file, until the delivery is done."""
    note(
        Proposal.objects.get(pk=proposal.pk),
        saved_mark=mark[:60],
        accepted_months=_believe(months),
        accepted_cents=_believe(monthly_cents),
        was_running=is_running,
    )


def take_saved(proposal: Proposal, result: dict[str, Any]) -> Proposal | None:
    """It is saved.

    It counts as accepted only when it runs and a proven rule says that Tagor accepts by itself.

    That it runs is not enough: Tagor's document does not say whether saving alone makes a plan run.
    Returns the request when it still waits for the office, else None.
    """
    if proposal.state not in ON_ITS_WAY:
        return None
    changes: dict[str, Any] = {
        "accepted_months": _believe(result.get("months")) or proposal.accepted_months,
        "accepted_cents": _believe(result.get("monthly_cents")) or proposal.accepted_cents,
    }
    mark = str(result.get("mark") or proposal.saved_mark)[:60]
    details = {**changes, "ends_plan": bool(proposal.plan_mark)}
    now = timezone.now()
    seen: bool | None = result.get("active", proposal.was_running)
    changes |= {"saved_mark": mark, "was_running": seen}
    sent = move(proposal, State.SENT, details=details, sent_at=now, **changes)
    if not _is_accepted(sent, runs=seen):
        return sent
    move(sent, State.ACCEPTED, decided_at=timezone.now(), details={"by": "rule"})
    return None


def take_unsaved(proposal: Proposal, reason: str) -> None:
    """It was given up or dropped: back to people, refused, or failed.

    What waits for people again is not on its way to an approval any more.
    """
    if proposal.state not in {*ON_ITS_WAY, State.UNDO}:
        return
    to, changes = _find_unsaved_state(proposal, reason)
    if to in FOR_STAFF:
        changes["wants_approval"] = False
    move(proposal, to, details={"code": reason}, refusal_code=reason[:40], **changes)


def take_as_told(proposal: Proposal, reason: str) -> None:
    """Staff say that it is in Tagor, as requested: the request waits for the office's answer.

    One that failed stays failed when the file has a newer request.
    """
    is_failed = proposal.state == State.FAILED and not _has_successor(proposal)
    if proposal.state not in ON_ITS_WAY and not is_failed:
        return
    wanted = proposal.wanted
    told: dict[str, Any] = {"accepted_months": wanted.months, "accepted_cents": wanted.monthly_cents}
    details = {**told, "by": "staff", "code": reason}
    now = timezone.now()
    move(proposal, State.SENT, details=details, sent_at=now, refusal_code="", wants_approval=False, **told)


def take_approved(proposal: Proposal, result: dict[str, Any]) -> None:
    """The office approved it in Tagor."""
    if proposal.state == State.SENT:
        details = {"by": "office", "medium": result.get("medium", "")}
        move(proposal, State.ACCEPTED, decided_at=timezone.now(), details=details)


def take_unapproved(proposal: Proposal, reason: str) -> None:
    """It could not be approved: it stays where it is, for a person to look at."""
    if proposal.state == State.SENT:
        note(proposal, wants_approval=False, refusal_code=reason[:40])


def _find_unsaved_state(proposal: Proposal, reason: str) -> tuple[str, dict[str, Any]]:
    """Where a request goes that was not saved, with what else changes.

    Tagor's no to what the office agreed to is for the office. A plan that this request saved before still
    stands: then the request waits on as it was asked.
    """
    if proposal.state == State.UNDO:
        return State.FAILED, {}
    if reason in BACK_TO_PEOPLE:
        return BACK_TO_PEOPLE[reason], {}
    if proposal.wants_approval and reason in REFUSED_BY_TAGOR and proposal.state == State.SENDING:
        if proposal.plan_mark and proposal.plan_mark == proposal.saved_mark:
            return State.SENT, {"agreed": None}
        return State.HELD if proposal.plan_mark else State.REVIEW, {}
    return State.REFUSED if reason in REFUSALS else State.FAILED, {}


def _believe(number: int | None) -> int | None:
    """A number of months or cents from Tagor; None for an implausible one."""
    return number if number is not None and 0 < number <= LARGEST else None


def _has_successor(proposal: Proposal) -> bool:
    """Whether another request of the file is open: then one that failed stays as it is."""
    of_file = Proposal.objects.filter(office=proposal.office_id, file_id=proposal.file_id, state__in=OPEN)
    return of_file.exclude(pk=proposal.pk).exists()


def _is_accepted(proposal: Proposal, *, runs: bool | None) -> bool:
    """``runs``: Tagor's state just after saving, kept for the setup doctor; None when it was not read."""
    rule = find_rule(proposal.office, proposal.file_type_id, proposal.balance_cents)
    if runs is not None:
        note_what_tagor_did(rule, accepted=runs)
    return bool(runs) and rule is not None and rule.is_proven and proposal.outcome == Outcome.ACCEPT
