"""What may be believed of what is posted, and what never."""

import base64
import json
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.sips.notification import MAX_DATA_FIELDS, read_data, read_notification
from portal.integrations.sips.seal import SealAlgorithm, seal_response
from portal.integrations.sips.values import NoticeRefused, SipsKey, SipsMerchant, SipsWord

SECRET, OLD_SECRET = "the-new-key", "the-old-key"
MERCHANT = SipsMerchant("123456789012345", (SipsKey("2", SECRET), SipsKey("1", OLD_SECRET)))
FIELDS = {
    "amount": "1050",
    "currencyCode": "978",
    "merchantId": MERCHANT.merchant_id,
    "orderId": "REF1",
    "responseCode": "00",
    "returnContext": "REF1",
    "transactionReference": "REF1",
}


def pipes(**changes: str) -> str:
    return "|".join(f"{name}={value}" for name, value in {**FIELDS, **changes}.items())


def post(data: str, *, secret: str = SECRET, algorithm: SealAlgorithm = "HMAC-SHA-256", **form: str) -> bytes:
    fields = {"Data": data, "Encode": "", "Seal": seal_response(data, secret, algorithm)} | form
    return urlencode(fields | {"InterfaceVersion": "HP_2.20"}).encode()


def read(body: bytes) -> SipsWord:
    return read_notification(body, merchant=MERCHANT, algorithm="HMAC-SHA-256")


def refuse(body: bytes) -> str:
    with pytest.raises(NoticeRefused) as refused:
        read(body)
    return refused.value.reason


def test_a_sealed_word_is_read() -> None:
    word = read(post(pipes()))
    assert (word.merchant_id, word.reference, word.code) == (MERCHANT.merchant_id, "REF1", "00")
    assert (word.amount_cents, word.currency) == (1050, "978")
    assert (word.order_id, word.context) == ("REF1", "REF1")


def test_tampered_data_is_refused() -> None:
    assert refuse(post(pipes()).replace(b"1050", b"1051")) == "seal"


def test_tampered_seal_is_refused() -> None:
    seal = seal_response(pipes(), SECRET, "HMAC-SHA-256")
    assert refuse(post(pipes(), Seal=("0" if seal[0] != "0" else "1") + seal[1:])) == "seal"


@pytest.mark.parametrize("form", [{"Data": pipes()}, {"Data": pipes(), "Seal": ""}, {"Seal": "x"}, {}])
def test_missing_or_empty_seal_is_refused(form: dict[str, str]) -> None:
    assert refuse(urlencode(form).encode()) == "seal"


@pytest.mark.parametrize("change", [str.upper, lambda seal: f" {seal}", lambda seal: f"{seal}\n"])
def test_seal_in_another_case_or_with_space_is_refused(change: Callable[[str], str]) -> None:
    assert refuse(post(pipes(), Seal=change(seal_response(pipes(), SECRET, "HMAC-SHA-256")))) == "seal"


@pytest.mark.parametrize("algorithm", ["SHA-256", "HMAC-SHA-512"])
def test_seal_by_another_algorithm_is_refused(algorithm: SealAlgorithm) -> None:
    assert refuse(post(pipes(), algorithm=algorithm)) == "seal"


def test_the_old_key_counts_while_it_is_being_replaced_and_an_unknown_one_never() -> None:
    assert read(post(pipes(), secret=OLD_SECRET)).code == "00"
    assert refuse(post(pipes(), secret="somebody-else")) == "seal"


def test_another_merchant_of_the_same_key_is_refused() -> None:
    assert refuse(post(pipes(merchantId="543210987654321"))) == "other merchant"


def test_duplicated_key_in_data_is_refused() -> None:
    assert refuse(post(pipes() + "|responseCode=05")) == "data field twice"
    doubled = '{"responseCode": "00", "responseCode": "05"}'
    assert refuse(post(doubled)) == "json"


@pytest.mark.parametrize("encoding", ["base64", "base64url"])
@pytest.mark.parametrize("padded", [True, False])
def test_encoded_data_is_read_with_and_without_padding(encoding: str, *, padded: bool) -> None:
    encode = base64.b64encode if encoding == "base64" else base64.urlsafe_b64encode
    data = encode(pipes(returnContext="REF1", customerId="é?>~").encode()).decode()
    assert read(post(data if padded else data.rstrip("="), Encode=encoding)).amount_cents == 1050


def test_a_plus_that_became_a_space_is_repaired_before_the_seal_is_checked() -> None:
    data = base64.b64encode(pipes(customerId="~~~>>>???").encode()).decode()
    assert "+" in data
    seal = seal_response(data, SECRET, "HMAC-SHA-256")
    body = f"Data={data.replace('=', '%3D')}&Encode=base64&Seal={seal}".encode()
    assert read(body).code == "00"


@pytest.mark.parametrize("encoding", ["rot13", "BASE64", "none"])
def test_unknown_encoding_is_refused(encoding: str) -> None:
    assert refuse(post(pipes(), Encode=encoding)) == "encoding"


@pytest.mark.parametrize("data", ["%%%", base64.b64encode(b"\xff\xfe").decode()])
def test_data_that_is_not_what_its_encoding_says_is_refused(data: str) -> None:
    assert refuse(post(data, Encode="base64")) == "encoding"


def test_json_data_is_read_with_its_numbers() -> None:
    text = json.dumps({**FIELDS, "amount": 1050, "captureDay": 0, "responseDescription": "Transaction OK"})
    assert read(post(text)).amount_cents == 1050


@pytest.mark.parametrize("text", ['{"a":', "{", "{} x", '{"amount": NaN}', "{" * 5000])
def test_json_that_is_none_is_refused(text: str) -> None:
    assert refuse(post(text)) == "json"


def test_values_keep_what_follows_their_first_equals_sign() -> None:
    text = 'a==b=c|empty=|none=null|RuleResultList=[{"x":"<y/>=1"}]'
    assert read_data(text) == {"a": "=b=c", "RuleResultList": '[{"x":"<y/>=1"}]'}


@pytest.mark.parametrize(
    "stamp", ["2026-11-22T02:30:00+01:00", "2026-10-25T02:30:00+02:00", "2026-03-15.00:39:04+0100", "soon"]
)
def test_timestamps_in_any_format_decide_nothing(stamp: str) -> None:
    assert read(post(pipes(transactionDateTime=stamp))).code == "00"


@pytest.mark.parametrize("brand", ["BCMC", "VISA", "UNKNOWN", "NEVERSEEN"])
def test_a_brand_never_seen_changes_nothing(brand: str) -> None:
    assert read(post(pipes(paymentMeanBrand=brand))) == read_like(pipes(paymentMeanBrand=brand))


def read_like(data: str) -> SipsWord:
    plain = read(post(pipes()))
    other = read(post(data))
    fields = {name: getattr(plain, name) for name in SipsWord.__slots__}
    return SipsWord(**{**fields, "fingerprint": other.fingerprint})


def test_accents_are_utf8() -> None:
    assert read(post(pipes(returnContext="héllo"))).context == "héllo"


def test_latin_1_bytes_break_the_form_and_nothing_else() -> None:
    data = pipes(returnContext="héllo")
    seal = seal_response(data, SECRET, "HMAC-SHA-256")
    assert refuse(f"Data={quote(data, encoding='latin-1')}&Seal={seal}".encode()) == "form"
    assert refuse(b"Data=\xe9&Seal=x") == "form"


def test_missing_response_code_is_refused() -> None:
    """A callback about a failed start has a redirectionStatusCode, and no responseCode."""
    data = "|".join(part for part in pipes().split("|") if not part.startswith("responseCode"))
    assert refuse(post(f"{data}|redirectionStatusCode=12")) == "no response code"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": "10.50"}, "format"),
        ({"amount": "-1"}, "format"),
        ({"amount": "0"}, "format"),
        ({"amount": "1" * 13}, "format"),
        ({"responseCode": "00 "}, "format"),
        ({"transactionReference": "A-1"}, "reference"),
        ({"transactionReference": ""}, "reference"),
    ],
)
def test_fields_that_cannot_be_are_refused(changes: dict[str, str], reason: str) -> None:
    assert refuse(post(pipes(**changes))) == reason


def test_repeated_form_field_is_refused() -> None:
    assert refuse(post(pipes()) + b"&Data=x") == "form field twice"


def test_ten_thousand_form_fields_are_refused() -> None:
    assert refuse(b"&".join(b"a%d=1" % n for n in range(10_000))) == "form"


def test_a_hundred_thousand_pipes_are_refused() -> None:
    assert refuse(post("|" * 100_000)) == "too many data fields"
    assert refuse(post(json.dumps({str(n): 1 for n in range(MAX_DATA_FIELDS + 1)}))) == "too many data fields"


@given(st.binary(max_size=500))
def test_no_body_makes_it_fall_over(body: bytes) -> None:
    assert refuse(body) in {"seal", "form", "form field twice"}


@given(st.text(min_size=1, max_size=200))
def test_no_sealed_text_makes_it_fall_over(text: str) -> None:
    with pytest.raises(NoticeRefused):
        read(post(text))
