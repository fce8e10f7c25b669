"""paymentInit: a merchant asks for a payment page.

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
from portal.sandbox.traffic import Traffic

MERCHANTS = {f"00200100000000{n}": f"00200100000000{n}_KEY1" for n in (1, 2, 3)}
KEY_VERSION = "1"


async def payment_init(request: Request) -> Response:
    """``POST /sips/rs-services/v2/paymentInit``."""
    office: Office = request.app.state.office
    traffic: Traffic = request.app.state.traffic
    raw = await request.body()
    if not request.headers.get("content-type", "").startswith("application/json"):
        return Response("<html><body><h1>415</h1></body></html>", status_code=415, media_type="text/html")
    try:
        fields = json.loads(raw)
    except ValueError:
        fields = None
    call = traffic.record("sips", "paymentInit", "", _without_seal(fields))

    async def work() -> Response:
        return JSONResponse(_answer(office, fields))

    if traffic.take("sips", "paymentInit", ("used-reference",)):
        call.status = 200
        return JSONResponse(_refusal(InitError("94", "Transaction reference already used")))
    if traffic.take("sips", "paymentInit", ("refuse",)):
        call.status = 200
        return JSONResponse(_refusal(InitError("99", "Service unavailable")))
    return await traffic.answer(call, work)


def _without_seal(fields: Any) -> Any:
    return (
        {name: value for name, value in fields.items() if name != "seal"}
        if isinstance(fields, dict)
        else fields
    )


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
    office.sessions.keep(session)
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
