"""The vendor's SDK on our transport, against the practice Mollie and, with a key, the real one."""

import os
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
from portal.integrations.mollie.client import MollieClient, build_mollie_client
from portal.integrations.mollie.values import MollieOrder
from tests.practice import MOLLIE, PracticeOffice

LIMITS = Limits(read_timeout_s=0.5, deadline_s=0.5, max_attempts=1)
_numbers = count()


def make_order(**changes: object) -> MollieOrder:
    order = MollieOrder(
        amount_cents=1234,
        reference=f"DPTEST{os.getpid()}X{next(_numbers)}",
        return_url="https://portal.example/pay/return/x/",
        webhook_url="https://portal.example/pay/mollie/webhook/x/",
        text="2026/0123",
    )
    return replace(order, **changes)  # type: ignore[arg-type]


def build(practice: PracticeOffice, api_key: str = MOLLIE["MOLLIE_API_KEY"]) -> MollieClient:
    return build_mollie_client(base_url=f"{practice.base_url}/mollie", api_key=api_key, limits=LIMITS)


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


@pytest.mark.parametrize("text", ["tr_../x", "tr_1?x", "", "ord_1", "tr_1/refunds"])
def test_an_id_never_becomes_another_path(text: str, mollie: MollieClient, practice: PracticeOffice) -> None:
    with pytest.raises(NotFound):
        mollie.get_payment(text)
    assert not practice.calls(system="mollie")


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


FAULTS_OF_CREATE = {
    "402": UnexpectedResponse,
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
    fault: str, kind: type[IntegrationError], mollie: MollieClient, practice: PracticeOffice
) -> None:
    practice.fault("mollie", fault, operation="createPayment", times=1, seconds=1.5)
    with pytest.raises(IntegrationError) as caught:
        mollie.create_payment(make_order())
    assert type(caught.value) is kind


def test_a_redirect_is_not_followed(mollie: MollieClient, practice: PracticeOffice) -> None:
    """A followed 302 would turn the creation into a question, and its answer would be taken for the
    payment.
    """
    practice.fault("mollie", "elsewhere", operation="createPayment")
    with pytest.raises(UnexpectedResponse):
        mollie.create_payment(make_order())
    assert len(practice.calls("createPayment")) == 1


@pytest.mark.parametrize(("fault", "kind"), FAULTS_OF_STATUS.items())
def test_a_failed_question_is_no_answer(
    fault: str, kind: type[IntegrationError], mollie: MollieClient, practice: PracticeOffice
) -> None:
    made = mollie.create_payment(make_order())
    practice.fault("mollie", fault, operation="getPayment", seconds=1.5)
    with pytest.raises(IntegrationError) as caught:
        mollie.get_payment(made.payment_id)
    assert type(caught.value) is kind


def test_a_start_whose_answer_was_lost_is_found_by_repeating_it(
    mollie: MollieClient, practice: PracticeOffice
) -> None:
    order = make_order()
    practice.fault("mollie", "drop", operation="createPayment", times=1)
    with pytest.raises(OutcomeUnknown):
        mollie.create_payment(order)
    mollie.create_payment(order)
    assert len(practice.checkouts()) == 1


def test_nothing_of_payer_or_secret_is_kept_or_logged(
    mollie: MollieClient, practice: PracticeOffice, caplog: pytest.LogCaptureFixture
) -> None:
    made = mollie.create_payment(make_order())
    practice.change_checkout(made.payment_id, outcome="paid")
    found = mollie.get_payment(made.payment_id)
    assert found.status == "paid"
    said = caplog.text + repr(found) + repr(made)
    for secret in ("Practice Payer", "BE68539007547034", "practiceKey", "select-method/", "Bearer"):
        assert secret not in said
    assert "operation=getPayment status=200" in caplog.text


def test_what_went_back_is_read(mollie: MollieClient, practice: PracticeOffice) -> None:
    """The status stays paid: only the sums show it."""
    made = mollie.create_payment(make_order())
    practice.change_checkout(made.payment_id, outcome="paid", refund_cents=100, charge_back_cents=1134)
    found = mollie.get_payment(made.payment_id)
    assert (found.status, found.refunded_cents, found.charged_back_cents) == ("paid", 100, 1134)


def test_a_status_of_another_type_is_no_answer(mollie: MollieClient, practice: PracticeOffice) -> None:
    made = mollie.create_payment(make_order())
    practice.change_checkout(made.payment_id, outcome="text-status")
    with pytest.raises(UnexpectedResponse):
        mollie.get_payment(made.payment_id)


def test_the_sdk_is_given_our_transport_and_no_header_of_this_machine(practice: PracticeOffice) -> None:
    """The name that is replaced is private: a new version of the SDK may not have it any more."""
    client = build(practice)
    assert type(client._sdk._client).__name__ == "PortalSession"
    client.list_methods(amount_cents=1000)
    assert practice.calls("listMethods")
