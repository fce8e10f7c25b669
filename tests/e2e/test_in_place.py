"""What htmx replaces in place: the rest of the page stays, focus and address follow, going back asks anew."""

from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk

CONTACTS = "/desk/crm/cirrus/contacts/"
GIVEN_UP = """
INSERT INTO outbox_delivery (office_id, kind, lane, key, file_id, payload, before, result, secret, has_secret,
    state, reason, due_at, give_up_at, claim, tries, created_at, ended_at)
SELECT id, 'nobody.handles-this-kind', '', 'in-place', '900', '{}', '{}', '{}', '', 0, 'given_up', 'unclear',
    '2026-01-01 10:00:00', '2026-01-01 10:00:00', '', 0, '2026-01-01 10:00:00', '2026-01-01 10:00:00'
FROM office_office
"""
NEXT, PREVIOUS = ".pager [rel=next]", ".pager [rel=prev]"


def mark(page: Page) -> None:
    """Remember this very page: a page that is loaded anew has forgotten it."""
    page.evaluate("window.isMarked = true")


def is_same_page(page: Page) -> bool:
    """Whether the page was not loaded anew since."""
    return bool(page.evaluate("window.isMarked === true"))


def test_a_list_of_the_desk_changes_in_place(portal: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False, language="en"), portal)
    clerk.sign_in_at_desk(CONTACTS)
    page, rows = clerk.page, clerk.page.locator(".sheet tbody tr")
    first = rows.first.inner_text()
    mark(page)
    page.locator(NEXT).click()
    expect(page.locator(PREVIOUS)).to_be_visible()
    expect(page).to_have_url(f"{portal.url}{CONTACTS}?page=2")
    assert rows.first.inner_text() != first
    assert is_same_page(page)
    assert clerk.has_focus(f"#list, #list {NEXT}")
    expect(page.locator("[data-voice]")).to_have_text(page.locator("#list [data-announce]").inner_text())
    clerk.check()
    page.locator("[data-search]").fill("nobody at all")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet")).to_have_count(0)
    assert is_same_page(page)
    assert clerk.has_focus("#list")
    assert "nobody" not in page.url  # what staff search for stands in no address
    assert "?search=" in page.url
    page.go_back()
    expect(page).to_have_url(f"{portal.url}{CONTACTS}?page=2")
    expect(page.locator(PREVIOUS)).to_be_visible()
    assert not is_same_page(page)
    page.keyboard.press("j")
    assert clerk.has_focus("[data-row]")


def test_a_list_that_cannot_change_in_place_is_loaded_as_a_page(portal: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False), portal, axe=False)
    clerk.sign_in_at_desk(CONTACTS)
    page = clerk.page

    def lose(route: Route) -> None:
        if "hx-request" in route.request.headers:
            route.abort()
        else:
            route.fallback()

    page.route("**/desk/crm/**", lose)
    page.locator(NEXT).click()
    expect(page.locator(PREVIOUS)).to_be_visible()
    page.unroute("**/desk/crm/**", lose)
    page.context.clear_cookies()
    page.locator(PREVIOUS).click()
    page.wait_for_url("**/desk/sign-in/**")
    expect(page.locator("main [name=password]")).to_be_visible()


def test_a_list_works_without_scripts(portal: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False, scripts=False), portal, axe=False)
    clerk.sign_in_at_desk(CONTACTS)
    clerk.click(NEXT)
    clerk.page.locator("[data-search]").fill("nobody at all")
    clerk.click("form[role=search] .filters__quick button")
    expect(clerk.page.locator(".sheet")).to_have_count(0)


def test_a_payment_is_followed_in_place(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal)
    person.come_in(portal.office.file("en-man"))
    portal.office.fault("sips", "late-notification", seconds=4)
    person.start_paying()
    person.enter_payment_page()
    person.pay_at_bank()
    page = person.page
    expect(page.locator("main .state--good")).to_have_count(0)
    before = page.title()
    mark(page)
    expect(page.locator("main .state")).to_have_class("state state--good", timeout=40_000)
    assert is_same_page(page)
    assert page.title() != before
    assert page.title().startswith(page.locator("h1").inner_text())
    expect(page.locator("[data-voice]")).to_have_text(page.locator("main .state").inner_text())
    assert page.locator("[hx-trigger]").count() == 0
    person.check()
    person.click("main .back a")
    page.go_back()
    expect(page.locator("main .state")).to_have_class("state state--good")
    assert not is_same_page(page)


def test_the_plan_stays_unfolded_while_it_follows_the_fields(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(language="en"), portal)
    person.come_in(portal.office.file("en-man"))
    person.go("/plan/")
    page, place = person.page, person.page.locator("#preview")
    mark(page)
    person.choose("choice", "months")
    page.locator("main [name=months]").press_sequentially("4")
    place.locator("summary").click()
    before = place.inner_text()
    page.locator("main [name=months]").fill("5")
    expect(place).not_to_have_text(before)
    expect(place.locator("details")).to_have_attribute("open", "")
    assert person.has_focus("main [name=months]")
    assert is_same_page(page)
    assert "/plan/" in page.url
    assert "5" not in page.url.removeprefix(portal.url)
    page.locator("main [name=months]").fill("99")
    expect(place.locator(".hint")).to_be_visible()


def test_a_form_is_sent_in_place_and_says_what_is_wrong(portal: Portal, new_page: NewPage) -> None:
    portal.write(GIVEN_UP)
    ((number,),) = portal.read("SELECT max(id) FROM outbox_delivery")
    clerk = Clerk(new_page(phone=False, language="en"), portal)
    clerk.sign_in_at_desk(f"/desk/deliveries/{number}/")
    page = clerk.page
    mark(page)
    drop = page.locator("form[action$='/drop/'] button")
    drop.click()
    expect(page.locator(".error-summary")).to_be_focused()
    clerk.check()
    page.locator("form[action$='/drop/'] label").first.click()
    page.context.clear_cookies(name="csrf")
    drop.click()
    expect(page.locator("h1")).to_have_text("Your page was too old to send")
    assert is_same_page(page)
    page.reload()
    mark(page)
    page.locator("form[action$='/drop/'] label").first.click()
    drop.dblclick()
    expect(drop).to_have_count(0)
    expect(page.locator("[data-voice]")).to_have_text(page.locator("#delivery .state").inner_text())
    assert clerk.has_focus("#delivery")
    assert is_same_page(page)
    assert page.url.endswith(f"/desk/deliveries/{number}/")
    assert portal.read("SELECT state FROM outbox_delivery WHERE id = ?", number) == [("cancelled",)]
