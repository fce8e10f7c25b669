"""Whatever a person says, from the link of the letter to an answer they read; the office at the desk."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk
from tests.practice import wait_until
from tests.unit.uploads.papers import make_pdf

FIRST_LINE = 1
FILLED_IN: dict[str, dict[str, Any]] = {
    "paid": {"paid_on": "01/02/2026", "how": "transfer", "amount": "120,50"},
    "dispute": {
        "extent": "part",
        "line": FIRST_LINE,
        "reasons": "costs",
        "text": "Too much.",
        "wish": "Less.",
    },
    "line": {"line": FIRST_LINE, "text": "What is this?"},
    "call-back": {"phone": "0470 12 34 56", "part": "any"},
    "counsellor": {"helper": "counsellor", "name": "OCMW Gent", "reach": "09 000 00 00"},
    "pause": {"helper": "counsellor", "asked_on": "01/02/2026"},
    "complaint": {"text": "Nobody answers.", "wish": "An answer."},
    "question": {"text": "Is this right?"},
}
WITH_PROOF = {"paid", "counsellor"}
KEPT_FILE = "main a[href*='/messages/files/']"
UNREAD = "SELECT count(*) FROM talk_message WHERE read_at IS NULL"
LATE = "UPDATE talk_thread SET promised_on = '2026-01-01'"


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A photo, heavy enough to be seen on its way over a slow line."""
    path = tmp_path / "proof of payment.jpg"
    Image.effect_noise((900, 700), 80).save(path, "JPEG", quality=80)
    return path


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """What the office adds to an answer."""
    path = tmp_path / "our answer.pdf"
    path.write_bytes(make_pdf())
    return path


def enter(portal: Portal, new_page: NewPage, **look: Any) -> tuple[Person, Clerk]:
    """Somebody with a letter, and somebody of the office."""
    look = {"language": "en", **look}
    scripts = look.get("scripts", True)
    person = Person(new_page(**look), portal, axe=False)
    person.come_in(portal.office.file("nl-woman"))
    person.page.goto(f"{portal.url}/file/?lang={look['language']}")
    person.axe = scripts
    return person, Clerk(new_page(**{**look, "phone": False}), portal, axe=scripts)


def fill_in(person: Person, kind: str) -> None:
    """From the choice of what it is about to the check page."""
    person.go("/messages/new/")
    person.click(f"main a[href='/messages/new/{kind}/']")
    for name, value in FILLED_IN[kind].items():
        field = person.page.locator(f"main [name={name}]").first
        if field.get_attribute("type") in {"radio", "checkbox"}:  # by its label, as a finger does
            person.choose(name, value)
        elif value == FIRST_LINE:
            field.select_option(index=FIRST_LINE)
        else:
            person.type(name, value)
    person.click("main form[action^='/messages/new/'] button")
    assert "/messages/check/" in person.page.url, kind


def send(person: Person) -> str:
    """Send what the check page shows; the address of its conversation."""
    person.click("main form[action^='/messages/check/'] button")
    expect(person.page.locator("main a.code")).to_be_visible()
    return urlsplit(person.page.url).path


def list_told(portal: Portal) -> list[dict[str, Any]]:
    """What stands in the file of Tagor, of either side."""
    return [one for one in portal.office.state("nl-woman")["messages"] if "[M-" in one["subject"]]


def save_ready_answer(clerk: Clerk) -> None:
    clerk.sign_in_at_desk("/desk/messages/templates/new/")
    clerk.type("name", "We look at it")
    clerk.type("en", "Good day. We looked at {file}. {colleague}")
    clerk.click("main form[novalidate] button[type=submit]")


def answer(clerk: Clerk, address: str, letter: Path | None) -> None:
    """A ready answer, words of one's own, and a file."""
    clerk.go(address)
    clerk.page.locator("main select[name=template]").select_option(index=1)
    clerk.click("main button[name=insert]")
    ready = clerk.page.locator("main textarea[name=text]").input_value()
    assert ready.startswith("Good day. We looked at ")
    clerk.type("text", f"This is our answer.\n\n{ready}")
    if letter is not None:
        clerk.page.locator("main input[name=files]").set_input_files(letter)
    clerk.click("main form[action$='/answer/'] button:not([name])")
    assert "done=answered" in clerk.page.url


def list_waiting(clerk: Clerk) -> list[str]:
    """The conversations among the work of the desk."""
    clerk.go("/desk/")
    rows = clerk.page.locator("main tbody a[data-row][href^='/desk/messages/']").all()
    return [str(row.get_attribute("href")) for row in rows]


def open_kept_file(page: Page) -> bytes:
    """Keep the file of an answer; what is in it."""
    with page.expect_download() as kept:
        page.locator(KEPT_FILE).click()
    return Path(kept.value.path()).read_bytes()


def test_every_kind_without_scripts_goes_from_the_letter_to_an_answer_that_is_read(
    portal: Portal, new_page: NewPage, proof: Path, letter: Path
) -> None:
    person, clerk = enter(portal, new_page, scripts=False)
    sent = {}
    for kind in FILLED_IN:
        fill_in(person, kind)
        if kind in WITH_PROOF:
            person.page.locator("main input[name=files]").set_input_files(proof)
            person.click("main form[data-upload] button")
            expect(person.page.locator("#files")).to_contain_text("proof of payment.jpg")
        sent[kind] = send(person)
    person.go("/file/")
    expect(person.page.locator("main")).to_contain_text("The office has your message")
    save_ready_answer(clerk)
    waiting = list_waiting(clerk)
    assert len(waiting) == len(FILLED_IN)
    for number, address in enumerate(waiting):
        answer(clerk, address, None if number else letter)
    assert list_waiting(clerk) == []
    person.go("/file/")
    expect(person.page.locator("main")).to_contain_text("The office answered you")
    with_file = []
    for address in sent.values():
        person.go(address)
        expect(person.page.locator("main")).to_contain_text("This is our answer.")
        expect(person.page.locator("main")).to_contain_text("The office answered")
        with_file += [address] * person.page.locator(KEPT_FILE).count()
    assert len(with_file) == 1
    person.go(with_file[0])
    assert open_kept_file(person.page).startswith(b"%PDF-")
    wait_until(lambda: len(list_told(portal)) == 2 * len(FILLED_IN), 60)
    person.go(with_file[0])
    assert open_kept_file(person.page).startswith(b"%PDF-"), "now from Tagor"


def test_proof_over_a_bad_and_slow_line_arrives_once_and_its_answer_is_read(
    portal: Portal, new_page: NewPage, proof: Path, letter: Path
) -> None:
    person, clerk = enter(portal, new_page, language="nl")
    fill_in(person, "paid")
    person.page.locator("main input[name=files]").set_input_files(proof)
    line = person.page.context.new_cdp_session(person.page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 50, "downloadThroughput": -1, "uploadThroughput": 40_000}
    line.send("Network.emulateNetworkConditions", slow)
    bar = person.page.locator("main progress")
    expect(bar).to_be_hidden()
    add = person.page.locator("main form[data-upload] button")
    line.send("Network.emulateNetworkConditions", {**slow, "offline": True})
    add.click()
    expect(person.page.locator("main [data-failed]")).to_be_visible()
    line.send("Network.emulateNetworkConditions", slow)
    add.click()
    expect(bar).to_be_visible()
    seen: set[int] = set()
    wait_until(lambda: seen.add(bar.evaluate("one => one.value")) or len(seen - {0, 100}) > 1, 20)
    line.send("Network.emulateNetworkConditions", {**slow, "latency": 0, "uploadThroughput": -1})
    expect(person.page.locator("#files")).to_contain_text("proof of payment.jpg", timeout=20_000)
    assert portal.read("SELECT count(*) FROM talk_upload") == [(1,)]
    person.check()
    address = send(person)
    for _language in person.read_in_every_language():
        pass
    clerk.sign_in_at_desk()
    (waiting,) = list_waiting(clerk)
    clerk.click(clerk.page.locator(f"main a[href='{waiting}']").first)
    clerk.type("text", "We found your payment.")
    clerk.page.locator("main input[name=files]").set_input_files(letter)
    clerk.click("main form[action$='/answer/'] button:not([name])")
    person.go("/file/?lang=nl")
    person.click(person.page.locator(f"main a[href='{address}']").first)
    expect(person.page.locator("main")).to_contain_text("We found your payment.")
    assert open_kept_file(person.page).startswith(b"%PDF-")
    assert portal.read(UNREAD) == [(0,)]


def test_after_the_promised_day_the_other_ways_stand_there_by_themselves(
    portal: Portal, new_page: NewPage
) -> None:
    person, _clerk = enter(portal, new_page, language="de")
    fill_in(person, "question")
    send(person)
    complain = person.page.locator("main a[href='/messages/new/complaint/']")
    expect(complain).to_have_count(0)
    portal.write(LATE)
    for _language in person.read_in_every_language():
        expect(complain).to_be_visible()
        expect(person.page.locator("main a[href^='https://www.ombudsgdw.be']")).to_be_visible()


ALONE = ("/messages/", "/messages/new/", "/messages/new/dispute/", "/messages/contact/")
HELP = ("/file/help/", "/file/help/illness/", "/safe-device/")
DATA = ("/my-data/", "/my-data/debts/", "/my-data/remove/message-drafts/")


@pytest.mark.parametrize(("paths", "dark"), [(ALONE, False), (HELP, True), (DATA, False)])
def test_pages_in_four_languages(
    portal: Portal, new_page: NewPage, paths: tuple[str, ...], dark: bool
) -> None:
    person, _clerk = enter(portal, new_page, language="nl", dark=dark)
    for path in paths:
        person.go(path)
        for _language in person.read_in_every_language():
            pass
