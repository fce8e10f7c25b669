"""The client of Worldline with the keys of the practice side, and the orders that tests give it."""

from dataclasses import replace

from portal.integrations.worldline.client import CREATE, STATUS, WorldlineClient, build_worldline_client
from portal.integrations.worldline.values import CheckoutOrder
from tests.contract.payment_services import LIMITS, LIVE_LIMITS, Client, make_reference, read_live
from tests.practice import WORLDLINE, PracticeOffice

LIVE = (
    "WORLDLINE_LIVE_URL",
    "WORLDLINE_LIVE_MERCHANT_ID",
    "WORLDLINE_LIVE_API_KEY_ID",
    "WORLDLINE_LIVE_API_SECRET",
)


def make_order(**changes: object) -> CheckoutOrder:
    order = CheckoutOrder(
        amount_cents=1234,
        reference=make_reference(),
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


def make_worldline(practice: PracticeOffice) -> Client:
    """Its two questions, asked of the practice side."""
    return _make(build(practice))


def make_live_worldline() -> Client:
    """The same, asked of Worldline itself: of its test environment alone, where no money moves."""
    url, merchant_id, key_id, secret = read_live(*LIVE)
    assert ".preprod." in url, "this is not the test environment"
    return _make(
        build_worldline_client(
            base_url=url, merchant_id=merchant_id, api_key_id=key_id, api_secret=secret, limits=LIVE_LIMITS
        )
    )


def _make(client: WorldlineClient) -> Client:
    return Client(
        code="worldline",
        create=CREATE,
        status=STATUS,
        start=lambda reference: client.create_checkout(make_order(reference=reference)).checkout_id,
        ask=client.get_checkout,
    )
