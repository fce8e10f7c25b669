"""What the office chooses for its doors, and the one page that its own site may show in a frame."""

from typing import Any

import pytest
from django.test import Client

from portal.access.models import DoorSettings
from portal.audit.models import Event
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
HOME = "/desk/settings/doors/"
SITE = "https://www.kantoor.example"
CHOSEN = {
    "short_codes": "on",
    "second_check": "house",
    "mail_template": "HASH",
    "text_template": "",
    "file_example": "26/004512",
    "shared_requests": "amount",
    "embed_sites": f"{SITE}/\n{SITE}",
}


@pytest.fixture
def admin(client: Client, office: Any) -> Any:
    user = make_staff(permissions=["access.change_doorsettings"])
    sign_in_staff(client)
    client.cookies["language"] = "en"
    return user


def test_choice_is_saved_with_both_values_in_the_trail(visit: Visit, admin: Any) -> None:
    check = choose(visit)
    assert "nothing more the number of their house" in check.text
    assert "that somebody asked for a plan also how much a month, and from when" in check.text
    assert not DoorSettings.objects.exists()
    visit(HOME, {**check.form_fields(), "save": "1"}, status=303)
    row = DoorSettings.objects.get()
    assert (row.short_codes, row.second_check, row.new_links, row.embed_sites) == (True, "house", False, SITE)
    event = Event.objects.get(act="door-settings-changed")
    changed = event.details["fields"]
    assert changed["second_check"] == {"before": "none", "after": "house"}
    assert changed["embed_sites"] == {"before": "", "after": SITE}
    assert SITE in visit(HOME).html
    assert "There is nothing to save." in choose(visit).text
    visit(HOME, {"undo": str(event.number)}, status=303)
    row.refresh_from_db()
    assert (row.short_codes, row.second_check, row.new_links, row.embed_sites) == (False, "none", True, "")


def choose(visit: Visit, *, status: int = 200, save: bool = False, **typed: str) -> Page:
    """Fill in the form; with ``save`` what the check would send."""
    seen = visit(HOME).form_fields()["seen"]
    more = {"save": "1"} if save else {}
    return visit(HOME, {"seen": seen, **CHOSEN, **typed, **more}, status=status)


@pytest.mark.parametrize(
    "site",
    [
        "http://kantoor.example",
        "https://*.example",
        "https://kantoor.example/page",
        "https://kantoor.example; script-src *",
        "https://a@kantoor.example",
        "'self'",
        "https://kantoor",
        "https://kantoor.example:x",
        "\n".join(f"https://k{n}.example" for n in range(11)),
    ],
)
def test_site_that_cannot_stand_in_a_policy(visit: Visit, admin: Any, site: str) -> None:
    choose(visit, embed_sites=site, status=422)
    assert not DoorSettings.objects.exists()


def test_only_an_admin_chooses(visit: Visit, client: Client, office: Any) -> None:
    make_staff("carl")
    sign_in_staff(client, "carl")
    visit(HOME, status=403)
    assert client.post(HOME, CHOSEN).status_code == 403


def read_ancestors(answer: Any) -> str:
    parts = [part.strip() for part in answer["Content-Security-Policy"].split(";")]
    return next(part for part in parts if part.startswith("frame-ancestors"))


def test_only_the_named_sites_may_show_the_box_and_nothing_else(
    visit: Visit, client: Client, admin: Any
) -> None:
    assert read_ancestors(client.get("/embed/")) == "frame-ancestors 'self'"
    choose(visit, save=True, status=303)
    box = client.get("/embed/")
    assert read_ancestors(box) == f"frame-ancestors 'self' {SITE}"
    assert "X-Frame-Options" not in box
    for path in ("/sign-in/", "/", "/h/", "/new-link/", "/desk/", HOME):
        answer = client.get(path, follow=True)
        assert read_ancestors(answer) == "frame-ancestors 'none'", path
        assert answer["X-Frame-Options"] == "DENY", path


def test_box_speaks_its_language_and_leaves_that_of_the_browser(
    visit: Visit, client: Client, office: object
) -> None:
    """The settings show it in four languages at once."""
    client.cookies["language"] = "de"
    for language in ("nl", "fr", "en"):
        box = visit(f"/embed/?lang={language}")
        assert box.answer.headers["Content-Language"] == language
        assert client.cookies["language"].value == "de"


def test_box_leads_to_the_sign_in_page_with_the_number(
    visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    box = visit("/embed/?lang=fr")
    assert box.main_forms()[0].get("target") == "_top"
    stranger = Client(enforce_csrf_checks=True)  # a frame on another site sends no cookie
    answer = stranger.post(box.form_action(), {"file": '26/004512"><script>'})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'value="26/004512&#34;&gt;&lt;script&gt;"' in page
    assert 'lang="fr"' in page
    file = practice.file()
    filled = visit("/embed/start/", {"file": file.file})
    answer_page = visit("/sign-in/", filled.form_fields() | {"pin": file.pin}, status=303)
    assert answer_page.answer["Location"] == "/file/"


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_pages_in_every_language(visit: Visit, client: Client, admin: Any, language: str) -> None:
    client.cookies["language"] = language
    visit(HOME)
    visit(f"/embed/?lang={language}")
