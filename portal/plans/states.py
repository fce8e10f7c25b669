"""Where a plan request can go from where it is: one table, one door."""

from typing import Any

from django.db import transaction

from portal.plans.models import Proposal

State = Proposal.State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.SENDING, State.EXPIRED}),
    # Back to draft only when it is certain that Tagor did nothing.
    State.SENDING: frozenset({State.SENT, State.REFUSED, State.UNKNOWN, State.DRAFT}),
    State.UNKNOWN: frozenset({State.SENT, State.DRAFT}),
    State.SENT: frozenset(),
    State.REFUSED: frozenset(),
    State.EXPIRED: frozenset(),
}
ON_ITS_WAY = frozenset({State.SENDING, State.UNKNOWN})


class TransitionError(Exception):
    """The request is no longer where the caller thought: it was moved, or the table forbids it."""


@transaction.atomic
def transition(proposal: Proposal, to: str, **changes: Any) -> Proposal:
    """Move a request to another state, with other fields in the same write; the row is locked meanwhile.

    The step must be in the table, and the request must still be where ``proposal`` shows it.
    Returns the fresh row. Raises: TransitionError; Proposal.DoesNotExist.
    """
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if fresh.state != proposal.state:
        raise TransitionError(f"{proposal.number} is {fresh.state}, not {proposal.state}")
    if to not in TRANSITIONS[fresh.state]:
        raise TransitionError(f"{proposal.number} cannot go from {fresh.state} to {to}")
    fresh.state = to
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=["state", *changes])
    return fresh
