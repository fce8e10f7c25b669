"""The office's answers to a request to change a plan, and the person's replies."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import DEFENDANT, SYSTEM, Actor
from portal.outbox import services as outbox
from portal.plans.models import ChangeRequest, Proposal
from portal.plans.running.change_steps import Answer, ChangeMovedError, step
from portal.web.job_scheduling import Job

TEXT_LIMIT = 1000
DELIVERY_KIND = "plans.change-answer"
EXPIRY = Job("portal.plans.tasks.expire_offered_day")
LATEST_OFFER = timedelta(days=366)


class InvalidOfferError(Exception):
    """The proposed day has passed, or is before the last day to accept it."""


@transaction.atomic
def agree_to_change(change: ChangeRequest, *, by: Actor, version: int, words: str = "") -> ChangeRequest:
    """The office agrees to what was asked, while that day is ahead. Raises: ChangeMovedError."""
    if change.later_on is not None and change.later_on <= timezone.localdate():
        raise ChangeMovedError(change.number)
    return _end(change, Answer.AGREED, act="plan-change-agreed", by=by, version=version, words=words)


@transaction.atomic
def decline_change(change: ChangeRequest, *, by: Actor, version: int, reason: str) -> ChangeRequest:
    """Decline, with a reason that the person reads. Raises: ChangeMovedError."""
    return _end(change, Answer.DECLINED, act="plan-change-declined", by=by, version=version, words=reason)


def ask_about_change(change: ChangeRequest, *, by: Actor, version: int, question: str) -> ChangeRequest:
    """Ask the person something; the request waits for the answer. Raises: ChangeMovedError."""
    words: dict[str, Any] = {"question": question[:TEXT_LIMIT], "reply": ""}
    return step(change, Answer.ASKED, act="plan-change-question", by=by, version=version, **words)


@transaction.atomic
def offer_day(
    change: ChangeRequest, *, by: Actor, version: int, later_on: date, until: date, words: str = ""
) -> ChangeRequest:
    """Propose another day for the payment, with a last day to accept it.

    Raises: ChangeMovedError, InvalidOfferError.
    """
    today = timezone.localdate()
    if not today <= until < later_on <= today + LATEST_OFFER:
        raise InvalidOfferError(change.number)
    offered = {"offer_on": later_on, "offer_until": until, "reason": words[:TEXT_LIMIT], "reply": ""}
    told = {"later_on": later_on.isoformat(), "until": until.isoformat()}
    moved = step(
        change, Answer.OFFERED, act="plan-change-offered", by=by, version=version, details=told, **offered
    )
    day_after = datetime.combine(until + timedelta(days=1), time(0, 5))
    EXPIRY.plan(timezone.make_aware(day_after), change_id=moved.pk)
    return moved


def note_planned(change: ChangeRequest, plan: Proposal, *, by: Actor, version: int) -> ChangeRequest:
    """A request for a new plan was made of it: that one is decided about now. Raises: ChangeMovedError."""
    told = {"plan": plan.number}
    return step(
        change, Answer.PLANNED, act="plan-change-planned", by=by, version=version, details=told, plan=plan
    )


def answer_change(change: ChangeRequest, *, version: int, text: str) -> ChangeRequest:
    """The person answers the question: the office is next. Raises: ChangeMovedError."""
    _check(change, Answer.ASKED)
    reply: dict[str, Any] = {"reply": text[:TEXT_LIMIT]}
    return step(change, Answer.WAITING, act="plan-change-answered", by=DEFENDANT, version=version, **reply)


@transaction.atomic
def take_day(change: ChangeRequest, *, version: int) -> ChangeRequest:
    """The person accepts the proposed day. Raises: ChangeMovedError."""
    _check(change, Answer.OFFERED)
    if change.offer_until is None or change.offer_until < timezone.localdate():
        raise ChangeMovedError(change.number)
    return _end(
        change,
        Answer.AGREED,
        act="plan-change-taken",
        by=DEFENDANT,
        version=version,
        words=change.reason,
        later_on=change.offer_on,
    )


def turn_day_down(change: ChangeRequest, *, version: int, text: str) -> ChangeRequest:
    """The person declines that day: the office is next. Raises: ChangeMovedError."""
    _check(change, Answer.OFFERED)
    reply: dict[str, Any] = {"reply": text[:TEXT_LIMIT]}
    return step(change, Answer.WAITING, act="plan-change-turned-down", by=DEFENDANT, version=version, **reply)


def expire_offer(change: ChangeRequest) -> bool:
    """A proposed day was not accepted in time: the office is next. Returns whether it expired."""
    is_over = change.offer_until is not None and change.offer_until < timezone.localdate()
    if change.answer != Answer.OFFERED or not is_over:
        return False
    try:
        step(change, Answer.WAITING, act="plan-change-offer-expired", by=SYSTEM, version=change.version)
    except ChangeMovedError:
        return False
    return True


def _check(change: ChangeRequest, answer: str) -> None:
    """Check that the person answers what their page showed."""
    if change.answer != answer:
        raise ChangeMovedError(change.number)


def _end(
    change: ChangeRequest, to: str, *, act: str, by: Actor, version: int, words: str, **changes: Any
) -> ChangeRequest:
    """Decide, and put the answer in the outbox, for the file in Tagor."""
    moved = step(change, to, act=act, by=by, version=version, reason=words[:TEXT_LIMIT], **changes)
    outbox.put(
        kind=DELIVERY_KIND,
        key=str(moved.pk),
        lane=f"plans.change:{moved.file_id}",
        payload={"change": moved.pk},
        office=moved.office,
        file_id=moved.file_id,
    )
    return moved
