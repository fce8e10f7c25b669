"""A person lets a helper look along; the helper comes in with the link, and the person ends it."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.journey import Person
from tests.e2e.processes import Portal

CODE = re.compile(r"[A-Z]{4}-[A-Z]{4}-[A-Z]{4}")


def make_pass(person: Person) -> str:
    """Make a pass that may also write; its link."""
    person.go("/helper/")
    person.click("main .actions a")
    person.page.locator("main input[value=message] + label").click()
    return make(person)


def make(person: Person) -> str:
    """Fill in whose pass it is, and make it; its link."""
    person.type("name", "Sofie")
    person.click("main form button[type=submit]")
    code = CODE.search(person.page.locator("main").inner_text())
    assert code
    return f"/pass/{code[0]}/"


@pytest.mark.parametrize(("scripts", "language"), [(True, "de"), (False, "fr")])
def test_helper_comes_in_and_is_seen_and_stopped(
    portal: Portal, new_page: NewPage, scripts: bool, language: str
) -> None:
    seeded = portal.office.file("nl-woman")
    person = Person(new_page(scripts=scripts, language=language), portal, axe=scripts)
    person.come_in(seeded)
    link = make_pass(person)

    helper = Person(new_page(scripts=scripts, language="nl"), portal, axe=scripts)
    helper.go("/pass/")
    helper.go(link)
    assert helper.page.url == f"{portal.url}/pass/"
    helper.click("main form button[type=submit]")
    assert helper.page.url == f"{portal.url}/file/"
    assert seeded.name in helper.page.locator(".helper-bar").inner_text()
    helper.go("/my-data/")
    assert helper.page.locator("main .actions a").get_attribute("href") == "/file/"
    helper.go("/messages/")

    person.go("/helper/")
    person.click("main .card__link")
    assert person.page.locator("main li").count() >= 3
    person.click("main .actions a[href$='/end/']")
    person.click("main form button")
    helper.go("/file/")
    assert helper.page.url == f"{portal.url}/pass/?ended=1"


def test_helper_with_a_pay_link_pays_and_sees_nothing_of_the_file(portal: Portal, new_page: NewPage) -> None:
    seeded = portal.office.file("nl-woman")
    person = Person(new_page(language="en"), portal)
    person.come_in(seeded)
    person.go("/helper/new/")
    person.choose("may", "pay")
    link = make(person)

    helper = Person(new_page(scripts=False, language="en"), portal, axe=False)
    helper.page.goto(f"{portal.url}{link}")
    helper.click("main form button[type=submit]")
    for path in ("/pay/", "/pay/transfer/", "/pay/"):
        helper.go(path)
        shown = helper.page.locator("body").inner_text()
        assert not [word for word in (seeded.name, seeded.file, "plan") if word in shown], path
    expect(helper.page.locator("main .fact__note")).to_contain_text("claimant")
    assert len(list(helper.read_in_every_language())) == 4
    helper.click("main button[value=online]")
    helper.enter_payment_page()
    helper.pay_at_bank()
    assert seeded.file not in helper.page.locator("body").inner_text()


def test_pages_of_a_pass_read_in_every_language(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.come_in(portal.office.file("nl-woman"))
    link = make_pass(person)
    for path in ("/helper/new/", "/helper/"):
        person.page.goto(f"{portal.url}{path}")
        assert len(list(person.read_in_every_language())) == 4
    helper = Person(new_page(), portal)
    helper.page.goto(f"{portal.url}{link}")
    assert len(list(helper.read_in_every_language())) == 4
