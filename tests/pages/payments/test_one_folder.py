"""A payment service is one folder: guard, states, booking, alerts and pages take what its class says.

The tiny one stands in the place of another, whose code the database knows; nothing else knows of it.
"""

import pytest

from portal.office.models import Office
from portal.payments.bank.service_findings import examine_services
from portal.payments.models import Alert, Attempt, PaymentChannel, Reversal, State
from portal.payments.providers import MOLLIE, ONLINE
from portal.payments.settling.follow_up import ask_service
from portal.payments.settling.left_pages import find_start
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import Ask, SignIn, the_attempt
from tests.pages.payments.direct import run_reports
from tests.pages.payments.tiny import HOST, Tiny
from tests.practice import PracticeOffice


@pytest.fixture
def tiny(office: Office, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """The office takes payments by the tiny service alone."""
    tiny = Tiny(MOLLIE.code)
    monkeypatch.setitem(ONLINE, MOLLIE.code, tiny)
    PaymentChannel.objects.create(office=office, provider=MOLLIE.code, merchant=tiny.get_merchant())
    return tiny


def test_a_payment_goes_from_the_form_to_the_receipt(
    tiny: Tiny, sign_in: SignIn, ask_online: Ask, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    assert "Leaf" in visit("/pay/").text
    assert f"You now go to {HOST}" in ask_online(seeded, "other", "50").text
    (order,) = tiny.orders.values()
    attempt = the_attempt()
    assert (order.amount_cents, order.reference) == (5000, attempt.reference)
    assert tiny.returns[0].endswith(f"/pay/return/{attempt.token}/")
    assert ask_service(attempt).state == State.AT_BANK
    tiny.said["code"] = "taken"
    assert ask_service(attempt).state == State.BANK_PAID
    run_reports()
    run_reports()
    assert len(practice.calls("TagorService/OnlinePaymentReceived")) == 1
    place = f"/pay/status/{attempt.token}/"
    assert visit(place).heading == "The office has seen your payment"
    practice.book("nl-woman")
    Attempt.objects.update(checked_at=None)
    assert visit(place).heading == "Your payment is booked"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"code": "no"}, State.BANK_REFUSED),
        ({"code": "soon"}, State.BANK_UNKNOWN),
        ({"code": "what"}, State.BANK_UNKNOWN),
        ({"code": "taken", "amount_cents": 4999}, State.AMOUNT_DIFFERS),
        ({"code": "taken", "currency": "USD"}, State.NEEDS_REVIEW),
        ({"code": "taken", "is_about_order": False}, State.NEEDS_REVIEW),
    ],
)
def test_each_status_ends_where_the_table_of_states_says(
    said: dict[str, object], state: State, tiny: Tiny, sign_in: SignIn, ask_online: Ask
) -> None:
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    tiny.said.update(said)
    assert ask_service(the_attempt()).state == state


def test_a_lost_start_is_found_and_money_that_goes_back_is_said(
    tiny: Tiny, sign_in: SignIn, ask_online: Ask, visit: Visit
) -> None:
    tiny.loses = 1
    assert "Online payment does not work now" in ask_online(sign_in("nl-woman", "en"), "other", "50").text
    lost = the_attempt()
    find_start.call(attempt_id=lost.pk)
    assert (the_attempt().checkout_id, len(tiny.orders)) == (f"leaf-{lost.reference}", 1)
    tiny.said["code"] = "taken"
    assert ask_service(the_attempt()).state == State.PAID_LATE
    tiny.said["charged_back_cents"] = 5000
    ask_service(the_attempt())
    assert Reversal.objects.count() == 1
    assert Alert.objects.filter(kind=Alert.Kind.CHARGEBACK, closed_at=None).exists()
    assert "The bank took back €50.00" in visit(f"/pay/status/{lost.token}/").text


def test_the_doctor_says_what_it_checks(tiny: Tiny) -> None:
    found = {finding.name: finding for finding in examine_services()}
    assert "Leaf takes the key." in found[f"payments.{tiny.code}.key"].words
    assert HOST in found[f"payments.{tiny.code}.host"].words
