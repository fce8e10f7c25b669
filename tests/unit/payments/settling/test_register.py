"""What staff see and do."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.models import Event as AuditEvent
from portal.payments.attempt.states import Event, transition
from portal.payments.models import Attempt, State
from portal.payments.settling.alerts import review_alerts
from portal.payments.settling.register import Filters, get_payment_history, list_payments
from portal.payments.settling.review import NotToResolveError, Outcome, Reason, can_resolve, resolve
from portal.receipts.models import Receipt
from tests.unit.payments.conftest import MakeAttempt


@pytest.fixture
def clerk(db: None) -> Actor:
    return Actor.staff(User.objects.create_user("els", password="x"))


def find(**filters: object) -> list[int]:
    return [attempt.amount_cents for attempt in list_payments(Filters(**filters))]  # type: ignore[arg-type]


def test_filters(make_attempt: MakeAttempt) -> None:
    first = make_attempt(state=State.SEEN, amount_cents=1, file_name="26/004512")
    make_attempt(state=State.BOOKED, amount_cents=2, provider="sips_direct")
    third = make_attempt(state=State.NEEDS_REVIEW, amount_cents=3)
    Attempt.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(days=9))
    review_alerts(third)
    assert find() == [3, 2, 1]
    assert find(states=(State.SEEN, State.BOOKED)) == [2, 1]
    assert find(provider="sips_direct") == [2]
    assert find(search=first.reference.lower()) == [1]
    assert find(search=" 26/004512 ") == find(search="26004512") == find(search="26-004512") == [1]
    assert find(search="4512") == find(search="26004513") == []
    assert find(amount_cents=2) == [2]
    assert find(oddity="late") == []
    assert find(with_alert=True) == [3]
    assert find(created_from=timezone.localdate() - timedelta(days=1)) == [3, 2]
    assert find(created_to=timezone.localdate() - timedelta(days=1)) == [1]


def test_history_is_of_one_attempt_oldest_first(make_attempt: MakeAttempt) -> None:
    attempt, other = make_attempt(state=State.AT_BANK), make_attempt(state=State.AT_BANK, amount_cents=7)
    for event in (Event.CAME_BACK, Event.SEE, Event.BOOK):
        transition(attempt.pk, event)
    transition(other.pk, Event.CAME_BACK)
    acts = [event.act for event in get_payment_history(attempt)]
    assert acts == ["payment-came-back", "payment-see", "payment-book"]


@pytest.mark.parametrize(("outcome", "state"), [("paid", State.BANK_PAID), ("unpaid", State.LAPSED)])
def test_staff_decide_what_the_bank_left_open(
    make_attempt: MakeAttempt, clerk: Actor, outcome: str, state: State
) -> None:
    attempt = make_attempt(state=State.NEEDS_REVIEW)
    review_alerts(attempt)
    moved = resolve(attempt, Outcome(outcome), Reason.ON_STATEMENT, by=clerk)
    assert moved.state == state
    event = AuditEvent.objects.get(act="payment-resolved")
    assert event.actor == "staff"
    assert event.staff_id == str(clerk.user_id)
    assert event.details == {"attempt": attempt.pk, "outcome": outcome, "reason": "on-statement"}
    assert not Receipt.objects.exists(), "what staff say is no receipt: the office's system must show it"


@pytest.mark.parametrize("state", sorted(set(State) - {State.NEEDS_REVIEW, State.AMOUNT_DIFFERS}))
def test_nothing_else_can_be_decided(make_attempt: MakeAttempt, clerk: Actor, state: State) -> None:
    attempt = make_attempt(state=state)
    assert not can_resolve(attempt)
    with pytest.raises(NotToResolveError):
        resolve(attempt, Outcome.PAID, Reason.ON_STATEMENT, by=clerk)
    assert not AuditEvent.objects.exclude(act="staff-created").exists()
