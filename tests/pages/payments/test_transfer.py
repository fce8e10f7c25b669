"""Paying by transfer: always there, and the code says the same as the page."""

import io
from datetime import time

import zxingcpp
from django.test import Client
from PIL import Image

from portal.office.models import Office
from portal.payments.bank.transfer_qr import make_epc_payload, make_epc_svg
from tests.money import set_money
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import SignIn, make_mark
from tests.practice import PracticeOffice


def test_page_shows_everything_a_transfer_needs(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    page = visit("/pay/transfer/")
    for words in ("€1,234.56", "Kantoor Proef", "BE68 5390 0754 7034", "GKCCBEBB", "+++002/6004/51273+++"):
        assert words in page.text, words
    copies = {item.get("data-copy") for item in page.all("button")} - {None}
    assert copies == {"1234.56", "Kantoor Proef", "BE68539007547034", "GKCCBEBB", "+++002/6004/51273+++"}


def test_code_holds_what_the_page_says(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    payload = make_epc_payload(
        holder="Kantoor Proef",
        iban="BE68539007547034",
        bic="GKCCBEBB",
        amount_cents=123456,
        text="+++002/6004/51273+++",
    )
    page = visit("/pay/transfer/")
    assert make_epc_svg(payload).strip() in page.html
    assert 'role="img"' in page.html


def test_details_come_before_the_code_which_is_a_picture_too(
    sign_in: SignIn, visit: Visit, client: Client
) -> None:
    sign_in("nl-woman", "en")
    page = visit("/pay/transfer/")
    assert page.html.index("data-copy") < page.html.index('role="img"')
    answer = client.get(page.links()["Save the code as a picture (PNG)"])
    assert answer["Content-Type"] == "image/png"
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(answer.content)))
    assert code.text.splitlines()[7] == "EUR1234.56"


def test_without_a_code_there_is_no_picture(sign_in: SignIn, client: Client, office: Office) -> None:
    set_money(iban="")
    sign_in("nl-woman", "en")
    assert client.get("/pay/transfer/code.png").status_code == 303


def test_the_amount_is_copied_as_the_language_writes_it(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "nl")
    assert 'data-copy="1234,56"' in visit("/pay/transfer/").html


def test_chosen_amount_is_kept_out_of_every_address(sign_in: SignIn, client: Client, visit: Visit) -> None:
    seeded = sign_in("nl-woman", "en")
    data = {"kind": "other", "amount": "75,10", "method": "transfer", "mark": make_mark(seeded)}
    answer = client.post("/pay/", data)
    assert (answer.status_code, answer["Location"]) == (303, "/pay/transfer/")
    assert "€75.10" in visit("/pay/transfer/").text


def test_office_with_free_text_references(sign_in: SignIn, visit: Visit, office: Office) -> None:
    set_money(communication=Office.Communication.TEXT)
    seeded = sign_in("nl-woman", "en")
    page = visit("/pay/transfer/")
    assert seeded.file in page.text
    assert "+++" not in page.text


def test_office_without_account_number_says_so(sign_in: SignIn, visit: Visit, office: Office) -> None:
    set_money(iban="")
    sign_in("nl-woman", "en")
    page = visit("/pay/transfer/")
    assert "The office has not told us its account number." in page.text
    assert "info@kantoor.example" in page.text
    assert "data-copy" not in page.html
    assert 'role="img"' not in page.html


def test_tagor_down_before_the_balance_was_seen_leaves_the_account(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    with practice.down():
        page = visit("/pay/transfer/")
    assert "BE68 5390 0754 7034" in page.text
    assert "The amount in your letter" in page.text
    assert 'role="img"' not in page.html


def test_tagor_down_after_the_balance_was_seen_keeps_amount_and_reference(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    visit("/pay/transfer/")
    with practice.down():
        page = visit("/pay/transfer/")
    assert "€1,234.56" in page.text
    assert "+++002/6004/51273+++" in page.text
    assert 'role="img"' in page.html


def test_nothing_owed_shows_no_code(sign_in: SignIn, visit: Visit) -> None:
    sign_in("paid-off", "en")
    page = visit("/pay/transfer/")
    assert "nothing is left to pay" in page.text
    assert "BE68" not in page.text


def test_page_says_until_when_a_transfer_is_in_time(sign_in: SignIn, visit: Visit, office: Office) -> None:
    office.transfer_cut_off = time(13, 45)
    office.save()
    sign_in("nl-woman", "en")
    assert "Pay before 13:45 on " in visit("/pay/transfer/").text
