"""The letter link: looking does nothing, one tap opens the file, and the hash is nowhere to be read."""

import logging
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from portal import registry
from portal.access.letter import COOKIE
from portal.access.limits.pin_limits import LETTER_LIMIT, count_letters
from portal.audit.models import Event
from portal.office.models import Office
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.django_db

EXCHANGE = "TagorService/HashToFile"
NOBODYS_HASH = "nobodys-hash-0123456789"


def test_link_shows_the_office_and_one_button(visit: Visit, practice: PracticeOffice) -> None:
    page = visit(f"/h/{practice.file().hash}/", follow=True, **{"Accept-Language": "en"})

    assert page.heading == "Open your file"
    assert "Kantoor Proef" in page.text
    assert "Kerkstraat 1" in page.text
    assert len(page.main_forms()) == 1
    assert "after 30 minutes without use" in page.text


def test_office_comes_from_tagor_when_its_row_is_empty(
    visit: Visit, practice: PracticeOffice, office: Office
) -> None:
    office.delete()
    page = visit(f"/h/{practice.file().hash}/", follow=True)

    assert [call["operation"] for call in practice.calls()] == ["Config/Info"]
    assert page.text.count("@") >= 1


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete", "patch"])
def test_looking_asks_nothing_and_writes_nothing(
    client: Client, practice: PracticeOffice, office: Office, method: str
) -> None:
    answer = getattr(client, method)(f"/h/{practice.file().hash}/")

    assert answer.status_code in {303, 405}
    assert practice.calls() == []
    assert "session" not in client.cookies
    assert not Event.objects.exists()


def test_hash_leaves_the_address_at_once(client: Client, practice: PracticeOffice) -> None:
    answer = client.get(f"/h/{practice.file().hash}/")

    assert answer.status_code == 303
    assert answer["Location"] == "/h/"
    assert answer["Cache-Control"] == "no-store"
    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/h/", "Lax", True)
    assert cookie["max-age"] == 900


def test_link_without_its_last_slash_works_too(client: Client, practice: PracticeOffice) -> None:
    answer = client.get(f"/h/{practice.file().hash}")

    assert (answer.status_code, answer["Location"]) == (303, "/h/")


def test_button_opens_the_file_under_a_new_session_and_drops_the_cookie(
    visit: Visit, practice: PracticeOffice, client: Client
) -> None:
    letter = visit(f"/h/{practice.file().hash}/", follow=True)
    answer = client.post(letter.form_action(), letter.form_fields())

    assert (answer.status_code, answer["Location"]) == (303, "/file/")
    assert answer.cookies[COOKIE].value == ""
    assert [call["operation"] for call in practice.calls()] == [EXCHANGE, "TagorService/SelfServiceAllowed"]
    assert {call["scheme"].lower() for call in practice.calls()} == {"hash"}
    event = Event.objects.get()
    assert (event.act, event.file_id, event.details) == (
        "signed-in",
        practice.file().file_id,
        {"by": "letter"},
    )


def test_post_to_the_link_itself_opens_the_file(client: Client, practice: PracticeOffice) -> None:
    answer = client.post(f"/h/{practice.file().hash}/")

    assert (answer.status_code, answer["Location"]) == (303, "/file/")


def test_form_of_another_site_opens_nothing(practice: PracticeOffice, office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)

    for address in (f"/h/{practice.file().hash}/", "/h/"):
        assert strict.post(address).status_code == 403
    assert practice.calls() == []


def test_page_and_button_work_with_the_form_token_checked(practice: PracticeOffice, office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(f"/h/{practice.file().hash}/", follow=True)
    form = Page(page)
    from_browser = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}

    for address in (form.form_action(), f"/h/{practice.file().hash}/"):
        answer = strict.post(address, form.form_fields(), headers=from_browser)
        assert answer["Location"] == "/file/"


@pytest.mark.usefixtures("office", "pauses")
def test_answer_at_the_link_itself_sends_no_referer(client: Client, practice: PracticeOffice) -> None:
    address = f"/h/{practice.file('expired-hash').hash}/"

    for answer in (client.get(address), client.post(address)):
        assert answer["Referrer-Policy"] == "no-referrer"


def test_two_letters_in_two_tabs_each_open_their_own_file(
    visit: Visit, practice: PracticeOffice, client: Client
) -> None:
    first = visit(f"/h/{practice.file('nl-woman').hash}/", follow=True)
    visit(f"/h/{practice.file('fr-man').hash}/", follow=True)
    client.post(first.form_action(), first.form_fields())

    assert Event.objects.get().file_id == practice.file("nl-woman").file_id


@pytest.mark.usefixtures("pauses")
def test_hash_is_in_no_page_no_header_and_no_log(
    client: Client, practice: PracticeOffice, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hashes = [practice.file(slug).hash for slug in ("nl-woman", "expired-hash", "refused")] + [NOBODYS_HASH]
    answers = []
    for one in hashes:
        answers += [client.get(f"/h/{one}/"), client.get("/h/"), client.put(f"/h/{one}/")]
        answers.append(client.post(f"/h/{one}/"))
        answers.append(Client(enforce_csrf_checks=True).post(f"/h/{one}/"))
    with practice.down():
        answers.append(client.post(f"/h/{hashes[0]}/"))
    said = [str(answer.headers) + answer.content.decode() + answer.cookies.output() for answer in answers]
    logged = caplog.text + "".join(str(vars(line)) for line in caplog.records)

    for one in hashes:
        assert not [text for text in said if one in text]
        assert one not in logged


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize(
    "odd", ["x", "a" * 5000, "%3Cscript%3E", "a%20b", "caf%C3%A9", "..%2f%3Fetc", "%00", "%0d%0aX:1"]
)
def test_malformed_hash_never_reaches_tagor(visit: Visit, practice: PracticeOffice, odd: str) -> None:
    page = visit(f"/h/{odd}/", follow=True)
    refused = visit(page.form_action(), page.form_fields(), status=404)

    assert practice.calls() == []
    unknown = visit(f"/h/{NOBODYS_HASH}/", {}, status=404)
    assert refused.text == unknown.text


def test_expired_letter_says_so_and_shows_the_ways_on(
    visit: Visit, practice: PracticeOffice, pauses: list[float]
) -> None:
    page = visit(f"/h/{practice.file('expired-hash').hash}/", {}, status=410, **{"Accept-Language": "en"})

    assert page.heading == "This link no longer works"
    assert "/sign-in/" in page.links().values()
    assert "tel:+3290000000" in page.links().values()
    assert sum(pauses) > 0
    assert Event.objects.get().details == {"by": "letter", "why": "expired", "times": 1}
    _check_no_word_of_tagor(page.html)


@pytest.mark.usefixtures("pauses", "office")
def test_what_is_refused_again_and_again_does_not_fill_the_trail(
    client: Client, practice: PracticeOffice
) -> None:
    address = f"/h/{practice.file('expired-hash').hash}/"
    for _ in range(20):
        assert client.post(address).status_code == 410

    told = [event.details["times"] for event in Event.objects.filter(act="sign-in-refused")]
    assert told == [1, 2, 4, 8, 16]


def test_file_that_the_office_handles_itself_opens_to_pay_and_to_write(
    visit: Visit, practice: PracticeOffice
) -> None:
    seeded = practice.file("refused")
    visit(f"/h/{seeded.hash}/", {}, status=303)
    assert Event.objects.get(act="signed-in").details == {"by": "letter", "in_person": True}

    page = visit("/file/?lang=en")
    assert "The office handles this file in person" in page.text
    assert "/plan/" not in page.links().values()
    assert visit("/pay/").heading == "Pay"
    closed = visit("/plan/")
    assert closed.heading == "The office offers no plan here"
    assert "/plan/other/" not in closed.links().values()
    assert visit("/plan/other/", status=303).answer["Location"] == "/plan/"
    _check_no_word_of_tagor(page.html)


@pytest.mark.parametrize(
    "reason",
    [
        "Actief afbetalingsplan.\n",
        "Er is een lopend afbetalingsplan voor dit dossier",
        "Afbetalingsplan is actief",
    ],
)
def test_plan_that_runs_is_no_reason_to_shut_the_file(
    visit: Visit, practice: PracticeOffice, reason: str
) -> None:
    practice.set_parameter("self-service", reason)
    visit(f"/h/{practice.file('running-plan').hash}/", {}, status=303)
    page = visit("/file/?lang=en")
    assert "in person" not in page.text
    assert visit("/plan/running/").heading == "Your payment plan"


def _check_no_word_of_tagor(html: str) -> None:
    for word in ("niet toegelaten", "vervallen", "Success", "self-service"):
        assert word not in html


def test_system_down_counts_as_no_wrong_try_and_keeps_the_letter(
    visit: Visit, practice: PracticeOffice, client: Client
) -> None:
    with practice.down():
        for _ in range(6):
            page = visit(f"/h/{practice.file().hash}/", {}, status=503, **{"Accept-Language": "en"})
    assert "This is not your fault" in page.text

    registry.reset()  # forgets that the system was down, as time would
    answer = client.post(page.form_action(), page.form_fields())
    assert answer["Location"] == "/file/"


@pytest.mark.usefixtures("pauses")
def test_wrong_links_and_pins_of_a_neighbour_close_no_letter(
    client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    file = practice.file()
    for number in range(8):
        visit(f"/h/{NOBODYS_HASH}{number}/", {}, status=404)
        client.post("/sign-in/", {"file": file.file, "pin": "000000"})
        client.post("/sign-in/", {"file": f"26/9{number}", "pin": "000000"})

    assert client.post("/sign-in/", {"file": file.file, "pin": file.pin}).status_code == 429
    assert client.post(f"/h/{file.hash}/")["Location"] == "/file/"


@pytest.mark.usefixtures("pauses")
def test_three_hundred_unknown_hashes_make_their_network_wait_a_minute(
    visit: Visit, practice: PracticeOffice
) -> None:
    network = count_letters("127.0.0.1")
    for _ in range(LETTER_LIMIT + 3):
        network.count_wrong()
    page = visit(f"/h/{practice.file().hash}/", {}, status=429, **{"Accept-Language": "en"})

    assert "in 1 minute" in page.text
    assert 0 < int(page.answer["Retry-After"]) <= 61
    assert "/sign-in/" not in page.links().values(), "who has the link tries the link again"
    assert practice.calls(EXCHANGE) == []
    network.forget()
    assert visit("/h/", page.form_fields(), status=303).answer["Location"] == "/file/"


def test_letter_page_without_cookie_is_kind(visit: Visit) -> None:
    page = visit("/h/", **{"Accept-Language": "en"})

    assert page.heading == "Open the link in your letter again"
    assert "/sign-in/" in page.links().values()


@pytest.mark.parametrize("letter", ["", "garbage", "é"])
def test_form_without_a_true_letter_opens_nothing(
    visit: Visit, practice: PracticeOffice, letter: str
) -> None:
    visit("/h/", {"letter": letter}, status=422)

    assert practice.calls() == []


def test_cookie_and_page_grow_old(
    visit: Visit, practice: PracticeOffice, advance: Callable[..., None]
) -> None:
    page = visit(f"/h/{practice.file().hash}/", follow=True)
    advance(minutes=16)
    assert not visit("/h/").main_forms()
    advance(minutes=45)

    visit(page.form_action(), page.form_fields(), status=422)
    assert practice.calls() == []


@pytest.mark.parametrize(
    ("slug", "language"), [("nl-woman", "nl"), ("fr-man", "fr"), ("de-woman", "de"), ("en-man", "en")]
)
def test_portal_speaks_the_language_of_the_file(
    client: Client, practice: PracticeOffice, slug: str, language: str
) -> None:
    answer = client.post(f"/h/{practice.file(slug).hash}/", headers={"Accept-Language": "en"})

    assert answer.cookies["language"].value == language


def test_language_that_the_visitor_chose_stays(client: Client, practice: PracticeOffice) -> None:
    client.cookies["language"] = "en"
    answer = client.post(f"/h/{practice.file('fr-man').hash}/")

    assert "language" not in answer.cookies


def test_file_without_a_language_leaves_the_browsers(client: Client, practice: PracticeOffice) -> None:
    answer = client.post(f"/h/{practice.file('null-dates').hash}/")

    assert "language" not in answer.cookies


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_letter_page_is_translated(visit: Visit, practice: PracticeOffice, language: str) -> None:
    page = visit(f"/h/{practice.file().hash}/?lang={language}", follow=True)

    assert page.heading != "Open your file"


@pytest.mark.parametrize("behind", [".", ")", ").", ",", "\u200b", "»"])
def test_what_a_mail_program_took_along_opens_the_file_all_the_same(
    behind: str, visit: Visit, practice: PracticeOffice
) -> None:
    letter = visit(f"/h/{practice.file().hash}{quote(behind)}/", follow=True)
    answer = visit(letter.form_action(), letter.form_fields(), status=303).answer
    assert answer["Location"] == "/file/"


@pytest.mark.parametrize("path", ["/h/", "/c/", "/pass/", "/sign-in/"])
def test_every_door_says_that_another_file_is_open(
    path: str, visit: Visit, sign_in: Callable[..., PracticeFile], practice: PracticeOffice
) -> None:
    other = practice.file("fr-man")
    address = f"/h/{other.hash}/" if path == "/h/" else path
    words = "If you open another one here, that file closes."
    visit("/c/?lang=en")
    assert words not in visit(address, follow=True).text
    sign_in("nl-woman", "en")
    assert words in visit(address, follow=True).text
