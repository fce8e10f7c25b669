"""The second step when the key that sealed it changed, and when that key is gone."""

import hmac
from collections.abc import Iterator
from hashlib import sha1
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from portal.audit.models import Event
from portal.web.attempt_throttle import LIMIT
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD, make_code, make_staff, sign_in_staff
from tests.pages.desk.test_second_step import CODE, OWN, enrol
from tests.pages.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WORDS = {
    "nl": "Uw code kan niet gecontroleerd worden",
    "fr": "Votre code ne peut pas être vérifié",
    "de": "Ihr Code kann nicht geprüft werden",
    "en": "Your code cannot be checked",
}


@pytest.fixture(autouse=True)
def _old_key(settings: Settings, client: Client) -> None:
    settings.STAFF_SECOND_FACTOR = True
    settings.CREDENTIAL_KEYS = ["old"]
    client.cookies["language"] = "en"


@pytest.fixture
def enrolled(office: Any, client: Client, visit: Visit) -> tuple[User, str, list[str]]:
    """Somebody with an app and recovery codes, at the door again."""
    person = make_staff("an")
    secret, codes = enrol(client, visit)
    leave(client)
    return person, secret, codes


def leave(client: Client) -> None:
    client.post("/desk/sign-out/")
    cache.clear()


def step(client: Client, code: str) -> int:
    """Password and code; whether it opened."""
    sign_in_staff(client)
    status: int = client.post(CODE, {"code": code}).status_code
    leave(client)
    return status


def test_after_a_reseal_the_old_key_can_go(
    enrolled: tuple[User, str, list[str]], client: Client, settings: Settings
) -> None:
    _person, secret, codes = enrolled
    settings.CREDENTIAL_KEYS = ["new", "old"]
    assert step(client, make_code(secret)) == 303
    assert step(client, codes[0]) == 303
    call_command("reseal")
    settings.CREDENTIAL_KEYS = ["new"]
    assert step(client, make_code(secret)) == 303
    assert step(client, codes[0]) == 422, "it was used"
    assert step(client, codes[1]) == 303


@pytest.mark.parametrize("language", WORDS)
def test_without_the_key_no_code_is_called_wrong_or_counted(
    enrolled: tuple[User, str, list[str]],
    client: Client,
    visit: Visit,
    settings: Settings,
    language: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _person, secret, codes = enrolled
    settings.CREDENTIAL_KEYS = ["new"]
    client.cookies["language"] = language
    sign_in_staff(client)
    for code in (make_code(secret), codes[0]) * LIMIT:
        assert WORDS[language] in visit(CODE, {"code": code}, status=422).text
    alerts = [one for one in caplog.records if one.getMessage().startswith("ALERT")]
    assert len(alerts) == 1
    assert "an" not in alerts[0].getMessage().split()
    assert not Event.objects.filter(act__in=("sign-in-locked", "staff-sign-in-failed")).exists()
    settings.CREDENTIAL_KEYS = ["new", "old"]
    assert client.post(CODE, {"code": make_code(secret)}).status_code == 303


def list_known_codes() -> Iterator[str]:
    """What an app and recovery codes would be if they were made from nothing: anybody can work them out."""
    yield from (make_code("", steps=steps) for steps in (-1, 0, 1))
    code = hmac.new(b"", None, sha1)
    for number in range(3):
        code.update(f"{number:3},".encode())
        yield str(int.from_bytes(code.digest()[:4], "big") % 10**8).zfill(8)


def test_without_the_key_nobody_gets_in_with_a_code_made_from_nothing(
    enrolled: tuple[User, str, list[str]], client: Client, settings: Settings
) -> None:
    settings.CREDENTIAL_KEYS = ["new"]
    assert {step(client, code) for code in list_known_codes()} == {422}


def test_a_stranger_reads_nothing_of_it(
    enrolled: tuple[User, str, list[str]], client: Client, visit: Visit, settings: Settings
) -> None:
    """Where password and code are one try, a right password is told by nothing."""
    _person, secret, _codes = enrolled
    client.cookies.pop("desk-device", None)
    for number in range(LIMIT + 1):
        client.post("/desk/sign-in/", {"username": "an", "password": f"wrong {number}"})
    settings.CREDENTIAL_KEYS = ["new"]
    told = [try_both(visit, password, make_code(secret)).text for password in (PASSWORD, "wrong")]
    assert told[0] == told[1]
    assert "do not belong together" in told[0]


def try_both(visit: Visit, password: str, code: str) -> Page:
    return visit("/desk/sign-in/", {"username": "an", "password": password, "code": code}, status=422)


def test_only_what_is_locked_is_not_counted(
    enrolled: tuple[User, str, list[str]], client: Client, visit: Visit, settings: Settings
) -> None:
    """Wrong codes of an app that can be opened count, though the recovery codes cannot."""
    person, secret, codes = enrolled
    settings.CREDENTIAL_KEYS = ["new", "old"]
    locked = Authenticator.objects.get(user=person, type="recovery_codes").data
    call_command("reseal")
    Authenticator.objects.filter(user=person, type="recovery_codes").update(data=locked)
    settings.CREDENTIAL_KEYS = ["new"]
    sign_in_staff(client)
    assert WORDS["en"] in visit(CODE, {"code": codes[0]}, status=422).text
    for number in range(LIMIT):
        assert "This code is wrong" in visit(CODE, {"code": f"00000{number}"}, status=422).text
    assert "Please wait" in visit(CODE, {"code": make_code(secret)}, status=422).text


def test_ones_own_page_says_it_and_makes_new_codes(
    enrolled: tuple[User, str, list[str]], client: Client, visit: Visit, settings: Settings
) -> None:
    sign_in_staff(client)
    assert client.post(CODE, {"code": make_code(enrolled[1])}).status_code == 303
    settings.CREDENTIAL_KEYS = ["new", "old"]
    client.get(OWN)
    data = Authenticator.objects.get(type="recovery_codes").data
    call_command("reseal")
    Authenticator.objects.filter(type="recovery_codes").update(data=data)
    settings.CREDENTIAL_KEYS = ["new"]
    assert "Your recovery codes cannot be opened" in visit(OWN).text
    visit(OWN + "change/", {"password": PASSWORD, "codes": "1"}, status=303)
    assert "10 recovery codes are left." in visit(OWN).text
