"""Worldline Sips 2.0 with a merchant account of our own: open a payment page, get a payment's result.

Contract owner: Worldline. Written down in the Sips Paypage JSON guide (paymentInit) and the Sips Office JSON
guide (getTransactionData). Sips calls back by itself: see ``notification``.
"""

import hashlib
import json
import re
from typing import Any

from portal.integrations.errors import (
    IntegrationError,
    NotSetUp,
    OutcomeUnknown,
    Rejected,
    UnexpectedResponse,
)
from portal.integrations.http import Engine, Kind, Limits, Request, SystemClient, Terms
from portal.integrations.sips.notification import make_word
from portal.integrations.sips.seal import HMACS, FieldValue, SealAlgorithm, seal_request, verify_fields
from portal.integrations.sips.values import (
    EURO,
    SUPPORTED_LANGUAGES,
    NoticeRefused,
    PaymentOrder,
    SipsMerchant,
    SipsWord,
)
from portal.integrations.tagor.values.account import PaymentRedirect

PAYMENT_INIT = "paymentInit"
TRANSACTION_DATA = "getTransactionData"
_PATHS = {
    PAYMENT_INIT: "rs-services/v2/paymentInit",
    TRANSACTION_DATA: "rs-services/v2/diagnostic/getTransactionData",
}
_ACCEPTED = "00"
_NOT_KNOWN = "25"
_STATUS_VERSION = "DR_WS_2.9"
_STATUS = re.compile(r"[0-9A-Za-z]{1,4}")
_MAX_ANSWER_BYTES = 200_000


class SipsClient:
    """The two calls of a merchant. Safe to share between threads."""

    def __init__(
        self,
        *,
        pages: SystemClient,
        diagnostics: SystemClient,
        merchant: SipsMerchant,
        interface_version: str,
        algorithm: SealAlgorithm,
    ) -> None:
        self.merchant = merchant
        self.algorithm: SealAlgorithm = algorithm
        self._pages, self._diagnostics = pages, diagnostics
        self._interface_version = interface_version

    def start_payment(self, order: PaymentOrder) -> PaymentRedirect:
        """Open a payment page. ``POST /rs-services/v2/paymentInit``.

        MAKES a payment session: never sent twice with the same reference. Nothing a visitor typed is sent.
        The host of the url must still be checked before a browser is sent there.
        Raises ValueError for an amount that is not 1 to 12 digits, Rejected("payment-start-NN") with the
        status, Unavailable (nothing was made), OutcomeUnknown, UnexpectedResponse (a bad seal among them).
        Source: Sips Paypage JSON guide, paymentInit, request fields and redirectionStatusCode.
        """
        if not 0 < order.amount_cents < 10**12:
            raise ValueError("an amount is 1 to 12 digits, above zero")
        fields: dict[str, FieldValue] = {
            "amount": str(order.amount_cents),
            "automaticResponseUrl": order.notification_url,
            "captureMode": "AUTHOR_CAPTURE",
            "currencyCode": EURO,
            "interfaceVersion": self._interface_version,
            "normalReturnUrl": order.return_url,
            "orderChannel": "INTERNET",
            "orderId": order.reference[:32],
            "paypageData": {"bypassReceiptPage": "true"},
            "responseEncoding": "base64",
            "returnContext": order.reference,
            "transactionReference": order.reference,
        }
        if order.language in SUPPORTED_LANGUAGES:
            fields["customerLanguage"] = order.language
        answer = self._ask(self._pages, PAYMENT_INIT, fields, kind="write")
        return self._read_redirect(answer)

    def get_transaction(self, *, reference: str) -> SipsWord | None:
        """The result of a payment; None when the payer has not (yet) tried to pay.

        ``POST /rs-services/v2/diagnostic/getTransactionData``. No side effects; billed per call in some
        contracts. Raises Rejected("status-NN"), Unavailable, NotAuthorised, UnexpectedResponse (also for an
        answer without a good seal, which only the acceptance platform gives).
        Source: Sips Office JSON guide, diagnostic; code 25 is an unknown transaction.
        """
        fields: dict[str, FieldValue] = {
            "interfaceVersion": _STATUS_VERSION,
            "transactionReference": reference,
        }
        answer = self._ask(self._diagnostics, TRANSACTION_DATA, fields, kind="read")
        self._check_seal(answer, TRANSACTION_DATA)
        values = {name: str(value) for name, value in answer.items() if isinstance(value, str | int)}
        if values.get("responseCode") == _NOT_KNOWN:
            return None
        text = json.dumps(values, sort_keys=True)
        try:
            word = make_word(
                {"merchantId": self.merchant.merchant_id, **values},
                fingerprint=hashlib.sha256(text.encode()).hexdigest(),
                amount_name="originAmount" if "originAmount" in values else "amount",
            )
        except NoticeRefused as refused:
            raise _broken(TRANSACTION_DATA, refused.reason) from None
        if word.reference != reference or word.merchant_id != self.merchant.merchant_id:
            raise _broken(TRANSACTION_DATA, "another transaction than asked")
        return word

    def _ask(
        self, client: SystemClient, operation: str, fields: dict[str, FieldValue], *, kind: Kind
    ) -> dict[str, Any]:
        key = self.merchant.keys[0]
        sealed = {**fields, "merchantId": self.merchant.merchant_id}
        sealed["seal"] = seal_request(sealed, key.secret, self.algorithm)
        sealed |= {"keyVersion": key.version, "sealAlgorithm": self.algorithm}
        request = Request(
            _PATHS[operation],
            headers={"Content-Type": "application/json"},
            content=json.dumps(sealed).encode(),
        )
        answer = client.call(operation, request, Terms(kind=kind, max_bytes=_MAX_ANSWER_BYTES))
        try:
            found = answer.parse_json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            kind_of_fault = OutcomeUnknown if kind == "write" else UnexpectedResponse
            raise _broken(operation, "not a JSON object", kind_of_fault)
        return found

    def _read_redirect(self, answer: dict[str, Any]) -> PaymentRedirect:
        status = str(answer.get("redirectionStatusCode", ""))
        if not _STATUS.fullmatch(status):
            raise _broken(PAYMENT_INIT, "no status")
        if status != _ACCEPTED:
            # May be unsealed when the merchant or the key is unknown; no browser is redirected because of it.
            field = str(answer.get("errorFieldName", ""))[:40]
            raise Rejected(f"payment-start-{status}", field, system="sips", operation=PAYMENT_INIT)
        self._check_seal(answer, PAYMENT_INIT)
        return PaymentRedirect(
            url=str(answer.get("redirectionUrl", "")),
            version=str(answer.get("redirectionVersion", "")),
            data=str(answer.get("redirectionData", "")),
            status_code=status,
        )

    def _check_seal(self, answer: dict[str, Any], operation: str) -> None:
        if not verify_fields(answer, self.merchant.secrets, self.algorithm):
            raise _broken(operation, "the seal of the answer is missing or wrong")


def _broken(operation: str, text: str, kind: type[IntegrationError] = UnexpectedResponse) -> IntegrationError:
    return kind(f"sips {operation}: {text}", system="sips", operation=operation)


def build_sips_client(
    *,
    base_url: str,
    merchant: SipsMerchant,
    status_url: str = "",
    interface_version: str = "IR_WS_2.20",
    algorithm: SealAlgorithm = "HMAC-SHA-256",
    engine: Engine = "pyreqwest",
    limits: Limits | None = None,
) -> SipsClient:
    """A client for a merchant. ``base_url`` is all before ``/rs-services``.

    The status of payments is requested at ``status_url``, or at the office server beside the base address.
    Raises: NotSetUp for any algorithm but an HMAC.
    """
    if algorithm not in HMACS:
        raise NotSetUp(["SIPS_SEAL_ALGORITHM"], "it must be an HMAC", system="sips")
    office_server = status_url or base_url.replace("payment-webinit", "office-server", 1)
    return SipsClient(
        pages=SystemClient(system="sips", base_url=base_url, engine=engine, limits=limits),
        diagnostics=SystemClient(system="sips", base_url=office_server, engine=engine, limits=limits),
        merchant=merchant,
        interface_version=interface_version,
        algorithm=algorithm,
    )
