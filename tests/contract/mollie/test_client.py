"""The vendor's SDK on our transport, against the practice Mollie and, with a key, the real one."""

import os
from dataclasses import replace

import pytest

from portal.integrations.errors import NotAuthorised, NotFound, Rejected, Unavailable
from portal.integrations.mollie.client import MollieClient, build_mollie_client
from tests.contract.mollie.client import build, make_order
from tests.practice import PracticeOffice


@pytest.fixture(params=["practice", "live"])
def either(request: pytest.FixtureRequest, practice: PracticeOffice) -> MollieClient:
    """The same questions to both; the real one is asked only where MOLLIE_TEST_API_KEY is set."""
    if request.param == "practice":
        return build(practice)
    key = os.environ.get("MOLLIE_TEST_API_KEY", "")
    if not key:
        pytest.skip("no key for the real service")
    return build_mollie_client(base_url="https://api.mollie.com", api_key=key)


@pytest.fixture
def mollie(practice: PracticeOffice) -> MollieClient:
    return build(practice)


def test_a_payment_is_made_asked_after_made_only_once_and_cancelled(either: MollieClient) -> None:
    order = make_order()
    made = either.create_payment(order)
    assert made.page_url.startswith("http")
    assert either.create_payment(order).payment_id == made.payment_id
    found = either.get_payment(made.payment_id)
    facts = (found.status, found.mode, found.amount_cents, found.currency, found.reference)
    assert facts == ("open", "test", 1234, "EUR", order.reference)
    if found.is_cancelable:
        either.cancel_payment(made.payment_id)
        assert either.get_payment(made.payment_id).status == "canceled"


def test_methods_are_named(either: MollieClient) -> None:
    methods = dict(either.list_methods(amount_cents=1000))
    assert all(methods.values())


def test_an_unknown_payment_is_not_found(either: MollieClient) -> None:
    with pytest.raises(NotFound):
        either.get_payment("tr_0000000000")


def test_amounts_are_texts_of_whole_cents(mollie: MollieClient, practice: PracticeOffice) -> None:
    mollie.create_payment(make_order(amount_cents=100005))
    (call,) = practice.calls("createPayment")
    assert call["body"]["amount"] == {"value": "1000.05", "currency": "EUR"}
    assert call["scheme"] == "Bearer"


def test_another_order_under_the_same_reference_is_refused(mollie: MollieClient) -> None:
    order = make_order()
    mollie.create_payment(order)
    with pytest.raises(Rejected):
        mollie.create_payment(replace(order, amount_cents=1))


def test_a_wrong_key_is_refused(practice: PracticeOffice) -> None:
    with pytest.raises(NotAuthorised):
        build(practice, "test_wrong").list_methods(amount_cents=1000)
    with pytest.raises(Unavailable):
        build(practice, "no key at all")


def test_what_went_back_is_read(mollie: MollieClient, practice: PracticeOffice) -> None:
    """The status stays paid: only the sums show it."""
    made = mollie.create_payment(make_order())
    practice.change_checkout(made.payment_id, outcome="paid", refund_cents=100, charge_back_cents=1134)
    found = mollie.get_payment(made.payment_id)
    assert (found.status, found.refunded_cents, found.charged_back_cents) == ("paid", 100, 1134)


def test_the_sdk_is_given_our_transport_and_no_header_of_this_machine(practice: PracticeOffice) -> None:
    """The name that is replaced is private: a new version of the SDK may not have it any more."""
    client = build(practice)
    assert type(client._sdk._client).__name__ == "PortalSession"
    client.list_methods(amount_cents=1000)
    assert practice.calls("listMethods")
