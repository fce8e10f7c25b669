"""What rooms and staff can do with deliveries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import SYSTEM, Actor
from portal.audit.services import record
from portal.office.models import Office
from portal.outbox import transitions
from portal.outbox.handlers import SECRET_PURPOSE, Handler, get_handler
from portal.outbox.models import Delivery, State
from portal.outbox.pauses import SWEEP_EVERY
from portal.outbox.queue import plan_delivery, plan_sweep
from portal.outbox.selectors import list_due
from portal.outbox.sender import handle
from portal.web.sealing import seal


@transaction.atomic
def put(
    *,
    kind: str,
    key: str,
    lane: str,
    payload: Mapping[str, Any],
    office: Office | None,
    file_id: str = "",
    secret: str | None = None,
    not_before: datetime | None = None,
) -> Delivery:
    """Store an intent and queue it; call it in the transaction of the change it belongs to, as its last step.

    A repeat of kind and key returns the first one, unchanged. ``secret`` is sealed. Deliveries of one
    ``lane`` are sent in order; empty: no order. It may lock the row of the next sweep: locking the audit
    trail after that can deadlock with code that locks both the other way round. Raises: ValueError for a kind
    without handler.
    """
    handler = get_handler(kind)
    if handler is None:
        raise ValueError(f"no handler for {kind}")
    now = timezone.now()
    due_at = max(now, not_before or now)
    delivery, is_new = Delivery.objects.get_or_create(
        office=office if office and office.pk else None,
        kind=kind,
        key=key,
        defaults={
            "lane": lane,
            "file_id": file_id,
            "payload": dict(payload),
            "secret": seal(secret, purpose=SECRET_PURPOSE) if secret else "",
            "has_secret": bool(secret),
            "due_at": due_at,
            "not_before": due_at,
            "give_up_at": due_at + handler.patience,
        },
    )
    if is_new:
        plan_delivery(delivery.pk, due_at)
        plan_sweep(now + SWEEP_EVERY)
    return delivery


def cancel(delivery: Delivery) -> bool:
    """Cancel a delivery, which is possible only while it waits. Returns whether it was in time."""
    return transitions.cancel(delivery, reason="taken-back", sources=(State.WAITING,))


@transaction.atomic
def retry(delivery: Delivery, *, by: Actor, texts: Mapping[str, str] | None = None) -> bool:
    """Staff: retry what was given up. False when its state has changed, or its secret is gone.

    ``texts``: those of its handler's ``editable`` that were rewritten, by their names in the payload. One
    that was given up as unclear is sent again without a check: a person has found out that it did not arrive.
    """
    reason = delivery.reason
    handler = get_handler(delivery.kind) or Handler()
    if not transitions.revive(delivery, patience=handler.patience):
        return False
    changed = {name: text for name, text in (texts or {}).items() if delivery.payload.get(name) != text}
    if changed:
        delivery.payload = {**delivery.payload, **changed}
        delivery.save(update_fields=["payload"])
        details = {"delivery": delivery.pk, "kind": delivery.kind, "fields": sorted(changed)}
        record("delivery-rewritten", by=by, file_id=delivery.file_id, details=details)
    _record("delivery-retried", delivery, by, reason)
    plan_sweep(timezone.now() + SWEEP_EVERY)
    return True


@transaction.atomic
def drop(delivery: Delivery, *, reason: str, by: Actor) -> bool:
    """Staff: never send this (again); ``reason`` is a code. False when it is being sent, or has ended."""
    handler = get_handler(delivery.kind)
    sources = (State.WAITING, State.DOUBTFUL, State.GIVEN_UP)
    hook = handler.on_dropped if handler else None
    if not transitions.cancel(delivery, reason=reason, sources=sources, hook=hook):
        return False
    _record("delivery-dropped", delivery, by, reason)
    return True


def deliver_due(*, now: datetime | None = None, limit: int = 100) -> int:
    """Handle what is due, in this process. Returns how many were handled.

    With ``now``, that time is used throughout.
    """

    def clock() -> datetime:
        return now or timezone.now()

    looked = 0
    while looked < limit:
        ids = list_due(clock(), limit=limit - looked)
        handled = sum(handle(pk, clock=clock) for pk in ids)
        if not handled:
            break
        looked += handled
    return looked


def _record(act: str, delivery: Delivery, by: Actor, reason: str) -> None:
    details = {"delivery": delivery.pk, "kind": delivery.kind, "reason": reason}
    record(act, by=by, file_id=delivery.file_id, details=details)


def doubt_all_due() -> int:
    """After a restore: whatever may have been sent since the backup is asked about first; how many there are.

    Those whose moment has not come cannot have been sent. Safe to run twice.
    """
    now = timezone.now()
    due = Delivery.objects.filter(state__in=(State.WAITING, State.SENDING), not_before__lte=now)
    moved = 0
    for delivery in due.order_by("pk").iterator(chunk_size=500):
        handler = get_handler(delivery.kind)
        moved += transitions.doubt_restored(delivery, handler.on_doubtful if handler else None, now)
    if moved:
        plan_sweep(now)
        with transaction.atomic():
            record("deliveries-doubted", by=SYSTEM, details={"deliveries": moved})
    return moved
