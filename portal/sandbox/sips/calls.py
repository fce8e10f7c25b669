"""The two calls of a merchant: paymentInit for a payment page, getTransactionData for a result (sips.md 7).

Status codes (sips.md 1.4): 00 made, 03 merchant, 12 parameter, 30 format, 34 seal or key, 94 reference used,
99 not available (a fault of the practice office).
"""

import json
import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from portal.sandbox.office import Office
from portal.sandbox.records import SipsSession
from portal.sandbox.sips.fields import InitError, check_fields
from portal.sandbox.sips.seal import is_sealed, seal_fields
from portal.sandbox.traffic import Call, Traffic

MERCHANTS = {f"00200100000000{n}": f"00200100000000{n}_KEY1" for n in (1, 2, 3)}
KEY_VERSION = "1"
STATUSES = {"00": "CAPTURED", "60": "PENDING", "17": "CANCELLED", "97": "EXPIRED"}
NOT_KNOWN, BAD_SEAL = "25", "34"
OWN_FAULTS = (
    ("used-reference", "94", "Transaction reference already used"),
    ("refuse", "99", "Service unavailable"),
)


async def payment_init(request: Request) -> Response:
    """``POST /sips/rs-services/v2/paymentInit``."""
    traffic: Traffic = request.app.state.traffic
    if not request.headers.get("content-type", "").startswith("application/json"):
        return Response("<html><body><h1>415</h1></body></html>", status_code=415, media_type="text/html")
    fields, call = await _receive(request, "paymentInit")

    async def work() -> Response:
        return JSONResponse(_answer(request.app.state.office, fields))

    for fault, status, text in OWN_FAULTS:
        if traffic.take("sips", "paymentInit", (fault,)):
            call.status = 200
            return JSONResponse(_refusal(InitError(status, text)))
    return await traffic.answer(call, work)


async def _receive(request: Request, operation: str) -> tuple[Any, Call]:
    """What came in, None when it is not JSON; and the call, noted without its seal."""
    try:
        fields = json.loads(await request.body())
    except ValueError:
        fields = None
    shown = fields
    if isinstance(fields, dict):
        shown = {name: value for name, value in fields.items() if name != "seal"}
    return fields, request.app.state.traffic.record("sips", operation, "", shown)


def _answer(office: Office, fields: Any) -> dict[str, Any]:
    secret = None
    if not isinstance(fields, dict):
        return _refusal(InitError("30", "Body is not a JSON object"))
    try:
        secret = _check_merchant(fields)
        check_fields(fields)
        session = _open_session(office, fields)
    except InitError as error:
        return _refusal(error, secret)
    answer = {
        "redirectionData": session.token,
        "redirectionStatusCode": "00",
        "redirectionStatusMessage": "INITIALISATION REQUEST ACCEPTED",
        "redirectionUrl": f"{office.config.base_url}/sips/payment",
        "redirectionVersion": "IR_WS_2.0",
    }
    return answer | {"seal": seal_fields(answer, secret)}


def _refusal(error: InitError, secret: str | None = None) -> dict[str, Any]:
    """Unsigned when the merchant or key is unknown, as the guide says."""
    answer = {
        "redirectionStatusCode": error.status,
        "redirectionStatusMessage": error.message,
        "redirectionVersion": "IR_WS_2.0",
    }
    if error.field:
        answer["errorFieldName"] = error.field
    return answer | {"seal": seal_fields(answer, secret)} if secret else answer


def _check_merchant(fields: dict[str, Any]) -> str:
    """The merchant's secret, once the seal is found good."""
    secret = MERCHANTS.get(str(fields.get("merchantId", "")))
    if secret is None:
        raise InitError("03", "Unknown merchant", "merchantId")
    if str(fields.get("keyVersion", "")) != KEY_VERSION or not is_sealed(fields, secret):
        raise InitError("34", "Seal or key version is not valid", "seal")
    return secret


def _open_session(office: Office, fields: dict[str, Any]) -> SipsSession:
    merchant = str(fields["merchantId"])
    reference = str(fields.get("transactionReference") or "") or f"S{office.next_id()}"
    taken = (s for s in office.sessions.values() if (s.merchant_id, s.reference) == (merchant, reference))
    if any(taken):
        raise InitError("94", "Transaction reference already used", "transactionReference")
    session = SipsSession(
        token=secrets.token_urlsafe(96),
        merchant_id=merchant,
        reference=reference,
        fields=flatten(fields) | {"transactionReference": reference},
        started_at=office.clock.now(),
    )
    office.sessions.save(session)
    return session


def flatten(fields: dict[str, Any]) -> dict[str, str]:
    """Containers become dotted names, lists join with commas: the form callbacks use."""
    flat: dict[str, str] = {}
    for name, value in fields.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{inner}": text for inner, text in flatten(value).items()}
        elif isinstance(value, list):
            flat[name] = ",".join(map(str, value))
        elif value is not None:
            flat[name] = str(value)
    return flat


# The result -------------------------------------------------------------------------------------------


async def get_transaction_data(request: Request) -> Response:
    """``POST /sips/rs-services/v2/diagnostic/getTransactionData``."""
    fields, call = await _receive(request, "getTransactionData")
    fields = fields if isinstance(fields, dict) else {}

    async def work() -> Response:
        return JSONResponse(_find_result(request.app.state.office, fields))

    if request.app.state.traffic.take("sips", "getTransactionData", ("tampered",)):
        found = _find_result(request.app.state.office, fields)
        return JSONResponse(found | {"seal": "0" * 64})
    answered: Response = await request.app.state.traffic.answer(call, work)
    return answered


def _find_result(office: Office, fields: dict[str, Any]) -> dict[str, Any]:
    merchant, reference = str(fields.get("merchantId", "")), str(fields.get("transactionReference", ""))
    try:
        secret = _check_merchant(fields)
    except InitError:
        return {"responseCode": BAD_SEAL}
    sessions = office.sessions.values()
    found = (one for one in sessions if (one.merchant_id, one.reference) == (merchant, reference))
    session = next((one for one in found if one.finished_at), None)
    answer = {"merchantId": merchant, "transactionReference": reference}
    answer |= _describe(session) if session else {"responseCode": NOT_KNOWN}
    return answer | {"seal": seal_fields(answer, secret)}


def _describe(session: SipsSession) -> dict[str, str]:
    code, asked = session.final_code or session.response_code, session.fields
    return {
        "responseCode": code,
        "transactionStatus": STATUSES.get(code, "REFUSED"),
        "originAmount": asked["amount"],
        "currentAmount": asked["amount"],
        "currencyCode": asked["currencyCode"],
        "orderId": asked.get("orderId", ""),
        "orderChannel": asked["orderChannel"],
        "automaticResponseStatus": "SENT" if asked.get("automaticResponseUrl") else "UNDEFINED",
    }
