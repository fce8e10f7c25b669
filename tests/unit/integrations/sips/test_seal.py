"""Seals against every published sample whose key is published, and the ways a seal must fail."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.sips.seal import seal_request, seal_response, verify_fields, verify_response

REQUEST = {
    "amount": "2500",
    "automaticResponseUrl": "https://automatic-response-url.fr/",
    "captureDay": "0",
    "captureMode": "AUTHOR_CAPTURE",
    "currencyCode": "978",
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
POST_REQUEST = (
    "automaticResponseURL=https://automatic-response-url.fr/|normalReturnURL=https://normal-return-url/"
    "|captureDay=0|captureMode=AUTHOR_CAPTURE|merchantId=011223344550000|amount=2500|orderId=ORD101"
    "|currencyCode=978|transactionReference=TREFEXA2012|keyVersion=1|transactionOrigin=SO_WEBAPPLI"
    "|returnContext=ReturnContext|orderChannel=INTERNET|customerContact.email=customer@email.com"
)
CANCELLED = (
    "captureDay=0|captureMode=AUTHOR_CAPTURE|currencyCode=978|merchantId=002001000000001"
    "|orderChannel=INTERNET|responseCode=17|transactionDateTime=2018-02-06T07:43:55+01:00"
    "|transactionReference=e1445438c15|keyVersion=1|amount=2|customerIpAddress=194.78.195.168"
    "|paymentPattern=ONE_SHOT"
)
ACCEPTED = (
    "captureDay=0|captureMode=AUTHOR_CAPTURE|currencyCode=978|merchantId=002001000000001"
    "|orderChannel=INTERNET|responseCode=00|transactionDateTime=2018-02-06T07:54:23+01:00"
    "|transactionReference=b4fb98a9c2c|keyVersion=1|acquirerResponseCode=00|amount=2|authorisationId=12345"
    "|guaranteeIndicator=Y|cardCSCResultCode=4D|panExpiryDate=201902|paymentMeanBrand=VISA"
    "|paymentMeanType=CARD|customerIpAddress=194.78.195.168|maskedPan=4500#############01"
    "|holderAuthentRelegation=N|holderAuthentStatus=3D_SUCCESS|tokenPan=g011040a730424d1ba6"
    "|transactionOrigin=INTERNET|paymentPattern=ONE_SHOT"
)
ACCENTED = (
    "amount=1000|currencyCode=978|merchantId=002001000000001|orderId=DOS-2026-1|responseCode=00"
    "|returnContext=héllo|transactionReference=PORTAL0001|keyVersion=1"
)
SHOP_KEY = "002001000000001_KEY1"
CANCELLED_SEAL = "8f488030781e3196726ce0658dbc26f19781f7c7fbe212b39d63d3f4d1d77301"


def test_published_json_request_with_a_container() -> None:
    fields = REQUEST | {"customerContact": {"email": "customer@email.com"}}
    expected = "322b943d833417c1570e0a282641e8e29d6a5b968c9b846694b5610e18ab5b81"
    assert seal_request(fields, "secret123") == expected


def test_published_json_request_without_a_container() -> None:
    expected = "e4d75c6a779adee5850192d1ecc162ca0c85e960cb00d9923879609f89739152"
    assert seal_request(REQUEST, "secret123") == expected


@pytest.mark.parametrize(
    ("data", "secret", "algorithm", "expected"),
    [
        (
            POST_REQUEST,
            "secret123",
            "SHA-256",
            "ac2332b57a674aba5b28a03dae677fa2f4c1ae8a349ebbdd6772a098c7f29861",
        ),
        (CANCELLED, SHOP_KEY, "SHA-256", CANCELLED_SEAL),
        (
            ACCEPTED,
            SHOP_KEY,
            "SHA-256",
            "56bddfce68695b9b8a9de51c426aae31bb303fb15570f343975eaa3bd33c8c59",
        ),
        (
            "This is a test!",
            "superSafeSecretKey",
            "HMAC-SHA-256",
            "198e5f278e3f8548e174e84492953c4871732278b7e2aa2cbf20bb1ab85914ea",
        ),
    ],
    ids=["post-request", "cancelled", "accepted", "bare-hmac"],
)
def test_published_seals_over_text(data: str, secret: str, algorithm: str, expected: str) -> None:
    assert seal_response(data, secret, algorithm) == expected
    assert verify_response(data, expected, [secret], algorithm)


@pytest.mark.parametrize(
    ("encoded", "algorithm", "expected"),
    [
        (False, "HMAC-SHA-256", "823df05c62596473a70b7e42e93e2e2b171aaf9c4a85c0505fed0f1db64fc7d4"),
        (False, "SHA-256", "81dec661d052731b15e661f110bb6963117e32bb8c0870cabfaf602bfdb31015"),
        (True, "HMAC-SHA-256", "902a00bb12f74caa6b12e1583f31099321a15228b255211b95a8259871ddd892"),
        (True, "SHA-256", "1cbac5a1b1b0a0b37a33ec5ac83111f6ce923691364dc44dce430d61a47e5707"),
    ],
)
def test_accents_are_sealed_as_utf8_and_encoded_data_as_it_is(
    encoded: bool, algorithm: str, expected: str
) -> None:
    data = base64.b64encode(ACCENTED.encode()).decode() if encoded else ACCENTED
    assert seal_response(data, "secret123", algorithm) == expected


def test_order_of_fields_and_the_unsealed_ones_do_not_matter() -> None:
    turned = dict(reversed(REQUEST.items()))
    more = turned | {"seal": "x", "sealAlgorithm": "HMAC-SHA-256", "keyVersion": "9", "responseUrl": None}
    assert seal_request(more, "secret123") == seal_request(REQUEST, "secret123")


def test_names_are_ordered_by_code_point_and_lists_kept_as_sent() -> None:
    fields = {
        "authorisationId": "b",
        "authorResponseMessage": "a",
        "list": ["z", "y", {"q": "2", "p": "1"}],
    }
    assert seal_request(fields, "k") == seal_response("abzy12", "k", "HMAC-SHA-256")


@pytest.mark.parametrize("value", [True, 1.5, {"a": 2.0}])
def test_a_value_whose_text_is_not_certain_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        seal_request({"amount": value}, "k")  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "seal",
    [None, "", CANCELLED_SEAL.upper(), CANCELLED_SEAL[:-1], " " + CANCELLED_SEAL, CANCELLED_SEAL + "\n", "é"],
)
def test_a_seal_that_is_not_exact_is_invalid(seal: str | None) -> None:
    assert not verify_response(CANCELLED, seal, [SHOP_KEY], "SHA-256")


def test_a_secret_being_replaced_still_counts() -> None:
    assert verify_response(CANCELLED, CANCELLED_SEAL, ["new", SHOP_KEY], "SHA-256")
    assert not verify_response(CANCELLED, CANCELLED_SEAL, ["new"], "SHA-256")
    assert not verify_response(CANCELLED, CANCELLED_SEAL, [], "SHA-256")


def test_an_empty_secret_seals_nothing() -> None:
    assert not verify_response("a=1", seal_response("a=1", "", "SHA-256"), [""], "SHA-256")
    sealed = {"amount": "100", "seal": seal_request({"amount": "100"}, "", "SHA-256")}
    assert not verify_fields(sealed, [""], "SHA-256")


def test_the_plain_hash_is_no_hmac() -> None:
    assert not verify_response(CANCELLED, CANCELLED_SEAL, [SHOP_KEY], "HMAC-SHA-256")


def test_an_unknown_algorithm_is_refused() -> None:
    with pytest.raises(ValueError, match="MD5"):
        seal_response("a=1", "k", "MD5")  # type: ignore[arg-type]


@given(data=st.text(), secret=st.text(st.characters(codec="utf-8"), min_size=1), change=st.integers(0, 63))
def test_any_change_breaks_the_seal(data: str, secret: str, change: int) -> None:
    seal = seal_response(data, secret, "HMAC-SHA-256")
    other = "0" if seal[change] != "0" else "1"
    assert verify_response(data, seal, [secret], "HMAC-SHA-256")
    assert not verify_response(data, seal[:change] + other + seal[change + 1 :], [secret], "HMAC-SHA-256")
    assert not verify_response(data + "|", seal, [secret], "HMAC-SHA-256")
