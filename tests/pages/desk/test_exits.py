"""Every state in which staff have the next word, as the guides list them, has its exit through a page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.office.selectors import get_office_row
from portal.outbox.models import Delivery
from portal.payments.models import Alert, Attempt
from portal.payments.models import State as PaymentState
from portal.payments.settling.alerts import PATIENCE, review_alerts
from portal.plans.models import ChangeRequest, Proposal
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page
from tests.practice import PracticeOffice
from tests.repo.files import ROOT
from tests.unit.payments.conftest import build_attempt

pytestmark = pytest.mark.django_db
PLANS = {
    "held": {"release/", "ask/", "decline/", "counter/"},
    "review": {"approve/", "ask/", "decline/", "counter/"},
    "sent": {"approve/", "ask/", "decline/", "counter/"},
    "failed": {"retry/", "drop/"},
}
CHANGES = {"waiting": {"agree/", "ask/", "decline/"}, "planned": {"approve/", "ask/", "decline/"}}
PAYMENTS = {
    "needs_review": {"resolve/"},
    "amount_differs": {"resolve/"},
    "bank_unknown": {"resolve/"},
    "paid_twice": {"decide/"},
}


@pytest.fixture
def boss(client: Client, practice: PracticeOffice) -> None:
    client.cookies["language"] = "en"
    make_staff(is_superuser=True)
    sign_in_staff(client)


def list_states(guide: str, words: str) -> set[str]:
    """The states of a guide whose row says so."""
    text = (ROOT / "docs" / guide).read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `") and re.search(words, line)]
    return {state for line in rows for state in re.findall(r"`(\w+)`", line.split("|")[1])}


def list_exits(page: Page) -> set[str]:
    """The last step of each address that the page's own forms and links lead to."""
    targets = [form.get("action", "") for form in page.main_forms()]
    targets += [link.get("href", "") for link in page.all("a")]
    return {target.rstrip("/").rpartition("/")[2] + "/" for target in targets}


def test_the_guides_name_just_these_states() -> None:
    plans = list_states("plans.md", r"\| staff")
    assert plans == set(PLANS) | set(CHANGES)
    assert list_states("payments.md", r"the office decides|staff may decide") == set(PAYMENTS)


def make_proposal(practice: PracticeOffice, state: str, **values: Any) -> Proposal:
    seeded = practice.file()
    return Proposal.objects.create(
        office=get_office_row(),
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        file_name="26/004512",
        state=state,
        kind="amount",
        months=10,
        monthly_cents=120_00,
        balance_cents=1200_00,
        first_on=(timezone.localdate() + timedelta(days=20)).replace(day=5) + timedelta(days=31),
        submitted_at=timezone.now(),
        **values,
    )


@pytest.mark.parametrize("state", sorted(set(PLANS) - {"failed"}))
@pytest.mark.usefixtures("boss")
def test_a_request_for_a_plan(state: str, visit: Visit, practice: PracticeOffice) -> None:
    request = make_proposal(practice, state)
    assert f"/desk/plans/{request.pk}/" in visit("/desk/queue/team/").links().values()
    page = visit(f"/desk/plans/{request.pk}/")
    assert PLANS[state] <= list_exits(page)
    assert "Language of the person Nederlands" in page.text


@pytest.mark.usefixtures("boss")
def test_a_request_that_could_not_be_delivered(visit: Visit, practice: PracticeOffice) -> None:
    request = make_proposal(practice, "failed")
    now = timezone.now()
    delivery = Delivery.objects.create(
        office=request.office,
        kind="plans.save",
        key="1",
        payload={"proposal": request.pk},
        file_id=request.file_id,
        state="given_up",
        reason="unclear",
        due_at=now,
        ended_at=now,
        give_up_at=now,
    )
    assert f"/desk/deliveries/{delivery.pk}/" in visit("/desk/queue/team/").links().values()
    assert PLANS["failed"] <= list_exits(visit(f"/desk/deliveries/{delivery.pk}/"))


@pytest.mark.parametrize("state", sorted(set(PAYMENTS) - {"paid_twice"}))
@pytest.mark.usefixtures("boss")
def test_a_payment(state: str, visit: Visit, practice: PracticeOffice) -> None:
    seeded = practice.file()
    attempt = build_attempt(
        file_id=seeded.file_id, party_id=seeded.party_id, state=PaymentState(state), received_cents=4000
    )
    attempt.save()
    Attempt.objects.update(created_at=timezone.now() - PATIENCE - timedelta(hours=1))
    attempt.refresh_from_db()
    review_alerts(attempt)
    assert f"/desk/payments/{attempt.pk}/" in visit("/desk/queue/team/").links().values()
    assert PAYMENTS[state] <= list_exits(visit(f"/desk/payments/{attempt.pk}/"))


@pytest.mark.usefixtures("boss")
def test_money_that_was_paid_twice(visit: Visit, practice: PracticeOffice) -> None:
    seeded = practice.file()
    attempt = build_attempt(
        file_id=seeded.file_id, party_id=seeded.party_id, state=PaymentState.PAID_TWICE, received_cents=4000
    )
    attempt.save()
    review_alerts(attempt)
    address = f"/desk/payments/{attempt.pk}/"
    assert address in visit("/desk/queue/team/").links().values()
    alert = attempt.alerts.get()
    page = visit(address)
    (number,) = [
        place
        for place, form in enumerate(page.main_forms())
        if f"/alerts/{alert.pk}/" in form.get("action", "")
    ]
    fields = {**page.form_fields(number), "decision": Alert.Decision.PAY_BACK}
    visit(page.form_action(number), fields, status=303)
    assert address not in visit("/desk/queue/payment-alert/").links().values()
    assert attempt.refunds.get().state == "asked"


def make_change(practice: PracticeOffice, answer: str, **values: Any) -> ChangeRequest:
    seeded, now = practice.file("running-plan"), timezone.now()
    return ChangeRequest.objects.create(
        office=get_office_row(),
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        state="delivered",
        kind="later",
        later_on=timezone.localdate() + timedelta(days=40),
        sent_at=now,
        delivered_at=now,
        answer=answer,
        **values,
    )


@pytest.mark.usefixtures("boss")
def test_a_request_to_change_a_plan(visit: Visit, practice: PracticeOffice) -> None:
    change = make_change(practice, "waiting")
    address = f"/desk/plans/changes/{change.pk}/"
    assert address in visit("/desk/queue/team/").links().values()
    page = visit(address)
    assert CHANGES["waiting"] <= list_exits(page)
    assert "Language of the person Nederlands" in page.text


@pytest.mark.usefixtures("boss")
def test_a_request_to_change_that_became_a_request_for_a_plan(visit: Visit, practice: PracticeOffice) -> None:
    plan = make_proposal(practice, "review")
    change = make_change(practice, "planned", plan=plan)
    page = visit(f"/desk/plans/changes/{change.pk}/")
    assert f"/desk/plans/{plan.pk}/" in page.links().values()
    assert f"/desk/plans/{plan.pk}/" in visit("/desk/queue/team/").links().values()
    assert CHANGES["planned"] <= list_exits(visit(f"/desk/plans/{plan.pk}/"))
