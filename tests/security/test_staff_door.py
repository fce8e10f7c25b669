"""Strangers lock no member of staff out, and one password at many names is told."""

import logging

import pytest
from django.test import Client

from portal.audit.models import Event
from portal.desk.people.spraying import MOST_NAMES
from portal.office.models import Office
from portal.web.attempt_throttle import LIMIT
from tests.pages.desk.staff import PASSWORD, make_staff

pytestmark = pytest.mark.django_db
DOOR = "/desk/sign-in/"


def knock(client: Client, name: str, password: str, *, address: str = "192.0.2.1") -> int:
    return client.post(DOOR, {"username": name, "password": password}, REMOTE_ADDR=address).status_code


def test_strangers_do_not_lock_out_who_signed_in_here_before(office: Office) -> None:
    make_staff("an")
    own, stranger = Client(), Client()
    assert knock(own, "an", PASSWORD) == 303
    own.post("/desk/sign-out/")
    for number in range(LIMIT):
        knock(stranger, "an", "wrong", address=f"198.51.{number}.1")
    assert knock(stranger, "an", PASSWORD, address="198.51.100.9") == 422  # even with the right one
    assert knock(own, "an", PASSWORD) == 303


def test_a_known_browser_has_no_more_tries_than_anybody(office: Office) -> None:
    make_staff("an")
    own = Client()
    knock(own, "an", PASSWORD)
    own.post("/desk/sign-out/")
    for _ in range(LIMIT):
        knock(own, "an", "wrong")
    assert knock(own, "an", PASSWORD) == 422


def test_a_browser_is_known_for_the_name_that_signed_in_there_alone(office: Office) -> None:
    make_staff("an")
    make_staff("boss")
    own = Client()
    knock(own, "an", PASSWORD)
    own.post("/desk/sign-out/")
    for number in range(LIMIT):
        knock(Client(), "boss", "wrong", address=f"198.51.{number}.1")
    assert knock(own, "boss", PASSWORD) == 422


def test_one_password_at_many_names_is_told_once(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        for number in range(MOST_NAMES + 5):
            for _ in range(2):
                knock(Client(), f"name{number}", "wrong", address=f"198.51.{number}.1")
    assert Event.objects.filter(act="staff-sign-in-spraying").count() == 1
    assert sum("ALERT wrong passwords" in line for line in caplog.messages) == 1
