"""A session: what the browser holds, when it ends, and how tabs and staff logins live beside it."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from portal.access.session import Defendant, get_defendant, session_ends_at
from portal.audit.models import Event
from portal.web.sessions import hash_key
from tests.pages.conftest import Visit
from tests.practice import PracticeFile, PracticeOffice

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SignIn = Callable[..., PracticeFile]
DOCUMENTS = "/file/documents/"  # a page of a file that writes nothing there


def test_browser_holds_the_session_id_only(sign_in: SignIn, client: Client) -> None:
    file = sign_in("nl-woman")
    cookie = client.cookies["session"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert file.file_id not in str(client.cookies)
    stored = str([session.get_decoded() for session in Session.objects.all()])
    assert file.hash not in stored
    kept = set(Session.objects.values_list("session_key", flat=True))
    assert kept == {hash_key(cookie.value)}, "a row of the database must not open the file"
    client.cookies["session"] = kept.pop()
    assert client.get("/file/").status_code == 303


def test_sign_in_starts_under_a_new_session_id(
    client: Client, practice: PracticeOffice, visit: Visit
) -> None:
    planted = client.session
    planted["note"] = "left by somebody else"
    planted.save()
    client.cookies["session"] = planted.session_key
    client.post(f"/h/{practice.file().hash}/")

    assert client.cookies["session"].value != planted.session_key
    assert not Session.objects.filter(session_key=planted.session_key).exists()
    assert "note" not in client.session


def test_second_file_drops_every_fact_of_the_first(sign_in: SignIn, client: Client) -> None:
    sign_in("nl-woman")
    session = client.session
    session["facts"] = {"balance": 1}
    session.save()
    before = client.cookies["session"].value
    sign_in("fr-man")

    assert client.cookies["session"].value != before
    assert "facts" not in client.session


@pytest.mark.usefixtures("pauses")
def test_failed_second_sign_in_leaves_the_open_file(
    sign_in: SignIn, client: Client, practice: PracticeOffice
) -> None:
    file = sign_in("nl-woman")
    assert client.post("/sign-in/", {"file": file.file, "pin": "918273"}).status_code == 422

    assert client.get(DOCUMENTS).status_code == 200


def test_staff_login_in_the_same_browser_stays(sign_in: SignIn, client: Client) -> None:
    staff = get_user_model().objects.create_user("clerk", password="long-enough-password")
    client.force_login(staff)
    sign_in("nl-woman")
    assert client.session["_auth_user_id"] == str(staff.pk)
    client.post("/sign-out/")

    assert client.session["_auth_user_id"] == str(staff.pk)
    assert client.get(DOCUMENTS).status_code == 303


def test_session_ends_when_nothing_is_done(
    sign_in: SignIn, client: Client, visit: Visit, advance: Callable[..., None]
) -> None:
    sign_in("nl-woman", "en")
    advance(minutes=29)
    assert client.get(DOCUMENTS).status_code == 200
    advance(minutes=29)
    assert client.get(DOCUMENTS).status_code == 200
    advance(minutes=30)
    answer = client.get(DOCUMENTS)

    assert answer["Location"] == "/sign-in/?ended=1&next=%2Ffile%2Fdocuments%2F"
    assert "You were signed out" in visit(answer["Location"]).text
    assert client.get(DOCUMENTS)["Location"] == "/sign-in/?next=%2Ffile%2Fdocuments%2F"


def test_session_ends_two_hours_after_signing_in_whatever_is_done(
    sign_in: SignIn, client: Client, advance: Callable[..., None]
) -> None:
    sign_in("nl-woman")
    for _ in range(5):
        advance(minutes=20)
        assert client.get(DOCUMENTS).status_code == 200
    advance(minutes=20)

    assert "ended=1" in client.get(DOCUMENTS)["Location"]


def test_looking_again_within_a_minute_writes_no_session(
    sign_in: SignIn, client: Client, advance: Callable[..., None]
) -> None:
    sign_in("nl-woman")
    client.get(DOCUMENTS)
    before = client.session["defendant"]["seen"]
    advance(seconds=50)
    client.get(DOCUMENTS)
    assert client.session["defendant"]["seen"] == before
    advance(seconds=15)
    client.get(DOCUMENTS)

    assert client.session["defendant"]["seen"] > before


def test_session_tells_when_it_ends(sign_in: SignIn, client: Client, rf: RequestFactory) -> None:
    sign_in("nl-woman")
    request = rf.get("/")
    request.session = client.session
    defendant = get_defendant(request)
    ends_at = session_ends_at(request)

    assert isinstance(defendant, Defendant)
    assert ends_at is not None
    assert 29 * 60 < (ends_at - timezone.now()).total_seconds() <= 30 * 60
    assert 119 * 60 < (defendant.expires_at - timezone.now()).total_seconds() <= 120 * 60
    assert defendant.credential.token not in repr(defendant)


def test_credential_whose_key_is_gone_means_signed_out(
    sign_in: SignIn, client: Client, settings: Settings
) -> None:
    sign_in("nl-woman")
    settings.CREDENTIAL_KEYS = ["a-new-key-without-the-old-one"]

    assert client.get(DOCUMENTS)["Location"].startswith("/sign-in/?ended=1")


def test_rotated_key_keeps_people_signed_in(sign_in: SignIn, client: Client, settings: Settings) -> None:
    settings.CREDENTIAL_KEYS = ["first"]
    sign_in("nl-woman")
    settings.CREDENTIAL_KEYS = ["second", "first"]

    assert client.get(DOCUMENTS).status_code == 200


def test_sign_out_asks_first_then_forgets(
    sign_in: SignIn, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    asked = visit("/sign-out/")
    assert asked.heading == "Sign out"
    assert client.get(DOCUMENTS).status_code == 200
    old_session = client.cookies["session"].value
    answer = client.post(asked.form_action(), asked.form_fields())

    assert (answer.status_code, answer["Location"]) == (303, "/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert visit("/sign-out/").heading == "You are signed out"
    assert Event.objects.last().act == "signed-out"  # type: ignore[union-attr]
    client.cookies["session"] = old_session
    assert client.get(DOCUMENTS).status_code == 303, "the back button, or a stolen cookie"


def test_pages_of_a_file_are_stored_nowhere(sign_in: SignIn, client: Client) -> None:
    sign_in("nl-woman")

    for path in (DOCUMENTS, "/sign-in/", "/sign-out/", "/h/"):
        assert client.get(path)["Cache-Control"] == "no-store"


def test_form_after_the_session_ended_leads_to_signing_in(
    client: Client, practice: PracticeOffice, visit: Visit
) -> None:
    answer = client.post("/file/refresh/")

    assert (answer.status_code, answer["Location"]) == (303, "/sign-in/")


def test_htmx_request_without_a_session_moves_the_whole_page(client: Client) -> None:
    answer = client.get(DOCUMENTS, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/sign-in/?next=%2Ffile%2Fdocuments%2F"


def test_form_of_the_first_tab_does_nothing_once_a_second_file_is_open(
    sign_in: SignIn, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    mark = get_mark(client)
    sign_in("fr-man")
    practice.clear_calls()
    page = visit("/file/refresh/", {"mark": mark}, status=409)

    assert page.heading == "You opened another file in another tab"
    assert practice.calls() == []


def get_mark(client: Client) -> str:
    """The mark that the open file's forms hold."""
    request = RequestFactory().get("/")
    request.session = client.session
    defendant = get_defendant(request)
    assert defendant is not None
    return defendant.mark


def test_two_defendants_of_one_file_have_marks_of_their_own(
    sign_in: SignIn, client: Client, visit: Visit
) -> None:
    sign_in("couple-one")
    first = get_mark(client)
    sign_in("couple-two")

    assert get_mark(client) != first
