"""Strangers lock no member of staff out, and one password at many names is told."""

import logging
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from portal.audit.models import Event
from portal.desk.people.links import make_token
from portal.desk.people.spraying import MOST_NAMES
from portal.desk.sign_in.device import COOKIE
from portal.desk.sign_in.services import make_secret, set_up
from portal.office.models import Office
from portal.web.attempt_throttle import LIMIT
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD, make_code, make_staff

pytestmark = pytest.mark.django_db
DOOR = "/desk/sign-in/"
STEP = "/desk/sign-in/code/"
NEW = "203.0.113.50"


def knock(client: Client, name: str, password: str, *, address: str = "192.0.2.1") -> int:
    return client.post(DOOR, {"username": name, "password": password}, REMOTE_ADDR=address).status_code


def lock(name: str = "an") -> None:
    """Strangers of other networks try passwords at this name."""
    for number in range(LIMIT):
        assert knock(Client(), name, "wrong", address=f"198.51.{number}.1") == 422


def test_strangers_do_not_lock_out_who_signed_in_here_before(office: Office) -> None:
    make_staff("an")
    own, stranger = Client(), Client()
    assert knock(own, "an", PASSWORD) == 303
    own.post("/desk/sign-out/")
    lock()
    assert knock(stranger, "an", PASSWORD, address="198.51.100.9") == 422  # even with the right one
    assert knock(own, "an", PASSWORD) == 303


@pytest.fixture
def secret(office: Office, settings: Settings) -> str:
    """That of the app of "an", who has recovery codes too."""
    settings.STAFF_SECOND_FACTOR = True
    user = make_staff("an")
    made = make_secret()
    assert set_up(user, made, make_code(made)) is not None
    return made


def knock_with_both(client: Client, password: str, code: str, *, address: str = NEW) -> Any:
    typed = {"username": "an", "password": password, "code": code}
    return client.post(f"{DOOR}?lang=en", typed, REMOTE_ADDR=address)


def test_both_steps_at_once_open_a_name_that_strangers_tried(secret: str, visit: Visit) -> None:
    lock()
    asked = visit(DOOR, {"username": "an", "password": PASSWORD}, status=422)
    assert "code" in asked.form_fields()
    own = Client()
    assert knock_with_both(own, PASSWORD, make_code(secret)).status_code == 303
    assert own.get("/desk/").status_code == 200
    # The owner's success gives strangers no new tries.
    assert b'name="code"' in knock_with_both(Client(), "wrong", "", address="198.51.77.1").content


def test_strangers_never_close_that_way_either(secret: str) -> None:
    lock()
    for number in range(LIMIT * 4):
        refused = knock_with_both(Client(), "wrong", f"{number:06}", address=f"198.51.{number}.1")
        assert refused.status_code == 422
    assert knock_with_both(Client(), PASSWORD, make_code(secret)).status_code == 303


def test_a_wrong_password_and_a_wrong_code_cannot_be_told_apart(secret: str) -> None:
    lock()
    typed = [(PASSWORD, "000000"), ("wrong", "000000"), ("wrong", make_code(secret))]
    typed += [(PASSWORD, f"00000{number}") for number in range(LIMIT + 1)]  # codes have to wait by now
    pages = [
        knock_with_both(Client(), password, code, address=f"10.{number}.0.1").content.decode()
        for number, (password, code) in enumerate(typed)
    ]
    errors = {"".join(re.findall(r'<div class="error-summary".*?</div>', page, re.DOTALL)) for page in pages}
    assert len(errors) == 1, errors
    assert "do not belong together" in errors.pop()
    assert knock_with_both(Client(), PASSWORD, make_code(secret)).status_code == 422
    whys = [event.details["why"] for event in Event.objects.filter(act="staff-sign-in-failed")]
    assert whys.count("code") == LIMIT + 3


def test_strangers_with_the_password_close_the_codes_to_themselves_alone(secret: str) -> None:
    own, thief = Client(), Client()
    knock(own, "an", PASSWORD)
    assert own.post(STEP, {"code": make_code(secret)}).status_code == 303
    own.post("/desk/sign-out/")
    for _ in range(LIMIT):
        assert knock(thief, "an", PASSWORD, address=NEW) == 303
        assert thief.post(STEP, {"code": "000000"}, REMOTE_ADDR=NEW).status_code == 422
    knock(thief, "an", PASSWORD, address=NEW)
    assert thief.post(STEP, {"code": make_code(secret, steps=1)}, REMOTE_ADDR=NEW).status_code == 422
    assert knock(own, "an", PASSWORD) == 303
    assert own.post(STEP, {"code": make_code(secret, steps=1)}).status_code == 303


@pytest.mark.parametrize("made_up", ["code:an", "staff-code:an", "again:an", "passkey:an", "both:an"])
def test_no_made_up_name_closes_the_second_step_of_a_colleague(secret: str, made_up: str) -> None:
    lock(made_up)
    own = Client()
    assert knock(own, "an", PASSWORD, address=NEW) == 303
    assert own.post(STEP, {"code": make_code(secret)}, REMOTE_ADDR=NEW).status_code == 303
    del own.cookies[COOKIE.name]
    assert own.post("/desk/own/again/", {"password": PASSWORD}, REMOTE_ADDR=NEW).status_code == 303


def test_who_has_no_second_step_yet_comes_in_by_the_browser_of_their_link(
    office: Office, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    user = make_staff("an")
    own = Client()
    own.get(reverse("people-door:link", args=[make_token(user)]))
    chosen = "a violet umbrella under trees"
    answer = own.post(reverse("people-door:choose"), {"password": chosen, "again": chosen})
    assert answer["Location"] == reverse("people-door:chosen"), answer.content
    lock()
    assert knock_with_both(Client(), chosen, "").status_code == 422
    assert knock(own, "an", chosen) == 303


def test_strangers_do_not_stand_in_the_way_of_signing_in_again(office: Office) -> None:
    make_staff("an")
    own = Client()
    knock(own, "an", PASSWORD)
    del own.cookies[COOKIE.name]
    lock()
    assert own.post("/desk/own/again/", {"password": PASSWORD}).status_code == 303


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
