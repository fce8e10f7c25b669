"""File number and PIN: what fails tells nothing, five wrong tries make one wait, nothing is typed twice."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from portal import registry
from portal.access.door_settings.selectors import forget_door_settings
from portal.access.equal_answer_time import STEP_S
from portal.access.models import DoorSettings
from portal.access.next_page import PAGES
from portal.audit.models import Event
from portal.office.models import Office
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice
from tests.repo.test_routes import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

EXCHANGE = "TagorService/PinToFile"
ONLY_AFTER_ANOTHER = {"budget:removed"}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def main_file(practice: PracticeOffice) -> PracticeFile:
    return practice.file("nl-woman")


def typed(file: PracticeFile, **other: str) -> dict[str, str]:
    return {"file": file.file, "pin": file.pin, **other}


def get_alerts(page: Page) -> list[str]:
    return [div.get("role", "") for div in page.all("div") if div.get("role") == "alert"]


def test_form_asks_two_things_and_says_when_the_session_ends(visit: Visit) -> None:
    page = visit("/sign-in/", **ENGLISH)
    fields = {field.get("name"): field for field in page.all("input") if field.get("type") == "text"}

    assert set(fields) == {"file", "pin"}
    assert fields["pin"].get("inputmode") == "numeric"
    assert fields["pin"].get("autocomplete") == "off"
    assert "after 30 minutes without use, and after 2 hours at the latest" in page.text


def test_what_stands_twice_or_elsewhere_counts_once(
    visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    """The last value of the form counts, and none of the address or a cookie stands in for one."""
    seeded = practice.file()
    client.cookies["file"], client.cookies["pin"] = seeded.file, seeded.pin
    visit(f"/sign-in/?file={seeded.file}&pin={seeded.pin}", {}, status=422)
    assert not practice.calls("TagorService/PinToFile")
    visit(
        "/sign-in/?pin=0000", {"file": ["no-such-file", seeded.file], "pin": ["0000", seeded.pin]}, status=303
    )
    assert len(practice.calls("TagorService/PinToFile")) == 1
    visit("/file/")


def test_number_and_pin_open_the_file(
    client: Client, practice: PracticeOffice, main_file: PracticeFile
) -> None:
    answer = client.post("/sign-in/", typed(main_file))

    assert (answer.status_code, answer["Location"]) == (303, "/file/")
    assert {call["scheme"].lower() for call in practice.calls()} == {"pin"}
    event = Event.objects.get()
    assert (event.act, event.file_id, event.details) == ("signed-in", main_file.file_id, {"by": "pin"})


def test_spaces_do_not_matter(client: Client, main_file: PracticeFile) -> None:
    spaced = {"file": f" {main_file.file.replace('/', ' / ')} ", "pin": " ".join(main_file.pin)}

    assert client.post("/sign-in/", spaced).status_code == 303


@pytest.mark.parametrize("mark", ["-", ".", " – "])
def test_what_parts_the_digits_of_a_pin_is_no_wrong_try(
    client: Client, main_file: PracticeFile, mark: str
) -> None:
    pin = f"{main_file.pin[:3]}{mark}{main_file.pin[3:]}"
    assert client.post("/sign-in/", {"file": main_file.file, "pin": pin}).status_code == 303


def spell(file: str) -> list[str]:
    """The same number as people type and paste it."""
    year, number = file.split("/")
    packed = year + number
    return [
        packed,
        f"{year} {number}",
        f"{year}-{number}",
        f"{year}.{number}",
        f"{year} / {number.lstrip('0')}",
        f"\u200e{year}\u200b/{number}\ufeff",
        f"\u202a{packed}\u202c",
        f"{year}\u2044{number}",
    ]


def test_every_spelling_opens_the_file_and_tagor_gets_its_own(
    client: Client, practice: PracticeOffice, main_file: PracticeFile
) -> None:
    for typed_file in spell(main_file.file):
        answer = client.post("/sign-in/", {"file": typed_file, "pin": main_file.pin})
        assert (answer.status_code, answer["Location"]) == (303, "/file/"), repr(typed_file)
    assert len(practice.calls(EXCHANGE)) == len(spell(main_file.file))


@pytest.mark.usefixtures("pauses")
def test_every_spelling_is_a_try_at_the_same_file(client: Client, main_file: PracticeFile) -> None:
    for number, typed_file in enumerate(spell(main_file.file)[:5]):
        wrong = {"file": typed_file, "pin": "000000"}
        assert client.post("/sign-in/", wrong, REMOTE_ADDR=f"198.51.{number}.1").status_code == 422
    for typed_file in spell(main_file.file):
        right = {"file": typed_file, "pin": main_file.pin}
        assert client.post("/sign-in/", right, REMOTE_ADDR="203.0.113.1").status_code == 429, repr(typed_file)


def test_the_hint_has_the_example_of_the_office(
    visit: Visit, office: Office, practice: PracticeOffice
) -> None:
    for path in ("/sign-in/", "/new-link/"):
        assert "for example 26/001234." in visit(path, **ENGLISH).text
    assert "For example 26/001234" in visit("/embed/", **ENGLISH).text
    DoorSettings.objects.create(office=office, file_example="")
    forget_door_settings()
    assert "for example" not in visit("/sign-in/", **ENGLISH).text


@pytest.mark.usefixtures("pauses")
def test_who_must_wait_sees_how_long_and_how_to_pay_and_call(visit: Visit, main_file: PracticeFile) -> None:
    for _ in range(5):
        visit("/sign-in/", {"file": main_file.file, "pin": "000000"}, status=422)
    page = visit("/sign-in/", typed(main_file), status=429, **ENGLISH)
    (clock,) = [one for one in page.all("p") if one.get("data-countdown")]
    assert 0 < int(clock.get("data-countdown", "")) <= 60
    for words in ("You can try again in 1 minute.", "BE68 5390 0754 7034", "+32 9 000 00 00"):
        assert words in page.text
    assert page.links()["Try again"] == "/sign-in/"


def test_wrong_pin_and_unknown_file_cannot_be_told_apart(
    visit: Visit, practice: PracticeOffice, main_file: PracticeFile, pauses: list[float]
) -> None:
    wrong = visit("/sign-in/", {"file": main_file.file, "pin": "000000"}, status=422)
    unknown = visit("/sign-in/", {"file": "26/999999", "pin": "000000"}, status=422)

    assert wrong.html.replace(main_file.file, "") != wrong.html
    assert _plain(wrong, main_file.file) == _plain(unknown, "26/999999")
    assert get_alerts(wrong) == ["alert"]
    assert len(pauses) == 2
    assert all(0 < pause <= STEP_S for pause in pauses)
    told = {"by": "pin", "why": "wrong"}
    assert [event.details for event in Event.objects.all()] == [{**told, "times": 1}, {**told, "times": 2}]
    assert {event.file_id for event in Event.objects.all()} == {""}


def _plain(page: Page, file: str) -> list[str]:
    lines = page.html.replace(f'value="{file}"', 'value="FILE"').splitlines()  # the hint names an example
    return [
        line
        for line in lines
        if "csrfmiddlewaretoken" not in line and page.answer["X-Request-Id"] not in line
    ]


@pytest.mark.usefixtures("pauses")
def test_typed_file_stays_and_typed_pin_does_not(visit: Visit, main_file: PracticeFile) -> None:
    page = visit("/sign-in/", {"file": main_file.file, "pin": "918273"}, status=422)

    assert page.form_fields()["file"] == main_file.file
    assert page.form_fields()["pin"] == ""
    assert "918273" not in page.html


def test_empty_fields_are_named_and_ask_nothing(visit: Visit, practice: PracticeOffice) -> None:
    page = visit("/sign-in/", {"file": "", "pin": ""}, status=422, **ENGLISH)

    assert "Fill in the file number." in page.text
    assert "Fill in the PIN." in page.text
    assert practice.calls() == []


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize("exists", [True, False])
def test_five_wrong_tries_lock_any_number_alike(
    visit: Visit, practice: PracticeOffice, main_file: PracticeFile, exists: bool
) -> None:
    file = main_file.file if exists else "26/999999"
    for _ in range(5):
        visit("/sign-in/", {"file": file, "pin": "000000"}, status=422)
    page = visit("/sign-in/", {"file": file, "pin": main_file.pin}, status=429, **ENGLISH)

    assert "You can try again in 1 minute." in page.text
    assert 0 < int(page.answer["Retry-After"]) <= 61
    assert len(practice.calls(EXCHANGE)) == 5
    assert Event.objects.filter(act="sign-in-locked").count() == 1


@pytest.mark.usefixtures("pauses")
def test_file_stays_locked_from_another_network(
    client: Client, visit: Visit, practice: PracticeOffice, main_file: PracticeFile
) -> None:
    for number in range(5):
        client.post("/sign-in/", {"file": main_file.file, "pin": "000000"}, REMOTE_ADDR=f"198.51.{number}.1")
    spelled_otherwise = {"file": main_file.file.replace("26/00", "26-"), "pin": main_file.pin}
    answer = client.post("/sign-in/", spelled_otherwise, REMOTE_ADDR="203.0.113.1")

    assert answer.status_code == 429
    assert client.post("/sign-in/", typed(practice.file("fr-man"))).status_code == 303


@pytest.mark.usefixtures("pauses")
def test_right_pin_forgets_the_wrong_ones(client: Client, main_file: PracticeFile) -> None:
    for round_number in range(2):
        for number in range(4):
            wrong = {"file": main_file.file, "pin": "000000"}
            client.post("/sign-in/", wrong, REMOTE_ADDR=f"198.51.{round_number * 4 + number}.1")
        assert client.post("/sign-in/", typed(main_file)).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_twenty_wrong_tries_at_once_make_five_calls(
    practice: PracticeOffice, office: Office, main_file: PracticeFile
) -> None:
    def attempt(_: int) -> int:
        try:
            return Client().post("/sign-in/", {"file": main_file.file, "pin": "000000"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        statuses = sorted(pool.map(attempt, range(20)))

    assert len(practice.calls(EXCHANGE)) == 5
    assert statuses == [422] * 5 + [429] * 15


def test_system_down_is_no_wrong_try(
    visit: Visit, client: Client, practice: PracticeOffice, main_file: PracticeFile
) -> None:
    with practice.down():
        for _ in range(6):
            page = visit("/sign-in/", typed(main_file), status=503, **ENGLISH)
    assert "system does not answer" in page.text
    assert page.form_fields()["file"] == main_file.file
    assert main_file.pin not in page.html
    assert "BE68 5390 0754 7034" in page.text

    registry.reset()  # forgets that the system was down, as time would
    assert client.post("/sign-in/", typed(main_file)).status_code == 303


@pytest.mark.parametrize("fault", ["garbage", "drop"])
def test_broken_answer_is_no_wrong_try(
    visit: Visit, practice: PracticeOffice, main_file: PracticeFile, fault: str
) -> None:
    practice.fault("tagor", fault)

    visit("/sign-in/", typed(main_file), status=503)


def test_self_service_that_cannot_be_checked_opens_nothing(
    visit: Visit, client: Client, practice: PracticeOffice, main_file: PracticeFile
) -> None:
    practice.fault("tagor", "503", operation="TagorService/SelfServiceAllowed")
    visit("/sign-in/", typed(main_file), status=503)

    assert client.get("/file/").status_code == 303


def test_page_that_was_asked_for_opens_after_signing_in(
    visit: Visit, client: Client, main_file: PracticeFile
) -> None:
    asked = client.get("/file/lines/?secret=1")
    assert asked["Location"] == "/sign-in/?next=%2Ffile%2Flines%2F"
    page = visit(asked["Location"])
    answer = client.post("/sign-in/", {**page.form_fields(), **typed(main_file)})

    assert answer["Location"] == "/file/lines/"


def test_every_page_that_stands_on_its_own_opens_after_signing_in(
    sign_in: Callable[..., PracticeFile], client: Client
) -> None:
    """None leads to the balance without a word."""
    sign_in("running-plan", "en")
    of_file = {path: one for path, one in ROUTES.items() if hasattr(one.callback, "is_of_file")}
    found = set()
    for path in (path for path in of_file if "<" not in path):
        answer = client.get(f"/{path}")
        name = answer.wsgi_request.resolver_match.view_name
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found.add(name)
    assert found - PAGES <= ONLY_AFTER_ANOTHER
    assert client.get("/helper/").status_code == 200
    client.session.flush()
    assert client.get("/helper/?lang=fr")["Location"] == "/sign-in/?next=%2Fhelper%2F"


def test_who_types_wrong_pins_is_told_that_a_wait_is_near(visit: Visit, main_file: PracticeFile) -> None:
    """The same for a file that does not exist."""
    words = [
        "",
        "",
        "After 2 more wrong tries you must",
        "After 1 more wrong try you must",
        "Now you must wait",
    ]
    for file in (main_file.file, "26/999999"):
        for text in words:
            page = visit("/sign-in/", {"file": file, "pin": "0000"}, status=422, **ENGLISH)
            told = next((one for one in words if one and one in page.text), "")
            assert told == text
        cache.clear()


def test_page_of_another_site_is_never_opened(client: Client, main_file: PracticeFile) -> None:
    answer = client.post("/sign-in/", typed(main_file, next="https://evil.example/"))

    assert answer["Location"] == "/file/"


def test_language_of_the_browser_stays_with_a_pin(client: Client, main_file: PracticeFile) -> None:
    assert "language" not in client.post("/sign-in/", typed(main_file)).cookies


@pytest.mark.usefixtures("pauses")
def test_no_log_line_holds_number_or_pin(
    client: Client, main_file: PracticeFile, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.post("/sign-in/", typed(main_file))
    client.post("/sign-in/", {"file": main_file.file, "pin": "918273"})

    logged = caplog.text + "".join(str(vars(line)) for line in caplog.records)
    for secret in (main_file.file, main_file.pin, "918273"):
        assert secret not in logged
    assert main_file.file not in str(list(Event.objects.values()))


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize("file", ["dossier-\u00e9t\u00e9-17", "\u00c9" * 40, "\u0142\u00f3d\u017a/1"])
def test_file_number_with_accents_is_a_try_like_any_other(
    visit: Visit, practice: PracticeOffice, file: str
) -> None:
    page = visit("/sign-in/", {"file": file, "pin": "000000"}, status=422, **ENGLISH)

    assert "do not fit together" in page.text
    assert len(practice.calls(EXCHANGE)) == 1


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_sign_in_page_is_translated(visit: Visit, language: str) -> None:
    assert visit(f"/sign-in/?lang={language}").heading != "Sign in with your letter"
