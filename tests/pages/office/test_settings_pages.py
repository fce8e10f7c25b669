"""Who the office is, its hours and its look: the difference first, then every page shows it, and back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from portal.audit.models import Event
from portal.office.models import Office, StoredPicture
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page

OFFICE, HOURS, LOOK = "/desk/settings/office/", "/desk/settings/hours/", "/desk/settings/look/"
RIGHTS = ("office.change_office", "office.change_hours", "office.change_look")
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, office: Office) -> Client:
    make_staff(permissions=RIGHTS)
    sign_in_staff(client)
    client.cookies["language"] = "en"
    return client


def check(visit: Visit, path: str, status: int = 200, **typed: object) -> Page:
    return visit(path, {**visit(path).form_fields(), **typed}, status=status)


def save(visit: Visit, path: str, page: Page) -> None:
    visit(path, {**page.form_fields(), "save": "1"}, status=303)


def test_who_the_office_is_shows_at_once_and_can_be_undone(editor: Client, visit: Visit) -> None:
    page = check(visit, OFFICE, city="Brugge", phone="050 12 34 56")
    assert "Brugge" not in visit("/").text
    save(visit, OFFICE, page)
    assert "Brugge" in visit("/").text
    event = Event.objects.get(act="office-identity-changed")
    assert event.details["fields"]["city"]["after"] == "Brugge"
    assert "Undo the newest change" in visit(f"{OFFICE}?saved=1").text
    visit(OFFICE, {"undo": str(event.number)}, status=303)
    assert "Brugge" not in visit("/").text


def test_the_hour_until_which_a_transfer_counts_that_day(
    editor: Client, visit: Visit, office: Office
) -> None:
    save(visit, OFFICE, check(visit, OFFICE, transfer_cut_off="13h30"))
    office.refresh_from_db()
    assert f"{office.transfer_cut_off:%H:%M}" == "13:30"
    told = Event.objects.get(act="office-identity-changed").details["fields"]
    assert told == {"transfer_cut_off": {"before": "15:00", "after": "13:30"}}
    check(visit, OFFICE, 422, transfer_cut_off="noon")
    check(visit, OFFICE, 422, transfer_cut_off="")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"street": "Pay to BE68 5390 0754 7034"}, "An account number is no text."),
        ({"phone": "call us"}, "This is no telephone number."),
    ],
)
def test_what_is_no_identity_is_refused(
    editor: Client, visit: Visit, typed: dict[str, str], words: str
) -> None:
    assert words in check(visit, OFFICE, 422, **typed).text


def test_where_money_goes_cannot_be_typed_here(editor: Client, visit: Visit) -> None:
    before = Office.objects.get().iban
    page = check(visit, OFFICE, city="Brugge", iban="BE71096123456769", account_holder="J. Dief")
    visit(OFFICE, {**page.form_fields(), "iban": "BE71096123456769", "save": "1"}, status=303)
    assert Office.objects.get().iban == before


def test_pages_say_when_the_office_is_open(editor: Client, visit: Visit) -> None:
    page = check(visit, HOURS, mon="9-12, 13.30-17", closed="25/12/2026\n24/12/2026 - 02/01/2027")
    assert "Monday closed 9:00-12:00, 13:30-17:00" in page.text
    save(visit, HOURS, page)
    text = visit("/").text
    assert "Monday 9:00–12:00, 13:30–17:00" in text
    assert "Open now" in text or "Closed now" in text
    assert visit(HOURS).form_fields()["closed"].split("\n") == ["24/12/2026 - 02/01/2027", "25/12/2026"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"mon": "17-9"}, "Write the hours as 9:00-12:00, 13:30-17:00."),
        ({"closed": "Christmas"}, "Write a day as 25/12/2026"),
        ({"closed": "02/01/2027 - 24/12/2026"}, "Write a day as 25/12/2026"),
    ],
)
def test_hours_that_cannot_be_read_are_refused(
    editor: Client, visit: Visit, typed: dict[str, str], words: str
) -> None:
    assert words in check(visit, HOURS, 422, **typed).text


def make_picture() -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (1600, 200), "red").save(written, "JPEG", exif=b"Exif\x00\x00secret")
    return SimpleUploadedFile("logo.exe", written.getvalue(), "text/html")


def test_a_picture_is_known_by_its_content_and_shown_after_the_check(editor: Client, visit: Visit) -> None:
    fields = visit(LOOK).form_fields() | {"accent": "#ffcc00", "picture": make_picture()}
    page = Page(editor.post(LOOK, fields))
    assert "corrected to" in page.text
    assert Office.objects.get().accent != "#ffcc00"
    save(visit, LOOK, page)
    row = Office.objects.get()
    answer = editor.get(row.logo_url)
    assert (row.accent, answer["Content-Type"]) == ("#ffcc00", "image/png")
    assert b"secret" not in answer.content
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert shown.size == (800, 100)
    assert f'src="{row.logo_url}"' in visit("/").html
    visit(LOOK, {"undo": str(Event.objects.get(act="office-look-changed").number)}, status=303)
    assert row.logo_url not in visit("/").html


def test_what_is_no_picture_is_refused(editor: Client, visit: Visit) -> None:
    fields = visit(LOOK).form_fields()
    bad = SimpleUploadedFile("logo.png", b"<svg onload='alert(1)'>", "image/png")
    page = Page(editor.post(LOOK, fields | {"picture": bad}))
    assert "This is no picture." in page.text
    assert not StoredPicture.objects.exists()


def test_no_path_of_another_place_is_taken(editor: Client, visit: Visit) -> None:
    fields = visit(LOOK).form_fields() | {"logo_url": "/static/evil.png", "save": "1"}
    visit(LOOK, fields, status=422)
    assert Office.objects.get().logo_url == ""


@pytest.mark.parametrize("right", RIGHTS)
def test_each_page_has_a_permission_of_its_own(
    client: Client, visit: Visit, office: Office, right: str
) -> None:
    make_staff(permissions=[right])
    sign_in_staff(client)
    opened = {path: client.get(path).status_code for path in (OFFICE, HOURS, LOOK)}
    assert sorted(opened.values()) == [200, 403, 403]
