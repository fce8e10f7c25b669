"""The queue by keys alone, and by somebody who has never seen the desk: by what stands on the pages only."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.backstage import hire
from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk
from tests.e2e.test_plan_desk import ask, enter, get_states
from tests.practice import wait_until

MOST_STEPS = 30
"""Five minutes are three hundred seconds: ten for each step, reading included."""


@pytest.fixture
def office(hasty: Portal) -> Portal:
    """One that sends at once, without rules."""
    hasty.write("DELETE FROM plans_planrule")
    return hasty


def wait_for_rows(clerk: Clerk, count: int) -> Locator:
    """The rows of the queue, once all are there."""
    rows = clerk.page.locator("main tbody tr")
    for _try in range(40):
        clerk.page.goto(f"{clerk.portal.url}/desk/")
        if rows.count() == count:
            return rows
        clerk.page.wait_for_timeout(250)
    raise AssertionError(rows.count())


def test_with_the_keyboard_alone(office: Portal, new_page: NewPage) -> None:
    hire(office, "els", first="Els", last="Mertens")
    ask(office, new_page)
    ask(office, new_page, "couple-one")
    clerk = enter(office, new_page)
    wait_for_rows(clerk, 2)
    page, keys = clerk.page, clerk.page.keyboard
    keys.press("j")
    keys.press("j")
    keys.press("k")
    assert page.evaluate("document.activeElement === document.querySelectorAll('[data-row]')[0]")
    title = page.title()
    keys.press("p")
    expect(page.locator("#work-item h2")).to_be_visible()
    expect(page.locator("[data-voice]")).to_have_text(page.locator("#work-item h2").inner_text())
    expect(page).to_have_title(title)
    keys.press("a")
    page.wait_for_url("**/assign/**")
    choose_by_keys(page, "Els Mertens")
    page.wait_for_url(f"{office.url}/desk/")
    page.goto(f"{office.url}/desk/queue/team/")
    expect(page.locator("main tbody")).to_contain_text("Els Mertens")
    keys.press("j")
    keys.press("s")
    page.wait_for_url("**/sleep/**")
    tab_to(page, "main [name=until]")
    keys.type(f"{datetime.now(UTC).date() + timedelta(days=3):%d/%m/%Y}")
    keys.press("Tab")
    keys.type("waits for the employer")
    keys.press("Enter")
    page.wait_for_url("**/desk/queue/team/")
    expect(page.locator("main tbody tr")).to_have_count(1)
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url("**/desk/plans/*/")
    tab_to(page, "main form[action$='/approve/'] button")
    keys.press("Enter")
    page.wait_for_url("**done=approve")
    keys.press("/")
    assert page.evaluate("document.activeElement.matches('[data-find]')")
    page.evaluate("document.activeElement.blur()")
    keys.press("?")
    expect(page.locator("#desk-keys")).to_be_visible()
    wait_until(lambda: "accepted" in get_states(office), 30)


def test_somebody_new_answers_five_items_by_what_the_pages_say(office: Portal, new_page: NewPage) -> None:
    for slug in ("nl-woman", "couple-one", "company"):
        ask(office, new_page, slug)
    for slug, text in (("running-plan", "Can I pay in cash?"), ("arrears", "I am in hospital.")):
        ask_for_change(office, new_page, slug, text)
    clerk = enter(office, new_page)
    wait_for_rows(clerk, 5)
    steps = 0
    for answer in (agree, agree, agree, decline, decline):
        clerk.page.get_by_role("link", name="My work").first.click()
        clerk.page.locator("main tbody").get_by_role("link").first.click()
        steps += 2 + answer(clerk.page)
        expect(clerk.page.locator("main .notice").first).to_contain_text("The person now reads:")
        clerk.check()
    assert steps <= MOST_STEPS
    clerk.page.get_by_role("link", name="On to the next one").click()
    expect(clerk.page.locator("main")).to_contain_text("Nothing waits")


def ask_for_change(office: Portal, new_page: NewPage, slug: str, text: str) -> None:
    person = Person(new_page(language="en"), office, axe=False)
    person.come_in(office.office.file(slug))
    person.page.goto(f"{office.url}/plan/running/change/?lang=en")
    person.choose("kind", "other")
    person.type("text", text)
    person.click("main form[novalidate] button[type=submit]")
    person.click("main form button[type=submit]")


def agree(page: Page) -> int:
    """How many steps it takes."""
    page.get_by_role("button", name="Agree", exact=True).click()
    return 1


def decline(page: Page) -> int:
    page.get_by_text("Say no", exact=True).click()
    page.get_by_label("Your reason").fill("Please call us about this.")
    page.get_by_role("button", name="Say no to this request").click()
    return 3


def choose_by_keys(page: Page, label: str) -> None:
    """The radio of that label, and the button after it."""
    tab_to(page, "main input[type=radio]")
    for _ in range(30):
        checked = page.locator("main input[type=radio]:checked")
        if (
            checked.count()
            and label in page.locator(f"label[for='{checked.get_attribute('id')}']").inner_text()
        ):
            break
        page.keyboard.press("ArrowDown")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until that element has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(selector)
