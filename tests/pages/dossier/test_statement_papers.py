"""The lines of a file to keep: as PDF, as CSV; and the proof that nothing is left to pay."""

import csv
import io
import re
from collections.abc import Callable

import pypdfium2
import pytest
from django.test import Client

from portal.receipts.models import Receipt
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import make_mark
from tests.paper import read_tags
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
PAPER, TABLE, PROOF = "/file/lines/statement.pdf", "/file/lines/statement.csv", "/file/paid-proof/"


def read_pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r", "")


def test_the_lines_lead_to_both(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    assert {PAPER, TABLE} <= set(visit("/file/lines/").links().values())


def test_the_paper_holds_names_lines_and_sums(sign_in: SignIn, visit: Visit, client: Client) -> None:
    seeded = sign_in("nl-woman", "en")
    visit("/file/")
    answer = client.get(PAPER)
    assert answer["Content-Type"] == "application/pdf"
    text = read_pdf(answer.content)
    for told in (seeded.file, seeded.name, "€1,234.56", "Summons to come to court", "Dagvaarding", "Payment"):
        assert told in text, told
    assert "Interne nota" not in text
    assert "not an invoice" in text


@pytest.mark.parametrize(
    ("language", "word", "amount"), [("nl", "Betaling", "-150,00"), ("en", "Payment", "-150.00")]
)
def test_the_table_speaks_the_language_of_the_page(
    language: str, word: str, amount: str, sign_in: SignIn, client: Client
) -> None:
    sign_in("nl-woman", language)
    answer = client.get(TABLE)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert any(row[1] == word and row[3] == amount for row in rows), rows
    assert len(rows) > 6


def test_many_lines_fill_several_pages_as_a_table_that_can_be_read_aloud(
    sign_in: SignIn, client: Client
) -> None:
    sign_in("many-lines", "en")
    pages = read_tags(client.get(PAPER).content)
    assert len(pages) > 2
    assert "H1" in pages[0]
    assert "TR(TH TH TH)" in pages[0]
    assert all(page.count("TR(TD TD TD)") > 9 for page in pages[:-1])
    rows = {row for page in pages for row in re.findall(r"TR\(([^)]*)\)", page)}
    assert rows == {"TH TH TH", "TD TD TD", "TH TD"}


@pytest.mark.parametrize("path", [PAPER, TABLE])
def test_without_lines_one_gets_the_page_that_says_so(
    path: str, sign_in: SignIn, client: Client, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation="Dossier/GetLines", times=5)
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/file/lines/")


def test_a_paid_file_gives_one_proof_a_day(sign_in: SignIn, visit: Visit, client: Client) -> None:
    seeded = sign_in("paid-off", "en")
    page = visit("/file/")
    actions = [form.get("action") for form in page.main_forms()]
    fields = page.form_fields(actions.index(PROOF))
    first, second = visit(PROOF, fields, status=302), visit(PROOF, fields, status=302)
    receipt = Receipt.objects.get(kind=Receipt.Kind.PAID_IN_FULL)
    assert first.answer["Location"] == second.answer["Location"] == f"/receipt/{receipt.code}/"
    shown = visit(f"/receipt/{receipt.code}/").text
    for told in ("Nothing left to pay", "€0.00", seeded.file):
        assert told in shown, told
    assert "€0.00" in read_pdf(client.get(f"/receipt/{receipt.code}/receipt.pdf").content)


def test_a_file_that_owes_gives_none(sign_in: SignIn, visit: Visit, client: Client) -> None:
    seeded = sign_in("one-cent", "en")
    page = visit("/file/")
    assert PROOF not in [form.get("action") for form in page.main_forms()]
    visit(PROOF, {"mark": make_mark(seeded)}, status=302)
    assert not Receipt.objects.filter(kind=Receipt.Kind.PAID_IN_FULL).exists()
