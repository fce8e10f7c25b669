"""A plan that runs: what is next, paying it, the standing order, the calendar, a change, reminders."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.practice import wait_until

RUNNING, ORDER = "/plan/running/", "/plan/running/standing-order/"
CHANGE, REMINDERS = "/plan/running/change/", "/plan/reminders/"
MESSAGE = "Message/Add"
SUBMIT = "main form[novalidate] button[type=submit]"
HEADINGS = {
    "nl": "Uw afbetalingsplan",
    "fr": "Votre plan de paiement",
    "de": "Ihr Ratenplan",
    "en": "Your payment plan",
}
LOOKS: dict[str, dict[str, bool]] = {
    "phone": {},
    "desk-dark": {"phone": False, "dark": True},
    "forced-colours": {"forced": True},
}


def open_plan(portal: Portal, new_page: NewPage, slug: str = "running-plan", **look: Any) -> Person:
    """Somebody with a letter, at the page of their plan."""
    look.setdefault("language", "en")
    person = Person(new_page(**look), portal, axe=look.get("scripts", True))
    person.come_in(portal.office.file(slug))
    person.go(f"{RUNNING}?lang={look['language']}")
    return person


def fill_in_change(person: Person) -> None:
    """A later day for the next payment."""
    day = datetime.now(UTC).date() + timedelta(days=45)
    person.choose("kind", "later")
    person.type("later_on", f"{day:%d/%m/%Y}")
    person.type("text", "My wage comes later.")


@pytest.mark.parametrize("language", HEADINGS)
def test_first_screen_in_every_language(portal: Portal, new_page: NewPage, language: str) -> None:
    person = open_plan(portal, new_page, language=language, phone=language in {"nl", "de"})
    expect(person.page.locator("html")).to_have_attribute("lang", language)
    expect(person.page.locator("h1")).to_have_text(HEADINGS[language])
    expect(person.page.locator("main tbody .state--good")).to_have_count(3)
    expect(person.page.locator("main tbody .state--info")).to_have_count(9)


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_holds_the_bars(portal: Portal, new_page: NewPage, look: str) -> None:
    person = open_plan(portal, new_page, language="de", **LOOKS[look])
    person.open_all()
    person.go(ORDER)
    person.go(CHANGE)
    person.click(SUBMIT)
    assert person.has_focus(".error-summary")
    fill_in_change(person)
    person.click(SUBMIT)
    person.click("main form button[type=submit]")
    person.go(REMINDERS)
    person.click(SUBMIT)
    assert person.has_focus(".error-summary")
    person.choose("channel", "mail")
    person.click(SUBMIT)
    person.click("main form[action$='/stop/'] button")
    behind = open_plan(portal, new_page, "arrears", language="fr", **LOOKS[look])
    behind.open_all()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_next_payment_is_paid_from_the_plan(portal: Portal, new_page: NewPage, scripts: bool) -> None:
    person = open_plan(portal, new_page, scripts=scripts)
    expect(person.page.locator(".fact").first).to_contain_text("Your next payment")
    expect(person.page.locator("main")).to_contain_text("You are up to date with this plan.")
    person.click(person.page.locator("main button[value=online]").first)
    assert "100" not in person.page.url
    person.enter_payment_page()
    expect(person.page.locator("body")).to_contain_text("100,00")
    person.pay_at_bank()
    expect(person.page.locator("main .state--good")).to_be_visible(timeout=30_000)
    person.go(RUNNING)
    expect(person.page.locator("main")).to_contain_text("Seen by the office, not booked yet")


def test_what_is_late_comes_first_and_is_paid_in_one_click(portal: Portal, new_page: NewPage) -> None:
    person = open_plan(portal, new_page, "arrears")
    expect(person.page.locator(".fact").first).to_contain_text("Late in your plan €225.00")
    expect(person.page.locator("main .button:not(.button--quiet)")).to_have_count(1)
    expect(person.page.locator("main")).not_to_contain_text("You are up to date")
    expect(person.page.locator("main tbody .state--warn")).to_have_count(3)
    person.click(person.page.locator("main button[value=online]").first)
    person.enter_payment_page()
    expect(person.page.locator("body")).to_contain_text("225,00")


def test_tagor_away_is_said_and_ends_by_itself(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal)
    person.come_in(portal.office.file("running-plan"))
    with portal.office.down():
        person.go(f"{RUNNING}?lang=en")
        expect(person.page.locator(".gap, .notice--warn").first).to_contain_text(
            "We cannot reach the office’s system now"
        )
        person.go("/pay/transfer/")
        expect(person.page.locator("main")).to_contain_text("BE68 5390 0754 7034")
    come_back(person)
    with portal.office.down():
        person.go(RUNNING)
        expect(person.page.locator(".notice--warn")).to_contain_text("This is how your plan stood on")
        expect(person.page.locator("main tbody tr")).to_have_count(12)
        person.go(CHANGE)
        fill_in_change(person)
        person.click(SUBMIT)
        person.click("main form button[type=submit]")
        expect(person.page.locator(".fact__label")).to_have_text("Number of your request")
    come_back(person)


def come_back(person: Person) -> None:
    """Try again until the portal asks Tagor again, as a person would."""

    def is_back() -> bool:
        person.page.goto(f"{person.portal.url}{RUNNING}")
        return person.page.locator(".gap, .notice--warn").count() == 0

    wait_until(is_back, 20)


def test_standing_order_prints_on_one_sheet(portal: Portal, new_page: NewPage) -> None:
    person = open_plan(portal, new_page, phone=False)
    person.open_all()
    person.click(f"main a[href='{ORDER}']")
    expect(person.page.locator("main")).to_contain_text("€100.00")
    expect(person.page.locator("main")).to_contain_text("BE68 5390 0754 7034")
    expect(person.page.locator("main")).to_contain_text("each month, on day")
    assert person.count_sheets() == 1


def test_calendar_holds_every_payment_and_no_name(portal: Portal, new_page: NewPage) -> None:
    person = open_plan(portal, new_page, language="fr")
    person.open_all()
    with person.page.expect_download() as started:
        person.page.locator("main a[href$='/calendar.ics']").click()
    content = Path(started.value.path()).read_bytes()
    assert started.value.suggested_filename == "calendar.ics"
    events = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    assert len(events) == 9
    assert len({event.decoded("DTSTART") for event in events}) == 9
    seeded = portal.office.file("running-plan")
    words = content.decode().replace("\r\n ", "")
    for secret in (*seeded.name.split(), seeded.file, seeded.file_id, seeded.hash, "Acker", "BE68"):
        assert secret not in words


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_change_is_asked_checked_and_told_once(portal: Portal, new_page: NewPage, scripts: bool) -> None:
    person = open_plan(portal, new_page, scripts=scripts)
    person.click(f"main a[href='{CHANGE}']")
    fill_in_change(person)
    person.click(SUBMIT)
    expect(person.page.locator("main")).to_contain_text("Nothing was sent yet.")
    person.click("main form button[type=submit]")
    expect(person.page.locator(".fact__label")).to_have_text("Number of your request")
    number = person.page.locator(".fact__value").inner_text()
    person.page.reload()
    wait_until(lambda: portal.office.calls(operation=MESSAGE), 30)
    (told,) = portal.office.calls(operation=MESSAGE)
    assert number in str(told["body"])
    assert "My wage comes later." in str(told["body"])
    assert len(portal.office.state("running-plan")["plans"]) == 1


def test_change_with_the_keyboard_alone(portal: Portal, new_page: NewPage) -> None:
    person = open_plan(portal, new_page, phone=False)
    person.go(CHANGE)
    page = person.page
    page.locator("main input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("main input[value=lower]")).to_be_checked()
    page.keyboard.press("Tab")  # the amount stands right below its choice
    assert person.has_focus("[name=amount]")
    page.keyboard.type("60")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CHANGE}*/")
    expect(page.locator("main")).to_contain_text("€60.00")
    for _ in range(40):
        page.keyboard.press("Tab")
        if person.has_focus("main form button"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".fact__label")).to_have_text("Number of your request")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_reminders_go_on_and_off_in_one_click(portal: Portal, new_page: NewPage, scripts: bool) -> None:
    person = open_plan(portal, new_page, scripts=scripts)
    person.open_all()
    person.click(f"main a[href='{REMINDERS}']")
    person.choose("channel", "mail")
    person.click(SUBMIT)
    expect(person.page.locator(".notice--good")).to_contain_text("Your reminders are on")
    assert count_wishes(portal) == 1
    before = person.clicks
    person.click("main form[action$='/stop/'] button")
    assert person.clicks == before + 1
    expect(person.page.locator(".notice--good")).to_contain_text("Your reminders are off")
    assert count_wishes(portal) == 0


def count_wishes(portal: Portal) -> int:
    return len(portal.read("SELECT 1 FROM reminders_subscription"))
