"""Two tabs, two people, two parties and an office’s system that says odd things: nobody is harmed."""

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from portal.file.visit import Visit
from portal.integrations.tagor.values.account import PlanCriteria, PlanOffer
from portal.office.models import Office
from portal.outbox.forms import DropReason
from portal.outbox.models import Delivery
from portal.outbox.services import drop
from portal.plans.answer import answers, decisions
from portal.plans.answer.decisions import InvalidCounterError
from portal.plans.answer.two_people import Decider
from portal.plans.facts import get_plan_facts
from portal.plans.models import Counter, PlanRule, Proposal, State
from portal.plans.request import services
from portal.plans.request.forms import PlanForm
from portal.plans.rules.office_rule import make_terms
from portal.plans.status.presenters import present_state
from tests.practice import PracticeOffice
from tests.unit.plans.conftest import SAVE, Draft, Work, get_first_day, make_staff, start_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
Counters = Callable[..., Counter]


@pytest.fixture
def review(ask: Draft, office: Office) -> Proposal:
    PlanRule.objects.create(office=office, longest_months=3)
    return ask(6)


@pytest.fixture
def counter(staff: Decider) -> Counters:
    def make(proposal: Proposal, **rest: Any) -> Counter:
        fresh = Proposal.objects.get(pk=proposal.pk)
        size = rest if rest.keys() & {"months", "monthly_cents"} else {"months": 3, **rest}
        days = {"first_on": get_first_day(), "expires_on": get_first_day() - timedelta(days=2)}
        return decisions.counter_proposal(fresh, by=staff, version=fresh.version, **{**days, **size})

    return make


def test_nobody_replaces_the_request_of_another_party(ask: Draft, draft: Draft, visit: Visit) -> None:
    theirs = ask()
    Proposal.objects.filter(pk=theirs.pk).update(party_id="9000000000000000099")
    mine = draft(5)
    with pytest.raises(services.AlreadyAskedError):
        services.submit_proposal(mine, visit=visit, supersede=True)
    assert Proposal.objects.get(pk=theirs.pk).state == State.UNDO


def test_a_yes_counts_for_the_proposal_that_was_shown(
    review: Proposal, counter: Counters, visit: Visit, practice: PracticeOffice
) -> None:
    counter(review, months=3)
    seen = Proposal.objects.get(pk=review.pk)
    answers.decline_counter(Proposal.objects.get(pk=review.pk))
    counter(review, months=2)
    with pytest.raises(answers.CounterOverError):
        answers.accept_counter(seen, visit=visit)
    with pytest.raises(answers.CounterOverError):
        answers.decline_counter(seen)
    assert Counter.objects.filter(state="open").get().months == 2
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"months": 241},
        {"months": 10**6},
        {"monthly_cents": 1},
        {"months": 3, "first_on": date(9999, 12, 1)},
        {"months": 3, "first_on": timezone.now().date() + timedelta(days=500)},
    ],
)
def test_the_office_proposes_nothing_that_cannot_be_shown(
    review: Proposal, counter: Counters, wrong: dict[str, Any]
) -> None:
    if "first_on" in wrong:
        wrong["first_on"] = wrong["first_on"].replace(day=1)
    with pytest.raises(InvalidCounterError):
        counter(review, **wrong)
    assert not Counter.objects.exists()


@pytest.mark.parametrize(("months", "cents"), [(10**6, 1), (100_000, 10), (2_000_000_000, 1)])
def test_a_plan_of_a_million_months_is_not_shown(ask: Draft, work: Work, months: int, cents: int) -> None:
    sent = work(ask())
    Proposal.objects.update(accepted_months=months, accepted_cents=cents)
    sent.refresh_from_db()
    page = present_state(sent, now=timezone.now(), may_ask=True)
    assert len(page.plan.schedule.rows) == 6


def test_an_offer_of_a_million_months_is_not_offered(office: Office) -> None:
    odd = PlanCriteria((PlanOffer(10**6, 1), PlanOffer(6, 20576)), 10**6, 0, None)
    terms = make_terms(None, balance_cents=123456, criteria=odd, office=office)
    form = PlanForm({"choice": "amount", "amount": "0,01"}, terms=terms)
    assert [offer.months for offer in form.offers] == [6]
    assert not form.is_valid()
    assert form.longest_months == 240


def test_a_plan_made_by_the_office_is_not_taken_for_the_one_that_was_lost(
    ask: Draft, work: Work, practice: PracticeOffice, visit: Visit
) -> None:
    """The request never arrived, and at that very moment a clerk makes another plan in Tagor."""
    asked = ask(6)
    practice.fault("tagor", "garbage", operation=SAVE, times=1)
    assert work(asked).state == State.UNKNOWN
    start_plan(practice, visit)
    for minutes in (12, 14, 20, 40):
        assert work(asked, minutes=minutes).state == State.UNKNOWN
    failed = work(asked, hours=3)
    assert (failed.state, failed.refusal_code) == (State.FAILED, "unclear")
    assert practice.state("nl-woman")["plans"][-1]["active"]
    assert practice.calls(SAVE) == []


@pytest.mark.parametrize("reason", [DropReason.ARRIVED, DropReason.BY_HAND])
@pytest.mark.parametrize("hours", [0.3, 3])
def test_what_staff_know_to_have_arrived_is_told_as_sent(
    ask: Draft, work: Work, staff: Decider, practice: PracticeOffice, reason: str, hours: float
) -> None:
    asked = ask(6)
    practice.fault("tagor", "drop", operation=SAVE, times=1)
    work(asked)
    practice.fault("tagor", "garbage", operation="TagorService/GetPaymentPlanCriteria")
    Delivery.objects.update(give_up_at=timezone.now())
    work(asked, hours=hours)
    work(asked, days=9 if hours > 1 else 0.02)
    assert Proposal.objects.get(pk=asked.pk).state == (State.FAILED if hours > 1 else State.UNKNOWN)
    assert drop(Delivery.objects.get(), reason=reason, by=staff.actor)
    told = Proposal.objects.get(pk=asked.pk)
    assert (told.state, told.refusal_code) == (State.SENT, "")
    assert told.sent_at is not None


def test_what_failed_stays_so_beside_a_newer_request(
    ask: Draft, work: Work, staff: Decider, draft: Draft, visit: Visit
) -> None:
    asked = ask(6)
    Proposal.objects.update(state=State.FAILED)
    Delivery.objects.update(state="given_up", not_before=None, ended_at=timezone.now())
    services.submit_proposal(draft(5), visit=visit)
    drop(Delivery.objects.order_by("pk")[0], reason="arrived", by=staff.actor)
    assert Proposal.objects.get(pk=asked.pk).state == State.FAILED


def test_looking_at_a_sent_request_never_asks_the_balance(
    ask: Draft, work: Work, practice: PracticeOffice, visit: Visit
) -> None:
    sent = work(ask())
    practice.accept_plan()
    practice.clear_calls()
    accepted = services.notice_answer(sent, get_plan_facts(visit))
    assert accepted.state == State.ACCEPTED
    assert practice.calls("TagorService/GetSaldo") == []


@pytest.fixture
def held(ask: Draft, practice: PracticeOffice, visit: Visit) -> Proposal:
    start_plan(practice, visit)
    return ask(6)


def test_only_who_may_end_a_plan_releases_or_proposes_what_ends_it(
    held: Proposal, practice: PracticeOffice
) -> None:
    clerk = make_staff("clerk", "decide_proposal")
    days = {"first_on": get_first_day(), "expires_on": get_first_day() - timedelta(days=2)}
    with pytest.raises(PermissionDenied):
        decisions.release_proposal(held, by=clerk, version=held.version)
    with pytest.raises(PermissionDenied):
        decisions.counter_proposal(held, by=clerk, version=held.version, months=3, **days)
    assert Proposal.objects.get(pk=held.pk).version == held.version
    assert not Counter.objects.exists()


def test_proposing_something_else_for_what_was_sent_needs_no_more(
    ask: Draft, work: Work, practice: PracticeOffice
) -> None:
    """The plan it ends is the very request."""
    sent, clerk = work(ask(6)), make_staff("clerk", "decide_proposal")
    days = {"first_on": get_first_day(), "expires_on": get_first_day() - timedelta(days=2)}
    assert decisions.counter_proposal(sent, by=clerk, version=sent.version, months=3, **days).plan_mark


def test_a_plan_made_after_the_page_was_shown_is_not_ended(
    held: Proposal, staff: Decider, practice: PracticeOffice, visit: Visit
) -> None:
    seen = get_plan_facts(visit).mark
    start_plan(practice, visit)
    days = {"first_on": get_first_day(), "expires_on": get_first_day() - timedelta(days=2)}
    with pytest.raises(decisions.ChangedError, match="plan"):
        decisions.release_proposal(held, by=staff, version=held.version, shown_plan=seen)
    with pytest.raises(decisions.ChangedError, match="plan"):
        decisions.counter_proposal(held, by=staff, version=held.version, months=3, shown_plan=seen, **days)
    assert Proposal.objects.get(pk=held.pk).state == State.HELD


@pytest.mark.parametrize(("state", "waits"), [("held", False), ("review", False), ("sent", True)])
def test_what_an_older_release_left_in_no_queue_is_mended(ask: Draft, state: str, waits: bool) -> None:
    """Held or to be looked at, no approval is on its way; of one that was sent it may be."""
    migration = import_module("portal.plans.migrations.0005_nothing_returned_waits_for_approval")
    asked = ask()
    Proposal.objects.update(state=state, wants_approval=True)
    migration.mend_returned(apps, connection.schema_editor())
    assert Proposal.objects.get(pk=asked.pk).wants_approval == waits
