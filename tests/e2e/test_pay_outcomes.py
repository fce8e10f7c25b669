"""Every way a payment can end, with scripts (nl) and without (fr); how it ended is read in every language.

Where Tagor is the merchant the portal learns only what Tagor shows: what is not seen is never called paid.
"""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.practice import wait_until

SLUG = {"nl": "nl-woman", "fr": "fr-man"}
WITH_SCRIPTS = {"nl": True, "fr": False}
REFUSED, PENDING = "4100000000000005", "4100000000000060"
GOOD = "main .state--good"


@pytest.fixture(params=list(WITH_SCRIPTS))
def language(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


@pytest.fixture
def person(portal: Portal, new_page: NewPage, language: str) -> Person:
    """Somebody who opened the file."""
    scripts = WITH_SCRIPTS[language]
    someone = Person(new_page(language=language, scripts=scripts), portal, axe=scripts)
    someone.open_letter(portal.office.file(SLUG[language]))
    return someone


def go_to_bank(person: Person) -> None:
    person.start_paying()
    person.enter_payment_page()


def press_at_bank(person: Person, button: str) -> None:
    """A button of the bank's page, then back to the office."""
    person.page.locator(f"button[value={button}]").click()
    person.come_back()
    back = person.page.locator("main a.button.main")
    if person.page.url.startswith(person.portal.office.base_url) and back.count():
        back.click()
    person.page.wait_for_url("**/pay/status/**")
    person.check()


def pay_and_stay(person: Person) -> str:
    """Pay, and stay at the bank's last page; gives the address it would send the browser back to."""
    person.page.route("**/return.js", lambda route: route.abort())
    person.page.locator("#number").fill("4100000000000000")
    person.page.locator("button[value=card]").click()
    return person.page.locator("form#return").get_attribute("action") or ""


def expect_not_paid(person: Person, language: str) -> None:
    """An honest state in the person's language and in every other one, and nothing green."""
    expect(person.page.locator("html")).to_have_attribute("lang", language)
    for shown in person.read_in_every_language():
        expect(person.page.locator("html")).to_have_attribute("lang", shown)
        expect(person.page.locator("main .state")).to_have_count(1)
        expect(person.page.locator(GOOD)).to_have_count(0)


def test_paid(person: Person, language: str) -> None:
    go_to_bank(person)
    person.pay_at_bank()
    expect(person.page.locator(GOOD)).to_have_count(1, timeout=20_000)
    expect(person.page.locator("html")).to_have_attribute("lang", language)
    for _shown in person.read_in_every_language():
        expect(person.page.locator(GOOD)).to_have_count(1)


@pytest.mark.parametrize("card", [REFUSED, PENDING], ids=["refused", "pending"])
def test_refused_or_pending(person: Person, language: str, card: str) -> None:
    go_to_bank(person)
    person.pay_at_bank(card)
    expect_not_paid(person, language)


@pytest.mark.parametrize("button", ["cancel", "expire"])
def test_cancelled_or_expired(person: Person, language: str, button: str) -> None:
    go_to_bank(person)
    press_at_bank(person, button)
    expect_not_paid(person, language)


def test_bank_down(person: Person, language: str) -> None:
    person.portal.office.fault("tagor", "503", operation="Pay/Start")
    person.click("main form[action='/pay/'] button")
    expect(person.page.locator("html")).to_have_attribute("lang", language)
    assert person.page.url.endswith("/pay/transfer/")
    expect(person.page.locator("main")).to_contain_text("BE68 5390 0754 7034")


def test_return_never_comes(person: Person, language: str) -> None:
    """The payer closes the bank's page: money is on its way, and is not taken twice."""
    go_to_bank(person)
    count = len(person.portal.office.state(SLUG[language])["payments"])
    pay_and_stay(person)
    wait_until(lambda: len(person.portal.office.state(SLUG[language])["payments"]) > count)
    person.go("/file/")
    person.click("main form[action='/pay/'] button")
    assert "/pay/go/" not in person.page.url
    assert len(person.portal.office.calls(operation="Pay/Start")) == 1


def test_return_on_another_device(person: Person, new_page: NewPage, language: str) -> None:
    go_to_bank(person)
    address = pay_and_stay(person)
    other = Person(new_page(language=language), person.portal)
    other.page.goto(address)
    other.check()
    seeded = person.portal.office.file(SLUG[language])
    expect(other.page.locator("html")).to_have_attribute("lang", language)
    words = other.page.locator("body").inner_text()
    assert seeded.name not in words
    assert seeded.file not in words
    assert "€" not in words
