"""How a run changes its state: one conditional UPDATE each, so that of two changes at once one succeeds."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from portal.aptic.models import ENDED, RunState, ServiceRun
from portal.audit.actors import SYSTEM, Actor
from portal.audit.services import record

OPEN = (RunState.WAITING, RunState.SENDING, RunState.WORKING)
# Reasons after which certainly nothing was done, and reasons after which that is unknown.
NOT_SENT = {"unavailable", "not-authorised", "does-not-fit", "input-gone", "unknown-kind"}
IN_DOUBT = {"unclear", "no-answer", "process-died", "unexpected-answer", "handler-error"}


def move(
    run: ServiceRun,
    state: RunState,
    *,
    sources: Iterable[RunState] | None = None,
    reason: str = "",
    **fields: Any,
) -> bool:
    """Set a run's ``state``. False when it is in none of the states ``sources`` any more."""
    mine = ServiceRun.objects.filter(pk=run.pk)
    if sources is not None:
        mine = mine.filter(state__in=tuple(sources))
    ended_at = timezone.now() if state in ENDED else None
    if not mine.update(state=state, reason=reason[:60], ended_at=ended_at, **fields):
        return False
    run.refresh_from_db()
    return True


def end_by_reason(run: ServiceRun, reason: str) -> None:
    """Stop trying: the run is refused, not sent, or unknown."""
    state = RunState.REFUSED
    if reason in NOT_SENT:
        state = RunState.FAILED
    elif reason in IN_DOUBT:
        state = RunState.UNKNOWN
    move(run, state, reason=reason)
    record_run("aptic-action-ended", run)


def take_answer(run: ServiceRun) -> None:
    """Aptic accepted the call: it is done, or still working."""
    goes_on = run.status == 202 or (run.action.is_async and not run.action.is_read_only)
    move(run, RunState.WORKING if goes_on else RunState.DONE)
    record_run("aptic-action-taken" if goes_on else "aptic-action-done", run)


def record_run(act: str, run: ServiceRun, *, by: Actor = SYSTEM) -> None:
    """Record it in the audit trail, without anything that was filled in or answered."""
    details = {"run": run.pk, "action": run.action_id, "state": run.state, "reason": run.reason}
    record(act, by=by, file_id=run.file_id, details=details)
