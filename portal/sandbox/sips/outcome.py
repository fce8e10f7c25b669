"""How a payment ended, as the sealed pipe-format message both callbacks carry (sips.md 4.3, 5, 6)."""

import base64
import json
import re
import secrets

from portal.sandbox.office import Office
from portal.sandbox.payments import PAYMENTS
from portal.sandbox.records import SipsSession
from portal.sandbox.sips.calls import MERCHANTS
from portal.sandbox.sips.seal import PLAIN, seal_text

PAID, CANCELLED, EXPIRED = "00", "17", "97"
CARD_NUMBER = re.compile(r"[0-9]{15,19}")
INTERFACE_VERSION, JSON_VERSION = "HP_2.20", "JS_3.0"


def read_card(typed: str) -> str | None:
    """The digits of a card number, or None when it is not one."""
    digits = re.sub(r"[\s.-]", "", typed)
    return digits if CARD_NUMBER.fullmatch(digits) else None


def card_response_code(digits: str) -> str:
    """The simulation rule: the last two digits choose the code; an unlisted one means accepted."""
    return digits[-2:] if digits[-2:] in PAYMENTS.sips_codes else PAID


def close_session(
    office: Office, session: SipsSession, code: str, *, final_code: str, tampered: bool = False, **means: str
) -> None:
    """Ends the session for good and stores the message with the result; ``means`` are brand and card."""
    session.finished_at, session.response_code = office.clock.now(), code
    session.final_code = final_code
    message = compose(office, session, code, **({"brand": ""} | means))
    if tampered:
        message["Seal"] = ("0" if message["Seal"][0] != "0" else "1") + message["Seal"][1:]
    session.message = message
    office.sessions.save(session)


def compose(
    office: Office, session: SipsSession, code: str, *, brand: str = "BCMC", card: str = "", **changes: str
) -> dict[str, str]:
    """The form of a callback, sealed by the merchant's key. ``changes`` falsify values."""
    values = _values(office, session, code, brand, card) | changes
    is_json = session.fields["interfaceVersion"].startswith("IR_WS_3")
    text = json.dumps(_as_numbers(values)) if is_json else "|".join(f"{n}={v}" for n, v in values.items())
    data = _encode(text, session.fields.get("responseEncoding", ""))
    algorithm = session.fields.get("sealAlgorithm") or PLAIN
    return {
        "Data": data,
        "Encode": session.fields.get("responseEncoding", ""),
        "Seal": seal_text(data, MERCHANTS[session.merchant_id], algorithm),
        "InterfaceVersion": JSON_VERSION if is_json else INTERFACE_VERSION,
    }


def _as_numbers(values: dict[str, str]) -> dict[str, str | int]:
    """In the JSON form amounts, days and versions are numbers."""
    numbers = {"amount", "captureDay", "keyVersion"}
    return {name: int(value) if name in numbers else value for name, value in values.items()}


def _values(office: Office, session: SipsSession, code: str, brand: str, card: str) -> dict[str, str]:
    asked = session.fields
    values = {
        "captureDay": asked.get("captureDay", "0"),
        "captureMode": asked.get("captureMode", "AUTHOR_CAPTURE"),
        "currencyCode": asked["currencyCode"],
        "merchantId": session.merchant_id,
        "orderChannel": asked["orderChannel"],
        "responseCode": code,
        "transactionDateTime": office.clock.now().isoformat(timespec="seconds"),
        "transactionReference": session.reference,
        "keyVersion": asked["keyVersion"],
        "amount": asked["amount"],
        "orderId": asked.get("orderId", ""),
        "returnContext": asked.get("returnContext", ""),
        "paymentPattern": "ONE_SHOT",
    }
    if code not in {CANCELLED, EXPIRED}:
        values |= {"acquirerResponseCode": code, "paymentMeanBrand": brand, "paymentMeanType": "CARD"}
        values |= {"maskedPan": f"{card[:4]}#########{card[-2:]}" if card else ""}
    if code == PAID:
        values |= {"authorisationId": f"{secrets.randbelow(10**6):06d}", "guaranteeIndicator": "Y"}
    return {name: value for name, value in values.items() if value}


def _encode(data: str, encoding: str) -> str:
    if encoding == "base64":
        return base64.b64encode(data.encode()).decode()
    return base64.urlsafe_b64encode(data.encode()).decode() if encoding == "base64url" else data
