"""``/_control/checkouts``: look at the payments of the practice Worldline and Mollie, and change them later.

``GET /_control/checkouts`` lists them, oldest first. ``POST /_control/checkouts/<id>`` takes ``outcome``,
``refund_cents``, ``charge_back_cents`` and ``changes``, and with ``tell`` sends the merchant a webhook.
"""

from typing import Any

from starlette.datastructures import State
from starlette.routing import Route

from portal.sandbox.checkout.page import decide
from portal.sandbox.checkout.post import choose_behaviour, send_webhooks
from portal.sandbox.pages import serve_act
from portal.sandbox.payments import PAYMENTS, Checkout


def list_all(state: State, _asked: dict[str, Any]) -> Any:
    return [one.model_dump(mode="json") for one in state.office.checkouts.values()]


async def change(state: State, asked: dict[str, Any], checkout_id: str) -> Any:
    checkout = state.office.checkouts[checkout_id]
    _change(checkout, asked)
    state.office.checkouts.save(checkout)
    if asked.get("outcome") in PAYMENTS.outcomes:
        behaviour = "normal" if asked.get("tell") else "no-webhook"
        await decide(state, checkout, asked["outcome"], behaviour=behaviour)
    elif asked.get("tell"):
        behaviour, seconds = choose_behaviour(state.traffic, checkout.service, "normal")
        await send_webhooks(state, checkout, behaviour, seconds)
    return checkout.model_dump(mode="json")


def _change(checkout: Checkout, asked: dict[str, Any]) -> None:
    if cents := int(asked.get("refund_cents", 0)):
        checkout.refunds = [*checkout.refunds, cents]
    if "charge_back_cents" in asked:
        checkout.charged_back_cents = int(asked["charge_back_cents"])
    checkout.changes = checkout.changes | asked.get("changes", {})


ROUTES = [
    Route("/checkouts", serve_act(list_all)),
    Route("/checkouts/{checkout_id}", serve_act(change), methods=["POST"]),
]
