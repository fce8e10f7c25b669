"""The vendor's SDK on our transport, against the practice Worldline and, with credentials, the real one."""

import os
import re

import pytest

from portal.integrations.errors import NotAuthorised, NotFound, Rejected, Unavailable
from portal.integrations.worldline.client import WorldlineClient, build_worldline_client
from portal.integrations.worldline.values import WebhookKey
from tests.contract.worldline.client import build, make_order
from tests.practice import WORLDLINE, PracticeOffice


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


def test_the_platform_says_whether_a_webhook_key_is_its_own(
    worldline: WorldlineClient, practice: PracticeOffice
) -> None:
    key_id, secret = WORLDLINE["WORLDLINE_WEBHOOK_KEY_ID"], WORLDLINE["WORLDLINE_WEBHOOK_SECRET"]
    assert worldline.is_webhook_key(WebhookKey(key_id, secret))
    assert not worldline.is_webhook_key(WebhookKey(key_id, "another"))
    assert secret not in str(practice.calls("validateWebhookCredentials"))


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


def test_a_wrong_secret_and_another_merchant_are_refused(practice: PracticeOffice) -> None:
    with pytest.raises(NotAuthorised):
        build(practice, api_secret="wrong").test_connection()
    with pytest.raises(NotAuthorised):
        build(practice, merchant_id="PSPOTHER").test_connection()


def test_refunds_are_summed(worldline: WorldlineClient, practice: PracticeOffice) -> None:
    made = worldline.create_checkout(make_order())
    practice.change_checkout(made.checkout_id, outcome="paid", refund_cents=100)
    practice.change_checkout(made.checkout_id, refund_cents=34)
    assert worldline.get_refunded_cents(f"{made.checkout_id}_0") == 134


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://127.0.0.1:1/path", "127.0.0.1:8300"])
def test_an_address_that_makes_no_sense_switches_it_off(url: str, practice: PracticeOffice) -> None:
    with pytest.raises(Unavailable):
        build(practice, base_url=url)


def test_a_payment_that_the_platform_rejects_was_not_made(
    worldline: WorldlineClient, practice: PracticeOffice
) -> None:
    practice.fault("worldline", "402", operation="createHostedCheckout")
    with pytest.raises(Rejected):
        worldline.create_checkout(make_order())
