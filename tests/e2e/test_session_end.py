"""A session says that it is about to end, lets itself be prolonged, and leaves no file on the screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk

QUESTION = "/messages/new/question/"
MINUTE = 60_000
TITLE = "You will be signed out in two minutes"


@pytest.fixture
def person(portal: Portal, new_page: NewPage) -> Person:
    """Signed in, with a clock of the browser that can be moved on."""
    found = Person(new_page(language="en"), portal)
    found.page.clock.install()
    found.come_in(portal.office.file("nl-woman"))
    found.go("/file/?lang=en")
    return found


def sign_out_elsewhere(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".file-bar__out").click()
    expect(other.locator(".file-bar__out")).to_have_count(0)
    other.close()


def test_who_does_nothing_is_asked_and_can_stay(person: Person) -> None:
    page = person.page
    warning = page.locator(".session-end .notice", has_text=TITLE)
    page.clock.fast_forward(27 * MINUTE)
    expect(warning).to_be_hidden()
    page.clock.fast_forward(90_000)
    expect(warning).to_be_visible()
    person.check()
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    page.clock.fast_forward(27 * MINUTE)
    expect(warning).to_be_hidden()
    page.clock.fast_forward(2 * MINUTE)
    expect(warning).to_be_visible()


def test_once_it_has_ended_the_file_is_gone_from_the_screen(person: Person) -> None:
    page = person.page
    expect(page.locator("body")).to_contain_text("26/004512")
    sign_out_elsewhere(page)
    page.clock.fast_forward(31 * MINUTE)
    page.wait_for_url("**/sign-in/**")
    expect(page.locator("body")).not_to_contain_text("26/004512")


def test_what_was_typed_is_not_taken_away(person: Person) -> None:
    page = person.page
    person.go(QUESTION)
    person.type("text", "Is this right?")
    sign_out_elsewhere(page)
    page.clock.fast_forward(31 * MINUTE)
    expect(page.locator(".session-end", has_text="What you typed is still here.")).to_be_visible()
    expect(page.locator("main [name=text]")).to_have_value("Is this right?")


def test_what_came_back_with_an_error_is_not_taken_away_nor_sent_again(person: Person) -> None:
    page = person.page
    person.go("/messages/new/call-back/")
    person.type("phone", "0470 12")
    person.click("main form[data-typed] button[type=submit]")
    expect(page.locator(".field--wrong").first).to_be_visible()
    sign_out_elsewhere(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.clock.fast_forward(31 * MINUTE)
    expect(page.locator(".session-end", has_text="What you typed is still here.")).to_be_visible()
    expect(page.locator("main [name=phone]")).to_have_value("0470 12")
    assert asked == []


def test_page_that_answered_a_form_is_not_sent_again(person: Person) -> None:
    page = person.page
    person.go("/my-data/debts/")
    person.type("creditor", "Shop")
    person.click("main form[data-typed] button[type=submit]")
    person.click("main a:text-is('Shop')")
    address = page.url
    other = page.context.new_page()
    other.goto(address)
    for one in (other, page):
        one.locator("main button[name=remove]").click()
    other.close()
    expect(page).to_have_url(address)
    sign_out_elsewhere(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.clock.fast_forward(31 * MINUTE)
    page.wait_for_url("**/sign-in/**")
    assert set(asked) == {"GET"}


def test_staff_are_asked_too_and_keep_what_they_typed(portal: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False, language="en"), portal)
    page = clerk.page
    page.clock.install()
    clerk.sign_in_at_desk("/desk/settings/people/invite/")
    warning = page.locator(".session-end .notice", has_text=TITLE)
    page.clock.fast_forward(29 * MINUTE)
    expect(warning).to_be_visible()
    clerk.check()
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    clerk.type("username", "lotte.peeters")
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".desk-head__out button").click()
    other.close()
    page.clock.fast_forward(31 * MINUTE)
    expect(page.locator(".session-end", has_text="What you typed is still here.")).to_be_visible()
    expect(page.locator("main [name=username]")).to_have_value("lotte.peeters")
