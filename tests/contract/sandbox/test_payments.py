"""From Pay/Start over the payment page to a payment in the file, all over HTTP."""

import pytest

from portal.sandbox.sips.seal import is_callback_sealed, parse_data, seal_text
from tests.contract.sandbox.payer import Page, begin, new_payments, open_page, pay, press
from tests.contract.sandbox.wire import Tagor
from tests.practice import PracticeOffice, wait_until

SECRET = "002001000000001_KEY1"


def test_a_payment_is_informative_until_a_clerk_books_it(tagor: Tagor) -> None:
    office, file = tagor.office, tagor.office.file()
    before = tagor.ask("TagorService/GetDosInfo", {"TDOS_Id": file.file_id})
    assert (before["DatumLtstOnbvBet"], before["BedragLtstOnbvBet"]) == (None, 0)
    page = pay(tagor, "card", number="4100 0000 0000 0000")
    assert page.title == "De betaling is gelukt"
    seen = tagor.ask("TagorService/GetDosInfo", {"TDOS_Id": file.file_id})
    assert seen["BedragLtstOnbvBet"] == 12.34
    assert seen["BedragLtstBet"] == before["BedragLtstBet"]
    assert office.state()["balance_cents"] == file.balance_cents
    assert [line["amount_cents"] for line in office.state()["lines"] if line["informative"]] == [-1234]
    office.book()
    booked = tagor.ask("TagorService/GetDosInfo", {"TDOS_Id": file.file_id})
    assert (booked["BedragLtstBet"], booked["BedragLtstOnbvBet"]) == (12.34, 0)
    assert office.state()["balance_cents"] == file.balance_cents - 1234


def test_the_browser_comes_back_with_a_sealed_form(tagor: Tagor) -> None:
    page = pay(tagor)
    assert page.action == "http://127.0.0.1:8000/pay/return/abc/"
    fields = page.hidden
    assert set(fields) == {"Data", "Encode", "Seal", "InterfaceVersion"}
    assert is_callback_sealed(fields["Data"], fields["Seal"], SECRET)
    values = parse_data(fields["Data"])
    assert (values["responseCode"], values["amount"], values["paymentMeanBrand"]) == ("00", "1234", "BCMC")
    (finish,) = tagor.office.calls("Pay/Finish")
    assert (finish["body"]["Data"], finish["body"]["Seal"]) == (fields["Data"], fields["Seal"])


def test_parameter_576_and_the_return_path_make_the_way_back(tagor: Tagor) -> None:
    tagor.office.set_parameter("576", "https://portal.example/")
    assert pay(tagor).action == "https://portal.example/pay/return/abc/"


@pytest.mark.parametrize(
    ("number", "code", "brand"),
    [
        ("4100000000000005", "05", "VISA"),
        ("5100000000000034", "34", "MASTERCARD"),
        ("5000000000000054", "54", "MAESTRO"),
        ("340000000000060", "60", "AMEX"),
        ("4100000000000099", "99", "VISA"),
    ],
)
def test_the_last_digits_choose_the_answer_and_only_00_is_booked(
    number: str, code: str, brand: str, tagor: Tagor
) -> None:
    values = parse_data(pay(tagor, "card", number=number).hidden["Data"])
    assert (values["responseCode"], values["paymentMeanBrand"]) == (code, brand)
    assert [call["status"] for call in tagor.office.calls("Pay/Finish")] == [302]
    assert new_payments(tagor.office) == []


def test_an_unlisted_ending_is_a_yes(tagor: Tagor) -> None:
    assert parse_data(pay(tagor, "card", number="4100000000000088").hidden["Data"])["responseCode"] == "00"


@pytest.mark.parametrize("number", ["", "4100", "4100 0000 0000 000x", "4" * 20])
def test_what_is_no_card_number_comes_back_with_an_error(number: str, tagor: Tagor) -> None:
    page = pay(tagor, "card", number=number)
    assert page.status == 422
    assert "Vul 15 tot 19 cijfers in." in page.text
    assert tagor.office.calls("Pay/Finish") == []


def test_cancelling_says_so_and_carries_no_card(tagor: Tagor) -> None:
    values = parse_data(pay(tagor, "cancel").hidden["Data"])
    assert values["responseCode"] == "17"
    assert not {"paymentMeanBrand", "acquirerResponseCode", "maskedPan"} & set(values)
    assert new_payments(tagor.office) == []


def test_when_the_time_runs_out_the_office_hears_and_the_browser_only_has_a_link(tagor: Tagor) -> None:
    page = pay(tagor, "expire")
    assert "<form" not in page.text
    assert 'href="http://127.0.0.1:8000/pay/return/abc/"' in page.text
    (finish,) = tagor.office.calls("Pay/Finish")
    assert "responseCode=97" in finish["body"]["Data"]


def test_a_page_opened_after_fifteen_minutes_has_expired(tagor: Tagor) -> None:
    started = begin(tagor)
    tagor.office.advance_days(16 / 1440)
    assert open_page(tagor.office, started).title == "De tijd is verlopen"


def test_a_finished_payment_cannot_be_paid_again(tagor: Tagor) -> None:
    started = begin(tagor)
    page = open_page(tagor.office, started)
    first = press(tagor.office, page, "bancontact")
    for again in (press(tagor.office, page, "bancontact"), open_page(tagor.office, started)):
        assert again.hidden == first.hidden
    assert len(new_payments(tagor.office)) == 1


def test_a_notification_that_comes_twice_is_booked_once(tagor: Tagor) -> None:
    pay(tagor, behaviour="duplicate-notification")
    assert [call["status"] for call in tagor.office.calls("Pay/Finish")] == [302, 302]
    assert len(new_payments(tagor.office)) == 1


def test_a_notification_that_never_comes_books_nothing(tagor: Tagor) -> None:
    assert pay(tagor, behaviour="no-notification").title == "De betaling is gelukt"
    assert tagor.office.calls("Pay/Finish") == []
    assert new_payments(tagor.office) == []


def test_a_late_notification_comes_after_the_browser(tagor: Tagor) -> None:
    tagor.office.fault("sips", "late-notification", seconds=3, times=1)
    pay(tagor)
    assert new_payments(tagor.office) == []
    wait_until(lambda: new_payments(tagor.office))


def test_a_false_seal_is_refused(tagor: Tagor) -> None:
    fields = pay(tagor, behaviour="tampered").hidden
    assert not is_callback_sealed(fields["Data"], fields["Seal"], SECRET)
    assert [call["status"] for call in tagor.office.calls("Pay/Finish")] == [403]
    assert new_payments(tagor.office) == []


@pytest.mark.parametrize("change", ["data", "plain hash", "empty seal", "other merchant", "unknown", "twice"])
def test_pay_finish_takes_only_a_sealed_message_about_its_own_payment(change: str, tagor: Tagor) -> None:
    begin(tagor, Reference="MINE1")
    data = "merchantId=002001000000001|responseCode=00|amount=1234|transactionReference=MINE1"
    changes = {
        "other merchant": ("002001000000001", "002001000000002"),
        "unknown": ("MINE1", "OTHER1"),
        "twice": ("responseCode=00", "responseCode=00|responseCode=00"),
    }
    data = data.replace(*changes.get(change, ("", "")))
    seal = seal_text(data, SECRET, "SHA-256" if change == "plain hash" else "HMAC-SHA-256")
    if change == "data":
        data = data.replace("1234", "123456")
    form = {"Data": data, "Seal": "" if change == "empty seal" else seal, "InterfaceVersion": "HP_2.20"}
    answer = tagor.office.client.post("/tagor/v1/rest/Pay/Finish", data=form)
    assert answer.status_code in {302, 403}
    assert new_payments(tagor.office) == []


def test_pay_finish_sends_nobody_off_site(tagor: Tagor) -> None:
    data = "merchantId=002001000000001|responseCode=17"
    form = {"Data": data, "Seal": seal_text(data, SECRET)}
    path = "/tagor/v1/rest/Pay/Finish?redirectUrl=https://evil.example/"
    answer = tagor.office.client.post(path, data=form)
    tagor.check("Pay/Finish", answer)
    assert answer.headers["location"] == "http://127.0.0.1:8000/"


def test_a_reference_used_before_is_refused_by_sips(tagor: Tagor) -> None:
    assert begin(tagor, Reference="AB-12")["redirectionStatusCode"] == "00"
    again = begin(tagor, Reference="AB12")
    assert (again["redirectionStatusCode"], again["redirectionData"]) == ("94", "")


@pytest.mark.parametrize(("amount", "status"), [("0", "30"), ("0,00", "30"), ("12.34", "00"), ("12", "00")])
def test_amounts_sips_is_asked_for(amount: str, status: str, tagor: Tagor) -> None:
    assert begin(tagor, Amount=amount)["redirectionStatusCode"] == status


@pytest.mark.parametrize("amount", ["", "1.234,56", "12,345", "twelve", "12,"])
def test_an_amount_that_cannot_be_read_is_refused(amount: str, tagor: Tagor) -> None:
    assert begin(tagor, Amount=amount)["Success"] is False
    assert tagor.office.calls("paymentInit") == []


@pytest.mark.parametrize(
    ("parameter", "value", "status"), [("573", "1", "03"), ("574", "wrong", "34"), ("596", "2", "34")]
)
def test_wrong_sips_parameters_show_as_a_status(
    parameter: str, value: str, status: str, tagor: Tagor
) -> None:
    tagor.office.set_parameter(parameter, value)
    found = begin(tagor)
    assert (found["redirectionStatusCode"], found["redirectionUrl"]) == (status, "")


@pytest.mark.parametrize(
    ("slug", "language", "title"),
    [
        ("nl-woman", "nl", "Betaal € 12,34"),
        ("fr-man", "fr", "Payer 12,34 €"),
        ("de-woman", "de", "12,34 € zahlen"),
        ("en-man", "en", "Pay €12.34"),
    ],
)
def test_the_page_speaks_the_language_of_the_file(slug: str, language: str, title: str, tagor: Tagor) -> None:
    page = open_page(tagor.office, begin(tagor, slug))
    assert page.title == title
    assert f'<html lang="{language}">' in page.text


def test_the_page_allows_no_foreign_script_and_works_without_any(tagor: Tagor) -> None:
    started = begin(tagor)
    fields = {name: started[name] for name in ("redirectionVersion", "redirectionData")}
    answer = tagor.office.client.post(started["redirectionUrl"], data=fields)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    last = tagor.office.client.post("/sips/payment/act", data=fields | {"act": "bancontact"})
    assert "form-action 'self' http://127.0.0.1:8000" in last.headers["content-security-policy"]
    assert '<script src="/sips/static/return.js"' in last.text
    assert tagor.office.client.get("/sips/static/return.js").status_code == 200


def test_a_payment_nobody_started_is_told_so(office: PracticeOffice) -> None:
    fields = {"redirectionVersion": "IR_WS_2.0", "redirectionData": "nothing"}
    assert Page(office.client.post("/sips/payment", data=fields)).title == "Deze betaling is niet bekend"
    assert office.client.post("/sips/payment/act", data=fields).status_code == 400


def test_online_payment_received_books_each_time(tagor: Tagor) -> None:
    body = {"TDOS_Id": tagor.office.file().file_id, "Bedrag": "123,45"}
    tagor.ask("TagorService/OnlinePaymentReceived", body)
    tagor.ask("TagorService/OnlinePaymentReceived", body)
    assert [payment["amount_cents"] for payment in new_payments(tagor.office)] == [12345, 12345]
    for bad in ("-1", "", "1.234,56"):
        assert tagor.ask("TagorService/OnlinePaymentReceived", body | {"Bedrag": bad})["Success"] is False
