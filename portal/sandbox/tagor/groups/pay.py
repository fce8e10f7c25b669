"""Pay: Tagor as the merchant of SIPS. Start asks for a payment page; Finish receives the result."""

import re
from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response

from portal.sandbox.booking import book_informative
from portal.sandbox.office import Office
from portal.sandbox.parameters import PER_FILE_TYPE
from portal.sandbox.records import File, StartedPayment
from portal.sandbox.sips.seal import is_callback_sealed, parse_data, seal_fields
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Refused, parse_amount

ANSWER_FIELDS = (
    "redirectionData",
    "redirectionStatusCode",
    "redirectionStatusMessage",
    "redirectionUrl",
    "redirectionVersion",
    "seal",
)
LANGUAGES = {"Dut": "nl", "Frn": "fr", "Ger": "de", "Eng": "en"}
MAX_REFERENCE = 35
TIMEOUT_S = 10


@operation("Pay/Start")
async def start(request: Request) -> dict[str, Any]:
    """Calls paymentInit over HTTP and returns its answer, whatever the status code."""
    file, office = request.file(), request.office
    cents = parse_amount(request.fields.text("Amount"))
    if cents is None:
        raise Refused("amount-refused")
    reference = re.sub(r"[^A-Za-z0-9]", "", request.fields.text("Reference"))[:MAX_REFERENCE]
    started = StartedPayment(
        reference=reference or f"T{office.next_id()}", file_id=file.file_id, amount_cents=cents
    )
    if started.reference not in office.started:
        office.started.save(started)
    base = office.get_parameter("575", file)
    url = f"{base if '://' in base else f'https://{base}'}/rs-services/v2/paymentInit"
    sealed = _initialisation(request, file, started)
    reply = await request.http.post(url, json=sealed, timeout=TIMEOUT_S)
    found = reply.json() if reply.is_success else {"redirectionStatusCode": "99"}
    return {name: str(found.get(name, "")) for name in ANSWER_FIELDS}


def _initialisation(request: Request, file: File, started: StartedPayment) -> dict[str, Any]:
    parameters = {number: request.office.get_parameter(number, file) for number in PER_FILE_TYPE}
    fields: dict[str, Any] = {
        "amount": str(started.amount_cents),
        "automaticResponseUrl": parameters["577"],
        "captureMode": "AUTHOR_CAPTURE",
        "currencyCode": "978",
        "customerLanguage": LANGUAGES.get(file.defendants[0].language or "", "nl"),
        "interfaceVersion": "IR_WS_2.20",
        "keyVersion": parameters["596"],
        "merchantId": parameters["573"],
        "normalReturnUrl": parameters["576"] + request.fields.text("ReturnUrl"),
        "orderChannel": "INTERNET",
        "orderId": started.file_id,
        "paypageData": {"bypassReceiptPage": "true"},
        "sealAlgorithm": "HMAC-SHA-256",
        "transactionReference": started.reference,
    }
    return fields | {"seal": seal_fields(fields, parameters["574"])}


async def finish(office: Office, form: dict[str, Any]) -> Response:
    """Checks the seal and, when paid, books an informative payment once per reference.

    ``redirectUrl`` of the query is ignored: nobody is sent off-site. A bad seal gets 403 (ASSUMED).
    """
    data = form.get("Data", "")
    values = parse_data(data)
    started = office.started.get(values.get("transactionReference", ""))
    file = office.files[started.file_id] if started else None
    merchant, secret = (_read(office, number, file) for number in ("573", "574"))
    if not is_callback_sealed(data, form.get("Seal", ""), secret):
        return JSONResponse({"Error": "Seal is not valid"}, status_code=403)
    is_paid = values.get("responseCode") == "00" and values.get("amount", "").isdecimal()
    if started and file and is_paid and values.get("merchantId") == merchant:
        book_informative(office, file, int(values["amount"]), started.reference)
    return RedirectResponse(office.parameters["567"], status_code=302)


def _read(office: Office, number: str, file: File | None) -> str:
    return office.get_parameter(number, file) if file else office.parameters[number]
