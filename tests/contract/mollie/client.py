"""The client of Mollie with the key of the practice side, and the orders that tests give it."""

from dataclasses import replace

from portal.integrations.mollie.client import CREATE, STATUS, MollieClient, build_mollie_client
from portal.integrations.mollie.values import MollieOrder
from tests.contract.payment_services import LIMITS, Client, make_reference
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
    """Its two questions."""
    client = build(practice)
    return Client(
        code="mollie",
        create=CREATE,
        status=STATUS,
        start=lambda reference: client.create_payment(make_order(reference=reference)).payment_id,
        ask=client.get_payment,
    )
