"""A desk that nobody uses is closed, at both doors, and nobody stays signed in for ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff

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
