"""Runs an action: it is stored first, then sent once; and handles later reports on it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.aptic.actions import run_states
from portal.aptic.actions.calling import (
    InputGoneError,
    Order,
    ask_result,
    call,
    read_answer,
    seal_order,
    store_answer,
)
from portal.aptic.actions.delivery import KIND
from portal.aptic.models import RunState, ServiceAction, ServiceRun
from portal.audit.actors import Actor
from portal.integrations.errors import IntegrationError, NotAuthorised, Rejected, Unavailable
from portal.integrations.openapi import InvalidRequest
from portal.outbox import services as outbox
from portal.outbox.models import Delivery
from portal.outbox.models import State as DeliveryState
from portal.web.job_scheduling import Job
from portal.web.retention import see_to_forgetting

# A call in a request takes seconds; one "being sent" for longer than this died with its process.
CALL_LIFE = timedelta(minutes=5)
DEAD_CALLS = Job("portal.aptic.actions.tasks.end_dead_calls")
# Words in an answer that say how far the work is. ASSUMED: the author of a definition chooses them.
UNDER_WAY = {"running", "working", "pending", "queued", "started", "processing", "waiting", "in progress"}
BROKEN = {"failed", "error", "cancelled", "canceled", "aborted"}


def start_run(action: ServiceAction, order: Order, *, once: str, by: Actor, file_id: str = "") -> ServiceRun:
    """Run an action once for a checked form: through the outbox, or at once when it only reads.

    The same ``once`` again gives the first run; nothing is sent again.
    """
    with transaction.atomic():
        run, is_new = ServiceRun.objects.get_or_create(
            once=once,
            defaults={
                "office": action.office,
                "action": action,
                "asked_by_id": by.user_id,
                "file_id": file_id,
                "input": seal_order(order),
                "state": RunState.SENDING if action.is_read_only else RunState.WAITING,
            },
        )
        if is_new:
            run_states.record_run("aptic-action-asked", run, by=by)
            see_to_forgetting()
            if action.is_read_only:
                DEAD_CALLS.plan(timezone.now() + CALL_LIFE + timedelta(seconds=1))
            else:
                lane = f"aptic:{file_id}" if file_id else ""
                payload = {"run": run.pk}
                outbox.put(
                    kind=KIND, key=once, lane=lane, payload=payload, office=run.office, file_id=file_id
                )
    if is_new and action.is_read_only:
        _call_now(run)
    return run


def _call_now(run: ServiceRun) -> None:
    """Make the call while the person waits. Any failure is stored with the run."""
    try:
        call(run)
    except (InvalidRequest, InputGoneError):
        run_states.end_by_reason(run, "does-not-fit")
    except Unavailable:
        run_states.end_by_reason(run, "unavailable")
    except NotAuthorised:
        run_states.end_by_reason(run, "not-authorised")
    except Rejected as error:
        run_states.end_by_reason(run, error.code)
    except IntegrationError:
        run_states.end_by_reason(run, "no-answer")
    else:
        run_states.take_answer(run)


def take_back(run: ServiceRun, *, by: Actor) -> bool:
    """Cancel a run that has not been sent. Returns whether it was in time."""
    with transaction.atomic():
        delivery = Delivery.objects.filter(kind=KIND, key=run.once, state=DeliveryState.WAITING).first()
        if delivery is None or not outbox.cancel(delivery):
            return False
        run_states.move(run, RunState.CANCELLED, sources=(RunState.WAITING, RunState.SENDING))
        run_states.record_run("aptic-action-taken-back", run, by=by)
    return True


def check_progress(run: ServiceRun) -> None:
    """Ask about its progress, and store the answer. Raises: the errors of a call, InputGoneError."""
    data = ask_result(run)
    ServiceRun.objects.filter(pk=run.pk).update(looked_at=timezone.now())
    word = _read_state(data)
    if word in UNDER_WAY:
        return
    _end_work(run, data, is_failed=word in BROKEN)


def _read_state(data: Any) -> str:
    found = data.get("state", data.get("status", "")) if isinstance(data, dict) else ""
    return str(found).strip().lower()


def mark_done(run: ServiceRun, *, by: Actor) -> bool:
    """Staff saw in Aptic that the work is done. False when the run has ended already."""
    with transaction.atomic():
        if not run_states.move(run, RunState.DONE, sources=(RunState.WORKING,), reason="by-hand"):
            return False
        run_states.record_run("aptic-action-marked-done", run, by=by)
    return True


def note_job_end(job_id: str, *, is_failed: bool, data: Any = None) -> bool:
    """Aptic reported (jobcomplete, jobfailed) that work has ended. Returns whether it was ours."""
    run = ServiceRun.objects.filter(job_id=job_id, state=RunState.WORKING).first() if job_id else None
    return run is not None and _end_work(run, data, is_failed=is_failed)


@transaction.atomic
def _end_work(run: ServiceRun, data: Any, *, is_failed: bool) -> bool:
    state, reason = (RunState.REFUSED, "job-failed") if is_failed else (RunState.DONE, "")
    if not run_states.move(run, state, sources=(RunState.WORKING,), reason=reason):
        return False
    if data is not None:
        store_answer(run, read_answer(data), status=run.status)
    run_states.record_run("aptic-action-ended", run)
    return True


def end_dead_calls(*, now: datetime | None = None) -> int:
    """Set calls whose process died to unknown. Returns how many there were."""
    now = now or timezone.now()
    outbox_keys = Delivery.objects.filter(kind=KIND).values("key")
    dead = ServiceRun.objects.filter(state=RunState.SENDING, asked_at__lt=now - CALL_LIFE)
    runs = list(dead.exclude(once__in=outbox_keys))
    for run in runs:
        run_states.end_by_reason(run, "process-died")
    return len(runs)
