"""A short budget, from "none of these works" to a request that a person at the office looks at."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal

BUDGET, RESULT = "/plan/budget/", "/plan/budget/result/"
SAVE = "TagorService/SavePaymentPlan"
SUBMIT = "main form[novalidate] button[type=submit]"
REMOVE = "main form[action='/plan/budget/remove/'] button"
HEADINGS = {
    "nl": "Wat kunt u betalen?",
    "fr": "Que pouvez-vous payer ?",
    "de": "Was können Sie zahlen?",
    "en": "What can you pay?",
}
LOOKS: dict[str, dict[str, bool]] = {
    "phone": {},
    "desk-dark": {"phone": False, "dark": True},
    "forced-colours": {"forced": True},
}
# 100 euros are left: half of it is less than the office's minimum for this file.
NUMBERS = {
    "work": "1500",
    "benefits": "200",
    "other": "100",
    "home": "900",
    "bills": "250",
    "living": "500",
    "debts": "50",
    "children": "2",
}


def meet(portal: Portal, new_page: NewPage, **look: Any) -> Person:
    """Somebody with a letter, in English unless told otherwise."""
    look.setdefault("language", "en")
    person = Person(new_page(**look), portal, axe=look.get("scripts", True))
    person.come_in(portal.office.file("nl-woman"))
    person.page.goto(f"{portal.url}/file/?lang={look['language']}")
    return person


def fill_in(person: Person, **others: str) -> None:
    """The eight numbers, and on."""
    for name, value in {**NUMBERS, **others}.items():
        person.type(name, value)
    person.click(SUBMIT)


@pytest.mark.parametrize("language", HEADINGS)
def test_first_screen_in_every_language(portal: Portal, new_page: NewPage, language: str) -> None:
    person = meet(portal, new_page, language=language, phone=language in {"nl", "de"})
    person.go("/plan/none/")
    person.click(f"main a[href='{BUDGET}']")
    expect(person.page.locator("html")).to_have_attribute("lang", language)
    expect(person.page.locator("h1")).to_have_text(HEADINGS[language])
    expect(person.page.locator("main form[novalidate] input:not([type=hidden])")).to_have_count(8)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_no_choice_that_fits_to_a_request(portal: Portal, new_page: NewPage, scripts: bool) -> None:
    person = meet(portal, new_page, scripts=scripts)
    person.go("/plan/")
    person.choose("choice", "none")
    person.click("main form button[type=submit]")
    person.click(f"main a[href='{BUDGET}']")
    fill_in(person)
    expect(person.page.locator(".fact__value")).to_have_text("€100.00")
    expect(person.page.locator("meter")).to_have_count(0)  # no figures for this year: nothing is claimed
    person.click("main a[href$='?share=50']")
    expect(person.page.locator("main [name=amount]")).to_have_value("50.00")
    address = person.ask_for_less("50.00", "This is what my budget leaves.")
    expect(person.page.locator("h1")).to_have_text("A person looks at your request")
    expect(person.page.locator(".fact__value")).to_contain_text("P-")
    assert portal.read("SELECT state, monthly_cents, words FROM plans_proposal") == [
        ("review", 5000, "This is what my budget leaves.")
    ]
    person.go(RESULT)
    person.go(address)
    assert portal.office.calls(operation=SAVE) == []
    assert not any(figure in url for url in person.seen for figure in ("1500", "5000", "amount"))


def test_request_that_waits_for_a_budget_is_found_again(portal: Portal, new_page: NewPage) -> None:
    person = meet(portal, new_page)
    person.go("/plan/other/")
    person.type("amount", "20")
    person.type("words", "I have little.")
    person.click("main form button[type=submit]")
    person.click("main form button[type=submit]")
    person.click(f"main a[href^='{BUDGET}?request=']")
    fill_in(person)
    person.click("main a[href^='/plan/check/']")
    expect(person.page.locator("main")).to_contain_text("I have little.")
    person.send()
    expect(person.page.locator("h1")).to_have_text("A person looks at your request")


def test_numbers_are_removed_at_once(portal: Portal, new_page: NewPage) -> None:
    person = meet(portal, new_page)
    person.go(BUDGET)
    fill_in(person)
    assert count_budgets(portal) == 1
    person.click(REMOVE)
    expect(person.page.locator("h1")).to_have_text("Your numbers are removed")
    assert count_budgets(portal) == 0
    person.page.go_back()
    person.page.reload()
    expect(person.page).to_have_url(f"{portal.url}{BUDGET}")
    expect(person.page.locator("main [name=work]")).to_have_value("")


def count_budgets(portal: Portal) -> int:
    return len(portal.read("SELECT 1 FROM budget_budget"))


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_holds_the_bars(portal: Portal, new_page: NewPage, look: str) -> None:
    person = meet(portal, new_page, language="de", **LOOKS[look])
    person.go(BUDGET)
    person.click(SUBMIT)
    assert person.has_focus(".error-summary")
    year = datetime.now(UTC).year
    (known,) = portal.read("SELECT year FROM budget_protectedincome")
    portal.write("UPDATE budget_protectedincome SET year = ?", year)
    try:
        fill_in(person, work="2500")
    finally:
        portal.write("UPDATE budget_protectedincome SET year = ?", *known)
    expect(person.page.locator("meter")).to_have_count(1)
    person.go(BUDGET)
    fill_in(person, home="2000")
    expect(person.page.locator("main .cards")).to_have_count(1)  # nothing to offer: help, not a sum
    person.click(REMOVE)


def test_with_the_keyboard_alone(portal: Portal, new_page: NewPage) -> None:
    person = meet(portal, new_page, phone=False)
    person.go(BUDGET)
    page = person.page
    page.locator("main [name=work]").focus()
    for value in NUMBERS.values():
        page.keyboard.type(value)
        page.keyboard.press("Tab")
    assert person.has_focus(SUBMIT)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{RESULT}")
    expect(page.locator(".fact__value")).to_have_text("€100.00")


def test_mistake_takes_the_focus_and_keeps_what_was_typed(portal: Portal, new_page: NewPage) -> None:
    person = meet(portal, new_page)
    person.go(BUDGET)
    fill_in(person, bills="veel")
    assert person.has_focus(".error-summary")
    expect(person.page.locator("main [name=bills]")).to_have_value("veel")
    expect(person.page.locator("main [name=work]")).to_have_value("1500")
    person.page.locator(".error-summary a").first.click()
    assert person.has_focus("[name=bills]")
