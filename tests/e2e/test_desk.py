"""The staff's pages of both CRM systems in a real browser: from signing in to deleting a record."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk

PDF = b"%PDF-1.7\n" + b"practice " * 50
# What is filled in to make a record, what is changed then.
SAMPLES = {
    "dossierdata/address": (
        {"streetName": "Kerkstraat", "houseNumber": "7", "postcode": "9000", "city": "Gent"},
        {"city": "Brugge"},
    ),
    "dossierdata/note": ({"title": "Gebeld", "content": "Belt terug"}, {"title": "Teruggebeld"}),
    "dossierdata/signal": ({"comment": "Nakijken", "customer_id": "3"}, {"comment": "Nagekeken"}),
    "dossierdata/document": ({"customer_id": "3"}, {"name": "Vonnis van vandaag"}),
    "cirrus/accounts": ({"name": "Bakkerij Korenaar", "typeid": "1", "userid": "1"}, {"name": "Korenaar BV"}),
    "cirrus/contacts": ({"name": "Lotte", "surname": "Aerts", "accountid": "3"}, {"surname": "Claes"}),
    "cirrus/activities": (
        {
            "accountid": "3",
            "userid": "1",
            "description": "Bezoek",
            "location": "Gent",
            "primarycontact.id": "1",
            "result": "Afspraak gemaakt",
            "type.id": "1",
        },
        {"description": "Bezoek verzet"},
    ),
}


@pytest.fixture
def office(portal: Portal) -> Portal:
    """Nobody is signed in anywhere, and nobody has a record open."""
    for table in ("crm_editlease", "crm_crmtoken"):
        portal.write(f"DELETE FROM {table}")  # noqa: S608 - our own names
    return portal


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_records_are_made_changed_and_deleted(
    office: Portal, new_page: NewPage, tmp_path: Path, scripts: bool
) -> None:
    clerk = Clerk(new_page(phone=not scripts, scripts=scripts), office, axe=False)
    clerk.sign_in_at_desk()
    clerk.connect()
    clerk.store_number()
    locks = len(office.office.records("dossierdata", "lock"))
    letter = tmp_path / "vonnis.pdf"
    letter.write_bytes(PDF)
    for place, (first, then) in SAMPLES.items():
        clerk.go(f"/desk/crm/{place}/new/")
        clerk.fill_in(first)
        if "document" in place:
            clerk.page.set_input_files("[name='f.file']", letter)
        clerk.send()
        expect(clerk.page.locator("main .notice")).to_be_visible()
        clerk.click(clerk.page.locator("main .page-head__acts a[href$='/edit/']"))
        clerk.fill_in(then)
        clerk.send()
        for text in then.values():
            expect(clerk.page.locator("main")).to_contain_text(text)
        if "document" in place:
            with clerk.page.expect_download() as waiting:
                clerk.page.locator("main a[download]").click()
            assert waiting.value.path().read_bytes() == PDF
            assert waiting.value.suggested_filename == "Vonnis van vandaag.pdf"
        remove = clerk.page.locator("main .record__side a[href$='/delete/']")
        if remove.count():
            clerk.page.locator("main .record__side details > summary").last.click()
            clerk.click(remove)
            clerk.page.locator("#typed").fill(clerk.page.url.split("/")[-3])
            clerk.send()
            assert "done=deleted" in clerk.page.url
    assert len(office.office.records("dossierdata", "lock")) == locks


@pytest.mark.parametrize(
    ("phone", "dark", "forced"),
    [(True, False, False), (False, True, False), (False, False, True)],
    ids=["phone", "desk-dark", "forced-colours"],
)
def test_every_state_is_accessible(
    office: Portal, new_page: NewPage, phone: bool, dark: bool, forced: bool
) -> None:
    clerk = Clerk(new_page(phone=phone, dark=dark, forced=forced, language="de"), office)
    clerk.go("/desk/sign-in/")
    clerk.click("main form button[type=submit]")  # nothing filled in
    clerk.sign_in_at_desk()
    clerk.go("/desk/crm/dossierdata/note/")  # not connected
    clerk.connect()
    clerk.store_number("none")
    for path in (
        "/desk/crm/",
        "/desk/crm/dossierdata/",
        "/desk/crm/cirrus/",
        "/desk/crm/dossierdata/customer/",
        "/desk/crm/dossierdata/customer/3/",
        "/desk/crm/dossierdata/note/5/edit/",  # somebody has it open
        "/desk/crm/dossierdata/note/4/delete/",
        "/desk/crm/dossierdata/letter/new/",
        "/desk/crm/cirrus/accounts/?q.name=nobody",
        "/desk/crm/cirrus/accounts/3/edit/",
        "/desk/crm/cirrus/do/merge_accounts/?f.path:target=3",
        "/desk/crm/dossierdata/note/999999/",
    ):
        clerk.go(path)
    clerk.go("/desk/crm/dossierdata/letter/new/")
    clerk.send()
    assert clerk.page.evaluate("document.activeElement.matches('.error-summary')")
    with office.office.down("dossierdata"):
        clerk.go("/desk/crm/dossierdata/note/")
        clerk.go("/desk/crm/dossierdata/note/4/")


def test_a_list_is_narrowed_sorted_paged_and_taken_along(office: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False, language="en"), office, axe=False)
    clerk.sign_in_at_desk("/desk/crm/cirrus/accounts/")
    page = clerk.page
    first = page.locator("a[data-row]").first.inner_text()
    clerk.click(page.locator(".pager a[rel=next]"))
    expect(page.locator("a[data-row]").first).not_to_have_text(first)
    clerk.click(page.locator(".sheet thead a").first)
    expect(page.locator(".sheet th[aria-sort]")).to_have_count(1)
    clerk.go("/desk/crm/cirrus/accounts/?q.name=%25a%25")
    with page.expect_download() as waiting:
        page.locator("form[action*='/export/'] button").click()
    rows = waiting.value.path().read_text("utf-8-sig").splitlines()
    assert len(rows) > 2
    assert all("a" in row.lower() for row in rows[1:])


def test_with_the_keyboard_alone(office: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False), office, axe=False)
    page = clerk.page
    clerk.go("/desk/crm/cirrus/accounts/")
    tab_to(page, "#id_username")
    page.keyboard.type("staff")
    page.keyboard.press("Tab")
    page.keyboard.type("process-tests-staff")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/crm/cirrus/accounts/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-find]')")
    page.keyboard.type("Lotte")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/search/**")
    expect(page.locator("main h1")).to_be_visible()
    clerk.go("/desk/crm/cirrus/accounts/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement === document.querySelectorAll('[data-row]')[0]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/crm/cirrus/accounts/*/")
    expect(page.locator("main h1")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#desk-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#desk-keys")).to_be_hidden()


def test_a_record_that_somebody_changes_is_left_to_them(office: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False, language="en"), office)
    clerk.sign_in_at_desk()
    clerk.connect()
    clerk.store_number()
    clerk.go("/desk/crm/dossierdata/note/4/edit/")
    assert [
        row["user_id"] for row in office.office.records("dossierdata", "lock") if row["lockable_id"] == 4
    ] == [1]
    clerk.click("main button[name=_cancel]")
    assert not [row for row in office.office.records("dossierdata", "lock") if row["lockable_id"] == 4]
    clerk.go("/desk/crm/dossierdata/note/5/edit/")
    expect(page_text := clerk.page.locator("main")).to_contain_text("User 3 has this record open")
    clerk.click(page_text.locator("a.button"))
    assert clerk.page.url.endswith("/note/5/")


@pytest.mark.parametrize("width", [794, 1123], ids=["portrait", "landscape"])
def test_paper_names_the_office_and_has_nothing_to_press(
    office: Portal, new_page: NewPage, width: int
) -> None:
    clerk = Clerk(new_page(phone=False, language="en"), office, axe=False)
    clerk.sign_in_at_desk(f"/desk/file/{office.office.file().file_id}/")
    clerk.page.set_viewport_size({"width": width, "height": 1100})
    clerk.page.emulate_media(media="print")
    expect(clerk.page.locator(".desk-head .brand")).to_be_visible()
    for selector in (".desk-nav", ".desk-head form", ".desk-head__menu", "main button"):
        expect(clerk.page.locator(selector).filter(visible=True)).to_have_count(0)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until that element has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(selector)
