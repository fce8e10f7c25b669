"""Our merchant's client against the practice SIPS, and against one that answers as badly as it can."""

import json
from dataclasses import replace

import pytest

from portal.integrations.errors import (
    IntegrationError,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.http import Limits
from portal.integrations.sips.client import SipsClient, build_sips_client
from portal.integrations.sips.values import PaymentOrder, SipsKey, SipsMerchant
from portal.sandbox.sips.seal import seal_fields
from tests.practice import PracticeOffice
from tests.unit.integrations.socket_server import Peer, serving

SECRET = "002001000000001_KEY1"
MERCHANT = SipsMerchant("002001000000001", (SipsKey("1", SECRET),))
LIMITS = Limits(read_timeout_s=1, deadline_s=1, max_attempts=1)
ORDER = PaymentOrder(1050, "DPREF1", "http://127.0.0.1:8000/back/", "http://127.0.0.1:1/none/", "nl")
ACCEPTED = {
    "redirectionData": "token",
    "redirectionStatusCode": "00",
    "redirectionUrl": "https://payment.example/",
    "redirectionVersion": "IR_WS_2.0",
}


def build(base_url: str, **changes: object) -> SipsClient:
    options = {"merchant": MERCHANT, "limits": LIMITS} | changes
    return build_sips_client(base_url=base_url, **options)  # type: ignore[arg-type]


@pytest.fixture
def sips(practice: PracticeOffice) -> SipsClient:
    return build(f"{practice.base_url}/sips", limits=Limits(max_attempts=1))


def start_at(body: bytes, status: int = 200) -> object:
    """What the client makes of this answer to paymentInit."""
    with serving(lambda peer: peer.answer(status, body)) as server:
        try:
            return build(server.url).start_payment(ORDER)
        except IntegrationError as error:
            return error


def seal(answer: dict[str, str], secret: str = SECRET) -> bytes:
    return json.dumps(answer | {"seal": seal_fields(answer, secret)}).encode()


def test_a_payment_page_is_opened(sips: SipsClient, practice: PracticeOffice) -> None:
    way = sips.start_payment(ORDER)
    assert way.url == f"{practice.base_url}/sips/payment"
    (call,) = practice.calls("paymentInit")
    assert call["body"]["amount"] == "1050"
    assert call["body"]["sealAlgorithm"] == "HMAC-SHA-256"
    assert call["body"]["currencyCode"] == "978"


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en", "pl", ""])
def test_only_languages_of_the_office_are_sent(
    language: str, sips: SipsClient, practice: PracticeOffice
) -> None:
    sips.start_payment(replace(ORDER, language=language))
    (call,) = practice.calls("paymentInit")
    expected = language if language in {"nl", "fr", "de", "en"} else None
    assert call["body"].get("customerLanguage") == expected


def test_nothing_that_a_person_typed_is_sent(sips: SipsClient, practice: PracticeOffice) -> None:
    sips.start_payment(ORDER)
    (call,) = practice.calls("paymentInit")
    assert not {"customerContact", "customerAddress", "customerId", "customerIpAddress"} & set(call["body"])


@pytest.mark.parametrize("code", ["03", "12", "30", "34", "94", "99"])
def test_each_status_code_but_00_is_a_refusal_with_its_number(code: str) -> None:
    told = start_at(json.dumps({"redirectionStatusCode": code}).encode())
    assert isinstance(told, Rejected)
    assert told.code == f"payment-start-{code}"


def test_the_practice_sips_refuses_a_used_reference_and_a_wrong_key(practice: PracticeOffice) -> None:
    url = f"{practice.base_url}/sips"
    build(url).start_payment(ORDER)
    with pytest.raises(Rejected, match="payment-start-94"):
        build(url).start_payment(ORDER)
    wrong = replace(MERCHANT, keys=(SipsKey("1", "wrong"),))
    with pytest.raises(Rejected, match="payment-start-34"):
        build(url, merchant=wrong).start_payment(replace(ORDER, reference="DPREF2"))


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"<html>415</html>", 415, UnexpectedResponse),
        (b"<html>gone</html>", 410, UnexpectedResponse),
        (b"<html>oops</html>", 500, OutcomeUnknown),
        (b"<html>hello</html>", 200, OutcomeUnknown),
        (b"", 200, OutcomeUnknown),
        (b"[]", 200, OutcomeUnknown),
        (b"{}", 200, UnexpectedResponse),
    ],
)
def test_an_answer_that_is_none_is_never_a_start(
    body: bytes, status: int, kind: type[IntegrationError]
) -> None:
    assert isinstance(start_at(body, status), kind)


def test_a_time_out_after_sending_leaves_the_outcome_unknown() -> None:
    with serving(lambda peer: peer.hang(3)) as server, pytest.raises(OutcomeUnknown):
        build(server.url).start_payment(ORDER)
    with pytest.raises(Unavailable):
        build("http://127.0.0.1:9").start_payment(ORDER)


@pytest.mark.parametrize(
    "answer",
    [
        json.dumps(ACCEPTED).encode(),
        json.dumps(ACCEPTED | {"seal": ""}).encode(),
        json.dumps(ACCEPTED | {"seal": 5}).encode(),
        seal(ACCEPTED, "another-key"),
        seal(ACCEPTED).replace(b"payment.example", b"evil.example"),
        seal(ACCEPTED).replace(b'"IR_WS_2.0"', b"2.0"),
    ],
)
def test_nobody_is_sent_on_without_a_good_seal(answer: bytes) -> None:
    assert isinstance(start_at(answer), UnexpectedResponse)
    assert getattr(start_at(seal(ACCEPTED)), "url", "") == "https://payment.example/"


@pytest.mark.parametrize("cents", [0, -1, 10**12])
def test_amounts_that_sips_cannot_take_are_never_sent(
    cents: int, sips: SipsClient, practice: PracticeOffice
) -> None:
    with pytest.raises(ValueError, match="amount"):
        sips.start_payment(replace(ORDER, amount_cents=cents))
    assert practice.calls("paymentInit") == []


def test_plain_sha_256_is_no_choice() -> None:
    with pytest.raises(Unavailable):
        build("http://127.0.0.1:9", algorithm="SHA-256")


def pay(practice: PracticeOffice, sips: SipsClient, act: str, **fields: str) -> None:
    way = sips.start_payment(ORDER)
    form = {"redirectionData": way.data, "act": act} | fields
    practice.client.post("/sips/payment/act", data=form).raise_for_status()


def test_a_payment_nobody_made_is_not_known(sips: SipsClient) -> None:
    sips.start_payment(ORDER)
    assert sips.get_transaction(reference=ORDER.reference) is None


@pytest.mark.parametrize(
    ("act", "number", "code", "status"),
    [
        ("card", "4100000000000000", "00", "CAPTURED"),
        ("card", "4100000000000005", "05", "REFUSED"),
        ("card", "4100000000000060", "60", "PENDING"),
        ("cancel", "", "17", "CANCELLED"),
        ("expire", "", "97", "EXPIRED"),
    ],
)
def test_what_became_of_a_payment(
    act: str, number: str, code: str, status: str, sips: SipsClient, practice: PracticeOffice
) -> None:
    pay(practice, sips, act, number=number)
    word = sips.get_transaction(reference=ORDER.reference)
    assert word is not None
    assert (word.code, word.status, word.amount_cents) == (code, status, 1050)


def test_a_status_without_a_good_seal_is_not_believed(sips: SipsClient, practice: PracticeOffice) -> None:
    pay(practice, sips, "bancontact")
    practice.fault("sips", "tampered", operation="getTransactionData", times=1)
    with pytest.raises(UnexpectedResponse):
        sips.get_transaction(reference=ORDER.reference)


@pytest.mark.parametrize("fault", ["410", "html", "garbage", "503"])
def test_a_status_that_cannot_be_read_is_an_error(
    fault: str, sips: SipsClient, practice: PracticeOffice
) -> None:
    practice.fault("sips", fault, operation="getTransactionData", times=1)
    with pytest.raises(IntegrationError):
        sips.get_transaction(reference=ORDER.reference)


def test_the_office_server_stands_beside_the_payment_pages() -> None:
    def answer(peer: Peer) -> None:
        peer.answer(200, seal({"responseCode": "25"}))

    with serving(answer) as server:
        client = build("http://payment-webinit.invalid", status_url=server.url)
        assert client.get_transaction(reference="DPREF1") is None
        assert server.received[0].line.startswith("POST /base/rs-services/v2/diagnostic/getTransactionData")
