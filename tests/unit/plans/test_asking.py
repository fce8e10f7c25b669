"""Sending a request off needs no Tagor, happens once, and can be taken back."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from portal.audit.models import Event
from portal.file.visit import Visit
from portal.outbox.models import Delivery
from portal.plans.models import PlanRule, Proposal, State
from portal.plans.request import services
from portal.plans.selectors import find_current
from portal.receipts.models import Receipt
from tests.practice import PracticeOffice
from tests.unit.plans.conftest import SAVE, Draft, Work, make_situation, start_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

PROTECTED = services.Moment(is_below_protected=True)


def test_it_is_taken_and_proven_while_tagor_is_down(
    draft: Draft, visit: Visit, practice: PracticeOffice
) -> None:
    made = draft()
    practice.clear_calls()
    with practice.down():
        asked = services.submit_proposal(made, visit=visit)
    assert asked.state == State.UNDO
    assert Receipt.objects.get().subject == asked.number
    assert practice.calls() == []


def test_pressed_twice_it_is_one_request(draft: Draft, visit: Visit) -> None:
    made = draft()
    first = services.submit_proposal(made, visit=visit)
    second = services.submit_proposal(made, visit=visit)
    assert first == second
    assert Delivery.objects.count() == Receipt.objects.count() == 1
    assert Event.objects.filter(act="plan-asked").count() == 1


def test_two_tabs_make_one_request(ask: Draft, draft: Draft, visit: Visit) -> None:
    other = draft(3)
    first = ask(4)
    with pytest.raises(services.AlreadyAskedError) as raised:
        services.submit_proposal(other, visit=visit)
    assert (raised.value.other, raised.value.can_supersede) == (first, True)
    assert Proposal.objects.get(pk=other.pk).state == State.DRAFT
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_six_presses_at_once_make_one_request(
    draft: Draft, visit: Visit, work: Work, practice: PracticeOffice
) -> None:
    drafts = [draft(3), draft(4)]
    gate, ends = threading.Barrier(6), []

    def press(made: Proposal) -> None:
        gate.wait(timeout=20)
        try:
            ends.append(services.submit_proposal(made, visit=visit).state)
        except services.AlreadyAskedError:
            ends.append("asked already")
        connections.close_all()

    threads = [threading.Thread(target=press, args=(drafts[number % 2],)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(ends) == ["asked already"] * 3 + ["undo"] * 3
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["draft", "undo"]
    for made in drafts:
        work(made)
    assert len(practice.calls(SAVE)) == 1


def test_a_confirmed_one_replaces_the_first(ask: Draft, work: Work, practice: PracticeOffice) -> None:
    first = ask(3)
    second = ask(4, supersede=True)
    assert Proposal.objects.get(pk=first.pk).state == State.SUPERSEDED
    assert second.replaces == first
    assert work(second).state == State.SENT
    (call,) = practice.calls(SAVE)
    assert call["body"]["request"]["Periodes"] == 4


def test_one_that_is_on_its_way_cannot_be_replaced(ask: Draft, draft: Draft, visit: Visit) -> None:
    first = ask(3)
    Proposal.objects.filter(pk=first.pk).update(state="unknown")
    with pytest.raises(services.AlreadyAskedError) as raised:
        services.submit_proposal(draft(4), visit=visit, supersede=True)
    assert not raised.value.can_supersede
    assert Delivery.objects.get().state == "waiting"


def test_replacing_one_that_was_saved_is_held(
    ask: Draft, draft: Draft, visit: Visit, work: Work, practice: PracticeOffice
) -> None:
    of_before = draft(4)
    work(ask(3))
    assert not of_before.is_plan_known
    held = services.submit_proposal(of_before, visit=visit, supersede=True)
    assert (held.state, held.outcome) == (State.HELD, "hold")
    assert len(practice.calls(SAVE)) == 1


def test_a_plan_that_runs_holds_it(ask: Draft, practice: PracticeOffice, visit: Visit) -> None:
    start_plan(practice, visit)
    held = ask()
    assert (held.state, held.sentence_code) == (State.HELD, "hold-now")
    assert Delivery.objects.count() == 0
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        ({"longest_months": 3}, "budget-wanted"),
        ({"minimum_cents": 300_00}, "budget-wanted"),
        ({"second_look_above_cents": 1000_00}, "large"),
        ({"auto_accepts": True}, "request"),
        ({"auto_accepts": True, "proven_on": date(2026, 1, 1)}, "accept"),
        ({}, "request"),
    ],
)
def test_the_offices_rules_decide(ask: Draft, office: object, rule: dict[str, object], outcome: str) -> None:
    PlanRule.objects.create(office=office, **rule)
    asked = ask(6)
    assert asked.outcome == outcome
    assert asked.state == (State.UNDO if outcome in {"accept", "request"} else State.REVIEW)


def test_a_budget_below_what_is_protected_wants_a_second_look(
    draft: Draft, visit: Visit, office: object
) -> None:
    made = draft()
    assert services.foresee(made, PROTECTED).outcome == "protected"
    asked = services.submit_proposal(made, visit=visit, moment=PROTECTED)
    assert (asked.state, asked.is_below_protected) == (State.REVIEW, True)
    PlanRule.objects.create(office=office, second_look_below_protected=False)
    assert services.foresee(draft(), PROTECTED).outcome == "request"


def test_taken_back_in_time_nothing_leaves(ask: Draft, work: Work, practice: PracticeOffice) -> None:
    taken_back = services.undo_proposal(ask())
    assert services.undo_proposal(taken_back).state == State.WITHDRAWN
    assert work(taken_back, days=2).state == State.WITHDRAWN
    assert practice.calls(SAVE) == []
    assert Delivery.objects.get().secret == ""
    assert Event.objects.filter(act="plan-undone").count() == 1


def test_an_old_page_takes_it_back_as_well(ask: Draft) -> None:
    proposal = ask()
    services.undo_proposal(Proposal.objects.get(pk=proposal.pk))
    assert services.undo_proposal(proposal).state == State.WITHDRAWN


@pytest.mark.parametrize("state", ["sent", "accepted", "unknown", "refused", "draft"])
def test_what_left_cannot_be_taken_back(ask: Draft, state: str) -> None:
    proposal = ask()
    Proposal.objects.update(state=state)
    proposal.refresh_from_db()
    with pytest.raises(services.TooLateError):
        services.undo_proposal(proposal)


@pytest.mark.parametrize("state", ["asked", "countered"])
def test_what_was_saved_and_then_answered_cannot_be_taken_back(ask: Draft, state: str) -> None:
    proposal = ask()
    Proposal.objects.update(state=state, came_from="sent")
    proposal.refresh_from_db()
    with pytest.raises(services.TooLateError):
        services.undo_proposal(proposal)


def test_while_tagor_is_down_it_can_still_be_taken_back(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    proposal = ask()
    with practice.down():
        waiting = work(proposal)
        assert services.undo_proposal(waiting).state == State.WITHDRAWN
    assert work(proposal, hours=8).state == State.WITHDRAWN
    assert practice.calls(SAVE) == []


def test_after_it_was_taken_back_another_can_be_asked(ask: Draft, work: Work) -> None:
    services.undo_proposal(ask(3))
    assert work(ask(4)).state == State.SENT


@pytest.mark.parametrize(
    "change",
    [
        {"created_at": timezone.now() - timedelta(hours=25)},
        {"first_on": timezone.localdate()},
    ],
)
def test_an_old_draft_cannot_be_sent(draft: Draft, visit: Visit, change: dict[str, object]) -> None:
    made = draft()
    Proposal.objects.update(**change)
    made.refresh_from_db()
    assert services.submit_proposal(made, visit=visit).state == State.EXPIRED
    assert Delivery.objects.count() == 0


def test_another_day_is_another_draft(draft: Draft) -> None:
    made = draft(words="I get paid on the tenth.")
    other = services.redraft_proposal(made, first_on=made.first_on + timedelta(days=3))
    assert other.pk != made.pk
    assert (other.months, other.words) == (made.months, made.words)
    assert other.token != made.token


def test_the_office_may_accept_in_tagor_itself(
    ask: Draft, work: Work, practice: PracticeOffice, visit: Visit
) -> None:
    sent = work(ask())
    situation = make_situation(visit, sent.balance_cents)
    assert services.notice_answer(sent, situation.facts).state == State.SENT
    practice.accept_plan()
    assert (
        services.notice_answer(sent, make_situation(visit, sent.balance_cents).facts).state == State.ACCEPTED
    )


def test_another_plan_that_runs_is_no_answer(
    ask: Draft, work: Work, practice: PracticeOffice, visit: Visit
) -> None:
    sent = work(ask())
    start_plan(practice, visit)
    assert services.notice_answer(sent, make_situation(visit, sent.balance_cents).facts).state == State.SENT


def test_what_is_open(ask: Draft, visit: Visit, draft: Draft) -> None:
    services.undo_proposal(ask(3))
    second = ask(4)
    draft(5)
    assert find_current(visit) == second


def test_events_hold_no_names_or_addresses(ask: Draft, work: Work, saves: Callable[[], list[object]]) -> None:
    work(ask(words="my own words"))
    assert saves()
    told = str(list(Event.objects.values_list("details", flat=True)))
    assert "my own words" not in told
    assert "203.0.113" not in told
