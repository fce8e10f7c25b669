"""A phone in a train: what is typed is not lost without a line, and the page says what happened."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal

SUBMIT = "main form[novalidate] button[type=submit]"
POOR = "Object.defineProperty(navigator, 'connection', { value: { effectiveType: '2g' } })"
SAID = "main [data-line-said][role=alert]"
NO_LINE = "You have no connection now"


def begin(portal: Portal, page: Page, path: str) -> Person:
    """Somebody with a letter, in English, at a form."""
    person = Person(page, portal, axe=False)
    person.come_in(portal.office.file("nl-woman"))
    person.go(f"{path}?lang=en")
    return person


def cut(context: BrowserContext) -> None:
    """The line is dead, though the phone still thinks that it has one."""
    context.route("**/*", lambda route: route.abort("connectionreset"))


def test_without_a_line_nothing_is_sent_and_nothing_lost(portal: Portal, new_page: NewPage) -> None:
    person = begin(portal, new_page(), "/messages/new/question/")
    page = person.page
    person.type("text", "Until when may I pay?")
    page.context.set_offline(True)
    page.locator(SUBMIT).click()
    expect(page.locator(SAID)).to_contain_text(NO_LINE)
    expect(page.locator("[name=text]")).to_have_value("Until when may I pay?")
    page.context.set_offline(False)
    page.locator(SUBMIT).click()
    page.wait_for_url("**/messages/check/**")
    page.context.set_offline(True)
    page.locator("main form[action^='/messages/check/'] button").click()
    expect(page.locator(SAID)).to_contain_text(NO_LINE)
    page.context.set_offline(False)
    page.locator("main form[action^='/messages/check/'] button").click()
    page.wait_for_url("**/messages/with-office/**")


def test_poor_line_is_tried_before_words_are_sent(portal: Portal, new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script(POOR)
    begin(portal, page, "/messages/new/question/").type("text", "Until when may I pay?")
    cut(page.context)
    page.locator(SUBMIT).dblclick()
    expect(page.locator(SAID)).to_contain_text(NO_LINE)
    page.locator(".languages a[hreflang=fr]").click()
    expect(page.locator(SAID)).to_have_count(1)
    expect(page.locator("[name=text]")).to_have_value("Until when may I pay?")
    page.context.unroute_all()
    page.locator(SUBMIT).click()
    page.wait_for_url("**/messages/check/**")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_answer_that_does_not_come_is_told(portal: Portal, new_page: NewPage) -> None:
    page = new_page()
    page.clock.install()
    begin(portal, page, "/helper/new/").type("name", "Sofie")
    # No page comes. Playwright looks at nothing while one is awaited, so the answer is one without a page.
    page.context.route("**/helper/new/", lambda route: route.fulfill(status=204))
    page.locator(SUBMIT).click()
    page.clock.run_for(9_000)
    expect(page.locator(SAID)).to_contain_text("This takes longer than usual")
    page.clock.run_for(12_000)
    expect(page.locator(SAID)).to_contain_text("There is no answer yet")
    expect(page.locator(SUBMIT)).not_to_have_attribute("aria-disabled", "true")
    page.context.unroute_all()
    page.locator(SUBMIT).click()
    page.wait_for_url("**/helper/*/made/")
