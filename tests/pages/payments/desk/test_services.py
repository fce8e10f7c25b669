"""The payment services on the desk: what is set up, and trying one."""

from typing import Any

import pytest
from pytest_django import Settings

from portal import registry
from portal.audit.models import Event
from portal.payments.bank.service_findings import examine_services
from portal.payments.models import Attempt
from portal.web.examining import State
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice

HOME = "/desk/payments/services/"


@pytest.fixture
def served(practice: PracticeOffice, settings: Settings) -> PracticeOffice:
    for name, value in {**practice.worldline_settings, **practice.mollie_settings}.items():
        setattr(settings, name, [value] if name.endswith("_HOSTS") else value)
    registry.reset()
    return practice


@pytest.fixture
def admin(client: Any, db: None) -> None:
    make_staff("ann", permissions=["office.view_moneychange", "office.propose_money_change"])
    sign_in_staff(client, "ann")
    client.cookies["language"] = "en"


@pytest.mark.parametrize("code", ["worldline", "mollie"])
def test_a_service_is_tried_with_one_cent_and_touches_no_file(
    code: str, served: PracticeOffice, admin: None, visit: Visit
) -> None:
    page = visit(HOME)
    assert "People can pay there with: Bancontact" in page.text
    page = visit(f"{HOME}{code}/try/", {})
    assert page.text.count("works") == 4
    (made,) = served.checkouts()
    assert (made["amount_cents"], made["service"]) == (1, code)
    assert not Attempt.objects.exists()
    assert Event.objects.filter(act="payment-service-tried").exists()


@pytest.mark.parametrize("fault", ["403", "other-host", "503"])
def test_a_service_that_does_not_work_says_where(
    fault: str, served: PracticeOffice, admin: None, visit: Visit
) -> None:
    served.fault("mollie", fault, operation="createPayment")
    assert "does not work" in visit(f"{HOME}mollie/try/", {}).text


def test_only_who_may_change_where_money_goes_tries(
    client: Any, served: PracticeOffice, visit: Visit
) -> None:
    make_staff("carl", permissions=["office.view_moneychange"])
    sign_in_staff(client, "carl")
    assert "one cent" not in visit(HOME).text
    visit(f"{HOME}mollie/try/", {}, status=403)


def test_the_doctor_looks_at_key_host_clock_and_webhook(served: PracticeOffice, db: None) -> None:
    found = {one.name: one.state for one in examine_services()}
    assert found["payments.worldline.key"] == found["payments.mollie.key"] == State.OK
    assert found["payments.worldline.clock"] == found["payments.mollie.clock"] == State.OK
    assert found["payments.worldline.host"] == State.OK
    # No portal listens there now.
    assert found["payments.worldline.webhook"] in {State.WARN, State.BAD}
    assert found["payments.mollie.webhook"] in {State.WARN, State.BAD}


def test_the_doctor_finds_webhooks_that_can_be_reached(
    served: PracticeOffice, settings: Settings, live_server: Any
) -> None:
    settings.PORTAL_URL = live_server.url
    found = {one.name: one.state for one in examine_services()}
    assert found["payments.worldline.webhook"] == found["payments.mollie.webhook"] == State.OK


def test_the_doctor_says_that_a_key_is_refused(served: PracticeOffice, settings: Settings, db: None) -> None:
    settings.MOLLIE_API_KEY, settings.WORLDLINE_API_SECRET = "test_wrong", "wrong"
    registry.reset()
    found = {one.name: one.state for one in examine_services()}
    assert found["payments.worldline.key"] == found["payments.mollie.key"] == State.BAD
