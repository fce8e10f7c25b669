"""getTransactionData: a merchant asks for the result of a payment (sips.md 7)."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from portal.sandbox.office import Office
from portal.sandbox.records import SipsSession
from portal.sandbox.sips.init import KEY_VERSION, MERCHANTS
from portal.sandbox.sips.seal import is_sealed, seal_fields
from portal.sandbox.traffic import Traffic

STATUSES = {"00": "CAPTURED", "60": "PENDING", "17": "CANCELLED", "97": "EXPIRED"}
NOT_KNOWN, BAD_SEAL = "25", "34"


async def get_transaction_data(request: Request) -> Response:
    """``POST /sips/rs-services/v2/diagnostic/getTransactionData``."""
    office: Office = request.app.state.office
    traffic: Traffic = request.app.state.traffic
    try:
        fields = json.loads(await request.body())
    except ValueError:
        fields = None
    logged = {name: value for name, value in fields.items() if name != "seal"} if fields else fields
    call = traffic.record("sips", "getTransactionData", "", logged)

    async def work() -> Response:
        return JSONResponse(_answer(office, fields if isinstance(fields, dict) else {}))

    if traffic.take("sips", "getTransactionData", ("tampered",)):
        found = _answer(office, fields if isinstance(fields, dict) else {})
        return JSONResponse(found | {"seal": "0" * 64})
    return await traffic.answer(call, work)


def _answer(office: Office, fields: dict[str, Any]) -> dict[str, Any]:
    merchant, reference = str(fields.get("merchantId", "")), str(fields.get("transactionReference", ""))
    secret = MERCHANTS.get(merchant)
    if secret is None or str(fields.get("keyVersion")) != KEY_VERSION or not is_sealed(fields, secret):
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
