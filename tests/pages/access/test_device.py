"""A browser that signed in before has tries of its own, which no stranger can use up."""

import pytest
from django.test import Client

from portal.access import device
from portal.web.attempt_throttle import LIMIT
from tests.practice import PracticeFile, PracticeOffice

COOKIE = device.COOKIE.name

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("office", "pauses")]

HOME = "203.0.113.7"


@pytest.fixture
def file(practice: PracticeOffice) -> PracticeFile:
    return practice.file("nl-woman")


@pytest.fixture
def known(client: Client, file: PracticeFile) -> Client:
    """A browser in which the PIN of ``file`` was right once."""
    assert attempt(client, file) == 303
    return client


def attempt(client: Client, file: PracticeFile, pin: str = "", address: str = HOME) -> int:
    typed = {"file": file.file, "pin": pin or file.pin}
    return client.post("/sign-in/", typed, REMOTE_ADDR=address).status_code


def lock(file: PracticeFile) -> None:
    for number in range(LIMIT):
        attempt(Client(), file, "000000", address=f"198.51.{number}.1")


def test_cookie_is_sealed_and_for_the_server_alone(known: Client, file: PracticeFile) -> None:
    cookie = known.cookies[COOKIE]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert file.file not in cookie.value
    assert cookie["max-age"] == 90 * 24 * 3600


def test_strangers_lock_each_other_out_and_not_the_owner(known: Client, file: PracticeFile) -> None:
    lock(file)

    assert attempt(Client(), file) == 429
    assert attempt(known, file) == 303
    assert attempt(Client(), file) == 429, "the owner's success gives a stranger no tries"


def test_neighbours_lock_their_network_and_not_the_owner(
    known: Client, file: PracticeFile, practice: PracticeOffice
) -> None:
    for _ in range(LIMIT):
        attempt(Client(), practice.file("fr-man"), "000000")

    assert attempt(Client(), file) == 429
    assert attempt(known, file) == 303


def test_device_has_five_tries_too(known: Client, file: PracticeFile) -> None:
    for _ in range(LIMIT):
        assert attempt(known, file, "000000") == 422

    assert attempt(known, file) == 429


def test_device_of_one_file_has_no_tries_of_another(known: Client, practice: PracticeOffice) -> None:
    other = practice.file("fr-man")
    lock(other)

    assert attempt(known, other) == 429


@pytest.mark.parametrize("forged", ["", "x", "\u00e9", "gAAAAA=="])
def test_forged_cookie_is_no_device(client: Client, file: PracticeFile, forged: str) -> None:
    lock(file)
    client.cookies[COOKIE] = forged

    assert attempt(client, file) == 429
