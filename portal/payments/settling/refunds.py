"""Money to be paid back to a payer: requested by staff who decide, paid and confirmed by accounting."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.payments.attempt.states import PAID, TO_DECIDE
from portal.payments.models import Attempt, Refund, State

WITH_MONEY = (*PAID, *TO_DECIDE, State.LAPSED, State.SEEN, State.BOOKED)
"""States in which the office may have somebody's money."""


class RefundError(Exception):
    """There is nothing (more) to pay back, or it was requested already."""


@transaction.atomic
def ask_refund(attempt: Attempt, amount_cents: int, *, by: Actor) -> Refund:
    """Ask accounting to pay money back, at most what was paid.

    Raises: RefundError; ValueError when nobody of the staff asks.
    """
    if by.user_id is None:
        raise ValueError("only staff ask for a refund")
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if not 0 < amount_cents <= count_refundable(locked):
        raise RefundError("amount")
    try:
        with transaction.atomic():
            made = Refund.objects.create(
                attempt=locked, amount_cents=amount_cents, asked_by_id=by.user_id, asked_at=timezone.now()
            )
    except IntegrityError:
        raise RefundError("asked") from None
    details = {"attempt": locked.pk, "refund": made.pk, "amount_cents": amount_cents}
    record("payment-refund-asked", by=by, file_id=locked.file_id, details=details)
    return made


@transaction.atomic
def end_refund(refund: Refund, *, is_done: bool, by: Actor) -> bool:
    """Accounting paid it back, or it is not to be paid back after all. False: it was ended before."""
    state = Refund.State.DONE if is_done else Refund.State.DROPPED
    waiting = Refund.objects.filter(pk=refund.pk, state=Refund.State.ASKED)
    if not waiting.update(state=state, ended_by=by.user_id, ended_at=timezone.now()):
        return False
    details = {"attempt": refund.attempt_id, "refund": refund.pk, "amount_cents": refund.amount_cents}
    act = "payment-refund-done" if is_done else "payment-refund-dropped"
    record(act, by=by, file_id=refund.attempt.file_id, details=details)
    return True


def count_refundable(attempt: Attempt) -> int:
    """How many cents can still be paid back; 0 when the office cannot have the money, or a refund waits."""
    if attempt.state not in WITH_MONEY or attempt.refunds.filter(state=Refund.State.ASKED).exists():
        return 0
    return attempt.left_cents


def list_refunds(*, is_open: bool = True) -> QuerySet[Refund]:
    """Refunds that wait, longest first; or ended ones, newest first."""
    found = Refund.objects.select_related("attempt")
    if is_open:
        return found.filter(state=Refund.State.ASKED)
    return found.exclude(state=Refund.State.ASKED).order_by("-ended_at", "-pk")
