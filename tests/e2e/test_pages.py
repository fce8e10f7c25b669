"""Every page in every look: phone and desk, light, dark and forced colours, keyboard, large text."""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.e2e.checks import JUDGED_IN, check_state, check_width
from tests.e2e.conftest import NewPage
from tests.e2e.journey import LANGUAGES, Person
from tests.e2e.processes import Portal

PATHS = ["/file/", "/file/lines/", "/file/timeline/", "/file/documents/", "/file/help/"]
PATHS += ["/plan/", "/pay/", "/pay/transfer/"]
# What differs from file to file.
OF_THE_FILE = ["/file/", "/file/lines/", "/file/documents/", "/plan/", "/pay/"]
WITH_LONG_WORDS = ["/plan/running/", "/plan/budget/", "/messages/contact/", "/my-data/", "/letter-check/"]
PUBLIC = ["/", "/sign-in/", "/h/", "/help/", "/privacy/", "/accessibility/", "/no-such-page/"]
LOOKS = {
    "phone": {},
    "desk": {"phone": False},
    "dark": {"dark": True},
    "forced": {"forced": True},
}


@pytest.mark.parametrize(
    ("look", "language"),
    [
        *(("phone", language) for language in LANGUAGES),
        *product(("desk", "dark", "forced"), sorted(JUDGED_IN)),
    ],
)
def test_every_page_holds_the_bars(portal: Portal, new_page: NewPage, look: str, language: str) -> None:
    person = Person(new_page(language=language, **LOOKS[look]), portal)
    for path in PUBLIC:
        person.go(path)
        assert person.page.locator("html").get_attribute("lang") == language
    person.open_letter(portal.office.file("documents"))
    person.go(f"/file/?lang={language}")
    for path in PATHS:
        person.go(path)
        assert person.page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(
    "slug",
    [
        "company",
        "couple-one",
        "running-plan",
        "arrears",
        "stopped",
        "paid-off",
        "one-cent",
        "six-figures",
        "many-lines",
        "apostrophe",
        "sharp-s",
        "arabic",
        "long-name",
        "null-dates",
        "no-plan",
        "overpaid",
        "differs",
    ],
)
def test_every_kind_of_file_fits_a_small_phone(portal: Portal, new_page: NewPage, slug: str) -> None:
    person = Person(new_page(), portal)
    person.page.set_viewport_size({"width": 320, "height": 640})
    person.come_in(portal.office.file(slug))
    for path in OF_THE_FILE:
        person.go(path)


def test_large_text_does_not_scroll_sideways(portal: Portal, new_page: NewPage) -> None:
    """In German, whose words are the longest."""
    person = Person(new_page(), portal, axe=False)
    person.come_in(portal.office.file("running-plan"))
    for path in (*PATHS, *WITH_LONG_WORDS):
        person.page.goto(f"{portal.url}{path}?lang=de")
        person.page.evaluate("document.documentElement.style.fontSize = '36px'")
        check_width(person.page)


def test_keyboard_alone_reaches_the_payment_page(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(phone=False), portal)
    person.open_letter(portal.office.file("nl-woman"))
    pay = person.page.locator("main form[action='/pay/'] button")
    for _ in range(40):
        person.page.keyboard.press("Tab")
        if pay.evaluate("e => e === document.activeElement"):
            break
    expect(pay).to_be_focused()
    person.page.keyboard.press("Enter")
    person.page.wait_for_url("**/pay/go/**")
    check_state(person.page)


def test_balance_is_light_and_talks_to_nobody_else(portal: Portal, new_page: NewPage) -> None:
    page = new_page()
    person = Person(page, portal, axe=False)
    seeded = portal.office.file("nl-woman")
    person.go(f"/h/{seeded.hash}/")
    sizes: list[int] = []
    hosts: set[str] = set()
    page.on("requestfinished", lambda request: sizes.append(sum_sizes(request.sizes())))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    person.click("main form button")
    page.wait_for_load_state("networkidle")

    assert hosts == {portal.url.removeprefix("http://")}
    assert len(sizes) <= 10
    assert sum(sizes) <= 60_000


def sum_sizes(sizes: dict[str, int]) -> int:
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def test_hash_leaves_no_trace(portal: Portal, new_page: NewPage) -> None:
    page = new_page(scripts=False)
    seeded = portal.office.file("nl-woman")
    referers: list[str] = []
    page.on("request", lambda request: referers.append(request.headers.get("referer", "")))
    person = Person(page, portal, axe=False)
    person.open_letter(seeded)
    page.go_back()
    assert seeded.hash not in page.url
    assert not any(seeded.hash in referer for referer in referers)
    assert seeded.hash not in portal.log()


def test_another_language_keeps_what_is_typed(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal, axe=False)
    person.come_in(portal.office.file("nl-woman"))
    person.go("/plan/other/")
    person.type("words", "Ik verdien minder.")
    person.click(person.page.locator(".languages a[hreflang=de]"))
    assert person.page.locator("html").get_attribute("lang") == "de"
    expect(person.page.locator("[name=words]")).to_have_value("Ik verdien minder.")
    assert "verdien" not in person.page.url


def test_back_after_sign_out_shows_nothing(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    seeded = portal.office.file("nl-woman")
    person.open_letter(seeded)
    person.click("header form[action='/sign-out/'] button, header a[href='/sign-out/']")
    if person.page.locator("main form[action='/sign-out/'] button").count():
        person.click("main form[action='/sign-out/'] button")
    person.page.goto(f"{portal.url}/file/")
    expect(person.page).to_have_url(f"{portal.url}/sign-in/?next=%2Ffile%2F")
    person.page.go_back()
    expect(person.page.locator("body")).not_to_contain_text(seeded.name)


def test_tagor_down_is_said_within_three_seconds(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("nl-woman"))
    portal.office.fault("tagor", "slow", times=50, seconds=20)
    person.page.set_default_navigation_timeout(3_500)
    person.page.goto(f"{portal.url}/file/")
    expect(person.page.locator("body")).to_contain_text("BE68 5390 0754 7034")


def test_documents_are_downloads(portal: Portal, new_page: NewPage) -> None:
    person = Person(new_page(), portal)
    person.open_letter(portal.office.file("documents"))
    person.go("/file/documents/")
    with person.page.expect_download() as started:
        person.page.locator("main a[href*='/file/documents/']").first.click()
    assert started.value.suggested_filename


@pytest.mark.parametrize("slug", ["nl-woman", "arrears"])
@pytest.mark.parametrize("path", ["/file/", "/file/lines/", "/pay/transfer/"])
def test_a_page_prints_on_one_sheet(portal: Portal, new_page: NewPage, path: str, slug: str) -> None:
    person = Person(new_page(phone=False), portal, axe=False)
    person.open_letter(portal.office.file(slug))
    person.go(path)
    assert person.count_sheets() == 1
