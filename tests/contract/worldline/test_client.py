"""The vendor's SDK on our transport, against the practice Worldline and, with credentials, the real one."""

import os
import re
from dataclasses import replace
from itertools import count

import pytest

from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.http import Limits
from portal.integrations.worldline.client import WorldlineClient, build_worldline_client
from portal.integrations.worldline.values import CheckoutOrder
from tests.practice import WORLDLINE, PracticeOffice

LIMITS = Limits(read_timeout_s=0.5, deadline_s=0.5, max_attempts=1)
_numbers = count()


def make_order(**changes: object) -> CheckoutOrder:
    order = CheckoutOrder(
        amount_cents=1234,
        reference=f"DPTEST{os.getpid()}X{next(_numbers)}",
        return_url="https://portal.example/pay/return/x/",
        webhook_url="",
        text="2026/0123",
    )
    return replace(order, **changes)  # type: ignore[arg-type]


def build(practice: PracticeOffice, **changes: object) -> WorldlineClient:
    options: dict[str, object] = {
        "base_url": practice.base_url,
        "merchant_id": WORLDLINE["WORLDLINE_MERCHANT_ID"],
        "api_key_id": WORLDLINE["WORLDLINE_API_KEY_ID"],
        "api_secret": WORLDLINE["WORLDLINE_API_SECRET"],
        "limits": LIMITS,
    }
    return build_worldline_client(**(options | changes))  # type: ignore[arg-type]


@pytest.fixture(params=["practice", "live"])
def either(request: pytest.FixtureRequest, practice: PracticeOffice) -> WorldlineClient:
    """The same questions to both; the real one is asked only where WORLDLINE_TEST_URL and its keys are
    set.
    """
    if request.param == "practice":
        return build(practice)
    names = ("URL", "MERCHANT_ID", "API_KEY_ID", "API_SECRET")
    values = [os.environ.get(f"WORLDLINE_TEST_{name}", "") for name in names]
    if not all(values):
        pytest.skip("no credentials for the real test platform")
    url, merchant, key, secret = values
    return build_worldline_client(base_url=url, merchant_id=merchant, api_key_id=key, api_secret=secret)


@pytest.fixture
def worldline(practice: PracticeOffice) -> WorldlineClient:
    return build(practice)


def test_a_page_is_made_asked_after_and_made_only_once(either: WorldlineClient) -> None:
    order = make_order()
    made = either.create_checkout(order)
    assert made.page_url.startswith("http")
    assert made.checkout_id.isdecimal()
    assert not made.is_repeat
    again = either.create_checkout(order)
    assert (again.checkout_id, again.is_repeat) == (made.checkout_id, True)
    found = either.get_checkout(made.checkout_id)
    assert (found.status, found.payment) == ("IN_PROGRESS", None)


def test_key_and_products_are_answered(either: WorldlineClient) -> None:
    either.test_connection()
    products = dict(either.list_products(amount_cents=1000, country="BE", locale="en_GB"))
    assert all(re.fullmatch("[0-9]+", one) for one in products)
    assert "Bancontact" in products.values()


def test_an_unknown_page_is_not_found(either: WorldlineClient) -> None:
    with pytest.raises(NotFound):
        either.get_checkout("9999999999")


def test_money_is_taken_at_once_in_euros_with_one_try(
    worldline: WorldlineClient, practice: PracticeOffice
) -> None:
    """Without SALE a card is only reserved, and the money falls back to the payer days later."""
    worldline.create_checkout(make_order(locale="fr_FR"))
    (call,) = practice.calls("createHostedCheckout")
    body = call["body"]
    assert body["order"]["amountOfMoney"] == {"amount": 1234, "currencyCode": "EUR"}
    assert body["cardPaymentMethodSpecificInput"]["authorizationMode"] == "SALE"
    assert body["mobilePaymentMethodSpecificInput"]["authorizationMode"] == "SALE"
    assert body["redirectPaymentMethodSpecificInput"]["requiresApproval"] is False
    special = body["hostedCheckoutSpecificInput"]
    assert (special["locale"], special["sessionTimeout"], special["allowedNumberOfPaymentAttempts"]) == (
        "fr_FR",
        30,
        1,
    )
    assert body["order"]["references"]["softDescriptor"] == "2026/0123"


@pytest.mark.parametrize("bad", [{"amount_cents": 0}, {"amount_cents": 10**12}, {"reference": "A" * 31}])
def test_what_cannot_be_is_never_sent(
    bad: dict[str, object], worldline: WorldlineClient, practice: PracticeOffice
) -> None:
    with pytest.raises(ValueError, match="amount"):
        worldline.create_checkout(make_order(**bad))
    assert not practice.calls("createHostedCheckout")


@pytest.mark.parametrize("text", ["../1", "1?x", "1#x", "", "1/refunds"])
def test_an_id_never_becomes_another_path(
    text: str, worldline: WorldlineClient, practice: PracticeOffice
) -> None:
    with pytest.raises(NotFound):
        worldline.get_checkout(text)
    assert not practice.calls(system="worldline")


def test_a_wrong_secret_and_another_merchant_are_refused(practice: PracticeOffice) -> None:
    with pytest.raises(NotAuthorised):
        build(practice, api_secret="wrong").test_connection()
    with pytest.raises(NotAuthorised):
        build(practice, merchant_id="PSPOTHER").test_connection()


FAULTS_OF_CREATE = {
    "402": Rejected,
    "422": Rejected,
    "401": NotAuthorised,
    "403": NotAuthorised,
    "429": Unavailable,
    "503": Unavailable,
    "409": OutcomeUnknown,
    "500": OutcomeUnknown,
    "drop": OutcomeUnknown,
    "lost": OutcomeUnknown,
    "slow": OutcomeUnknown,
    "garbage": OutcomeUnknown,
    "empty": OutcomeUnknown,
    "list": OutcomeUnknown,
    "no-content": OutcomeUnknown,
    "html": OutcomeUnknown,
}
FAULTS_OF_STATUS = {
    "404": NotFound,
    "410": NotFound,
    "401": NotAuthorised,
    "403": NotAuthorised,
    "429": Unavailable,
    "503": Unavailable,
    "drop": Unavailable,
    "slow": Unavailable,
    "500": UnexpectedResponse,
    "garbage": UnexpectedResponse,
    "empty": UnexpectedResponse,
    "list": UnexpectedResponse,
    "no-content": UnexpectedResponse,
    "html": UnexpectedResponse,
    "elsewhere": UnexpectedResponse,
}


@pytest.mark.parametrize(("fault", "kind"), FAULTS_OF_CREATE.items())
def test_each_fault_of_a_start_says_what_to_do_next(
    fault: str, kind: type[IntegrationError], worldline: WorldlineClient, practice: PracticeOffice
) -> None:
    practice.fault("worldline", fault, operation="createHostedCheckout", times=1, seconds=1.5)
    with pytest.raises(IntegrationError) as caught:
        worldline.create_checkout(make_order())
    assert type(caught.value) is kind


def test_a_redirect_is_not_followed(worldline: WorldlineClient, practice: PracticeOffice) -> None:
    """A followed 302 would turn the creation into a question, and its answer would be taken for the
    payment.
    """
    practice.fault("worldline", "elsewhere", operation="createHostedCheckout")
    with pytest.raises(UnexpectedResponse):
        worldline.create_checkout(make_order())
    assert len(practice.calls("createHostedCheckout")) == 1


@pytest.mark.parametrize(("fault", "kind"), FAULTS_OF_STATUS.items())
def test_a_failed_question_is_no_answer(
    fault: str, kind: type[IntegrationError], worldline: WorldlineClient, practice: PracticeOffice
) -> None:
    made = worldline.create_checkout(make_order())
    practice.fault("worldline", fault, operation="getHostedCheckout", seconds=1.5)
    with pytest.raises(IntegrationError) as caught:
        worldline.get_checkout(made.checkout_id)
    assert type(caught.value) is kind


def test_a_start_whose_answer_was_lost_is_found_by_repeating_it(
    worldline: WorldlineClient, practice: PracticeOffice
) -> None:
    order = make_order()
    practice.fault("worldline", "drop", operation="createHostedCheckout", times=1)
    with pytest.raises(OutcomeUnknown):
        worldline.create_checkout(order)
    assert worldline.create_checkout(order).is_repeat
    assert len(practice.checkouts()) == 1


def test_nothing_of_payer_or_secret_is_kept_or_logged(
    worldline: WorldlineClient, practice: PracticeOffice, caplog: pytest.LogCaptureFixture
) -> None:
    made = worldline.create_checkout(make_order())
    practice.change_checkout(made.checkout_id, outcome="paid")
    found = worldline.get_checkout(made.checkout_id)
    assert found.payment is not None
    assert found.payment.code == 9
    said = caplog.text + repr(found) + repr(made)
    for secret in ("Practice Payer", "BE68539007547034", "practice-secret-1", "Form/", "v1HMAC"):
        assert secret not in said
    assert "operation=getHostedCheckout status=200" in caplog.text


def test_refunds_are_summed(worldline: WorldlineClient, practice: PracticeOffice) -> None:
    made = worldline.create_checkout(make_order())
    practice.change_checkout(made.checkout_id, outcome="paid", refund_cents=100)
    practice.change_checkout(made.checkout_id, refund_cents=34)
    assert worldline.get_refunded_cents(f"{made.checkout_id}_0") == 134


@pytest.mark.parametrize("outcome", ["text-status"])
def test_a_code_of_another_type_is_no_answer(
    outcome: str, worldline: WorldlineClient, practice: PracticeOffice
) -> None:
    made = worldline.create_checkout(make_order())
    practice.change_checkout(made.checkout_id, outcome=outcome)
    with pytest.raises(UnexpectedResponse):
        worldline.get_checkout(made.checkout_id)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://127.0.0.1:1/path", "127.0.0.1:8300"])
def test_an_address_that_makes_no_sense_switches_it_off(url: str, practice: PracticeOffice) -> None:
    with pytest.raises(Unavailable):
        build(practice, base_url=url)
