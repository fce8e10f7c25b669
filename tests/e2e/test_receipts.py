"""A receipt is checked by its code alone: by anyone, in any browser, in any language."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.checks import check_state
from tests.e2e.conftest import PHONE, NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal

SLUG = "nl-woman"
GENUINE = {
    "nl": "Dit ontvangstbewijs is echt",
    "fr": "Ce récépissé est authentique",
    "de": "Diese Bestätigung ist echt",
    "en": "This receipt is genuine",
}
UNKNOWN = "We do not know this receipt"


@pytest.fixture(scope="module")
def code(portal_server: Portal, browser: Browser) -> Iterator[str]:
    """The code on the status page of a payment that the office has seen."""
    portal_server.forget()
    context = browser.new_context(viewport=PHONE, locale="nl")
    context.set_default_timeout(8_000)
    person = Person(context.new_page(), portal_server)
    person.open_letter(portal_server.office.file(SLUG))
    person.start_paying()
    person.enter_payment_page()
    person.pay_at_bank()
    shown = person.page.locator("main a.code")
    expect(shown).to_be_visible(timeout=20_000)
    found = shown.inner_text()
    person.click(shown)
    expect(person.page.locator("h1")).to_have_text(GENUINE["nl"])
    context.close()
    yield found
    portal_server.forget()


@pytest.mark.parametrize("language", GENUINE)
def test_anyone_with_the_code_reads_it(
    portal_server: Portal, new_page: NewPage, code: str, language: str
) -> None:
    person = Person(new_page(language=language), portal_server)
    person.go(f"/receipt/{code}/")
    page = person.page
    assert page.locator("html").get_attribute("lang") == language
    expect(page.locator("h1")).to_have_text(GENUINE[language])
    expect(page).to_have_title(re.compile(f"^{GENUINE[language]} – "))
    expect(page.locator("main")).to_contain_text(code)
    seeded = portal_server.office.file(SLUG)
    expect(page.locator("body")).not_to_contain_text(seeded.name)
    assert not [cookie for cookie in page.context.cookies() if cookie.get("name") == "sessionid"]


def test_it_is_read_however_it_is_typed(portal_server: Portal, new_page: NewPage, code: str) -> None:
    page = new_page(language="en", scripts=False)
    page.goto(f"{portal_server.url}/receipt/{code.replace('-', '').lower()}/")
    expect(page.locator("h1")).to_have_text(GENUINE["en"])


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_paper_is_a_pdf(
    portal_server: Portal, new_page: NewPage, code: str, scripts: bool, tmp_path: Path
) -> None:
    page = new_page(language="en", scripts=scripts)
    page.goto(f"{portal_server.url}/receipt/{code}/")
    with page.expect_download() as started:
        page.locator("main a[href$='receipt.pdf']").click()
    download = started.value
    assert download.suggested_filename == f"receipt-{code}.pdf"
    download.save_as(tmp_path / "receipt.pdf")
    content = (tmp_path / "receipt.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def test_wrong_code_is_a_plain_page_not_found(portal_server: Portal, new_page: NewPage, code: str) -> None:
    """Well-formed or not, page or paper: the same words, and nothing about any receipt.

    Few on purpose: after some wrong codes the visitor's network has to wait.
    """
    page = new_page(language="en")
    near = code[:-1] + ("2" if code[-1] != "2" else "3")
    for path in (f"{near}/", "nonsense/", f"{near}/receipt.pdf"):
        answer = page.goto(f"{portal_server.url}/receipt/{path}")
        assert answer is not None
        assert answer.status == httpx.codes.NOT_FOUND
        assert answer.headers["content-type"].startswith("text/html")
        expect(page.locator("h1")).to_have_text(UNKNOWN)
        expect(page.locator("main")).not_to_contain_text(code)
    check_state(page)
