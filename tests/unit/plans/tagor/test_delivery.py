"""A request reaches Tagor once, whatever happens on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from pytest_django import Settings

from portal.audit.models import Event
from portal.file.visit import Visit
from portal.outbox.models import Delivery
from portal.outbox.presenters import describe_reason
from portal.outbox.services import drop, retry
from portal.plans.answer.decisions import approve_proposal
from portal.plans.answer.two_people import Decider
from portal.plans.facts import get_plan_facts
from portal.plans.models import PlanRule, Proposal, State
from portal.plans.request.services import notice_answer
from portal.plans.states import transition
from portal.plans.tagor.delivery_outcomes import take_saved
from tests.practice import PracticeOffice
from tests.unit.plans.conftest import APPROVE, IP, SAVE, Draft, Work, get_first_day, start_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
CRITERIA = "TagorService/GetPaymentPlanCriteria"


def acts() -> list[str]:
    return list(Event.objects.filter(act__startswith="plan-").values_list("act", flat=True))


def test_nothing_leaves_before_the_window_ends(ask: Draft, work: Work, practice: PracticeOffice) -> None:
    practice.clear_calls()
    proposal = ask()
    assert proposal.state == State.UNDO
    assert work(proposal, minutes=9).state == State.UNDO
    assert practice.calls(SAVE) == []


def test_it_is_saved_with_the_defendants_own_credential(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    sent = work(ask(months=6))
    (call,) = practice.calls(SAVE)
    body = call["body"]["request"]
    assert (call["scheme"], body["Periodes"], body["IPadres"]) == ("Hash", 6, IP)
    assert "OverrideChecks" not in body
    assert (sent.state, sent.accepted_months, sent.accepted_cents) == (State.SENT, 6, 20576)
    assert sent.saved_mark == practice.state("nl-woman")["plans"][-1]["plan_id"]
    assert acts() == ["plan-asked", "plan-sending", "plan-sent"]


def test_the_credential_does_not_outlive_the_delivery(ask: Draft, work: Work) -> None:
    proposal = ask()
    kept = Delivery.objects.get()
    assert kept.secret
    assert IP not in kept.secret + str(kept.payload)
    work(proposal)
    kept.refresh_from_db()
    assert kept.secret == ""


def test_an_expired_link_leaves_the_office_key(ask: Draft, work: Work, practice: PracticeOffice) -> None:
    proposal = ask()
    practice.advance_days(800)
    practice.clear_calls()
    Proposal.objects.update(first_on=get_first_day() + timedelta(days=810))
    assert work(proposal).state == State.SENT
    schemes = [call["scheme"] for call in practice.calls(SAVE)]
    assert schemes[-1] == "Tgr"
    assert len(practice.state("nl-woman")["plans"]) == 1


def test_a_credential_that_is_gone_leaves_the_office_key(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    proposal = ask()
    Delivery.objects.update(secret="")
    assert work(proposal).state == State.SENT
    assert [call["scheme"] for call in practice.calls(SAVE)] == ["Tgr"]


def test_a_plan_made_meanwhile_is_never_ended(
    ask: Draft, work: Work, practice: PracticeOffice, visit: Visit
) -> None:
    proposal = ask()
    start_plan(practice, visit)
    held = work(proposal)
    assert (held.state, held.refusal_code) == (State.HELD, "plan-active")
    assert practice.calls(SAVE) == []
    assert practice.state("nl-woman")["plans"][-1]["active"]


def test_a_lost_answer_is_found_out_and_never_sent_again(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    proposal = ask()
    practice.fault("tagor", "drop", operation=SAVE, times=1)
    assert work(proposal).state == State.UNKNOWN
    found = work(proposal, minutes=13)
    assert (found.state, found.accepted_months, found.accepted_cents) == (State.SENT, 6, 20576)
    assert len(practice.calls(SAVE)) == 1
    assert acts() == ["plan-asked", "plan-sending", "plan-unknown", "plan-sent"]


def test_what_never_arrived_is_sent_again_after_a_while(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    proposal = ask()
    practice.fault("tagor", "garbage", operation=SAVE, times=1)
    assert work(proposal).state == State.UNKNOWN
    for minutes in (12, 14, 16, 18):
        proposal = work(proposal, minutes=minutes)
    assert proposal.state == State.SENT
    assert len(practice.state("nl-woman")["plans"]) == 1


def test_while_it_cannot_be_found_out_nothing_is_sent(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    proposal = ask()
    practice.fault("tagor", "drop", operation=SAVE, times=1)
    work(proposal)
    practice.fault("tagor", "garbage", operation=CRITERIA)
    for minutes in range(12, 60, 5):
        assert work(proposal, minutes=minutes).state == State.UNKNOWN
    assert len(practice.calls(SAVE)) == 1


def test_a_refusal_has_its_code(ask: Draft, work: Work, practice: PracticeOffice) -> None:
    proposal = ask()
    Proposal.objects.update(months=90)
    refused = work(proposal)
    assert (refused.state, refused.refusal_code) == (State.REFUSED, "plan-too-long")
    with translation.override("en"):
        assert describe_reason(Delivery.objects.get()) == "Tagor finds the plan too long."
    assert practice.state("nl-woman")["plans"] == []


def test_while_tagor_is_down_it_waits_and_can_be_taken_back(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    proposal = ask()
    with practice.down():
        assert work(proposal).state == State.SENDING
        assert work(proposal, minutes=20).state == State.SENDING
    assert practice.calls(SAVE) == []
    assert work(proposal, hours=8).state == State.SENT


def test_down_for_too_long_it_fails_and_staff_may_send_it_again(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    proposal = ask()
    with practice.down():
        for days in range(1, 10):
            failed = work(proposal, days=days)
    assert failed.state == State.FAILED
    assert Delivery.objects.get().state == "given_up"
    assert practice.calls(SAVE) == []


def test_a_first_day_that_passed_is_never_sent(ask: Draft, work: Work, practice: PracticeOffice) -> None:
    proposal = ask()
    Proposal.objects.update(first_on=timezone.localdate() - timedelta(days=40))
    refused = work(proposal)
    assert (refused.state, refused.refusal_code) == (State.REFUSED, "plan-bad-date")
    assert practice.calls(SAVE) == []


@pytest.mark.parametrize("shows", ["accepted", "saved"])
@pytest.mark.parametrize(
    "case",
    [
        ("true", True, True, State.ACCEPTED),
        ("true", True, False, State.SENT),
        ("true", False, False, State.SENT),
        ("false", False, True, State.SENT),
    ],
)
def test_agreed_only_when_it_runs_and_a_proven_rule_says_so(
    ask: Draft,
    work: Work,
    practice: PracticeOffice,
    office: object,
    shows: str,
    case: tuple[str, bool, bool, str],
) -> None:
    """Whatever the document means by a running plan: see ``plan-shows`` of the practice office."""
    accepts, auto, proven, state = case
    rule = PlanRule.objects.create(
        office=office, auto_accepts=auto, proven_on=timezone.localdate() if proven else None
    )
    practice.set_parameter("358", accepts)
    practice.set_parameter("plan-shows", shows)
    assert work(ask()).state == state
    rule.refresh_from_db()
    assert rule.seen_auto_accepts is (accepts == "true" or shows == "saved")


def test_a_plan_that_runs_because_it_was_saved_is_no_agreement(
    ask: Draft, work: Work, practice: PracticeOffice, visit: Visit
) -> None:
    practice.set_parameter("plan-shows", "saved")
    sent = work(ask())
    assert (sent.state, sent.was_running) == (State.SENT, True)
    assert notice_answer(sent, get_plan_facts(visit)).state == State.SENT
    practice.accept_plan()
    assert notice_answer(sent, get_plan_facts(visit)).state == State.SENT


@pytest.mark.parametrize("shows", ["accepted", "saved"])
def test_what_staff_approve_reaches_tagor_although_it_runs(
    ask: Draft, work: Work, practice: PracticeOffice, staff: Decider, shows: str
) -> None:
    practice.set_parameter("plan-shows", shows)
    sent = work(ask())
    approve_proposal(sent, by=staff, version=sent.version)
    assert work(sent, minutes=13).state == State.ACCEPTED
    assert len(practice.calls(APPROVE)) == 1
    assert practice.state("nl-woman")["plans"][-1]["accepted"]


def test_a_rule_that_promises_too_much_is_not_believed(ask: Draft, work: Work, office: object) -> None:
    rule = PlanRule.objects.create(office=office, auto_accepts=True, proven_on=timezone.localdate())
    assert work(ask()).state == State.SENT
    rule.refresh_from_db()
    assert rule.seen_auto_accepts is False


def test_what_was_found_out_tells_whether_it_runs(
    ask: Draft, work: Work, practice: PracticeOffice, office: object
) -> None:
    PlanRule.objects.create(office=office, auto_accepts=True, proven_on=timezone.localdate())
    proposal = ask()
    practice.fault("tagor", "drop", operation=SAVE, times=1)
    work(proposal)
    assert work(proposal, minutes=13).state == State.SENT
    assert len(practice.calls(SAVE)) == 1


def test_no_rule_speaks_for_what_could_not_be_read_back(ask: Draft, office: object) -> None:
    PlanRule.objects.create(office=office, auto_accepts=True, proven_on=timezone.localdate())
    sending = transition(ask(), State.SENDING)
    take_saved(sending, {"months": 6, "monthly_cents": 20576})
    assert Proposal.objects.get().state == State.SENT


def test_busy_after_the_write_is_this_very_plan_and_not_another(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    proposal = ask()
    practice.fault("tagor", "busy-after", operation=SAVE, times=1)
    assert work(proposal).state == State.UNKNOWN
    sent = work(proposal, minutes=13)
    assert (sent.state, sent.accepted_months, sent.accepted_cents) == (State.SENT, 6, 20576)
    assert len(practice.calls(SAVE)) == 1


def test_one_that_failed_stays_failed_beside_a_newer_one(
    ask: Draft, work: Work, practice: PracticeOffice, staff: Decider
) -> None:
    first = ask(3)
    with practice.down():
        for days in range(1, 10):
            work(first, days=days)
    second = ask(4)
    assert retry(Delivery.objects.get(state="given_up"), by=staff.actor)
    assert work(first, days=10).state == State.FAILED
    assert Delivery.objects.order_by("pk").values_list("state", "reason")[0] == ("given_up", "ended")
    assert Proposal.objects.get(pk=second.pk).state == State.SENT
    assert [call["body"]["request"]["Periodes"] for call in practice.calls(SAVE)] == [4]


def test_one_that_failed_goes_out_when_staff_try_again(
    ask: Draft, work: Work, practice: PracticeOffice, staff: Decider
) -> None:
    proposal = ask()
    with practice.down():
        for days in range(1, 10):
            work(proposal, days=days)
    assert retry(Delivery.objects.get(), by=staff.actor)
    assert work(proposal, days=10).state == State.SENT


def test_one_that_staff_drop_has_failed(ask: Draft, staff: Decider) -> None:
    proposal = ask()
    assert drop(Delivery.objects.get(), reason="asked-by-phone", by=staff.actor)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.refusal_code) == (State.FAILED, "asked-by-phone")


def test_a_credential_neither_side_can_use_is_for_people(
    ask: Draft, work: Work, practice: PracticeOffice, settings: Settings
) -> None:
    proposal = ask()
    practice.advance_days(800)
    Proposal.objects.update(first_on=get_first_day() + timedelta(days=810))
    settings.TAGOR_API_KEY = "wrong"
    review = work(proposal)
    assert (review.state, review.refusal_code) == (State.REVIEW, "credential-refused")
    assert practice.state("nl-woman")["plans"] == []
