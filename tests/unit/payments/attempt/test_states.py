"""One table, one door."""

import itertools

import pytest
from django.db import IntegrityError, transaction

from portal.audit.models import Event as AuditEvent
from portal.payments.attempt.states import FINAL, OPEN, TABLE, Event, transition
from portal.payments.models import LIVE, Attempt, State
from tests.unit.payments.conftest import MakeAttempt

PAIRS = list(itertools.product(State, Event))


@pytest.mark.parametrize(("state", "event"), PAIRS, ids=str)
def test_every_pair_moves_as_the_table_says_or_not_at_all(
    make_attempt: MakeAttempt, state: State, event: Event
) -> None:
    attempt = make_attempt(state=state)
    moved = transition(attempt.pk, event)
    target = TABLE.get((state, event), state)
    assert moved.state == target
    assert Attempt.objects.get(pk=attempt.pk).state == target
    moves = AuditEvent.objects.filter(act__startswith="payment-")
    assert moves.count() == (1 if (state, event) in TABLE else 0)


def test_final_states_never_leave() -> None:
    assert not [pair for pair in TABLE if pair[0] in FINAL]


def test_every_state_but_the_first_can_be_reached() -> None:
    assert set(TABLE.values()) == set(State) - {State.CREATED}


def test_coming_back_is_no_step_towards_paid() -> None:
    assert {TABLE[pair] for pair in TABLE if pair[1] == Event.CAME_BACK} == {State.RETURNED}


def test_money_can_only_arrive_for_open_attempts() -> None:
    assert {state for state, event in TABLE if event in {Event.SEE, Event.BOOK}} == set(OPEN)


def test_event_told_twice_is_recorded_once(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.AT_BANK)
    first = transition(attempt.pk, Event.CAME_BACK)
    again = transition(attempt.pk, Event.CAME_BACK)
    assert again.returned_at == first.returned_at
    assert [event.act for event in AuditEvent.objects.all()] == ["payment-came-back"]


def test_audit_event_tells_the_move_and_the_amount_but_no_token(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.RETURNED)
    transition(attempt.pk, Event.SEE)
    event = AuditEvent.objects.get(act="payment-see")
    assert event.details == {"attempt": attempt.pk, "amount_cents": 5000, "from": "returned", "to": "seen"}
    assert event.file_id == attempt.file_id


@pytest.mark.parametrize("event", [Event.CAME_BACK, Event.LAPSE, Event.SEE, Event.BOOK])
def test_way_to_the_payment_page_is_wiped_when_it_must_not_be_used_again(
    make_attempt: MakeAttempt, event: Event
) -> None:
    attempt = make_attempt(state=State.AT_BANK, sealed_redirect="sealed")
    transition(attempt.pk, event)
    assert Attempt.objects.get(pk=attempt.pk).sealed_redirect == ""


def test_a_move_that_fails_leaves_no_audit_event(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.RETURNED)
    make_attempt(state=State.SEEN, line_id="77", amount_cents=1)
    with pytest.raises(IntegrityError):
        transition(attempt.pk, Event.SEE, line_id="77")
    assert Attempt.objects.get(pk=attempt.pk).state == State.RETURNED
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(("one", "other"), list(itertools.product(LIVE, LIVE)))
def test_database_refuses_a_second_live_attempt_of_the_same_amount(
    make_attempt: MakeAttempt, one: State, other: State
) -> None:
    make_attempt(state=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_attempt(state=other)


def test_another_amount_or_an_ended_attempt_is_no_rival(make_attempt: MakeAttempt) -> None:
    make_attempt(state=State.AT_BANK)
    make_attempt(state=State.AT_BANK, amount_cents=5001)
    make_attempt(state=State.LAPSED)
    make_attempt(state=State.AT_BANK, file_id="9000000000000000002")
    assert Attempt.objects.count() == 4


@pytest.mark.parametrize("wrong", [{"amount_cents": 0}, {"state": "paid"}])
def test_database_refuses_what_makes_no_sense(make_attempt: MakeAttempt, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_attempt(**wrong)
