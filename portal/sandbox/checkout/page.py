"""The payment page that a payer sees at Worldline or Mollie. Works without scripts, in four languages."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portal.sandbox.checkout.post import BEHAVIOURS, choose_behaviour, send_webhooks
from portal.sandbox.pages import render
from portal.sandbox.payments import PAYMENTS, Checkout
from portal.sandbox.seeds.people import OFFICE
from portal.sandbox.sips.texts import bind_marks, money, texts_for
from portal.sandbox.tables import read_table

_WORDS = read_table("checkout", dict[str, dict[str, str]])


def get_texts(language: str) -> dict[str, str]:
    """The texts of the page; those shared with the practice SIPS come from its own module."""
    return texts_for(language) | bind_marks(_WORDS.get(language, _WORDS["nl"]))


ACTS = {"pay": "paid", "refuse": "refused", "cancel": "cancelled", "wait": "pending", "leave": ""}


def is_over(request: Request, checkout: Checkout) -> bool:
    """Whether the page expired before the payer decided."""
    age = request.app.state.office.clock.now() - checkout.started_at
    return not checkout.outcome and bool(age > timedelta(minutes=checkout.minutes))


def _find(request: Request) -> Checkout | None:
    token = request.path_params["token"]
    checkouts = request.app.state.office.checkouts.values()
    return next((one for one in checkouts if one.token == token), None)


async def open_page(request: Request) -> Response:
    """``GET``: the page; a payer who returns after the end is redirected to the merchant."""
    checkout = _find(request)
    if checkout is None or is_over(request, checkout):
        words = get_texts(request.headers.get("accept-language", "nl")[:2])
        return render("pay-unknown.html", status=404, language="nl", t=words, title=words["unknown"])
    request.app.state.traffic.record(checkout.service, "page", "", {"reference": checkout.reference})
    if checkout.finished_at:
        return RedirectResponse(way_back(checkout), status_code=302)
    return _page(checkout)


async def act(request: Request) -> Response:
    """``POST``: a button of the page; the browser returns to the merchant, the webhook is sent separately."""
    checkout = _find(request)
    if checkout is None:
        return Response(status_code=404)
    form = await request.form()
    wanted = str(form.get("act", ""))
    if wanted not in ACTS:
        return _page(checkout)
    chosen = str(form.get("outcome", "")) if wanted == "pay" else ""
    outcome = chosen if chosen in PAYMENTS.outcomes else ACTS[wanted]
    if not checkout.finished_at and outcome:
        await decide(
            request.app.state,
            checkout,
            outcome,
            behaviour=str(form.get("behaviour", "normal")),
            method=str(form.get("method", "")),
        )
    return RedirectResponse(way_back(checkout), status_code=302)


async def decide(
    state: Any, checkout: Checkout, outcome: str, *, behaviour: str = "normal", method: str = ""
) -> None:
    """Records the outcome, once, and sends the merchant webhooks that behave as asked."""
    checkout.outcome, checkout.finished_at = outcome, state.office.clock.now()
    methods = PAYMENTS.methods[checkout.service]
    checkout.method = method if method in methods else methods[0]
    state.office.checkouts.save(checkout)
    behaviour, seconds = choose_behaviour(state.traffic, checkout.service, behaviour)
    await send_webhooks(state, checkout, behaviour, seconds)


def way_back(checkout: Checkout) -> str:
    """The merchant's return address; Worldline adds the id of the checkout, Mollie nothing."""
    if checkout.service == "mollie":
        return checkout.return_url
    query = urlencode({"RETURNMAC": checkout.return_mac, "hostedCheckoutId": checkout.checkout_id})
    return checkout.return_url + ("&" if urlsplit(checkout.return_url).query else "?") + query


def _page(checkout: Checkout) -> Response:
    words = get_texts(checkout.language)
    parts = urlsplit(checkout.return_url)
    amount = money(checkout.amount_cents, checkout.language)
    return render(
        "checkout.html",
        # The way back is a redirect after a form post: a browser checks that address against form-action too.
        form_action=f"'self' {parts.scheme}://{parts.netloc}",
        language=checkout.language,
        t=words,
        title=words["title"].format(amount=amount),
        merchant=OFFICE.name,
        reference=checkout.reference,
        methods=PAYMENTS.methods[checkout.service],
        outcomes=PAYMENTS.outcomes,
        behaviours=BEHAVIOURS[checkout.service],
    )


ROUTES = [
    Route("/hostedcheckout/Payment/Form/{token}", open_page, methods=["GET"]),
    Route("/hostedcheckout/Payment/Form/{token}", act, methods=["POST"]),
    Route("/mollie/checkout/select-method/{token}", open_page, methods=["GET"]),
    Route("/mollie/checkout/select-method/{token}", act, methods=["POST"]),
]
