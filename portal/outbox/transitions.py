"""The functions that change the state of a delivery; nothing else does.

Every change of state is one conditional UPDATE: of two workers that try, one succeeds. ``claim`` fences off a
worker that counted as dead: it cannot change what another has claimed since. The handler's changes, the audit
event and the next plan share the transaction.
"""

import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.outbox.handlers import Handler
from portal.outbox.models import OPEN, Delivery, State
from portal.outbox.pauses import SENDING_LIFE
from portal.outbox.queue import plan_delivery
from portal.outbox.selectors import IS_FIRST_OF_LANE, find_next_of_lane

logger = logging.getLogger(__name__)

Hook = Callable[[Delivery], None]


def claim(delivery: Delivery, handler: Handler, now: datetime) -> bool:
    """Claim the delivery. Returns whether this worker, and no other, sends it now, as it was read.

    Raises what ``on_sending`` raises; the claim stands then, without what the handler changed.
    """
    if type(handler).on_sending is Handler.on_sending:  # one statement is a transaction of its own
        return _claim(delivery, now)
    fault: Exception | None = None
    with transaction.atomic():
        if not _claim(delivery, now):
            return False
        try:
            with transaction.atomic():
                handler.on_sending(delivery)
        except Exception as error:  # noqa: BLE001 - raised again, once the claim is kept
            fault = error
    if fault is not None:
        raise fault
    return True


def _claim(delivery: Delivery, now: datetime) -> bool:
    """Only what has not been claimed, and not been given up and revived, since it was read."""
    # What was revived stands later in its lane. No equality: SQLite compares moments as texts.
    as_read = Q(due_at__lt=delivery.due_at + timedelta(seconds=1))
    waiting = Delivery.objects.filter(IS_FIRST_OF_LANE, as_read, not_before__lte=now)
    fields = {
        "state": State.SENDING,
        "claim": secrets.token_hex(16),
        "claimed_at": now,
        "not_before": now + SENDING_LIFE,
        "tries": delivery.tries + 1,
        "before": {},
    }
    return _move_among(waiting.filter(state=State.WAITING), delivery, fields)


def store_before(delivery: Delivery, before: dict[str, Any], now: datetime) -> bool:
    """Store what the handler read, and live on. False: another worker took this one for dead.

    Sending begins now: reading may have taken time, and the effect needs its full time to show.
    """
    fields = {"before": before, "not_before": now + SENDING_LIFE, "claimed_at": now}
    return _move(delivery, (State.SENDING,), **fields)


@transaction.atomic
def wait(delivery: Delivery, *, reason: str, pause: timedelta, now: datetime, is_ageing: bool = True) -> bool:
    """Nothing was sent: retry after a pause. Without ``is_ageing`` the pause does not count as age."""
    moment = now + pause
    give_up_at = delivery.give_up_at if is_ageing else delivery.give_up_at + pause
    moved = _move(
        delivery,
        OPEN,
        state=State.WAITING,
        reason=reason[:60],
        not_before=moment,
        give_up_at=give_up_at,
    )
    if moved:
        plan_delivery(delivery.pk, moment)
    return moved


@transaction.atomic
def doubt_restored(delivery: Delivery, hook: Hook | None, now: datetime) -> bool:
    """Doubt a restored delivery: the backup shows it as not sent, but it may have been sent since.

    Find out, as if it had just been sent.
    """
    fields = {"state": State.DOUBTFUL, "reason": "restored", "not_before": now, "claimed_at": now}
    if not _move(delivery, (State.WAITING, State.SENDING), **fields, claim=secrets.token_hex(16)):
        return False
    _call_safely(hook, delivery)
    plan_delivery(delivery.pk, now)
    return True


@transaction.atomic
def doubt(delivery: Delivery, hook: Hook | None, *, reason: str, look_at: datetime) -> bool:
    """Nobody knows whether it arrived: find out at ``look_at``."""
    fields = {"state": State.DOUBTFUL, "reason": reason[:60], "not_before": look_at}
    if not _move(delivery, (State.SENDING, State.DOUBTFUL), **fields):
        return False
    _call_safely(hook, delivery)
    plan_delivery(delivery.pk, look_at)
    return True


def take_to_find_out(delivery: Delivery, now: datetime) -> bool:
    """Claim a delivery that is doubtful or whose process died. Returns whether only this worker asks now."""
    mine = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=delivery.state)
    taken = mine.filter(not_before__lte=now).update(not_before=now + SENDING_LIFE)
    if taken:
        delivery.not_before = now + SENDING_LIFE
    return bool(taken)


@transaction.atomic
def finish(delivery: Delivery, handler: Handler, *, result: dict[str, Any]) -> bool:
    """It arrived. Raises what ``on_done`` raises; then nothing is changed."""
    if not _move(delivery, OPEN, **_ended(State.DONE, reason=""), result=result, secret=""):
        return False
    handler.on_done(delivery)
    _release_lane(delivery)
    return True


@transaction.atomic
def give_up(delivery: Delivery, hook: Hook | None, *, reason: str, said: str = "") -> bool:
    """Stop trying: a person looks at it. ``said``: the refusal text of the system."""
    result = {"said": said} if said else {}
    if not _move(delivery, OPEN, **_ended(State.GIVEN_UP, reason=reason), result=result):
        return False
    logger.error("ALERT delivery %s (%s) is given up: %s", delivery.pk, delivery.kind, delivery.reason)
    _call_safely(hook, delivery)  # a room's own rows are locked before the trail, as everywhere
    details = _make_details(delivery)
    record("delivery-given-up", by=SYSTEM, file_id=delivery.file_id, details=details)
    _release_lane(delivery)
    return True


@transaction.atomic
def cancel(delivery: Delivery, *, reason: str, sources: Iterable[State], hook: Hook | None = None) -> bool:
    """End it unsent. False when it is in none of the states ``sources`` any more."""
    ended = _ended(State.CANCELLED, reason=reason)
    moved = Delivery.objects.filter(pk=delivery.pk, state__in=tuple(sources)).update(**ended, secret="")
    if moved:
        delivery.refresh_from_db()
        if hook is not None:
            hook(delivery)
        _release_lane(delivery)
    return bool(moved)


@transaction.atomic
def revive(delivery: Delivery, *, patience: timedelta) -> bool:
    """Let one that was given up wait again, at the end of its lane, as if it were new."""
    now = timezone.now()
    given_up = Delivery.objects.filter(pk=delivery.pk, state=State.GIVEN_UP)
    moved = given_up.exclude(has_secret=True, secret="").update(
        state=State.WAITING,
        reason="",
        due_at=now,
        not_before=now,
        give_up_at=now + patience,
        ended_at=None,
        tries=0,
    )
    if moved:
        delivery.refresh_from_db()
        plan_delivery(delivery.pk, now)
    return bool(moved)


def _move(delivery: Delivery, sources: Iterable[State], **fields: Any) -> bool:
    """Change a delivery that is in one of these states; see ``_move_among``."""
    return _move_among(Delivery.objects.filter(state__in=tuple(sources)), delivery, fields)


def _move_among(deliveries: "QuerySet[Delivery]", delivery: Delivery, fields: dict[str, Any]) -> bool:
    """Change one of ``deliveries``, unless another worker has claimed it since it was read."""
    mine = deliveries.filter(pk=delivery.pk, claim=delivery.claim)
    if not mine.update(**fields):
        return False
    for name, value in fields.items():
        setattr(delivery, name, value)
    return True


def _ended(state: State, *, reason: str) -> dict[str, Any]:
    return {"state": state, "reason": reason[:60], "not_before": None, "ended_at": timezone.now()}


def _make_details(delivery: Delivery) -> dict[str, Any]:
    return {"delivery": delivery.pk, "kind": delivery.kind, "reason": delivery.reason}


def _release_lane(ended: Delivery) -> None:
    """Queue the next of the lane: its own task may have found it blocked."""
    following, not_before = find_next_of_lane(ended)
    now = timezone.now()
    if following is not None and not_before is not None and not_before <= now:
        plan_delivery(following, now)


def _call_safely(hook: Hook | None, delivery: Delivery) -> None:
    """Run a room's hook. Its failure does not affect the state of the delivery, but logs an alert."""
    if hook is None:
        return
    try:
        with transaction.atomic():
            hook(delivery)
    except Exception as error:  # noqa: BLE001 - a room's hook may raise anything
        logger.error(  # noqa: TRY400 - the text of the error may hold what must not be logged
            "ALERT delivery %s (%s): %s in a hook", delivery.pk, delivery.kind, type(error).__name__
        )
