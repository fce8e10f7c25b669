"""What staff decide, and what the person answers."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.file.visit import Visit
from portal.plans.answer import answers, decisions
from portal.plans.answer.decisions import ChangedError, InvalidCounterError
from portal.plans.answer.two_people import Decider
from portal.plans.models import Counter, PlanRule, Proposal, State
from portal.plans.request import services
from portal.plans.tasks import expire_counter
from tests.practice import PracticeOffice
from tests.unit.plans.conftest import APPROVE, SAVE, Draft, Work, get_first_day, start_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
Counters = Callable[..., Counter]


@pytest.fixture
def review(ask: Draft, office: object) -> Proposal:
    """A request outside the office's rules."""
    PlanRule.objects.create(office=office, longest_months=3)
    return ask(6)


@pytest.fixture
def held(ask: Draft, practice: PracticeOffice, visit: Visit) -> Proposal:
    """A request beside a plan that runs."""
    start_plan(practice, visit)
    return ask(6)


@pytest.fixture
def counter(staff: Decider) -> Counters:
    """The office proposes three months instead."""

    def make(proposal: Proposal, **rest: Any) -> Counter:
        size = rest if rest.keys() & {"months", "monthly_cents"} else {"months": 3, **rest}
        days = {"first_on": get_first_day(), "expires_on": get_first_day() - timedelta(days=2)}
        return decisions.counter_proposal(proposal, by=staff, version=proposal.version, **{**days, **size})

    return make


def reload(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def plans_of(practice: PracticeOffice) -> list[tuple[int, bool, bool]]:
    return [
        (plan["months"], plan["active"], plan["accepted"]) for plan in practice.state("nl-woman")["plans"]
    ]


def test_released_it_replaces_the_plan_and_the_trail_names_that_plan(
    held: Proposal, staff: Decider, work: Work, practice: PracticeOffice, visit: Visit
) -> None:
    before = practice.state("nl-woman")["plans"][-1]["plan_id"]
    decisions.release_proposal(held, by=staff, version=held.version)
    assert work(held).state == State.ACCEPTED
    assert plans_of(practice) == [(9, False, True), (6, True, True)]
    event = Event.objects.get(act="plan-released")
    assert (event.actor, event.details["ends_plan"]) == ("staff", before)
    assert event.staff_id == str(staff.actor.user_id)
    assert [call["scheme"] for call in practice.calls(SAVE)] == ["Tgr"]


def test_released_over_another_plan_it_is_held_again(
    held: Proposal, staff: Decider, work: Work, practice: PracticeOffice, visit: Visit
) -> None:
    released = decisions.release_proposal(held, by=staff, version=held.version)
    start_plan(practice, visit)
    again = work(released)
    assert (again.state, again.refusal_code) == (State.HELD, "plan-changed")
    assert practice.calls(SAVE) == []
    assert practice.calls(APPROVE) == []


def test_what_was_looked_at_is_saved_and_approved(
    review: Proposal, staff: Decider, work: Work, practice: PracticeOffice
) -> None:
    decisions.approve_proposal(review, by=staff, version=review.version)
    assert work(review).state == State.ACCEPTED
    assert plans_of(practice) == [(6, True, True)]
    assert len(practice.calls(SAVE)) == len(practice.calls(APPROVE)) == 1
    assert not review.wants_approval


def test_looked_at_beside_a_plan_it_is_only_held(
    review: Proposal, staff: Decider, practice: PracticeOffice, visit: Visit
) -> None:
    start_plan(practice, visit)
    with pytest.raises(ChangedError, match="plan"):
        decisions.approve_proposal(review, by=staff, version=review.version)
    assert reload(review).state == State.HELD


def test_a_sent_one_is_approved_once(
    ask: Draft, work: Work, staff: Decider, practice: PracticeOffice
) -> None:
    sent = work(ask())
    decisions.approve_proposal(sent, by=staff, version=sent.version)
    with pytest.raises(ChangedError):
        decisions.approve_proposal(sent, by=staff, version=sent.version)
    fresh = reload(sent)
    with pytest.raises(ChangedError, match="sending"):
        decisions.approve_proposal(fresh, by=staff, version=fresh.version)
    assert work(sent).state == State.ACCEPTED
    assert len(practice.calls(APPROVE)) == 1


def test_what_tagor_accepted_meanwhile_is_not_approved_again(
    ask: Draft, work: Work, staff: Decider, practice: PracticeOffice
) -> None:
    sent = work(ask())
    decisions.approve_proposal(sent, by=staff, version=sent.version)
    practice.accept_plan()
    assert work(sent).state == State.ACCEPTED
    assert practice.calls(APPROVE) == []


def test_another_plan_than_the_saved_one_is_never_approved(
    ask: Draft, work: Work, staff: Decider, practice: PracticeOffice, visit: Visit
) -> None:
    sent = work(ask())
    start_plan(practice, visit, accepted=False)
    with pytest.raises(ChangedError, match="plan"):
        decisions.approve_proposal(sent, by=staff, version=sent.version)
    assert practice.calls(APPROVE) == []


def test_changed_between_button_and_call_it_is_not_approved(
    ask: Draft, work: Work, staff: Decider, practice: PracticeOffice, visit: Visit
) -> None:
    sent = work(ask())
    decisions.approve_proposal(sent, by=staff, version=sent.version)
    start_plan(practice, visit, accepted=False)
    stays = work(sent)
    assert (stays.state, stays.refusal_code, stays.wants_approval) == (State.SENT, "plan-changed", False)
    assert practice.calls(APPROVE) == []


def test_a_lost_answer_to_the_approval_is_found_out(
    ask: Draft, work: Work, staff: Decider, practice: PracticeOffice
) -> None:
    sent = work(ask())
    practice.fault("tagor", "drop", operation=APPROVE, times=1)
    decisions.approve_proposal(sent, by=staff, version=sent.version)
    work(sent)
    assert work(sent, minutes=14).state == State.ACCEPTED
    assert len(practice.calls(APPROVE)) == 1


def test_accepted_it_is_saved_and_approved_as_the_office_proposed(
    review: Proposal, counter: Counters, visit: Visit, work: Work, practice: PracticeOffice
) -> None:
    made = counter(review)
    countered = reload(review)
    first = answers.accept_counter(countered, visit=visit)
    second = answers.accept_counter(countered, visit=visit)
    assert first.state == second.state == State.SENDING
    accepted = work(review)
    assert accepted.state == State.ACCEPTED
    assert (accepted.months, accepted.agreed, accepted.accepted_months) == (6, made, 3)
    assert plans_of(practice) == [(3, True, True)]
    assert [call["scheme"] for call in practice.calls(SAVE)] == ["Hash"]


def test_accepted_it_ends_the_plan_the_office_knew_and_no_other(
    held: Proposal, counter: Counters, visit: Visit, work: Work, practice: PracticeOffice
) -> None:
    counter(held)
    answers.accept_counter(reload(held), visit=visit)
    assert work(held).state == State.ACCEPTED
    assert plans_of(practice) == [(9, False, True), (3, True, True)]


def test_a_proposal_of_the_office_is_void_with_another_plan(
    review: Proposal, counter: Counters, visit: Visit, practice: PracticeOffice
) -> None:
    made = counter(review)
    start_plan(practice, visit)
    with pytest.raises(answers.PlanChangedError):
        answers.accept_counter(reload(review), visit=visit)
    made.refresh_from_db()
    assert (made.state, reload(review).state) == ("withdrawn", State.HELD)
    assert practice.calls(SAVE) == []


def test_accepted_while_tagor_is_down_it_is_delivered_later(
    review: Proposal, counter: Counters, visit: Visit, work: Work, practice: PracticeOffice
) -> None:
    counter(review)
    with practice.down():
        assert answers.accept_counter(reload(review), visit=visit).state == State.SENDING
    assert work(review).state == State.ACCEPTED


def test_accepted_while_tagor_is_down_a_new_plan_still_stops_it(
    review: Proposal, counter: Counters, visit: Visit, work: Work, practice: PracticeOffice
) -> None:
    counter(review)
    with practice.down():
        answers.accept_counter(reload(review), visit=visit)
    start_plan(practice, visit)
    assert work(review).state == State.HELD
    assert practice.calls(SAVE) == []


def test_declined_it_waits_for_the_office_again(review: Proposal, counter: Counters, visit: Visit) -> None:
    made = counter(review)
    back = answers.decline_counter(reload(review), text="I cannot pay that much.")
    made.refresh_from_db()
    assert (back.state, made.state, made.answer) == (State.REVIEW, "declined", "I cannot pay that much.")
    assert answers.decline_counter(back).state == State.REVIEW
    with pytest.raises(answers.CounterOverError):
        answers.accept_counter(back, visit=visit)


def test_on_its_last_day_it_can_be_accepted_and_after_it_not(
    review: Proposal, counter: Counters, visit: Visit
) -> None:
    made = counter(review, expires_on=timezone.localdate())
    assert expire_counter.func(made.pk) is False
    Counter.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(answers.CounterOverError):
        answers.accept_counter(reload(review), visit=visit)
    made.refresh_from_db()
    assert (made.state, reload(review).state) == ("expired", State.EXPIRED)


def test_a_request_that_tagor_holds_waits_on_when_nobody_answered(
    ask: Draft, work: Work, counter: Counters
) -> None:
    saved = work(ask(6))
    assert saved.state == State.SENT
    made = counter(saved)
    Counter.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert expire_counter.func(made.pk) is True
    made.refresh_from_db()
    assert (made.state, reload(saved).state, reload(saved).decided_at) == ("expired", State.SENT, None)


def test_the_worker_ends_what_nobody_answered(review: Proposal, counter: Counters) -> None:
    made = counter(review)
    Counter.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert expire_counter.func(made.pk) is True
    assert expire_counter.func(made.pk) is False
    assert reload(review).state == State.EXPIRED
    assert Event.objects.filter(act="plan-counter-expired").count() == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"months": 0}, "size"),
        ({"monthly_cents": 0}, "size"),
        ({"monthly_cents": 10**9}, "size"),
        ({"months": 3, "monthly_cents": 100}, "size"),
        ({"first_on": date(2027, 1, 29)}, "first-day"),
        ({"expires_on": date(2020, 1, 1)}, "last-day"),
        ({"expires_on": date(2090, 1, 1)}, "last-day"),
    ],
)
def test_what_makes_no_sense_is_not_proposed(
    review: Proposal, counter: Counters, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidCounterError, match=code):
        counter(review, **wrong)
    assert reload(review).state == State.REVIEW


def test_a_sum_tells_its_months(review: Proposal, counter: Counters) -> None:
    made = counter(review, monthly_cents=500_00)
    assert (made.kind, made.months) == ("amount", 3)
    assert made.get_schedule().total_cents == review.balance_cents


@pytest.mark.parametrize("origin", ["held", "review", "sent"])
def test_a_question_and_its_answer(ask: Draft, staff: Decider, origin: str) -> None:
    proposal = ask()
    Proposal.objects.update(state=origin)
    proposal.refresh_from_db()
    asked = decisions.ask_about_proposal(
        proposal, by=staff, version=proposal.version, question="What do you earn?"
    )
    assert asked.state == State.ASKED
    answered = answers.answer_question(asked, text="1.500 a month")
    assert (answered.state, answered.answer) == (origin, "1.500 a month")
    assert answers.answer_question(asked, text="again").answer == "1.500 a month"


@pytest.mark.parametrize("state", ["held", "review", "sent", "asked", "countered"])
def test_no_has_a_reason(ask: Draft, staff: Decider, state: str) -> None:
    proposal = ask()
    Proposal.objects.update(state=state)
    proposal.refresh_from_db()
    refused = decisions.refuse_proposal(
        proposal, by=staff, version=proposal.version, reason="A court has decided."
    )
    assert (refused.state, refused.reason) == (State.DECLINED, "A court has decided.")
    details = Event.objects.get(act="plan-declined").details
    assert "court" not in str(details)


ACTS: dict[str, Callable[..., Any]] = {
    "release": decisions.release_proposal,
    "approve": decisions.approve_proposal,
    "counter": lambda *args, **rest: decisions.counter_proposal(
        *args, months=3, first_on=get_first_day(), expires_on=timezone.localdate(), **rest
    ),
    "ask": lambda *args, **rest: decisions.ask_about_proposal(*args, question="?", **rest),
    "refuse": lambda *args, **rest: decisions.refuse_proposal(*args, reason="No.", **rest),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", State.values)
def test_nothing_is_decided_over_news(ask: Draft, staff: Decider, act: str, state: str) -> None:
    proposal = ask()
    Proposal.objects.update(state=state)
    proposal.refresh_from_db()
    with pytest.raises(ChangedError):
        ACTS[act](proposal, by=staff, version=proposal.version - 1)
    assert reload(proposal).state == state


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "state",
    [state for state in State.values if state not in {"held", "review", "sent", "asked", "countered"}],
)
def test_only_what_waits_for_the_office_is_decided(ask: Draft, staff: Decider, act: str, state: str) -> None:
    proposal = ask()
    Proposal.objects.update(state=state)
    proposal.refresh_from_db()
    with pytest.raises(ChangedError):
        ACTS[act](proposal, by=staff, version=proposal.version)
    assert reload(proposal).state == state


def test_two_of_staff_decide_once(held: Proposal, staff: Decider) -> None:
    seen_by_other = reload(held)
    decisions.refuse_proposal(held, by=staff, version=held.version, reason="No.")
    with pytest.raises(ChangedError, match="request"):
        decisions.release_proposal(seen_by_other, by=staff, version=seen_by_other.version)


def test_a_first_day_that_passed_needs_another_proposal(
    review: Proposal, staff: Decider, counter: Counters
) -> None:
    Proposal.objects.update(first_on=timezone.localdate())
    review.refresh_from_db()
    with pytest.raises(ChangedError, match="date"):
        decisions.approve_proposal(review, by=staff, version=review.version)
    assert counter(review).first_on == get_first_day()


def test_the_person_may_take_back_what_waits_for_the_office(review: Proposal) -> None:
    assert services.undo_proposal(review).state == State.WITHDRAWN
