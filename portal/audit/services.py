"""Write to the trail, and prove that it was not rewritten."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.audit.actors import Actor, through_pass
from portal.audit.models import ChainHead, Event
from portal.audit.signals import acts_recorded
from portal.audit.statements import append
from portal.audit.watch import see_to_watching
from portal.integrations.context import request_id


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did: the arguments of ``record``."""

    act: str
    by: Actor
    file_id: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def record(
    act: str,
    *,
    by: Actor,
    file_id: str = "",
    details: dict[str, Any] | None = None,
) -> Event:
    """Append one event; call it inside the transaction of the change that it records.

    ``details`` holds plain JSON values, never names, addresses or secrets; amounts in cents.
    """
    return record_all([Act(act, by, file_id, details or {})])[0]


def record_all(acts: Sequence[Act]) -> list[Event]:
    """Append an event for each, in this order, and take the lock of the trail once."""
    if not acts:
        return []
    with transaction.atomic(savepoint=False):  # nobody goes on with a change that the trail does not hold
        events = list(_chain(_lock_head(), acts))
        append(events, proof=compute_proof(events[-1].number, events[-1].seal))
        see_to_watching()
    acts_recorded.send(sender=Event, events=events)
    return events


def _chain(head: ChainHead, acts: Sequence[Act]) -> Iterator[Event]:
    """The events, each sealed to the one before it."""
    number, seal = head.number, head.seal
    for one in acts:
        event = Event(
            number=number + 1,
            at=timezone.now(),
            actor=one.by.kind,
            staff_id="" if one.by.user_id is None else str(one.by.user_id),
            act=one.act,
            file_id=one.file_id,
            request_id=request_id.get(),
            details=_add_pass(one.details, one.by),
            previous_seal=seal,
        )
        event.seal = compute_seal(event)
        number, seal = event.number, event.seal
        yield event


def _add_pass(details: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Add the helper pass: a helper's acts count as the defendant's, and the trail names the pass."""
    number = through_pass.get()
    if number is None or by.kind != Event.ActorKind.DEFENDANT:
        return details
    return {"pass": number, **details}


def _lock_head() -> ChainHead:
    """The newest event's position, locked until the transaction ends; created with the first event."""
    head = ChainHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        ChainHead.objects.get_or_create(pk=1)
        head = ChainHead.objects.select_for_update().get(pk=1)
    return head


def find_broken_link(*, newest: int | None = None) -> int | None:
    """The number of the first event whose seal or number does not fit; None when the chain is intact.

    ``newest``: check only that many of the newest events, from the seal of the one before them.
    """
    (number, seal), events = find_base(), Event.objects.order_by("number")
    before = Event.objects.order_by("-number")[newest : newest + 1].first() if newest is not None else None
    if before is not None:
        number, seal, events = before.number, before.seal, events.filter(number__gt=before.number)
    for event in events.iterator(chunk_size=500):
        fits = event.number == number + 1 and event.previous_seal == seal
        if not fits or not hmac.compare_digest(event.seal, compute_seal(event)):
            return event.number
        number, seal = event.number, event.seal
    return None if _is_head(number, seal) else number + 1


def _is_head(number: int, seal: str) -> bool:
    """Whether the trail ends where its head says, and the head was written with the key."""
    head = ChainHead.objects.filter(pk=1).first()
    if head is None:
        return number == 0
    if (head.number, head.seal) != (number, seal):
        return False
    return number == 0 or hmac.compare_digest(head.proof, compute_proof(number, seal))


def find_base() -> tuple[int, str]:
    """The start of the chain; its very beginning when the stored start was not written with the key."""
    head = ChainHead.objects.filter(pk=1).first()
    if head is None or not head.base_number:
        return 0, ""
    proof = compute_base_proof(head.base_number, head.base_seal)
    return (head.base_number, head.base_seal) if hmac.compare_digest(head.base_proof, proof) else (0, "")


def compute_base_proof(number: int, seal: str) -> str:
    """HMAC-SHA-256 in hex of where the trail begins."""
    return hmac.new(_key(), f"base:{number}:{seal}".encode(), hashlib.sha256).hexdigest()


def compute_proof(number: int, seal: str) -> str:
    """HMAC-SHA-256 in hex of where the trail ends."""
    return hmac.new(_key(), f"head:{number}:{seal}".encode(), hashlib.sha256).hexdigest()


def compute_seal(event: Event) -> str:
    """HMAC-SHA-256 in hex over everything the event says, keyed by AUDIT_KEY (or the secret key)."""
    said = {
        "number": event.number,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor,
        "staff_id": event.staff_id,
        "act": event.act,
        "file_id": event.file_id,
        "request_id": event.request_id,
        "details": event.details,
        "previous_seal": event.previous_seal,
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(_key(), text.encode(), hashlib.sha256).hexdigest()


def _key() -> bytes:
    key: str = settings.AUDIT_KEY or settings.SECRET_KEY
    return hashlib.sha256(b"audit:" + key.encode()).digest()
