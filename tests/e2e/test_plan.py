"""From the letter to a request for a payment plan, and every state of it, in a real browser."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.paper import read_words
from tests.practice import wait_until

SAVE = "TagorService/SavePaymentPlan"
SLUG = {"nl": "nl-woman", "fr": "fr-man", "de": "de-woman", "en": "en-man"}
STATES = (
    "undo",
    "held",
    "review",
    "sending",
    "unknown",
    "sent",
    "accepted",
    "countered",
    "asked",
    "declined",
    "refused",
    "superseded",
    "withdrawn",
    "failed",
    "expired",
)
SEND = "main form[action^='/plan/check/'] button"


def put_in(portal: Portal, state: str) -> None:
    """Every request of the portal stands there now."""
    until = (datetime.now(UTC) + timedelta(minutes=9)).replace(tzinfo=None).isoformat(" ")
    portal.write(
        "UPDATE plans_proposal SET state = ?, undo_until = ?, question = ?, reason = ? "
        "WHERE state != 'draft'",
        state,
        until,
        "Since when?",
        "Too low for this debt.",
    )


def choose_first_offer(person: Person) -> None:
    """The first card of the first question."""
    offer = person.page.locator("main input[type=radio]").first
    person.choose(offer.get_attribute("name") or "", offer.get_attribute("value") or "")


def ask(person: Person) -> str:
    """From the file to the page of a request; its address."""
    person.click("main a[href='/plan/']")
    choose_first_offer(person)
    person.click("main form button[type=submit]")
    assert "/plan/date/" in person.page.url
    person.click("main form button[type=submit]")
    assert "/plan/check/" in person.page.url
    screens = len(person.seen)
    person.click(SEND)
    assert "/plan/sent/" in person.page.url
    assert screens <= 5, person.seen
    return person.page.url.removeprefix(person.portal.url)


@pytest.mark.parametrize(("language", "scripts"), [("nl", True), ("fr", False), ("de", True), ("en", False)])
def test_letter_to_asked_plan(portal: Portal, new_page: NewPage, language: str, scripts: bool) -> None:
    person = Person(new_page(language=language, scripts=scripts), portal, axe=scripts)
    person.open_letter(portal.office.file(SLUG[language]))
    ask(person)
    assert person.clicks <= 7
    assert person.typed <= 2
    assert portal.office.calls(operation=SAVE) == []  # it can still be taken back


def test_documents_and_every_payment_of_a_request_are_on_paper(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal, axe=False)
    person.come_in(portal.office.file("nl-woman"))
    ask(person)
    rows = person.page.locator("main .ledger:not(.screen-only) tbody tr")
    expect(rows.last).to_be_hidden()
    person.page.emulate_media(media="print")
    expect(rows.last).to_be_visible()
    person.go("/file/documents/")
    expect(person.page.locator("main .card").first).to_be_visible()


def test_long_request_on_paper_counts_once_and_heads_nothing_empty(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal, axe=False)
    person.come_in(portal.office.file("nl-woman"))
    person.go("/plan/?lang=en")
    person.choose("choice", "offer-24")
    for _question in ("how much", "from when"):
        person.click("main form button[type=submit]")
    person.send()
    sheets = read_words(person.page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) > 1, "the payments must fill more than one sheet"
    assert " ".join(sheets).count("Together") == 1
    assert "Signed in until" not in sheets[0]
    assert "What you can do" not in sheets[-1]
    code = person.page.locator("main a.code").inner_text()
    assert f"({portal.url}/receipt/{code[:4]}" in "".join(sheets).replace(" ", "")


def test_double_click_saves_one_plan(hasty: Portal, new_page: NewPage) -> None:
    person = Person(new_page(scripts=False), hasty, axe=False)
    person.open_letter(hasty.office.file("nl-woman"))
    person.go("/plan/")
    choose_first_offer(person)
    person.click("main form button[type=submit]")
    person.click("main form button[type=submit]")
    person.page.locator(SEND).dblclick()
    person.page.wait_for_url("**/plan/sent/**")
    wait_until(lambda: hasty.office.calls(operation=SAVE), 30)
    person.page.reload()
    person.page.go_back()
    person.page.reload()
    saved = hasty.office.calls(operation=SAVE)
    assert len(saved) == 1
    assert "OverrideChecks" not in str(saved[0]["body"])


def test_running_plan_is_never_replaced(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("running-plan"))
    person.go("/plan/")
    assert person.page.locator("main input[type=radio]").count() == 0
    person.click("main a[href='/plan/running/']")
    assert not portal.office.calls(operation=SAVE)


def test_taken_back_within_the_window(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("nl-woman"))
    ask(person)
    person.click("main form[action$='/undo/'] button")
    assert person.page.locator("main form[action$='/undo/']").count() == 0
    person.go("/plan/")
    assert person.page.locator("main input[type=radio]").count() > 0


@pytest.mark.parametrize(
    ("phone", "dark", "forced"),
    [(True, False, False), (False, True, False), (True, False, True)],
    ids=["phone", "desk-dark", "forced-colours"],
)
def test_every_state_is_accessible(
    portal: Portal, new_page: NewPage, phone: bool, dark: bool, forced: bool
) -> None:
    person = Person(new_page(phone=phone, dark=dark, forced=forced, language="de"), portal)
    person.open_letter(portal.office.file("nl-woman"))
    address = ask(person)
    for state in STATES:
        put_in(portal, state)
        person.go(f"{address}?hold=1")
    put_in(portal, "asked")
    person.go(address.replace("sent", "answer"))
    add_counter(portal)
    put_in(portal, "countered")
    person.go(address.replace("sent", "offer"))
    for path in ("/plan/none/", "/plan/other/", "/plan/"):
        person.go(path)


def add_counter(portal: Portal) -> None:
    """The office proposes something else."""
    day = datetime.now(UTC).date() + timedelta(days=30)
    portal.write(
        "INSERT INTO plans_counter (proposal_id, state, kind, months, monthly_cents, first_on, expires_on, "
        "note, answer, plan_mark, created_at) "
        "SELECT id, 'open', 'amount', 9, 15000, ?, ?, ?, '', '', created_at "
        "FROM plans_proposal WHERE state != 'draft'",
        day.replace(day=min(day.day, 5)).isoformat(),
        day.isoformat(),
        "This is what we can agree to.",
    )


def test_mistakes_take_the_focus_and_keep_what_was_typed(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("nl-woman"))
    person.go("/plan/")
    person.click("main form button[type=submit]")
    assert has_focus(person.page, ".error-summary")
    person.choose("choice", "amount")
    person.type("amount", "2")
    person.click("main form button[type=submit]")
    assert has_focus(person.page, ".error-summary")
    expect(person.page.locator("main [name=amount]")).to_have_value("2")
    person.page.locator(".error-summary a").first.click()
    assert has_focus(person.page, "#id_amount")


def test_with_the_keyboard_alone(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(phone=False), portal)
    person.open_letter(portal.office.file("nl-woman"))
    person.go("/plan/")
    page = person.page
    page.locator("main input[type=radio]").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("main input[value=amount]")).to_be_checked()
    page.keyboard.press("Tab")
    assert has_focus(page, "#id_amount")
    page.keyboard.type("60euro")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/date/**")
    page.locator("main form button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/check/**")
    person.check()


def test_the_plan_follows_the_fields(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal)
    person.open_letter(portal.office.file("nl-woman"))
    person.go("/plan/")
    portal.office.clear_calls()
    place = person.page.locator("#preview")
    person.choose("choice", "amount")
    person.page.locator("main [name=amount]").press_sequentially("500")
    expect(place).to_contain_text("3")
    expect(place).to_contain_text("234")
    person.choose("choice", "months")
    person.page.locator("main [name=months]").press_sequentially("4")
    expect(place).to_contain_text("308")
    person.check()
    assert portal.office.calls() == []  # nobody is asked, least of all to save
    person.click("main form button[type=submit]")
    person.choose("day", "other")
    before = place.inner_text()
    day = datetime.now(UTC).date() + timedelta(days=12)
    person.page.locator("main [name=first_on]").press_sequentially(f"{min(day.day, 28)}/{day.month}")
    expect(place).not_to_have_text(before)
    person.check()


def has_focus(page: Page, selector: str) -> bool:
    """Whether that element has the focus now."""
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))
