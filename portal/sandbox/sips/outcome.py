"""How a payment ended, as the sealed pipe-format message both callbacks carry (sips.md 4.3, 5, 6)."""

import base64
import re
import secrets

from portal.sandbox.office import Office
from portal.sandbox.records import SipsSession
from portal.sandbox.sips.init import MERCHANTS
from portal.sandbox.sips.seal import PLAIN, seal_text

PAID, CANCELLED, EXPIRED = "00", "17", "97"
KNOWN_CODES = {
    *("00", "02", "03", "05", "11", "12", "14", "17", "24", "25", "30", "34"),
    *("40", "51", "54", "60", "63", "75", "90", "94", "97", "99"),
}
BRANDS = {
    "340000": "AMEX",
    "400000": "VPAY",
    "410000": "VISA",
    "420000": "CB",
    "430000": "CB",
    "440000": "CB",
    "450000": "CB",
    "460000": "VISA",
    "500000": "MAESTRO",
    "510000": "MASTERCARD",
    "520000": "CB",
    "530000": "CB",
}
CARD_NUMBER = re.compile(r"[0-9]{15,19}")
INTERFACE_VERSION = "HP_2.20"


def read_card(typed: str) -> str | None:
    """The digits of a card number, or None when it is none."""
    digits = re.sub(r"[\s.-]", "", typed)
    return digits if CARD_NUMBER.fullmatch(digits) else None


def card_response_code(digits: str) -> str:
    """The simulation rule: the last two digits choose, an unlisted code is a yes."""
    return digits[-2:] if digits[-2:] in KNOWN_CODES else PAID


def close_session(
    office: Office,
    session: SipsSession,
    code: str,
    *,
    brand: str = "",
    card: str = "",
    tampered: bool = False,
) -> None:
    """Ends the session for good and keeps the message that says how."""
    session.finished_at, session.response_code = office.clock.now(), code
    session.data = _encode(
        _data(office, session, code, brand, card), session.fields.get("responseEncoding", "")
    )
    algorithm = session.fields.get("sealAlgorithm") or PLAIN
    session.seal = seal_text(session.data, MERCHANTS[session.merchant_id], algorithm)
    if tampered:
        session.seal = ("0" if session.seal[0] != "0" else "1") + session.seal[1:]
    office.save_session(session)


def _data(office: Office, session: SipsSession, code: str, brand: str, card: str) -> str:
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
    return "|".join(f"{name}={value}" for name, value in values.items() if value)


def _encode(data: str, encoding: str) -> str:
    if encoding == "base64":
        return base64.b64encode(data.encode()).decode()
    return base64.urlsafe_b64encode(data.encode()).decode() if encoding == "base64url" else data


def callback_fields(session: SipsSession) -> dict[str, str]:
    """The form both callbacks post."""
    return {
        "Data": session.data,
        "Encode": session.fields.get("responseEncoding", ""),
        "Seal": session.seal,
        "InterfaceVersion": INTERFACE_VERSION,
    }
