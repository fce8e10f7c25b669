"""Whatever moves a request takes its locks in one order, so that two that meet wait and never deadlock.

The order: delivery, request, proposal of the office, audit chain, plan of the next sweep.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.file.visit import Visit
from portal.office.models import Office
from portal.outbox import transitions
from portal.outbox.models import Delivery, Sweep
from portal.outbox.services import retry
from portal.plans.answer import answers, decisions
from portal.plans.answer.two_people import Decider
from portal.plans.models import Counter, PlanRule, Proposal
from portal.plans.request import services
from portal.plans.running.change import draft_change, send_change
from portal.plans.tagor.delivery import ApprovePlanHandler
from tests.unit.plans.conftest import Draft, Work, get_first_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

ORDER = ("outbox_delivery", "plans_proposal", "plans_counter", "audit_chainhead", "outbox_sweep")
LOCKS_BY_READING = {"audit_chainhead"}


def list_locked(sql: str) -> str:
    """The table of which this statement locks rows that others may want, or ""."""
    for table in ORDER:
        if sql.startswith(f'UPDATE "{table}"'):
            return table
        if table in LOCKS_BY_READING and sql.startswith("SELECT") and f'FROM "{table}"' in sql:
            return table
        if table == "outbox_sweep" and sql.startswith(f'INSERT INTO "{table}"'):
            return table
    return ""


@contextmanager
def in_order() -> Iterator[None]:
    """Everything done here in one transaction takes new locks only in the one order."""
    Sweep.objects.all().delete()
    with CaptureQueriesContext(connection) as captured:
        yield
    taken: list[str] = []
    for query in captured.captured_queries:
        table = list_locked(query["sql"])
        if table and table not in taken:
            taken.append(table)
    assert taken == sorted(taken, key=ORDER.index), taken


@pytest.fixture
def countered(ask: Draft, office: Office, staff: Decider) -> Proposal:
    PlanRule.objects.create(office=office, longest_months=3)
    asked = ask(6)
    day = get_first_day()
    decisions.counter_proposal(
        asked,
        by=staff,
        version=asked.version,
        months=3,
        first_on=day,
        expires_on=day - timedelta(days=2),
    )
    return Proposal.objects.get(pk=asked.pk)


@pytest.fixture
def in_approval(ask: Draft, work: Work, staff: Decider) -> Proposal:
    sent = work(ask())
    return decisions.approve_proposal(sent, by=staff, version=sent.version)


def test_sending_off(draft: Draft, visit: Visit) -> None:
    made = draft()
    with in_order():
        services.submit_proposal(made, visit=visit)


def test_replacing(ask: Draft, draft: Draft, visit: Visit) -> None:
    ask()
    made = draft(5)
    with in_order():
        services.submit_proposal(made, visit=visit, supersede=True)


def test_taking_back(ask: Draft) -> None:
    asked = ask()
    with in_order():
        services.undo_proposal(asked)


def test_approving_what_is_sent(ask: Draft, work: Work, staff: Decider) -> None:
    sent = work(ask())
    with in_order():
        decisions.approve_proposal(sent, by=staff, version=sent.version)


def test_giving_up(in_approval: Proposal) -> None:
    delivery = Delivery.objects.get(kind="plans.approve")
    with in_order():
        assert transitions.give_up(delivery, ApprovePlanHandler().on_given_up, reason="plan-changed")
    assert not Proposal.objects.get(pk=in_approval.pk).wants_approval


def test_trying_again(in_approval: Proposal, staff: Decider) -> None:
    delivery = Delivery.objects.get(kind="plans.approve")
    transitions.give_up(delivery, None, reason="plan-changed")
    with in_order():
        assert retry(delivery, by=staff.actor)


def test_asking_to_change(visit: Visit) -> None:
    wish = {"kind": "other", "text": "I move house.", "later_on": None, "amount": None, "day": None}
    made = draft_change(visit, wish, due_on=None, file_name="")
    with in_order():
        send_change(made, visit=visit)


ENDS: dict[str, Callable[[Proposal, Decider, Visit], object]] = {
    "accept": lambda proposal, _staff, visit: answers.accept_counter(proposal, visit=visit),
    "decline": lambda proposal, _staff, _who: answers.decline_counter(proposal, text="Too much."),
    "refuse": lambda proposal, staff, _who: decisions.refuse_proposal(
        proposal, by=staff, version=proposal.version, reason="No."
    ),
    "undo": lambda proposal, _staff, _who: services.undo_proposal(proposal),
    "expire": lambda proposal, _staff, _who: answers.expire_counter(proposal.counters.get()),
}


@pytest.mark.parametrize("end", ENDS)
def test_ending_a_proposal_of_the_office(countered: Proposal, staff: Decider, visit: Visit, end: str) -> None:
    if end == "expire":
        Counter.objects.update(expires_on=date(2020, 1, 1))
    with in_order():
        ENDS[end](countered, staff, visit)
    assert not Counter.objects.filter(state="open").exists()
    assert Counter.objects.get().answered_at is not None
