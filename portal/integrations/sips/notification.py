"""Reads what SIPS posts: the automatic response, and the form that a payer's browser brings back.

Nothing in it is trusted before its seal is verified. Formats: pipe-separated pairs (interface 2.x) or one
JSON object (3.x), plain, base64 or base64url; the seal is over the text as it arrived. Source: Sips Paypage
JSON and POST guides, "manual and automatic response"; data dictionary.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from portal.integrations.sips.seal import SealAlgorithm, verify_response
from portal.integrations.sips.values import NoticeRefused, SipsMerchant, SipsWord

MAX_FORM_FIELDS, MAX_DATA_FIELDS = 20, 400
_AMOUNT = re.compile(r"[1-9][0-9]{0,11}")
_CODE = re.compile(r"[0-9A-Za-z]{1,10}")
_REFERENCE = re.compile(r"[0-9A-Za-z]{1,35}")
_DECODERS: dict[str, Callable[[str], bytes]] = {
    "base64": partial(base64.b64decode, validate=True),
    "base64url": base64.urlsafe_b64decode,
}


def read_notification(body: bytes, *, merchant: SipsMerchant, algorithm: SealAlgorithm) -> SipsWord:
    """The verified message in a posted form (application/x-www-form-urlencoded, UTF-8).

    Raises NoticeRefused.
    """
    form = _read_form(body)
    data, encoding = form.get("Data", ""), form.get("Encode", "")
    if encoding == "base64":
        data = data.replace(" ", "+")  # a plus that was posted unescaped
    if not data or not verify_response(data, form.get("Seal"), merchant.secrets, algorithm):
        raise NoticeRefused("seal")
    values = read_data(_decode(data, encoding))
    word = make_word(values, fingerprint=hashlib.sha256(data.encode()).hexdigest())
    if word.merchant_id != merchant.merchant_id:
        raise NoticeRefused("other merchant")
    if not word.code:
        raise NoticeRefused("no response code")
    return word


def _read_form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FORM_FIELDS
        )
    except ValueError:
        raise NoticeRefused("form") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise NoticeRefused("form field twice")
    return form


def _decode(data: str, encoding: str) -> str:
    if not encoding:
        return data
    decoder = _DECODERS.get(encoding)
    if decoder is None:
        raise NoticeRefused("encoding")
    try:
        return decoder(data + "=" * (-len(data) % 4)).decode()
    except (binascii.Error, ValueError):
        raise NoticeRefused("encoding") from None


def read_data(text: str) -> dict[str, str]:
    """The fields of decoded Data, as text; what is absent, empty or "null" is left out.

    A field that occurs twice is refused: values typed by a merchant come back here, and one of them could
    smuggle in a second responseCode. Raises NoticeRefused.
    """
    pairs = _read_json(text) if text.lstrip().startswith("{") else _read_pipes(text)
    values = dict(pairs)
    if len(values) != len(pairs):
        raise NoticeRefused("data field twice")
    return {name: value for name, value in values.items() if value not in ("", "null")}


def _read_pipes(text: str) -> list[tuple[str, str]]:
    if text.count("|") > MAX_DATA_FIELDS:
        raise NoticeRefused("too many data fields")
    split = (part.partition("=") for part in text.split("|") if part)
    return [(name, value) for name, _, value in split]


def _read_json(text: str) -> list[tuple[str, str]]:
    try:
        found = json.loads(text, object_pairs_hook=_refuse_twice, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise NoticeRefused("json") from None
    if len(found) > MAX_DATA_FIELDS:
        raise NoticeRefused("too many data fields")
    return [(name, _write(value)) for name, value in found.items()]


def _refuse_twice(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    listed = list(pairs)
    found = dict(listed)
    if len(found) != len(listed):
        raise ValueError("a name stands twice")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _write(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def make_word(values: dict[str, str], *, fingerprint: str = "", amount_name: str = "amount") -> SipsWord:
    """The few fields the portal needs; masked cards, addresses and the rest are dropped here.

    Raises NoticeRefused when a field has an impossible value.
    """
    amount = values.get(amount_name, "")
    reference, code = values.get("transactionReference", ""), values.get("responseCode", "")
    if not _REFERENCE.fullmatch(reference):
        raise NoticeRefused("reference")
    if (amount and not _AMOUNT.fullmatch(amount)) or (code and not _CODE.fullmatch(code)):
        raise NoticeRefused("format")
    return SipsWord(
        merchant_id=values.get("merchantId", ""),
        reference=reference,
        code=code,
        amount_cents=int(amount) if amount else None,
        currency=values.get("currencyCode", ""),
        order_id=values.get("orderId", ""),
        context=values.get("returnContext", ""),
        status=values.get("transactionStatus", ""),
        fingerprint=fingerprint,
    )
