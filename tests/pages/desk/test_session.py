"""A desk that nobody uses is closed, at both doors, and nobody stays signed in for ever."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.messages.models import Thread
from portal.web.retention import forget_all
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD, make_staff, sign_in_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``later(minutes=31)``: so much time passes."""
    real, passed = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + passed[0])

    def pass_time(**units: float) -> None:
        passed[0] += timedelta(**units)

    return pass_time


@pytest.mark.parametrize("path", ["/desk/", "/admin/"])
def test_a_session_nobody_uses_ends(client: Client, visit: Visit, later: Any, path: str) -> None:
    make_staff(is_superuser=True)
    sign_in_staff(client)
    later(minutes=29)
    assert client.get(path).status_code == 200
    later(minutes=29)
    assert client.get(path).status_code == 200
    later(minutes=31)
    assert client.get(path).status_code in {302, 303}
    assert "sign" in client.get(path)["Location"] or "login" in client.get(path)["Location"]


def test_the_sign_in_page_says_why(client: Client, visit: Visit, later: Any) -> None:
    make_staff()
    sign_in_staff(client)
    client.cookies["language"] = "en"
    later(minutes=31)
    page = visit("/desk/settings/people/", follow=True)
    assert "You were signed out" in page.text


def test_a_session_in_use_ends_after_a_day_of_work(client: Client, later: Any, settings: Settings) -> None:
    make_staff()
    sign_in_staff(client)
    for _ in range(12 * 60 // 20 - 1):
        later(minutes=20)
        assert client.get("/desk/").status_code == 200
    later(minutes=21)
    assert client.get("/desk/").status_code == 303


def test_a_session_without_a_beginning_is_over(client: Client) -> None:
    make_staff()
    sign_in_staff(client)
    session = client.session
    del session["staff_seen"]
    session.save()
    assert client.get("/desk/").status_code == 303


ANSWER = "Yes, the amount is right. We send you a list of all lines today."


@pytest.fixture
def thread(client: Client, visit: Visit, sign_in: Any) -> str:
    """The desk's page of a conversation that a person began."""
    sign_in("nl-woman", "en")
    page = visit("/messages/new/question/")
    filled = {**page.form_fields(), "text": "Is this right?"}
    page = visit(client.post(page.form_action(), filled)["Location"])
    client.post(page.form_action(), page.form_fields())
    client.cookies.clear()
    client.cookies["language"] = "en"
    return f"/desk/messages/{Thread.objects.get().pk}/"


def fill_in(page: Any, text: str) -> tuple[str, dict[str, Any]]:
    """The form for an answer: where it is sent, and with what."""
    index = next(at for at, form in enumerate(page.main_forms()) if "/answer/" in form.get("action", ""))
    return page.form_action(index), {**page.form_fields(index), "text": text}


def test_what_was_typed_when_the_session_ended_is_there_again(
    client: Client, visit: Visit, later: Any, thread: str
) -> None:
    make_staff("an", is_superuser=True)
    sign_in_staff(client)
    action, filled = fill_in(visit(thread), ANSWER)
    later(minutes=31)
    door = client.post(action, filled)["Location"]
    assert "Your last step was not done" in visit(door).text
    back = parse_qs(urlsplit(door).query)["next"][0]
    assert sign_in_staff(client, next_page=back)["Location"] == back
    found = client.get(back)
    assert found["Location"].startswith(thread)  # an answer is sent to an address without a page
    _action, kept = fill_in(visit(found["Location"]), "")
    page = visit(found["Location"])
    assert ANSWER in page.html
    assert kept["seen"] == filled["seen"]
    assert client.post(action, filled).status_code == 303
    assert f"{ANSWER}</textarea>" not in visit(found["Location"]).html


def test_what_was_typed_before_a_long_weekend_is_kept_after_it(
    client: Client, visit: Visit, later: Any, thread: str
) -> None:
    make_staff("an", is_superuser=True)
    sign_in_staff(client)
    action, filled = fill_in(visit(thread), ANSWER)
    later(days=3, hours=16)
    forget_all(timezone.now())
    back = parse_qs(urlsplit(client.post(action, filled)["Location"]).query)["next"][0]
    sign_in_staff(client, next_page=back)
    assert ANSWER in visit(client.get(back)["Location"]).html


def test_what_was_typed_is_for_that_person_alone(
    client: Client, visit: Visit, later: Any, thread: str
) -> None:
    make_staff("an", is_superuser=True)
    make_staff("bo", is_superuser=True)
    sign_in_staff(client)
    action, filled = fill_in(visit(thread), ANSWER)
    later(minutes=31)
    back = parse_qs(urlsplit(client.post(action, filled)["Location"]).query)["next"][0]
    sign_in_staff(client, "bo", next_page=back)
    assert client.get(back).status_code == 405
    assert ANSWER not in visit(f"{thread}?kept=1").html


@pytest.mark.parametrize("next_name", ["an", "bo"])
def test_what_was_typed_is_kept_for_who_signed_out_in_another_tab(
    client: Client, visit: Visit, next_name: str
) -> None:
    make_staff("an", is_superuser=True)
    make_staff("bo", is_superuser=True)
    sign_in_staff(client)
    invite = "/desk/settings/people/invite/"
    filled = {**visit(invite).form_fields(), "username": "lotte.peeters"}
    client.post("/desk/sign-out/")
    back = parse_qs(urlsplit(client.post(invite, filled)["Location"]).query)["next"][0]
    sign_in_staff(client, next_name, next_page=back)
    assert ("lotte.peeters" in visit(back).html) is (next_name == "an")


def test_what_was_typed_is_kept_when_the_password_is_asked_once_more(
    client: Client, visit: Visit, later: Any
) -> None:
    make_staff("an", is_superuser=True)
    sign_in_staff(client)
    client.cookies["language"] = "en"
    invite = "/desk/settings/people/invite/"
    page = visit(invite)
    later(minutes=11)
    door = client.post(invite, {**page.form_fields(), "username": "lotte.peeters"})["Location"]
    visit(door)
    back = parse_qs(urlsplit(door).query)["next"][0]
    assert client.post("/desk/own/again/", {"password": PASSWORD, "next": back})["Location"] == back
    assert "lotte.peeters" in visit(back).html


def test_no_password_is_kept(client: Client, visit: Visit, later: Any) -> None:
    make_staff("an", is_superuser=True)
    sign_in_staff(client)
    own = "/desk/own/password/"
    filled = {**visit(own).form_fields(), "password": "new words of mine", "again": "new words of mine"}
    later(minutes=31)
    back = parse_qs(urlsplit(client.post(own, filled)["Location"]).query)["next"][0]
    sign_in_staff(client, next_page=back)
    assert "new words of mine" not in visit(back).html
