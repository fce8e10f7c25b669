"""The client of Mollie with the key of the practice side, and the orders that tests give it."""

from dataclasses import replace

from portal.integrations.mollie.client import CREATE, STATUS, MollieClient, build_mollie_client
from portal.integrations.mollie.values import MollieOrder
from tests.contract.payment_services import LIMITS, LIVE_LIMITS, Client, make_reference, read_live
from tests.practice import MOLLIE, PracticeOffice


def make_order(**changes: object) -> MollieOrder:
    order = MollieOrder(
        amount_cents=1234,
        reference=make_reference(),
        return_url="https://portal.example/pay/return/x/",
        webhook_url="https://portal.example/pay/mollie/webhook/x/",
        text="2026/0123",
    )
    return replace(order, **changes)  # type: ignore[arg-type]


def build(practice: PracticeOffice, api_key: str = MOLLIE["MOLLIE_API_KEY"]) -> MollieClient:
    return build_mollie_client(base_url=f"{practice.base_url}/mollie", api_key=api_key, limits=LIMITS)


def make_mollie(practice: PracticeOffice) -> Client:
    """Its two questions, asked of the practice side."""
    return _make(build(practice))


def make_live_mollie() -> Client:
    """The same, asked of Mollie itself: with a key of its test mode alone, where no money moves."""
    (key,) = read_live("MOLLIE_LIVE_TEST_KEY")
    assert key.startswith("test_"), "this is not a key of the test mode"
    return _make(build_mollie_client(base_url="https://api.mollie.com", api_key=key, limits=LIVE_LIMITS))


def _make(client: MollieClient) -> Client:
    return Client(
        code="mollie",
        create=CREATE,
        status=STATUS,
        start=lambda reference: client.create_payment(make_order(reference=reference)).payment_id,
        ask=client.get_payment,
    )
