"""What somebody hears who reads the portal with a screen reader, and where the focus is then."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk

TO_CORRECT = "There is something to correct – "
NEWS = "main .notice[role=status]"
MINUTE = 60_000


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_title_begins_with_what_is_to_be_corrected(portal: Portal, new_page: NewPage, scripts: bool) -> None:
    person = Person(new_page(language="en", scripts=scripts), portal, axe=scripts)
    person.go("/sign-in/")
    own = person.page.title()
    person.click("main form button")
    expect(person.page).to_have_title(TO_CORRECT + own)
    person.page.goto(f"{portal.url}/safe-device/")
    person.click("main form button")
    person.go("/sign-in/")
    expect(person.page).to_have_title("Overview")
    person.click("main form button")
    expect(person.page).to_have_title(f"{TO_CORRECT}Overview")


def test_title_of_a_part_shown_in_place_says_it_too(portal: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False, language="en"), portal)
    clerk.sign_in_at_desk("/desk/settings/people/invite/")
    own = clerk.page.title()
    clerk.click("main form button[type=submit]")
    expect(clerk.page).to_have_title(TO_CORRECT + own)
    expect(clerk.page.locator(".error-summary")).to_have_accessible_name("There is something to correct")


def test_focus_goes_to_what_a_page_says_from_its_beginning(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal)
    person.come_in(portal.office.file("nl-woman"))
    person.go("/my-data/debts/?lang=en")
    assert person.has_focus("body")
    person.click(person.page.get_by_role("button", name="Keep my list for 30 days"))
    assert person.has_focus(NEWS)
    expect(person.page.locator(NEWS)).to_have_accessible_name("Your list is kept")
    person.go("/my-data/debts/")
    assert person.has_focus("body")


def test_who_stays_signed_in_is_where_they_were(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal, axe=False)
    person.page.clock.install()
    person.come_in(portal.office.file("nl-woman"))
    person.go("/messages/new/question/?lang=en")
    person.page.locator("main [name=text]").focus()
    stay = person.page.get_by_role("button", name="Stay signed in")
    person.page.clock.fast_forward(29 * MINUTE)
    stay.focus()
    person.page.keyboard.press("Enter")
    expect(stay).to_have_count(0)
    assert person.has_focus("main [name=text]")


def test_links_of_what_was_done_have_names_of_their_own(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal)
    person.come_in(portal.office.file("nl-woman"))
    for text in ("One question.", "Another question."):
        person.go("/messages/new/question/?lang=en")
        person.type("text", text)
        person.click("main form[action^='/messages/new/'] button")
        person.click("main form[action^='/messages/check/'] button")
        assert person.has_focus(NEWS)
    person.go("/file/history/")
    names = person.page.locator("main a").evaluate_all("all => all.map(one => one.textContent)")
    papers = [name for name in names if name.startswith("PDF")]
    assert len(papers) == len(set(papers)) == 2


def test_header_of_a_row_is_short(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en", phone=False), portal)
    person.come_in(portal.office.file("nl-woman"))
    person.go("/file/lines/?lang=en")
    headers = person.page.locator("main tbody").last.get_by_role("rowheader").all_inner_texts()
    assert headers
    assert max(map(len, headers)) < 60
