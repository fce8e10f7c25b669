"""Every page before somebody is signed in to a file, in four languages, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.checks import check_state, check_width
from tests.e2e.conftest import DESK, PHONE, NewPage
from tests.e2e.journey import LANGUAGES, Person
from tests.e2e.processes import Portal, running
from tests.e2e.staff import Clerk
from tests.prepared import Prepared

# Judged by axe where the words are longest and the screen smallest, and where most people read.
JUDGED = {("de", 360), ("nl", 1280)}
PLAIN = (
    "/",
    "/sign-in/",
    "/h/",
    "/c/",
    "/new-link/",
    "/new-link/asked/",
    "/letter-check/",
    "/not-me/",
    "/not-me/sent/UNKNOWN/",
    "/pass/",
    "/embed/",
)


@pytest.fixture(scope="module")
def portal(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal of its own: the choices of an office stay, and would ask every other test's person more."""
    with running(Portal(tmp_path_factory.mktemp("doors"), prepared)) as server:
        yield server


def open_doors(clerk: Clerk) -> None:
    """Every door that an office may open."""
    clerk.sign_in_at_desk("/desk/settings/doors/")
    box = clerk.page.locator("main [name=short_codes]")
    if box.is_checked():
        return  # the other look was there before, at the same office
    clerk.page.locator("main label[for=id_short_codes]").click()
    clerk.choose("second_check", "house")
    clerk.type("embed_sites", "https://office.example")
    clerk.page.locator("main form button[type=submit]").first.click()
    clerk.page.locator("main [name=save]").click()  # the difference was shown first
    clerk.go("/desk/settings/doors/")
    assert box.is_checked()


def list_states(person: Person, portal: Portal) -> Iterator[str]:
    """Where to go for each page that somebody needs a letter to see."""
    person.page.goto(f"{portal.url}/h/{portal.office.file('nl-woman').hash}/")
    yield "/h/"
    person.page.locator("main form button").first.click()
    person.page.wait_for_url("**/second-check/")
    yield "/second-check/"
    expired = portal.office.file("expired-hash").hash
    person.page.goto(f"{portal.url}/h/{expired}/")
    person.page.locator("main form button").first.click()
    person.page.wait_for_load_state()
    assert person.page.locator("main a[href^='/new-link/']").count(), "one click to a new link"
    yield ""


def judge(page: Page, language: str, width: int) -> None:
    assert page.locator("html").get_attribute("lang") == language
    check_width(page)
    if (language, width) in JUDGED:
        check_state(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_door_in_every_language(portal: Portal, new_page: NewPage, dark: bool) -> None:
    open_doors(Clerk(new_page(phone=False), portal, axe=False))
    person = Person(new_page(dark=dark), portal, axe=False)
    sizes = (PHONE, DESK) if not dark else (PHONE,)
    languages = LANGUAGES if not dark else ("de",)
    for size in sizes:
        person.page.set_viewport_size(size)  # type: ignore[arg-type]
        for language in languages:
            for path in PLAIN:
                person.page.goto(f"{portal.url}{path}?lang={language}")
                judge(person.page, language, size["width"])
            for path in list_states(person, portal):
                if path:
                    person.page.goto(f"{portal.url}{path}?lang={language}")
                judge(person.page, language, size["width"])
