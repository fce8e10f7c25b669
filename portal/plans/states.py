"""Which state a plan request can go to: one table, one function."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.plans.models import Proposal, State

FROM_OFFICE: frozenset[str] = frozenset(
    {State.SENDING, State.COUNTERED, State.ASKED, State.DECLINED, State.WITHDRAWN, State.SUPERSEDED}
)
BACK_TO_OFFICE: frozenset[str] = frozenset(
    {State.HELD, State.REVIEW, State.SENT, State.DECLINED, State.WITHDRAWN, State.SUPERSEDED}
)

TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.UNDO, State.HELD, State.REVIEW, State.EXPIRED}),
    State.UNDO: frozenset({State.SENDING, State.WITHDRAWN, State.SUPERSEDED, State.FAILED}),
    State.HELD: FROM_OFFICE,
    State.REVIEW: FROM_OFFICE | {State.HELD},
    # Back to held or review only when it is certain that Tagor saved nothing.
    State.SENDING: frozenset(
        {
            State.SENT,
            State.REFUSED,
            State.UNKNOWN,
            State.HELD,
            State.REVIEW,
            State.FAILED,
            State.WITHDRAWN,
            State.SUPERSEDED,
        }
    ),
    State.UNKNOWN: frozenset(
        {State.SENT, State.SENDING, State.HELD, State.REVIEW, State.REFUSED, State.FAILED}
    ),
    State.SENT: frozenset({State.ACCEPTED, State.COUNTERED, State.ASKED, State.DECLINED, State.SUPERSEDED}),
    State.COUNTERED: BACK_TO_OFFICE | {State.SENDING, State.EXPIRED},
    State.ASKED: BACK_TO_OFFICE | {State.COUNTERED},
    # Staff may order another try, or confirm that it arrived after all.
    State.FAILED: frozenset({State.SENDING, State.SENT}),
    State.ACCEPTED: frozenset(),
    State.DECLINED: frozenset(),
    State.REFUSED: frozenset(),
    State.SUPERSEDED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.EXPIRED: frozenset(),
}

ON_ITS_WAY = frozenset({State.SENDING, State.UNKNOWN})
"""The outbox has it; nobody else may end it."""

FINAL = tuple(state for state in State if not TRANSITIONS[state])

WAITS_AFTER = timedelta(minutes=1)
"""A delivery that began longer ago than this waits for Tagor."""

REFUSALS = frozenset({"plan-too-low", "plan-too-long", "plan-bad-date", "plan-not-allowed", "not-in-file"})
"""Tagor's refusals that are shown to the person who asked, where nobody at the office agreed before."""
REFUSED_BY_TAGOR = REFUSALS | {"self-service-refused", "not-allowed", "unknown"}
"""Every code with which Tagor refuses to save: nothing was saved."""


class TransitionError(Exception):
    """The request is not in the state that the caller expected, or the table forbids the change."""


def can_withdraw(proposal: Proposal, now: datetime | None = None) -> bool:
    """Whether the person may take a request back: the table allows it, and nothing of it stands in Tagor.

    ``now``: for a page, which offers it for a delivery under way only while that waits for Tagor.
    """
    if proposal.came_from == State.SENT or State.WITHDRAWN not in TRANSITIONS[proposal.state]:
        return False
    if now is None or proposal.state != State.SENDING or proposal.claimed_at is None:
        return True
    return now - proposal.claimed_at > WAITS_AFTER


def is_yes_refused(proposal: Proposal) -> bool:
    """Whether the office agreed to it, and Tagor then refused: the office has the next word again.

    A request to which nobody agreed ends as refused instead.
    """
    is_back = proposal.state in {State.HELD, State.REVIEW, State.SENT, State.ASKED, State.COUNTERED}
    return is_back and not proposal.wants_approval and proposal.refusal_code in REFUSED_BY_TAGOR


@transaction.atomic
def transition(proposal: Proposal, to: str, *, version: int | None = None, **changes: Any) -> Proposal:
    """Move a request to another state, with other fields in the same write; the row is locked meanwhile.

    The step must be in the table, and the request must still be where ``proposal`` shows it. With ``version``
    not even a detail may have changed since. Returns the fresh row.
    Raises: TransitionError; Proposal.DoesNotExist.
    """
    fresh = _lock(proposal, version)
    if to not in TRANSITIONS[fresh.state]:
        raise TransitionError(f"{proposal.number} cannot go from {fresh.state} to {to}")
    return _write(fresh, {**changes, "state": to, "moved_at": timezone.now()})


@transaction.atomic
def note(proposal: Proposal, *, version: int | None = None, **changes: Any) -> Proposal:
    """Change details of a request without changing its state. Raises: as ``transition``."""
    return _write(_lock(proposal, version), changes)


def _lock(proposal: Proposal, version: int | None) -> Proposal:
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if fresh.state != proposal.state or version not in {None, fresh.version}:
        raise TransitionError(f"{proposal.number} is {fresh.state} {fresh.version}, not {proposal.state}")
    return fresh


def _write(fresh: Proposal, changes: dict[str, Any]) -> Proposal:
    changes["version"] = fresh.version + 1
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(changes))
    return fresh
