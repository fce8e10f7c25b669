"""Somebody who never saw the letter kit makes two hundred inserts from a list; their codes open the files."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk
from tests.paper import read_codes, read_words

HOME = "/desk/letters/"
COUNT = 200
TRIED = (0, 99, 199)
"""The inserts that are opened in a browser; the codes of all are read."""


def write_list(portal: Portal, folder: Path, count: int) -> tuple[Path, list[str]]:
    """A list as an office exports it, and the links its letters must have."""
    crowd = portal.office.add_crowd(count)
    rows = [f"{file['file']};{file['language']};{file['balance_cents'] / 100:.2f}" for file in crowd]
    path = folder / "list.csv"
    path.write_text("\r\n".join(["Dossiernr;Taal;Bedrag", *rows]), "cp1252")
    return path, [file["hash_link"] for file in crowd]


def make_batch(clerk: Clerk, path: Path, count: int) -> None:
    """List, columns, wait."""
    clerk.sign_in_at_desk(HOME)
    clerk.click(f"main a[href='{HOME}new/']")
    clerk.type("title", "March")
    clerk.page.locator("input[type=file]").set_input_files(path)
    clerk.click("main form button[type=submit]")
    clerk.click("main form button[type=submit]")
    ready = clerk.page.locator("main form[action$='/print/']")
    progress = clerk.page.locator("#progress")
    if not clerk.axe:
        expect(ready.or_(progress)).to_be_visible()
        while progress.count():
            clerk.page.wait_for_timeout(1000)
            progress.locator("a").click()
            expect(ready.or_(progress)).to_be_visible()
    expect(ready).to_be_visible(timeout=60_000)
    clerk.check()
    assert str(count) in clerk.page.locator("main h2").first.inner_text()


def download(clerk: Clerk, path: Path) -> bytes:
    with clerk.page.expect_download(timeout=60_000) as started:
        clerk.page.locator("main form[action$='/print/'] button[type=submit]").click(timeout=60_000)
    started.value.save_as(path)
    return path.read_bytes()


def test_two_hundred_inserts_from_a_list(portal: Portal, new_page: NewPage, tmp_path: Path) -> None:
    path, links = write_list(portal, tmp_path, COUNT)
    clerk = Clerk(new_page(phone=False, language="de"), portal)
    make_batch(clerk, path, COUNT)
    content = download(clerk, tmp_path / "letters.pdf")

    codes = read_codes(content)
    assert codes == [[link] for link in links]
    pages = read_words(content)
    for number in TRIED:
        person = Person(new_page(language="nl"), portal)
        person.go(codes[number][0].removeprefix(portal.url))
        words = person.page.locator("main [translate=no]").inner_text()
        assert words in pages[number]
        person.click("main form button[type=submit]")
        assert person.page.url == f"{portal.url}/file/"
    assert not portal.office.calls("TagorService/FileToHash")
    assert len(portal.office.calls("TagorService/GetSaldo")) == len(TRIED)


@pytest.mark.parametrize("phone", [True])
def test_the_kit_works_without_scripts(
    portal: Portal, new_page: NewPage, tmp_path: Path, phone: bool
) -> None:
    path, links = write_list(portal, tmp_path, 5)
    clerk = Clerk(new_page(phone=phone, scripts=False, language="fr"), portal, axe=False)
    make_batch(clerk, path, 5)
    clerk.page.locator("[name=qr_mm]").fill("20")
    clerk.page.locator("[name=paper]").select_option("window")
    content = download(clerk, tmp_path / "letters.pdf")
    assert read_codes(content, threshold=128) == [[link] for link in links]
