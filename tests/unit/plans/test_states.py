"""Where a request can go, and what the database itself forbids."""

from datetime import date
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from portal.office.models import Office
from portal.plans.models import Proposal
from portal.plans.states import TRANSITIONS, TransitionError, transition

pytestmark = pytest.mark.django_db
State = Proposal.State


@pytest.fixture
def office() -> Office:
    return Office.objects.create(slug="office", name="Kantoor Proef")


def make(office: Office, **fields: object) -> Proposal:
    known = {
        "office": office,
        "file_id": "9000000000000000001",
        "party_id": "9000000000000000002",
        "kind": "months",
        "months": 3,
        "monthly_cents": 5000,
        "balance_cents": 15000,
        "first_on": date(2026, 12, 7),
    }
    return Proposal.objects.create(**{**known, **fields})


@pytest.mark.parametrize(("start", "end"), list(product(State.values, State.values)))
def test_only_steps_of_the_table_are_taken(office: Office, start: str, end: str) -> None:
    proposal = make(office, state=start)
    if end in TRANSITIONS[start]:
        assert transition(proposal, end).state == end
    else:
        with pytest.raises(TransitionError):
            transition(proposal, end)
    proposal.refresh_from_db()
    assert proposal.state == (end if end in TRANSITIONS[start] else start)


def test_every_state_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(State.values)


def test_a_sent_request_never_leaves() -> None:
    assert not TRANSITIONS[State.SENT]


def test_a_step_from_an_outdated_view_is_refused(office: Office) -> None:
    seen_by_other = make(office)
    transition(Proposal.objects.get(pk=seen_by_other.pk), State.SENDING)
    with pytest.raises(TransitionError):
        transition(seen_by_other, State.SENDING)


def test_a_late_answer_does_not_undo_what_is_doubted(office: Office) -> None:
    seen_by_sender = make(office, state="sending")
    transition(Proposal.objects.get(pk=seen_by_sender.pk), State.UNKNOWN)
    with pytest.raises(TransitionError):
        transition(seen_by_sender, State.DRAFT)


def test_other_fields_travel_with_the_step(office: Office) -> None:
    sending = transition(make(office), State.SENDING)
    transition(sending, State.REFUSED, refusal_code="plan-too-low")
    assert Proposal.objects.get().refusal_code == "plan-too-low"


@pytest.mark.parametrize("states", [("sending", "sending"), ("sending", "unknown"), ("unknown", "unknown")])
def test_one_file_has_one_request_on_its_way(office: Office, states: tuple[str, str]) -> None:
    make(office, state=states[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        make(office, state=states[1], party_id="9000000000000000003")
    make(office, state=states[1], file_id="9000000000000000009")


@pytest.mark.parametrize(
    "wrong",
    [
        {"months": 0},
        {"monthly_cents": 0},
        {"balance_cents": -1},
        {"state": "accepted"},
        {"kind": "x"},
        {"accepted_cents": 0},
    ],
)
def test_the_database_refuses_what_cannot_be(office: Office, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(office, **wrong)


def test_only_one_of_sum_and_months_goes_out(office: Office) -> None:
    assert make(office, kind="amount").wire_amount == {"monthly_cents": 5000}
    assert make(office, kind="months").wire_amount == {"months": 3}
    assert make(office, kind="offer").wire_amount == {"months": 3}


def test_tokens_differ_and_are_long(office: Office) -> None:
    first, second = make(office), make(office)
    assert first.token != second.token
    assert len(first.token) >= 32
