"""Where a request can go, and what the database itself forbids."""

from datetime import date
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from portal.office.models import Office
from portal.plans.models import OPEN, Counter, Proposal, State
from portal.plans.states import FINAL, ON_ITS_WAY, TRANSITIONS, TransitionError, note, transition

pytestmark = pytest.mark.django_db


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


def test_every_state_can_be_reached_and_every_open_one_can_end() -> None:
    reached = {State.DRAFT, *(target for targets in TRANSITIONS.values() for target in targets)}
    assert reached == set(State)
    for state in OPEN:
        assert _ends(state)


def _ends(state: str) -> bool:
    seen: set[str] = set()
    todo = [state]
    while todo:
        seen.update(todo)
        todo = [target for at in todo for target in TRANSITIONS[at] if target not in seen]
    return bool(seen & set(FINAL))


def test_what_left_cannot_be_taken_back() -> None:
    assert State.WITHDRAWN not in TRANSITIONS[State.SENT]
    assert not TRANSITIONS[State.UNKNOWN] & {State.WITHDRAWN, State.SUPERSEDED, State.DRAFT}


def test_nothing_comes_after_the_end() -> None:
    assert set(FINAL) == {
        State.ACCEPTED,
        State.DECLINED,
        State.REFUSED,
        State.SUPERSEDED,
        State.WITHDRAWN,
        State.EXPIRED,
    }
    assert not set(FINAL) & set(OPEN)
    assert set(OPEN) >= ON_ITS_WAY


def test_a_step_from_an_outdated_view_is_refused(office: Office) -> None:
    seen_by_other = make(office)
    transition(Proposal.objects.get(pk=seen_by_other.pk), State.UNDO)
    with pytest.raises(TransitionError):
        transition(seen_by_other, State.UNDO)


def test_a_step_over_news_is_refused(office: Office) -> None:
    seen = make(office, state="review")
    note(Proposal.objects.get(pk=seen.pk), answer="I found another job")
    with pytest.raises(TransitionError):
        transition(seen, State.DECLINED, version=seen.version)


def test_every_change_counts(office: Office) -> None:
    moved = transition(make(office), State.REVIEW)
    assert note(moved, answer="x").version == moved.version + 1 == 2


def test_other_fields_travel_with_the_step(office: Office) -> None:
    transition(make(office, state="sending"), State.REFUSED, refusal_code="plan-too-low")
    assert Proposal.objects.get().refusal_code == "plan-too-low"


@pytest.mark.parametrize("states", list(product(OPEN, OPEN)))
def test_one_file_has_one_open_request(office: Office, states: tuple[str, str]) -> None:
    make(office, state=states[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        make(office, state=states[1], party_id="9000000000000000003")
    make(office, state=states[1], file_id="9000000000000000009")


def test_what_ended_stands_in_nobodys_way(office: Office) -> None:
    for state in (*FINAL, State.FAILED, State.DRAFT, State.DRAFT):
        make(office, state=state)
    make(office, state="undo")


@pytest.mark.parametrize(
    "wrong",
    [
        {"months": 0},
        {"monthly_cents": 0},
        {"balance_cents": -1},
        {"minimum_cents": -1},
        {"state": "paid"},
        {"came_from": "paid"},
        {"kind": "x"},
        {"accepted_cents": 0},
        {"accepted_months": 0},
    ],
)
def test_the_database_refuses_what_cannot_be(office: Office, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(office, **wrong)


def test_a_request_has_one_open_proposal_of_the_office(office: Office) -> None:
    own = {"kind": "months", "months": 3, "monthly_cents": 1, "first_on": date(2026, 12, 7)}
    own = {**own, "proposal": make(office), "expires_on": date(2026, 12, 1)}
    Counter.objects.create(**own, state="declined")
    Counter.objects.create(**own)
    with pytest.raises(IntegrityError), transaction.atomic():
        Counter.objects.create(**own)


def test_only_one_of_sum_and_months_goes_out(office: Office) -> None:
    assert make(office, kind="amount").wire_amount == {"monthly_cents": 5000}
    assert make(office, kind="months").wire_amount == {"months": 3}
    assert make(office, kind="offer").wire_amount == {"months": 3}


def test_tokens_differ_and_are_long(office: Office) -> None:
    first, second = make(office), make(office)
    assert first.token != second.token
    assert len(first.token) >= 32
