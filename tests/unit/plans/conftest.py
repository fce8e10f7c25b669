"""A file of the practice office, somebody signed in to it, and the worker's work done at once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from portal import registry
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import Credential
from portal.office.models import Office
from portal.office.selectors import get_office_row
from portal.outbox.services import deliver_due
from portal.plans.answer.two_people import Decider
from portal.plans.facts import get_plan_facts
from portal.plans.models import Proposal
from portal.plans.request.services import Choice, make_draft, store_draft, submit_proposal
from portal.plans.request.situation import Situation
from portal.plans.rules.office_rule import find_rule, make_terms
from portal.plans.schedule import add_months
from portal.plans.selectors import find_current
from tests.practice import PracticeOffice

SAVE = "TagorService/SavePaymentPlan"
APPROVE = "TagorService/ApprovePaymentPlan"
IP = "203.0.113.7"
Draft = Callable[..., Proposal]
Work = Callable[..., Proposal]


def get_first_day() -> date:
    """A day that every rule allows."""
    return add_months(timezone.localdate().replace(day=5), 1)


@pytest.fixture
def office() -> Office:
    return Office.objects.create(slug="office", name="Kantoor Proef")


@pytest.fixture
def visit(practice: PracticeOffice) -> Visit:
    return make_visit(practice)


def make_visit(practice: PracticeOffice, slug: str = "nl-woman") -> Visit:
    """Somebody signed in by the link of a letter."""
    file = practice.file(slug)
    credential = Credential("Hash", file.hash)
    return Visit(
        who="defendant", file_id=file.file_id, party_id=file.party_id, credential=credential, address=IP
    )


def make_situation(visit: Visit, balance_cents: int) -> Situation:
    """What the first page would know."""
    facts, office = get_plan_facts(visit), get_office_row()
    rule = find_rule(office, "", balance_cents)
    terms = make_terms(rule, balance_cents=balance_cents, criteria=facts.criteria, office=office)
    return Situation(balance_cents, facts, find_current(visit), terms, rule)


@pytest.fixture
def draft(practice: PracticeOffice, visit: Visit) -> Draft:
    """A draft of six months, unless told otherwise."""

    def make(months: int = 6, **rest: Any) -> Proposal:
        balance = practice.file().balance_cents
        monthly = rest.pop("monthly_cents", -(-balance // months))
        choice = Choice(rest.pop("kind", "months"), months, monthly, get_first_day())
        wanted = {"choice": choice, "balance_cents": balance, "situation": make_situation(visit, balance)}
        return store_draft(make_draft(visit=visit, **wanted, **rest))

    return make


@pytest.fixture
def ask(draft: Draft, visit: Visit) -> Draft:
    """A request that was sent off."""

    def send_off(months: int = 6, *, supersede: bool = False, **rest: Any) -> Proposal:
        made = draft(months, **rest)
        return submit_proposal(made, visit=visit, supersede=supersede)

    return send_off


@pytest.fixture
def work() -> Work:
    """Let the worker do what is due by the end of the undo window, and read the request again."""

    def run(proposal: Proposal, **later: float) -> Proposal:
        registry.reset()  # a worker of its own: what the last one learnt of Tagor's health is gone
        deliver_due(now=timezone.now() + timedelta(**(later or {"minutes": 11})))
        return Proposal.objects.get(pk=proposal.pk)

    return run


@pytest.fixture
def staff(office: Office) -> Decider:
    """Somebody of the office who may end plans as well."""
    return make_staff("clerk", "release_proposal")


def make_staff(name: str, *permissions: str) -> Decider:
    """Somebody of the office with these permissions of the room."""
    user = User.objects.create_user(name)
    known = Permission.objects.filter(content_type__app_label="plans", codename__in=permissions)
    user.user_permissions.set(known)
    return Decider.of(user)


@pytest.fixture
def saves(practice: PracticeOffice) -> Callable[[], list[dict[str, Any]]]:
    """The calls of SavePaymentPlan, oldest first."""
    return lambda: practice.calls(SAVE)


def start_plan(practice: PracticeOffice, visit: Visit, *, accepted: bool = True) -> str:
    """The office makes a plan in Tagor itself; its mark."""
    registry.tagor().save_plan(
        credential=visit.credential, file_id=visit.file_id, party_id=visit.party_id, months=9
    )
    if accepted:
        practice.accept_plan()
    practice.clear_calls()
    return get_plan_facts(visit).mark


def moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))
