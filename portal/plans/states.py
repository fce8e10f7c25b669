"""Which state a plan request can go to: one table, one function."""

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


class TransitionError(Exception):
    """The request is not in the state that the caller expected, or the table forbids the change."""


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
