"""``/_control/checkouts``: look at the payments of the practice Worldline and Mollie, and change them later.

``GET /_control/checkouts`` lists them, oldest first. ``POST /_control/checkouts/<id>`` takes ``outcome``,
``refund_cents``, ``charge_back_cents`` and ``changes``, and with ``tell`` sends the merchant a webhook.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.sandbox.checkout.page import decide
from portal.sandbox.checkout.post import choose_behaviour, tell
from portal.sandbox.checkout.record import Checkout
from portal.sandbox.pages import read_json
from portal.sandbox.payments import PAYMENTS


async def list_all(request: Request) -> Response:
    return JSONResponse([one.model_dump(mode="json") for one in request.app.state.office.checkouts.values()])


async def change(request: Request) -> Response:
    state = request.app.state
    checkout = state.office.checkouts.get(request.path_params["checkout_id"])
    if checkout is None:
        return JSONResponse({"error": "There is no such payment."}, status_code=404)
    asked = await read_json(request)
    _change(checkout, asked)
    state.office.checkouts.keep(checkout)
    if asked.get("outcome") in PAYMENTS.outcomes:
        await decide(
            state, checkout, asked["outcome"], behaviour="normal" if asked.get("tell") else "no-webhook"
        )
    elif asked.get("tell"):
        behaviour, seconds = choose_behaviour(state.traffic, checkout.service, "normal")
        await tell(state, checkout, behaviour, seconds)
    return JSONResponse(checkout.model_dump(mode="json"))


def _change(checkout: Checkout, asked: dict[str, Any]) -> None:
    if cents := int(asked.get("refund_cents", 0)):
        checkout.refunds = [*checkout.refunds, cents]
    if "charge_back_cents" in asked:
        checkout.charged_back_cents = int(asked["charge_back_cents"])
    checkout.changes = checkout.changes | asked.get("changes", {})


ROUTES = [
    Route("/checkouts", list_all),
    Route("/checkouts/{checkout_id}", change, methods=["POST"]),
]
