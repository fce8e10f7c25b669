"""Published and collected signatures: the SDK signs and checks what is expected, and so does the practice
side.

R and W: made once with the vendor's SDK 10.3.0. The last of each: the vendor's own tests.
"""

from typing import Any
from urllib.parse import urlparse

import pytest
from onlinepayments.sdk.authentication.v1hmac_authenticator import V1HmacAuthenticator
from onlinepayments.sdk.communication.request_header import RequestHeader
from onlinepayments.sdk.communicator_configuration import CommunicatorConfiguration

from portal.integrations.worldline.values import EventRefused, WebhookKey
from portal.integrations.worldline.webhook import read_event
from portal.integrations.worldline.webhook_keys import parse_keys, read_challenge
from portal.integrations.worldline.webhook_keys import sign as sign_webhook
from portal.sandbox.worldline.auth import sign

HOST = "http://127.0.0.1:8300"
META = ("X-GCS-ServerMetaInfo", "eyJpbnRlZ3JhdG9yIjoicG9ydGFsIn0=")
PRACTICE = ("apikey-practice-1", "practice-secret-1")
ONE, OTHER = PRACTICE, ("KEY+2/x=", "gehéim/é+=")
R1 = (
    ONE,
    "POST",
    "/v2/PSPPRACTICE/hostedcheckouts",
    [
        ("Content-Type", "application/json"),
        ("Date", "Mon, 02 Mar 2026 09:30:00 GMT"),
        META,
        ("X-GCS-Idempotence-Key", "DP0123456789ABCDEFGHIJKLMNOP"),
    ],
    "wULzU1exV/sT/y0e3EFO+E5sC2Qgro+h6b1AvASp33Y=",
)
R2 = (
    ONE,
    "GET",
    "/v2/PSPPRACTICE/hostedcheckouts/4800000001",
    [("Date", "Mon, 02 Mar 2026 09:31:07 GMT"), META],
    "C7xjdQDhbbM0wEbtFujQR4ltvxF+S0RbhIL7P2JSp+Y=",
)
R3 = (
    OTHER,
    "GET",
    "/v2/PSPPRACTICE/products?countryCode=BE&currencyCode=EUR&locale=fr_BE&hide=a%20b%2Fc",
    [
        ("Date", "Sun, 29 Mar 2026 01:59:59 GMT"),
        ("x-gcs-Zulu", "last"),
        ("X-GCS-Alpha", "  two\r\n  lines  "),
        ("User-Agent", "x"),
        ("X-Other", "y"),
    ],
    "F5/VgdZIycQobOjcIcg4hXutO386nTwddOKlXbJOp94=",
)
R4 = (
    ONE,
    "POST",
    "/v2/PSPPRACTICE/payments/4800000001_0/refund",
    [("content-type", "application/json; charset=utf-8"), ("Date", "Sat, 31 Oct 2026 23:00:00 GMT"), META],
    "D0J0wX5HeenfGYA5EByidoMqyc491EmXpqmztiof5Zg=",
)
VENDOR = (
    ("EC36A74A98D21", "6Kj5HT0MQKC6D8eb7W3lTg71kVKVDSt1"),
    "GET",
    "/v2/1/tokens/2",
    [("Date", "Fri, 06 Jun 2014 13:39:43 GMT")],
    "vCos01y77soPNJOW6kDCm4Bu5b2darAZ09PP7Wa+jRA=",
)
REQUESTS = {"R1": R1, "R2": R2, "R3": R3, "R4": R4, "vendor": VENDOR}


@pytest.mark.parametrize("name", REQUESTS)
def test_the_sdk_signs_a_request_as_published(name: str) -> None:
    (key_id, secret), method, target, headers, signature = REQUESTS[name]
    configuration = CommunicatorConfiguration(
        api_endpoint=HOST,
        api_key_id=key_id,
        secret_api_key=secret,
        authorization_type="v1HMAC",
        connect_timeout=1,
        socket_timeout=1,
        max_connections=1,
        integrator="x",
    )
    given = [RequestHeader(header, value) for header, value in headers]
    made = V1HmacAuthenticator(configuration).get_authorization(method, urlparse(HOST + target), given)
    assert made == f"GCS v1HMAC:{key_id}:{signature}"


@pytest.mark.parametrize("name", REQUESTS)
def test_the_practice_side_expects_the_same_signature(name: str) -> None:
    (_key, secret), method, target, headers, signature = REQUESTS[name]
    lowered = {header.lower(): value for header, value in headers}
    assert sign(method, target, lowered, secret) == signature


W1 = (
    b'{"apiVersion":"v1","created":"2026-03-02T10:30:21.1234567+01:00","id":"6f1c0c1e-0000-4000-8000-000000000001",'
    b'"merchantId":"PSPPRACTICE","payment":{"id":"4800000001_0","status":"CAPTURED","statusOutput":{"statusCode":9,'
    b'"statusCategory":"COMPLETED"},"paymentOutput":{"amountOfMoney":{"amount":1234,"currencyCode":"EUR"},'
    b'"references":{"merchantReference":"DP0123456789ABCDEFGHIJKLMNOP"}}},"type":"payment.captured"}'
)
W2 = (
    '{\r\n  "apiVersion": "v1",\r\n  "type": "payment.rejected",\r\n  "merchantId": "Kantoor-Één"\r\n}\r\n'
).encode()
W3 = rb'{"type":"payment.created","apiVersion":"v1","merchantId":"PSPPRACTICE","extra":"\u00e9\/"}' + b"\n"
KEYS = (WebhookKey("hookkey-A", "hook-secret-A"), WebhookKey("hookkey-B", "sécret-€"))
WEBHOOKS: dict[str, tuple[bytes, str, str, str]] = {
    "W1": (W1, "hookkey-A", "prNnO3zYlco/ROdPjUa4zIWGZK7ljWLj3M2qP+sSXY4=", "PSPPRACTICE"),
    "W2": (W2, "hookkey-B", "vzXrp7+TC6VOyJ1oySGJTUcbtCU6N5HyzE0f7EiwCBk=", "Kantoor-Één"),
    "W3": (W3, "hookkey-A", "oqMpS9JCQAvPtJfql6o/mvJe3cg1wJ5yKiEbfDprruM=", "PSPPRACTICE"),
}


def read(body: bytes, key_id: str, signature: str, merchant: str) -> Any:
    headers = {"X-GCS-KeyId": key_id, "X-GCS-Signature": signature}
    return read_event(body, headers, keys=KEYS, merchant_id=merchant)


def test_a_webhook_is_read_as_published() -> None:
    event = read(*WEBHOOKS["W1"])
    assert (event.checkout_id, event.payment_id) == ("4800000001", "4800000001_0")
    assert (event.reference, event.kind) == ("DP0123456789ABCDEFGHIJKLMNOP", "payment.captured")


@pytest.mark.parametrize("name", ["W2", "W3"])
def test_a_good_signature_over_an_event_about_nothing_is_about_nothing(name: str) -> None:
    with pytest.raises(EventRefused, match="body"):
        read(*WEBHOOKS[name])


@pytest.mark.parametrize("name", WEBHOOKS)
def test_one_more_space_or_another_key_breaks_the_signature(name: str) -> None:
    body, key_id, signature, merchant = WEBHOOKS[name]
    other = next(key.key_id for key in KEYS if key.key_id != key_id)
    with pytest.raises(EventRefused, match="signature"):
        read(body + b" ", key_id, signature, merchant)
    with pytest.raises(EventRefused, match="signature"):
        read(body, other, signature, merchant)
    with pytest.raises(EventRefused, match="key"):
        read(body, "hookkey-C", signature, merchant)
    with pytest.raises(EventRefused, match="merchant"):
        read(body, key_id, signature, "PSPOTHER")


@pytest.mark.parametrize("signature", ["", "x", "prNnO3zYlco_ROdPjUa4zIWGZK7ljWLj3M2qP-sSXY4=", "é"])
def test_a_signature_in_another_form_is_refused(signature: str) -> None:
    with pytest.raises(EventRefused):
        read(W1, "hookkey-A", signature, "PSPPRACTICE")


def test_an_empty_body_is_signed_as_published_to_show_who_holds_the_key() -> None:
    """W4: what the platform is asked whether a pair is one of its own."""
    assert sign_webhook(b"", KEYS[0]) == "m6h9PpVBtb9gRF6g+Nr7N0tdJalN7/62KhMgSXilHVA="


def test_a_header_that_is_missing_is_refused() -> None:
    for headers in ({}, {"X-GCS-KeyId": "hookkey-A"}):
        with pytest.raises(EventRefused, match="signature"):
            read_event(W1, headers, keys=KEYS, merchant_id="PSPPRACTICE")


@pytest.mark.parametrize(
    ("text", "is_echoed"), [("aB3+/=_.-", True), ("", False), ("a\nb", False), ("é", False)]
)
def test_only_a_plain_challenge_is_repeated(text: str, *, is_echoed: bool) -> None:
    assert (read_challenge(text) == text) is is_echoed


def test_two_keys_count_while_one_is_being_replaced() -> None:
    assert [key.key_id for key in parse_keys("new, old", "a,b")] == ["new", "old"]
    assert parse_keys("", "") == ()
    with pytest.raises(ValueError, match="as many"):
        parse_keys("new,old", "a")
