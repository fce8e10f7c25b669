"""Every address of the desk, found in the site itself: who may not, does not; nor a form without token."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from portal.office.models import Office
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice

SAMPLES = {
    "int": "1",
    "slug": "x1",
    "str": "x1",
    "system": "cirrus",
    "resource": "accounts",
    "operation": "follow_account",
    "record_id": "3",
    "field": "file",
    "purpose": "payments",
    "mark": "0123456789abcdef",
    "file_id": "1",
    "party_id": "1",
}
GAP = re.compile(r"<(?:(\w+):)?(\w+)>")
# The door itself: of the second step too, where somebody whose password was right is not signed in yet.
OPEN = {
    "desk:sign-in",
    "desk:sign-out",
    "desk:second-step",
    "desk:second-set-up",
    "desk:second-picture",
    "desk:second-passkey",
    "desk:office-sign-in",
    "desk:office-back",
    "people-door:link",
    "people-door:choose",
    "people-door:chosen",
}
# What everybody on the desk may open: the work, and how they sign in themselves.
FOR_ALL = {"desk:home", "desk:own", "desk:own-change", "desk:recovery-codes", "desk:own-end-session"}
FOR_ALL |= {"desk:own-passkey", "desk:own-new-password", "desk:again"}


def walk(patterns: Any, path: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Name and address of every page, its gaps filled."""
    for one in patterns:
        here = path + fill(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from walk(one.url_patterns, here, inner)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}", f"/{here}"


def fill(pattern: Any) -> str:
    return GAP.sub(lambda gap: SAMPLES.get(gap[2], SAMPLES.get(gap[1] or "str", "1")), str(pattern))


DESK = {name: path for name, path in walk(get_resolver().url_patterns) if path.startswith("/desk/")}


def test_the_desk_is_found() -> None:
    assert len(DESK) > 60
    assert {"crm:delete", "links:act", "events:replay", "service_calls:send-action", "crm:download"} <= set(
        DESK
    )


@pytest.mark.parametrize("name", sorted(set(DESK) - OPEN))
def test_nobody_opens_a_page_without_signing_in(
    name: str, client: Client, office: Office, practice: PracticeOffice
) -> None:
    practice.clear_calls()
    for method in ("get", "head", "post", "put", "delete", "options"):
        assert_sent_to_sign_in(getattr(client, method)(DESK[name]))
    assert not practice.calls()


def assert_sent_to_sign_in(answer: Any) -> None:
    assert answer.status_code in {303, 405}
    if answer.status_code == 303:
        assert answer["Location"].startswith("/desk/sign-in/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_account_that_is_no_staff_opens_nothing(
    method: str, client: Client, office: Office, practice: PracticeOffice
) -> None:
    """Whatever it may otherwise: staff is who the office says is staff."""
    client.force_login(make_staff(is_staff=False, is_superuser=True))
    practice.clear_calls()
    for name in sorted(set(DESK) - OPEN):
        assert_sent_to_sign_in(getattr(client, method)(DESK[name]))
    assert not practice.calls()


@pytest.mark.parametrize("name", sorted(set(DESK) - OPEN - FOR_ALL))
def test_staff_without_powers_open_nothing(
    name: str, client: Client, office: Office, practice: PracticeOffice
) -> None:
    make_staff(permissions=())
    sign_in_staff(client)
    practice.clear_calls()
    for method in ("get", "post"):
        assert getattr(client, method)(DESK[name]).status_code in {403, 405}, method
    assert not practice.calls()


@pytest.mark.parametrize("name", sorted(DESK))
def test_no_form_works_without_its_token(name: str, office: Office, practice: PracticeOffice) -> None:
    client = Client(enforce_csrf_checks=True)
    user = make_staff(permissions=())
    user.is_superuser = True
    user.save()
    client.force_login(user)
    practice.clear_calls()

    answer = client.post(DESK[name], {"send": "1", "once": "x"})

    assert answer.status_code in {403, 405}
    assert not practice.calls()
