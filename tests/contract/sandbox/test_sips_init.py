"""paymentInit, asked directly as a merchant would."""

from typing import Any

import pytest

from portal.sandbox.sips.seal import is_sealed, seal_fields
from tests.practice import PracticeOffice

SECRET = "002001000000001_KEY1"


def request(**more: Any) -> dict[str, Any]:
    fields = {
        "amount": "1050",
        "currencyCode": "978",
        "interfaceVersion": "IR_WS_2.20",
        "keyVersion": "1",
        "merchantId": "002001000000001",
        "normalReturnUrl": "http://127.0.0.1:8000/back/",
        "orderChannel": "INTERNET",
        "transactionReference": "REF1",
    }
    fields = {name: value for name, value in (fields | more).items() if value is not None}
    return fields | {"seal": seal_fields(fields, SECRET)}


def ask(office: PracticeOffice, fields: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = office.client.post("/sips/rs-services/v2/paymentInit", json=fields).json()
    return found


def test_an_accepted_request_is_answered_sealed(office: PracticeOffice) -> None:
    found = ask(office, request())
    assert found["redirectionStatusCode"] == "00"
    assert found["redirectionUrl"] == f"{office.base_url}/sips/payment"
    assert is_sealed(found, SECRET)
    assert not is_sealed(found | {"redirectionUrl": "https://evil.example/"}, SECRET)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"merchantId": "999999999999999"}, "03", "merchantId"),
        ({"keyVersion": "2"}, "34", "seal"),
        ({"normalReturnUrl": None}, "12", "normalReturnUrl"),
        ({"orderChannel": ""}, "12", "orderChannel"),
        ({"surprise": "x"}, "12", "surprise"),
        ({"interfaceVersionNormalResponse": "HP_2.20"}, "12", "interfaceVersionNormalResponse"),
        ({"automaticResponseUrl": "https://x.example/?a=1"}, "12", "automaticResponseUrl"),
        ({"amount": "0"}, "30", "amount"),
        ({"amount": "10.50"}, "30", "amount"),
        ({"transactionReference": "A-1"}, "30", "transactionReference"),
        ({"normalReturnUrl": "javascript:alert(1)"}, "30", "normalReturnUrl"),
        ({"interfaceVersion": "HP_2.20"}, "30", "interfaceVersion"),
    ],
)
def test_what_is_wrong_is_told_by_code_and_field(
    change: dict[str, Any], status: str, field: str, office: PracticeOffice
) -> None:
    found = ask(office, request(**change))
    assert (found["redirectionStatusCode"], found["errorFieldName"]) == (status, field)
    assert "redirectionData" not in found


def test_a_changed_field_breaks_the_seal(office: PracticeOffice) -> None:
    assert ask(office, request() | {"amount": "1"})["redirectionStatusCode"] == "34"
    assert ask(office, request() | {"seal": ""})["redirectionStatusCode"] == "34"


def test_a_reference_is_good_for_one_transaction_per_merchant(office: PracticeOffice) -> None:
    assert ask(office, request())["redirectionStatusCode"] == "00"
    assert ask(office, request(amount="2"))["redirectionStatusCode"] == "94"
    assert ask(office, request(transactionReference=None))["redirectionStatusCode"] == "00"


def test_the_service_can_be_out_of_order(office: PracticeOffice) -> None:
    office.fault("sips", "refuse", times=1)
    assert ask(office, request())["redirectionStatusCode"] == "99"
    assert ask(office, request())["redirectionStatusCode"] == "00"


def test_without_a_json_content_type_the_answer_is_a_page(office: PracticeOffice) -> None:
    answer = office.client.post("/sips/rs-services/v2/paymentInit", content=b"{}")
    assert answer.status_code == 415
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("body", [[], "x", 3, True])
def test_a_body_that_is_no_object_is_a_format_error(body: object, office: PracticeOffice) -> None:
    answer = office.client.post("/sips/rs-services/v2/paymentInit", json=body)
    assert answer.json()["redirectionStatusCode"] == "30"


def test_containers_and_lists_are_sealed_too(office: PracticeOffice) -> None:
    fields = request(paypageData={"bypassReceiptPage": "true"}, paymentMeanBrandList=["BCMC", "VISA"])
    assert ask(office, fields)["redirectionStatusCode"] == "00"


def test_the_log_holds_no_seal(office: PracticeOffice) -> None:
    ask(office, request())
    (call,) = office.calls("paymentInit")
    assert call["body"]["amount"] == "1050"
    assert "seal" not in call["body"]
