"""The payment page a payer sees. Works without scripts, on a phone, in four languages."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal.sandbox.pages import render
from portal.sandbox.payments import PAYMENTS
from portal.sandbox.records import SipsSession
from portal.sandbox.seeds.people import OFFICE
from portal.sandbox.sips import outcome
from portal.sandbox.sips.fields import FIELDS
from portal.sandbox.sips.notify import SEQUENCES, choose_behaviour, notify
from portal.sandbox.sips.texts import money, texts_for
from portal.sandbox.traffic import Traffic

SESSION_MINUTES = 15


async def open_page(request: Request) -> Response:
    """``POST /sips/payment`` with redirectionVersion and redirectionData."""
    form = await request.form()
    traffic: Traffic = request.app.state.traffic
    call = traffic.record(
        "sips", "payment", "", {"redirectionVersion": str(form.get("redirectionVersion", ""))}
    )

    async def work() -> Response:
        session = request.app.state.office.sessions.get(str(form.get("redirectionData", "")))
        if session is None or form.get("redirectionVersion") != "IR_WS_2.0":
            return _unknown(request)
        if not session.finished_at and _is_stale(request, session):
            await _finish(request, session, outcome.EXPIRED, "normal")
        return _result(session) if session.finished_at else _page(session)

    return await traffic.answer(call, work)


async def act(request: Request) -> Response:
    """``POST /sips/payment/act``: a button of the page."""
    form = await request.form()
    session = request.app.state.office.sessions.get(str(form.get("redirectionData", "")))
    if session is None:
        return _unknown(request)
    if session.finished_at:
        return _result(session)
    wanted, behaviour = str(form.get("act", "")), str(form.get("behaviour", "normal"))
    if wanted == "card":
        digits = outcome.read_card(str(form.get("number", "")))
        if digits is None:
            return _page(session, number=str(form.get("number", "")), is_bad_number=True)
        code, brand = outcome.card_response_code(digits), FIELDS.brands.get(digits[:6], "VISA")
        await _finish(request, session, code, behaviour, brand=brand, card=digits)
    elif wanted == "bancontact":
        await _finish(request, session, outcome.PAID, behaviour, brand="BCMC")
    elif wanted in {"cancel", "expire"}:
        code = outcome.CANCELLED if wanted == "cancel" else outcome.EXPIRED
        await _finish(request, session, code, behaviour)
    else:
        return _page(session)
    return _result(session)


def _is_stale(request: Request, session: SipsSession) -> bool:
    age = request.app.state.office.clock.now() - session.started_at
    return bool(age > timedelta(minutes=SESSION_MINUTES))


async def _finish(request: Request, session: SipsSession, code: str, behaviour: str, **means: str) -> None:
    behaviour, seconds = choose_behaviour(request.app.state.traffic, behaviour)
    first, last = SEQUENCES.get(behaviour, (code, code))
    office, is_tampered = request.app.state.office, behaviour == "tampered"
    outcome.close_session(office, session, first, final_code=last, tampered=is_tampered, **means)
    await notify(request.app.state, session, behaviour, seconds)


def _common(session: SipsSession) -> dict[str, Any]:
    language = session.fields.get("customerLanguage", "nl")
    texts = texts_for(language)
    amount = money(int(session.fields["amount"]), language)
    return {
        "language": language,
        "t": texts,
        "title": texts["title"].format(amount=amount),
        "amount": amount,
        "merchant": OFFICE.name,
        "reference": session.reference,
        "session": session,
    }


def _page(session: SipsSession, *, number: str = "", is_bad_number: bool = False) -> Response:
    return render(
        "pay.html",
        status=422 if is_bad_number else 200,
        behaviours=PAYMENTS.behaviours["sips"],
        number=number or "4100 0000 0000 0000",
        is_bad_number=is_bad_number,
        **_common(session),
    )


def _result(session: SipsSession) -> Response:
    """The way back: a form that posts the sealed message. An expired session only gets a plain link."""
    common = _common(session)
    code = session.response_code
    heading = common["t"].get(f"done_{code}", common["t"]["done_other"])
    url = session.fields["normalReturnUrl"]
    parts = urlsplit(url)
    return render(
        "pay-result.html",
        form_action=f"'self' {parts.scheme}://{parts.netloc}",
        fields=session.message,
        url=url,
        is_expired=code == outcome.EXPIRED,
        goes_by_itself=session.fields.get("paypageData.bypassReceiptPage") == "true",
        **(common | {"title": heading}),
    )


def _unknown(request: Request) -> Response:
    language = request.headers.get("accept-language", "nl")[:2]
    texts = texts_for(language)
    return render("pay-unknown.html", status=400, language=language, t=texts, title=texts["unknown"])


ROUTES = [
    Route("/sips/payment", open_page, methods=["POST"]),
    Route("/sips/payment/act", act, methods=["POST"]),
]
