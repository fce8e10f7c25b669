"""A right password alone opens nothing: a code of an app comes after it, or a recovery code."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.audit.models import Event
from portal.desk.models import StaffSession
from portal.web.attempt_throttle import LIMIT
from portal.web.sessions import hash_key
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD, make_code, make_staff, sign_in_staff
from tests.pages.page import Page

pytestmark = pytest.mark.django_db

CODE, SET_UP, CODES, OWN = "/desk/sign-in/code/", "/desk/sign-in/set-up/", "/desk/own/codes/", "/desk/own/"


@pytest.fixture(autouse=True)
def _required(settings: Settings, client: Client) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client.cookies["language"] = "en"


@pytest.fixture
def ann(office: Any) -> User:
    return make_staff("an")


def read_secret(page: Page) -> str:
    return "".join("".join(page.all("code")[0].itertext()).split())


def read_codes(page: Page) -> list[str]:
    return ["".join(one.itertext()) for one in page.all("code")]


def enrol(client: Client, visit: Visit, *, next_page: str = "") -> tuple[str, list[str]]:
    """The first sign-in of somebody: their secret and recovery codes."""
    assert sign_in_staff(client, next_page=next_page)["Location"] == SET_UP
    secret = read_secret(visit(SET_UP))
    page = visit(SET_UP, {"code": make_code(secret)}, follow=True)
    return secret, read_codes(page)


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_who_has_no_app_sets_one_up_at_the_door(
    ann: User, client: Client, visit: Visit, language: str
) -> None:
    client.cookies["language"] = language
    sign_in_staff(client)
    assert client.get("/desk/").status_code == 303
    page = visit(SET_UP)
    secret = read_secret(page)
    picture = client.get(SET_UP + "code.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert visit(SET_UP, {"code": "000000"}, status=422)
    assert client.get("/desk/").status_code == 303

    shown = visit(SET_UP, {"code": make_code(secret)}, follow=True)
    assert [len(code) for code in read_codes(shown)] == [8] * 10
    assert client.get("/desk/").status_code == 200
    assert read_codes(visit(CODES)) == []
    assert Event.objects.filter(act="second-factor-set").count() == 1


def test_the_secret_is_sealed_at_rest(ann: User, client: Client, visit: Visit) -> None:
    secret, codes = enrol(client, visit)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not [code for code in codes if code in kept]


@pytest.mark.parametrize("door", ["/desk/sign-in/", "/admin/login/"])
def test_password_and_code_open_both_doors(ann: User, client: Client, visit: Visit, door: str) -> None:
    ann.is_superuser = True
    ann.save()
    secret, _codes = enrol(client, visit)
    client.post("/desk/sign-out/")
    cache.clear()
    answer = client.post(door, {"username": "an", "password": PASSWORD, "next": "/admin/"})
    assert answer["Location"] == CODE
    assert client.get("/desk/").status_code == 303
    assert client.get("/admin/").status_code == 302
    assert client.post(CODE, {"code": make_code(secret)})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    told = Event.objects.filter(act="staff-signed-in").order_by("number")
    assert [event.details["by"] for event in told] == ["password+set-up", "password+code"]


def test_a_code_works_once(ann: User, client: Client, visit: Visit) -> None:
    secret, _codes = enrol(client, visit)
    code = make_code(secret)
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    assert client.post(CODE, {"code": code}).status_code == 303
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    assert visit(CODE, {"code": code}, status=422)


def test_a_recovery_code_opens_once_and_is_told(ann: User, client: Client, visit: Visit) -> None:
    _secret, codes = enrol(client, visit)
    for status in (303, 422):
        client.post("/desk/sign-out/")
        sign_in_staff(client)
        assert client.post(CODE, {"code": codes[0]}).status_code == status
    assert Event.objects.get(act="recovery-code-used").details == {"left": 9}


def test_wrong_codes_are_counted(ann: User, client: Client, visit: Visit) -> None:
    secret, _codes = enrol(client, visit)
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    for number in range(LIMIT):
        assert visit(CODE, {"code": f"00000{number}"}, status=422)
    page = visit(CODE, {"code": make_code(secret)}, status=422)
    assert "Please wait" in page.text
    assert client.get("/desk/").status_code == 303


@pytest.mark.parametrize("code", ["", " ", "abc", "9" * 39, "9" * 5000, "٤٢٤٢٤٢", "\x00", "12 34"])
def test_what_is_no_code_is_refused(ann: User, client: Client, visit: Visit, code: str) -> None:
    enrol(client, visit)
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    assert visit(CODE, {"code": code}, status=422)


def test_the_second_step_is_over_after_some_minutes_and_after_a_new_password(
    ann: User, client: Client, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _codes = enrol(client, visit)
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    ann.set_password("another practice password")
    ann.save()
    assert client.post(CODE, {"code": make_code(secret, steps=1)})["Location"] == "/desk/sign-in/"

    client.post("/desk/sign-in/", {"username": "an", "password": "another practice password"})
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=11))
    assert client.post(CODE, {"code": make_code(secret, steps=1)})["Location"] == "/desk/sign-in/"


def test_a_stranger_finds_nothing_behind_the_first_step(client: Client, office: Any) -> None:
    for path in (CODE, SET_UP, OWN, CODES):
        assert client.get(path)["Location"].startswith("/desk/sign-in/")
    assert client.get(SET_UP + "code.svg").status_code == 404


def test_who_has_an_app_does_not_get_past_it_by_setting_up_another(
    ann: User, client: Client, visit: Visit
) -> None:
    enrol(client, visit)
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    assert client.get(SET_UP)["Location"] == CODE
    assert client.post(SET_UP, {"code": "123456"})["Location"] == CODE


def test_a_new_phone_and_new_codes_need_the_password_once_more(
    ann: User, client: Client, visit: Visit
) -> None:
    _secret, codes = enrol(client, visit)
    assert client.get(SET_UP)["Location"] == OWN
    assert visit(OWN + "change/", {"password": "wrong", "codes": "1"}, status=422)
    page = visit(OWN + "change/", {"password": PASSWORD, "codes": "1"}, follow=True)
    assert len(read_codes(page)) == 10
    assert not set(read_codes(page)) & set(codes)

    page = visit(OWN + "change/", {"password": PASSWORD}, follow=True)
    fresh = read_secret(page)
    visit(SET_UP, {"code": make_code(fresh)}, follow=True)
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    assert client.post(CODE, {"code": make_code(fresh, steps=1)}).status_code == 303


def test_one_sees_and_ends_ones_own_sessions(
    ann: User, client: Client, visit: Visit, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    make_staff("other")
    elsewhere, stranger = Client(), Client()
    sign_in_staff(client)
    sign_in_staff(elsewhere)
    sign_in_staff(stranger, "other")
    page = visit(OWN)
    assert page.text.count("This browser") == 1
    theirs = [form for form in page.main_forms() if "end-session" in form.get("action", "")]
    assert len(theirs) == 2

    for wanted in ("999999", "x", "9" * 5000):
        client.post(OWN + "end-session/", {"session": wanted})
    assert elsewhere.get("/desk/").status_code == 200
    client.post(OWN + "end-session/", {"session": "others"})
    assert elsewhere.get("/desk/").status_code == 303
    assert stranger.get("/desk/").status_code == 200
    assert client.get("/desk/").status_code == 200


def test_a_session_that_goes_on_under_another_id_is_ended_all_the_same(
    ann: User, client: Client, visit: Visit, settings: Settings, sign_in: Callable[..., Any]
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    elsewhere = Client()
    sign_in_staff(client)
    first = client.session.session_key
    sign_in("documents", "en")  # a letter link in the same browser
    second = client.session.session_key
    assert client.post(OWN + "again/", {"password": PASSWORD}).status_code == 303
    assert len({first, second, client.session.session_key}) == 3
    assert client.get("/file/").status_code == 200, "the file stays open"
    assert visit(OWN).text.count("This browser") == 1
    for ended in (first, second):
        thief = Client()
        thief.cookies["session"] = str(ended)
        assert thief.get("/desk/").status_code == 303

    sign_in_staff(elsewhere)
    elsewhere.post(OWN + "end-session/", {"session": "others"})
    assert client.get("/desk/").status_code == 303


def test_one_changes_ones_own_password_after_the_old_one(
    ann: User, client: Client, visit: Visit, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    elsewhere = Client()
    sign_in_staff(client)
    sign_in_staff(elsewhere)
    path = f"{OWN}password/"
    assert path in visit(OWN).links().values()
    chosen = "quite another practice phrase"
    for current, new, again, words in (
        ("wrong", chosen, chosen, "This is not your password."),
        (PASSWORD, "short", "short", "Use at least"),
        (PASSWORD, chosen, "something else", "These two passwords differ."),
    ):
        typed = {"current": current, "password": new, "again": again}
        assert words in visit(path, typed, status=422).text, words
    page = visit(path, {"current": PASSWORD, "password": chosen, "again": chosen}, follow=True)
    assert "You are signed out everywhere but here." in page.text
    assert page.text.count("This browser") == 1
    assert not [form for form in page.main_forms() if "end-session" in form.get("action", "")]
    assert StaffSession.objects.get().session_hash == hash_key(client.session.session_key or "")
    assert client.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 303
    assert sign_in_staff(Client()).status_code == 422
    told = Event.objects.get(act="staff-password-changed").details
    assert told["own"] is True
