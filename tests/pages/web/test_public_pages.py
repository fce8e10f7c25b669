"""The pages that belong to no file, in every language, and what surrounds every page."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from portal.office.models import Office
from tests.pages.conftest import Visit

PAGES = ["/", "/help/", "/privacy/", "/accessibility/", "/ui-kit/"]
HOME = {
    "nl": "Zie en regel wat u moet betalen",
    "fr": "Voir et régler ce que vous devez",
    "de": "Sehen und regeln, was Sie schulden",
    "en": "See and settle what you owe",
}
LINK = "one that carries the code of a link you opened, for 15 minutes at most;"
COOKIES = {
    "session": "one that keeps you signed in;",
    "csrf": "one that guards our forms;",
    "language": "one that remembers your language;",
    "device": "one that remembers for 90 days that you signed in here before;",
    "letter": LINK,
    "pass": LINK,
    "second-check": LINK,
    "quiet": "one that remembers that somebody may look over your shoulder, until you close the browser.",
}
"""What the privacy page says of each cookie that a person can get."""


@pytest.mark.parametrize("language", sorted(HOME))
@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_sound_in_each_language(visit: Visit, path: str, language: str) -> None:
    page = visit(f"{path}?lang={language}")
    assert f'<html lang="{language}">' in page.html
    assert page.title.endswith("\N{EN DASH} Kantoor Proef")
    assert "+32 9 000 00 00" in page.text
    assert "Kerkstraat 1, 9000 Gent" in page.text
    assert "0441.759.675" in page.text


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/ui-kit/"])
def test_no_two_languages_share_their_words(visit: Visit, path: str) -> None:
    sentences = []
    for language in HOME:
        page = visit(f"{path}?lang={language}")
        (main,) = page.all("main")
        sentences.append({"".join(p.itertext()).strip() for p in main.iter() if p.tag.endswith("}p")})
    assert not set.intersection(*map(set, sentences))
    assert all(not one & other for one in sentences for other in sentences if one is not other)


def test_privacy_names_every_right_and_where_to_see_how_long_things_are_kept(visit: Visit) -> None:
    text = visit("/privacy/?lang=en").text
    for words in (
        "see, correct or erase",
        "object to its use, or ask us to limit it",
        "how long this site keeps",
    ):
        assert words in text


def test_privacy_names_each_cookie_of_a_person(visit: Visit) -> None:
    text = visit("/privacy/?lang=en").text
    rooms = [path for room in ("access", "help") for path in (Path("portal") / room).rglob("*.py")]
    named = {
        name for path in rooms for name in re.findall(r'COOKIE = .*else "(.+)"', path.read_text("utf-8"))
    }
    assert named
    assert named <= set(COOKIES), "a cookie that the page does not name"
    assert not [sentence for sentence in COOKIES.values() if sentence not in text]


def test_home_shows_both_ways_in_and_help(visit: Visit) -> None:
    links = visit("/?lang=en").links()
    assert links["Sign in with file number and PIN"] == "/sign-in/"
    assert links["Free help with debts"] == "/help/"
    assert "Sign out" not in visit("/?lang=en").text


def test_a_chosen_language_stays(visit: Visit, client: Client) -> None:
    assert visit("/?lang=fr").heading == HOME["fr"]
    assert visit("/").heading == HOME["fr"]
    cookie = client.cookies["language"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-BE,fr;q=0.9,nl;q=0.8", "fr"),
        ("tr, de;q=0.5", "de"),
        ("en-US", "en"),
        ("tr", "nl"),
        ("", "nl"),
        ("nl;q=0.1, de;q=0.9", "de"),
        ("*" * 9000, "nl"),
    ],
)
def test_otherwise_the_browser_says(visit: Visit, client: Client, header: str, language: str) -> None:
    page = visit("/", **{"Accept-Language": header})
    assert page.heading == HOME[language]
    assert page.answer["Content-Language"] == language
    assert {"Cookie", "Accept-Language"} <= set(page.answer["Vary"].split(", "))
    assert "language" not in client.cookies


def test_an_unknown_language_changes_nothing(visit: Visit, client: Client) -> None:
    assert visit("/?lang=tr").heading == HOME["nl"]
    assert "language" not in client.cookies


def test_the_switch_keeps_the_page_and_its_query(visit: Visit) -> None:
    page = visit("/help/?from=letter&lang=de")
    switch = {a.get("lang"): a for a in page.all("a") if a.get("hreflang")}
    assert {code: a.get("href") for code, a in switch.items()} == {
        code: f"/help/?from=letter&lang={code}" for code in ("nl", "fr", "de", "en")
    }
    assert [code for code, a in switch.items() if a.get("aria-current")] == ["de"]


def test_nothing_comes_from_elsewhere_and_a_page_is_few_requests(visit: Visit) -> None:
    html = visit("/").html
    loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', html)
    assert 1 <= len(loaded) <= 8
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert "htmx" not in html


def test_an_office_without_data_still_has_pages(client: Client, db: None) -> None:
    Office.objects.all().delete()
    assert client.get("/").status_code == 200


def test_the_component_page_stays_off_a_real_portal(visit: Visit, settings: Settings) -> None:
    settings.SANDBOX = settings.DEBUG = False
    visit("/ui-kit/", status=404)
