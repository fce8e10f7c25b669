"""Somebody else may look at this device afterwards: the history tells of one page, up to the bank."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal

QUESTION = "/messages/new/question/"


def press(page: Page, selector: str, address: str) -> None:
    """One press that leads to that address, which is called the same as any other."""
    page.locator(selector).click()
    page.wait_for_url(f"**{address}")
    expect(page).to_have_title("Overview")


def test_whole_way_to_the_bank_is_one_entry_of_the_history(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal, axe=False)
    page = person.page
    person.come_in(portal.office.file("nl-woman"))
    person.go("/safe-device/?lang=en")
    person.click("main form button")
    before = page.evaluate("history.length")
    press(page, "a.file-bar__file", "/file/")
    page.evaluate(f"location.replace('{QUESTION}')")
    page.wait_for_url(f"**{QUESTION}")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main [data-focus]")).to_be_focused()
    person.type("text", "Is this right?")
    page.locator(".languages a[lang=fr]").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("main [name=text]")).to_have_value("Is this right?")
    page.locator(".languages a[lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    press(page, "main form button[type=submit]", "/messages/check/**")
    press(page, "main form[action^='/messages/check/'] button", "/messages/with-office/**")
    press(page, "a.file-bar__file", "/file/")
    press(page, "main a[href='/pay/']", "/pay/")
    press(page, "main button[value=transfer]", "/pay/transfer/")
    expect(page.locator("main")).to_contain_text("BE68 5390 0754 7034")
    page.evaluate("location.replace('/pay/')")
    page.wait_for_url("**/pay/")
    press(page, "main button[value=online]", "/pay/go/**")
    assert page.evaluate("history.length") == before
    person.enter_payment_page()
