"""Anyone with the code sees the receipt; nobody learns anything without it."""

import pytest
from django.test import Client

from portal.office.models import Office
from portal.receipts.models import Receipt
from portal.receipts.receipt_code import make_code
from portal.receipts.services import issue_receipt
from portal.web.attempt_throttle import LIMIT
from tests.pages.conftest import Visit
from tests.paper import read_codes, read_words

pytestmark = pytest.mark.sqlite

FACTS = {"file_number": "26/004512", "amount_cents": 123456, "reference": "DP0123456789"}
LANGUAGES = ["nl", "fr", "de", "en"]


@pytest.fixture
def receipt(office: Office) -> Receipt:
    return issue_receipt(
        Receipt.Kind.PAYMENT_BOOKED, subject="DP0123456789", file_id="900", party_id="901", facts=FACTS
    )


def test_page_says_what_and_when_and_who(receipt: Receipt, visit: Visit) -> None:
    page = visit(f"/receipt/{receipt.code}/", **{"Accept-Language": "en"})
    assert page.title.startswith("This receipt is genuine")
    for words in ("Kantoor Proef", "26/004512", "€1,234.56", "DP0123456789", receipt.code, "Booked"):
        assert words in page.text, words
    assert "This is not an invoice." in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_paper_speak_the_language(
    receipt: Receipt, visit: Visit, client: Client, language: str
) -> None:
    client.cookies["language"] = language
    visit(f"/receipt/{receipt.code}/")
    paper = client.get(f"/receipt/{receipt.code}/receipt.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    (words,) = read_words(paper.content)
    assert read_codes(paper.content) == [[f"http://127.0.0.1:8000/receipt/{receipt.code}/"]]
    for expected in ("Kantoor Proef", "26/004512", "€", "DP0123456789", receipt.code):
        assert expected in words, expected


def test_paper_fits_one_page_with_a_long_name(receipt: Receipt, client: Client, office: Office) -> None:
    office.name = "Gerechtsdeurwaarderskantoor Müller-Weiß & Œuvrard " * 2
    office.save()
    content = client.get(f"/receipt/{receipt.code}/receipt.pdf").content
    assert content.count(b"/Type /Page\n") == 1
    assert "Müller-Weiß" in read_words(content)[0]


def test_letter_of_another_script_never_breaks_the_paper(
    receipt: Receipt, client: Client, office: Office
) -> None:
    office.name = "Kantoor Łódź مكتب"
    office.save()
    assert client.get(f"/receipt/{receipt.code}/receipt.pdf").status_code == 200


def test_same_receipt_is_the_same_paper(receipt: Receipt, client: Client) -> None:
    papers = {client.get(f"/receipt/{receipt.code}/receipt.pdf").content for _ in range(2)}
    assert len(papers) == 1


def test_code_may_be_typed_in_lower_case(receipt: Receipt, visit: Visit) -> None:
    assert receipt.code in visit(f"/receipt/{receipt.code.lower().replace('-', '')}/").text


@pytest.mark.parametrize("code", ["nothing", "2222-2222-2222-2222-2222"])
@pytest.mark.parametrize("end", ["", "receipt.pdf"])
def test_unknown_code_gets_one_plain_page(receipt: Receipt, visit: Visit, code: str, end: str) -> None:
    page = visit(f"/receipt/{code}/{end}", status=404, **{"Accept-Language": "en"})
    assert page.title.startswith("We do not know this receipt")


def test_codes_cannot_be_gone_through(receipt: Receipt, visit: Visit) -> None:
    for _ in range(LIMIT):
        visit(f"/receipt/{make_code()}/", status=404)
    page = visit(f"/receipt/{receipt.code}/", status=429)
    assert receipt.code not in page.text


def test_wrong_codes_leave_the_sign_in_open(receipt: Receipt, visit: Visit) -> None:
    for _ in range(LIMIT):
        visit(f"/receipt/{make_code()}/", status=404)
    visit("/sign-in/")


def test_receipt_is_kept_out_of_search_engines_and_caches(receipt: Receipt, client: Client) -> None:
    for end in ("", "receipt.pdf"):
        answer = client.get(f"/receipt/{receipt.code}/{end}")
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Cache-Control"] == "no-store"


def test_receipt_is_only_read(receipt: Receipt, client: Client) -> None:
    assert client.post(f"/receipt/{receipt.code}/").status_code == 405
