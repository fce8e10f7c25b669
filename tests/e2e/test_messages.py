"""A person and the office write to each other in two browsers: every kind, files both ways, and no trace."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk
from tests.unit.uploads.papers import make_pdf, make_photo

THREAD = "/desk/messages/"
SEND = "main form[action^='/messages/check/'] button"


def write(person: Person, kind: str = "question", **typed: str) -> None:
    """From the short form to the sent message."""
    person.go(f"/messages/new/{kind}/")
    for name, text in typed.items():
        person.type(name, text)
    person.click("main form button[type=submit]")
    assert "/messages/check/" in person.page.url, person.page.url


def answer(clerk: Clerk, text: str, file: Path | None = None) -> None:
    """Open what waits longest, and answer it."""
    clerk.go(THREAD)
    clerk.click(clerk.page.locator("main table a, main .sheet a").first)
    clerk.type("text", text)
    if file is not None:
        clerk.page.set_input_files("main input[type=file]", file)
    clerk.click("main form[action$='/answer/'] button:not([name])")
    expect(clerk.page.locator("main .notice").first).to_be_visible()


@pytest.mark.parametrize(
    ("scripts", "language"), [(True, "nl"), (False, "fr")], ids=["scripts", "no-scripts"]
)
def test_a_message_with_a_photo_is_answered_with_a_file(
    portal: Portal, new_page: NewPage, tmp_path: Path, scripts: bool, language: str
) -> None:
    photo, letter = tmp_path / "proof.jpg", tmp_path / "brief.pdf"
    photo.write_bytes(make_photo())
    letter.write_bytes(make_pdf())
    person = Person(new_page(scripts=scripts, language=language), portal, axe=scripts)
    person.come_in(portal.office.file("nl-woman"))
    write(person, text="Is dit juist?")
    person.page.set_input_files("main input[type=file]", photo)
    person.click("main form[data-upload] button")
    expect(person.page.locator("#files")).to_contain_text("proof.jpg")
    person.click(SEND)
    assert "/messages/with-office/" in person.page.url
    clerk = Clerk(new_page(phone=False, scripts=scripts, language=language), portal, axe=scripts)
    clerk.sign_in_at_desk(THREAD)
    answer(clerk, "Dat klopt.", letter)
    person.go("/file/")
    person.click("main a[href^='/messages/with-office/']")
    expect(person.page.locator("main")).to_contain_text("Dat klopt.")
    with person.page.expect_download() as kept:
        person.page.locator("main a[download]").click()
    assert kept.value.suggested_filename.endswith("brief.pdf")
    assert Path(kept.value.path()).read_bytes().startswith(b"%PDF-")


def test_safe_device_mode_leaves_one_entry_in_the_history(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal)
    person.come_in(portal.office.file("nl-woman"))
    person.go("/safe-device/")
    person.click("main form button")
    before = person.page.evaluate("history.length")
    assert person.page.title() == "Overview"
    person.page.locator("a.file-bar__file").click()
    person.page.wait_for_url("**/file/")
    person.page.evaluate("location.replace('/messages/new/question/')")
    person.page.wait_for_url("**/messages/new/question/")
    person.page.locator("main form button[type=submit]").click()
    expect(person.page.locator("main .error-summary, main .field-error").first).to_be_visible()
    person.look()
    person.type("text", "Is this right?")
    person.page.locator("main form button[type=submit]").click()
    person.page.wait_for_url("**/messages/check/**")
    person.page.locator(SEND).click()
    person.page.wait_for_url("**/messages/with-office/**")
    assert person.page.title() == "Overview"
    assert person.page.evaluate("history.length") == before


def test_own_debts_fit_a_phone_and_one_sheet(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="de"), portal)
    person.come_in(portal.office.file("running-plan"))
    person.go("/my-data/debts/")
    for name in ("Energiebedrijf", "Bank van de Leie"):
        person.type("creditor", name)
        person.type("owed", "1.200,50")
        person.type("monthly", "35")
        person.click("main form[action='/my-data/debts/'] button")
    expect(person.page.locator("main")).to_contain_text("Bank van de Leie")
    person.click("main form[action='/my-data/debts/keep/'] button")
    person.click("main a[href^='/my-data/debts/']:not([href$='.pdf'])")
    for _language in person.read_in_every_language():
        pass


def test_pages_of_the_desk_hold_the_bars(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.come_in(portal.office.file("nl-woman"))
    write(person, text="Is dit juist?")
    person.page.locator(SEND).click()
    for phone in (False, True):
        clerk = Clerk(new_page(phone=phone, language="de"), portal)
        clerk.sign_in_at_desk(f"{THREAD}templates/new/")
        if not phone:
            clerk.type("name", "Empfangen")
            clerk.type("text_nl", "Wij bekijken {file}.")
            clerk.click("main form button[type=submit]")
        clerk.go(f"{THREAD}templates/")
        clerk.go(THREAD)
        clerk.click(clerk.page.locator("main table a, main .sheet a").first)
        address = clerk.page.url.removeprefix(portal.url).partition("?")[0]
        for act in ("pause/", "hand-over/", "close/"):
            clerk.go(address + act)
