"""Seals against the vectors the vendor published (sips.md 3.3), and the ways a seal must fail."""

import base64
from typing import Any

import pytest

from portal.sandbox.sips.seal import (
    is_callback_sealed,
    is_sealed,
    join_values,
    parse_data,
    seal_fields,
    seal_text,
)

OFFICIAL: dict[str, Any] = {
    "amount": "2500",
    "automaticResponseUrl": "https://automatic-response-url.fr/",
    "captureDay": "0",
    "captureMode": "AUTHOR_CAPTURE",
    "currencyCode": "978",
    "customerContact": {"email": "customer@email.com"},
    "interfaceVersion": "IR_WS_2.22",
    "keyVersion": "1",
    "merchantId": "011223344550000",
    "normalReturnUrl": "https://normal-return-url/",
    "orderChannel": "INTERNET",
    "orderId": "ORD101",
    "returnContext": "ReturnContext",
    "transactionOrigin": "SO_WEBAPPLI",
    "transactionReference": "TREFEXA2012",
}
POSTED = (
    "automaticResponseURL=https://automatic-response-url.fr/|normalReturnURL=https://normal-return-url/|captureDay=0|"
    "captureMode=AUTHOR_CAPTURE|merchantId=011223344550000|amount=2500|orderId=ORD101|currencyCode=978|"
    "transactionReference=TREFEXA2012|keyVersion=1|transactionOrigin=SO_WEBAPPLI|returnContext=ReturnContext|"
    "orderChannel=INTERNET|customerContact.email=customer@email.com"
)
CANCELLED = (
    "captureDay=0|captureMode=AUTHOR_CAPTURE|currencyCode=978|merchantId=002001000000001|orderChannel=INTERNET|"
    "responseCode=17|transactionDateTime=2018-02-06T07:43:55+01:00|transactionReference=e1445438c15|keyVersion=1|"
    "amount=2|customerIpAddress=194.78.195.168|paymentPattern=ONE_SHOT"
)
ACCEPTED = (
    "captureDay=0|captureMode=AUTHOR_CAPTURE|currencyCode=978|merchantId=002001000000001|orderChannel=INTERNET|"
    "responseCode=00|transactionDateTime=2018-02-06T07:54:23+01:00|transactionReference=b4fb98a9c2c|keyVersion=1|"
    "acquirerResponseCode=00|amount=2|authorisationId=12345|guaranteeIndicator=Y|cardCSCResultCode=4D|"
    "panExpiryDate=201902|paymentMeanBrand=VISA|paymentMeanType=CARD|customerIpAddress=194.78.195.168|"
    "maskedPan=4500#############01|holderAuthentRelegation=N|holderAuthentStatus=3D_SUCCESS|"
    "tokenPan=g011040a730424d1ba6|transactionOrigin=INTERNET|paymentPattern=ONE_SHOT"
)
OWN = (
    "amount=1000|currencyCode=978|merchantId=002001000000001|orderId=DOS-2026-1|responseCode=00|"
    "returnContext=héllo|transactionReference=PORTAL0001|keyVersion=1"
)
OWN_ENCODED = base64.b64encode(OWN.encode()).decode()
KEY = "002001000000001_KEY1"


def test_the_official_request_seals_to_the_published_value() -> None:
    expected = "322b943d833417c1570e0a282641e8e29d6a5b968c9b846694b5610e18ab5b81"
    assert seal_fields(OFFICIAL, "secret123") == expected
    assert is_sealed(OFFICIAL | {"seal": expected, "sealAlgorithm": "HMAC-SHA-256"}, "secret123")


def test_without_its_container_it_seals_to_the_other_published_value() -> None:
    less = {name: value for name, value in OFFICIAL.items() if name != "customerContact"}
    expected = "e4d75c6a779adee5850192d1ecc162ca0c85e960cb00d9923879609f89739152"
    assert seal_fields(less, "secret123") == expected


@pytest.mark.parametrize(
    ("data", "secret", "algorithm", "expected"),
    [
        (POSTED, "secret123", "SHA-256", "ac2332b57a674aba5b28a03dae677fa2f4c1ae8a349ebbdd6772a098c7f29861"),
        (CANCELLED, KEY, "SHA-256", "8f488030781e3196726ce0658dbc26f19781f7c7fbe212b39d63d3f4d1d77301"),
        (ACCEPTED, KEY, "SHA-256", "56bddfce68695b9b8a9de51c426aae31bb303fb15570f343975eaa3bd33c8c59"),
        (
            "This is a test!",
            "superSafeSecretKey",
            "HMAC-SHA-256",
            "198e5f278e3f8548e174e84492953c4871732278b7e2aa2cbf20bb1ab85914ea",
        ),
        (
            OWN,
            "secret123",
            "HMAC-SHA-256",
            "823df05c62596473a70b7e42e93e2e2b171aaf9c4a85c0505fed0f1db64fc7d4",
        ),
        (OWN, "secret123", "SHA-256", "81dec661d052731b15e661f110bb6963117e32bb8c0870cabfaf602bfdb31015"),
        (
            OWN_ENCODED,
            "secret123",
            "HMAC-SHA-256",
            "902a00bb12f74caa6b12e1583f31099321a15228b255211b95a8259871ddd892",
        ),
        (
            OWN_ENCODED,
            "secret123",
            "SHA-256",
            "1cbac5a1b1b0a0b37a33ec5ac83111f6ce923691364dc44dce430d61a47e5707",
        ),
    ],
)
def test_texts_seal_to_the_published_values(data: str, secret: str, algorithm: str, expected: str) -> None:
    assert seal_text(data, secret, algorithm) == expected


def test_names_sort_by_code_point_and_nothing_counts_for_nothing() -> None:
    assert (
        join_values({"authorisationId": "2", "authorResponseMessage": "1", "b": None, "a": ["x", "y"]})
        == "xy12"
    )
    assert (
        join_values({"seal": "s", "keyVersion": "1", "sealAlgorithm": "x", "m": {"b": "2", "a": "1"}}) == "12"
    )


@pytest.mark.parametrize(
    "seal", ["", "0" * 64, seal_text(OWN, "secret123").upper(), seal_text(OWN, "secret123") + " "]
)
def test_a_wrong_callback_seal_is_refused(seal: str) -> None:
    assert is_callback_sealed(OWN, seal_text(OWN, "secret123"), "secret123")
    assert not is_callback_sealed(OWN, seal, "secret123")


def test_the_plain_hash_is_refused_for_callbacks() -> None:
    assert not is_callback_sealed(ACCEPTED, seal_text(ACCEPTED, KEY, "SHA-256"), KEY)


def test_an_unknown_algorithm_seals_nothing() -> None:
    assert not is_sealed(OFFICIAL | {"sealAlgorithm": "MD5", "seal": ""}, "secret123")
    with pytest.raises(ValueError, match="MD5"):
        seal_text("x", "y", "MD5")


def test_data_is_read_plain_or_encoded_and_splits_at_the_first_equals_sign() -> None:
    values = parse_data(OWN)
    assert values["returnContext"] == "héllo"
    assert parse_data(OWN_ENCODED) == values
    assert parse_data(base64.urlsafe_b64encode(OWN.encode()).decode().rstrip("=")) == values
    assert parse_data("a=b=c|d=") == {"a": "b=c", "d": ""}


@pytest.mark.parametrize("data", ["responseCode=05|responseCode=00", "", "garbage!", "/////"])
def test_data_nobody_can_be_sure_of_reads_as_nothing(data: str) -> None:
    assert "responseCode" not in parse_data(data)
