"""Sends one delivery, or finds out whether it arrived. Safe to run twice or concurrently."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.integrations.errors import IntegrationError
from portal.outbox import transitions
from portal.outbox.handlers import Found, GiveUp, Handler, Postpone, get_handler
from portal.outbox.models import Delivery, State
from portal.outbox.outcomes import Decision, decide
from portal.outbox.pauses import (
    FIRST_LOOK,
    MAX_TRIES,
    SHORTEST_PAUSE,
    UNCLEAR_LIFE,
    UNKNOWN_KIND_LIFE,
    UNKNOWN_KIND_PAUSE,
    draw_look,
    draw_pause,
)
from portal.web.http_request.logs import locate

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def handle(delivery_id: int, *, clock: Clock = timezone.now) -> bool:
    """Do what is due for one delivery. False: nothing was due, it is not its turn, or another has it."""
    delivery = Delivery.objects.filter(pk=delivery_id).first()
    return delivery is not None and handle_read(delivery, clock=clock)


def handle_read(delivery: Delivery, *, clock: Clock = timezone.now) -> bool:
    """The same for one that was read before: whoever has moved it since has queued what follows."""
    if delivery.not_before is None or delivery.not_before > clock():
        return False
    handler = get_handler(delivery.kind)
    if delivery.state != State.WAITING:
        return _find_out(delivery, handler, clock)
    if handler is None:
        return _wait_for_handler(delivery, clock())
    return _send(delivery, handler, clock)


def _wait_for_handler(delivery: Delivery, now: datetime) -> bool:
    if now - delivery.due_at > UNKNOWN_KIND_LIFE:
        return transitions.give_up(delivery, None, reason="unknown-kind")
    return transitions.wait(delivery, reason="unknown-kind", pause=UNKNOWN_KIND_PAUSE, now=now)


def _send(delivery: Delivery, handler: Handler, clock: Clock) -> bool:
    try:
        if not transitions.claim(delivery, handler, clock()):
            return False
        before = handler.prepare(delivery)
        if before is not None and not transitions.store_before(delivery, before, clock()):
            return True
    except Exception as error:  # noqa: BLE001 - a handler may raise anything
        _apply(decide(error, may_have_sent=False), delivery, handler, error, clock())
        return True
    try:
        result = handler.deliver(delivery)
    except Exception as error:  # noqa: BLE001 - a handler may raise anything
        _apply(decide(error, may_have_sent=True), delivery, handler, error, clock())
    else:
        _finish(delivery, handler, result or {}, clock())
    return True


def _apply(decision: Decision, delivery: Delivery, handler: Handler, error: Exception, now: datetime) -> None:
    """Carry out the decision on a delivery that was not simply delivered."""
    level = logging.ERROR if decision.is_alert else logging.INFO
    mark, place = ("ALERT ", locate(error)) if decision.is_alert else ("", type(error).__name__)
    logger.log(level, "%sdelivery %s (%s): %s, %s", mark, delivery.pk, delivery.kind, decision.reason, place)
    if decision.act == "doubt":
        transitions.doubt(delivery, handler.on_doubtful, reason=decision.reason, look_at=now + FIRST_LOOK)
    elif decision.act == "give_up":
        hook, reason = handler.on_given_up, decision.reason
        transitions.give_up(delivery, hook, reason=reason, said=decision.said)
    elif decision.act == "postpone":
        _postpone(delivery, handler, decision, now)
    else:
        _try_again(delivery, handler, decision, now)


def _postpone(delivery: Delivery, handler: Handler, decision: Decision, now: datetime) -> None:
    if delivery.tries >= MAX_TRIES:
        transitions.give_up(delivery, handler.on_given_up, reason=decision.reason)
        return
    pause = max(timedelta(seconds=decision.seconds), SHORTEST_PAUSE)
    transitions.wait(delivery, reason=decision.reason, pause=pause, now=now, is_ageing=False)


def _try_again(delivery: Delivery, handler: Handler, decision: Decision, now: datetime) -> None:
    pause = draw_pause(delivery.tries, is_rare=decision.is_rare)
    if delivery.tries >= MAX_TRIES or now + pause > delivery.give_up_at:
        transitions.give_up(delivery, handler.on_given_up, reason=decision.reason)
    else:
        transitions.wait(delivery, reason=decision.reason, pause=pause, now=now)


def _finish(delivery: Delivery, handler: Handler, result: dict[str, Any], now: datetime) -> None:
    """Record that it arrived; if our own part of that fails, find out later: nothing is sent twice."""
    try:
        if transitions.finish(delivery, handler, result=result):
            logger.info("delivery %s (%s) arrived, try %s", delivery.pk, delivery.kind, delivery.tries)
        else:
            logger.error("ALERT delivery %s (%s) arrived late, and had moved", delivery.pk, delivery.kind)
    except Exception as error:  # noqa: BLE001 - a handler may raise anything
        delivery.refresh_from_db()
        logger.error(  # noqa: TRY400 - the text of the error may hold what must not be logged
            "ALERT delivery %s (%s) arrived, then %s", delivery.pk, delivery.kind, locate(error)
        )
        look_at = now + _draw_look(delivery, now)
        transitions.doubt(delivery, handler.on_doubtful, reason="handler-error", look_at=look_at)


def _find_out(delivery: Delivery, handler: Handler | None, clock: Clock) -> bool:
    """Ask the handler about a delivery that is doubtful, or whose process died while sending."""
    now = clock()
    if not transitions.take_to_find_out(delivery, now):
        return False
    if delivery.state == State.SENDING:
        logger.error("ALERT delivery %s (%s): its process died while sending", delivery.pk, delivery.kind)
        hook = handler.on_doubtful if handler else None
        transitions.doubt(delivery, hook, reason="process-died", look_at=delivery.not_before or now)
    found = _ask(delivery, handler)
    now = clock()
    if handler is not None and found == "arrived":
        _finish(delivery, handler, {}, now)
    elif handler is not None and found == "absent":
        _take_as_absent(delivery, handler, now)
    else:
        _doubt_on(delivery, handler, found, now)
    return True


def _ask(delivery: Delivery, handler: Handler | None) -> Found | None:
    """The handler's finding; None when it could not be asked."""
    if handler is None:
        return None
    try:
        return handler.find_out(delivery)
    except (IntegrationError, Postpone, GiveUp) as error:
        logger.info("delivery %s (%s): %s", delivery.pk, delivery.kind, type(error).__name__)
    except Exception as error:  # noqa: BLE001 - a handler may raise anything
        logger.error(  # noqa: TRY400 - the text of the error may hold what must not be logged
            "ALERT delivery %s (%s): %s", delivery.pk, delivery.kind, locate(error)
        )
    return None


def _take_as_absent(delivery: Delivery, handler: Handler, now: datetime) -> None:
    """Send it again, once an effect has had time to show."""
    settled_at = _sent_at(delivery) + handler.settle
    if now < settled_at:
        transitions.doubt(delivery, None, reason=delivery.reason, look_at=settled_at)
    elif now > delivery.give_up_at or delivery.tries >= MAX_TRIES:
        transitions.give_up(delivery, handler.on_given_up, reason=delivery.reason)
    else:
        logger.warning("delivery %s (%s) never arrived, it goes again", delivery.pk, delivery.kind)
        transitions.wait(delivery, reason=delivery.reason, pause=timedelta(), now=now)


def _doubt_on(delivery: Delivery, handler: Handler | None, found: Found | None, now: datetime) -> None:
    """Ask again later, or leave it to a person."""
    kind = handler or Handler()
    sent_at = _sent_at(delivery)
    asked_until = sent_at + kind.settle + UNCLEAR_LIFE
    if found is None:
        asked_until = max(delivery.give_up_at, sent_at + kind.patience)
    if now > asked_until:
        transitions.give_up(delivery, handler.on_given_up if handler else None, reason="unclear")
    else:
        transitions.doubt(delivery, None, reason=delivery.reason, look_at=now + _draw_look(delivery, now))


def _draw_look(delivery: Delivery, now: datetime) -> timedelta:
    return draw_look(now - _sent_at(delivery))


def _sent_at(delivery: Delivery) -> datetime:
    return delivery.claimed_at or delivery.created_at
