"""Each page asks for its own permission; somebody without any opens none, and Aptic hears of nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser, Group
from django.test import Client
from django.urls import reverse

from portal.aptic.models import RunState, ServiceAction, ServiceRun
from portal.aptic.urls import urlpatterns
from portal.office.models import Office
from tests.pages.aptic.conftest import BASE
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice

ARGUMENTS = {"purpose": "payments", "mark": "0123456789abcdef", "action_id": 1, "run_id": 1}
NEEDED = {
    "webhooks": "view_webhooks",
    "webhooks-register": "manage_webhooks",
    "webhooks-mend": "manage_webhooks",
    "webhooks-rotate": "manage_webhooks",
    "webhooks-stop": "manage_webhooks",
    "webhooks-delete": "manage_webhooks",
    "actions": "run_actions",
    "run-action": "run_actions",
    "send-action": "run_actions",
    "define": "define_actions",
    "new-action": "define_actions",
    "change-action": "define_actions",
    "runs": "run_actions",
    "run": "run_actions",
    "take-back": "run_actions",
    "look-for-result": "run_actions",
    "mark-done": "run_actions",
    "persons": "search_persons",
    "link-person": "search_persons",
    "home": "run_actions",
}


def list_addresses() -> dict[str, str]:
    found = {}
    for pattern in urlpatterns:
        wanted = pattern.pattern.converters
        kwargs = {name: ARGUMENTS[name] for name in wanted}
        found[str(pattern.name)] = reverse(f"service_calls:{pattern.name}", kwargs=kwargs)
    return found


def test_every_address_is_in_the_table() -> None:
    assert set(list_addresses()) == set(NEEDED)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NEEDED)
def test_powerless_staff_open_nothing(
    name: str, method: str, client: Client, office: Office, practice: PracticeOffice
) -> None:
    make_staff()
    sign_in_staff(client)
    practice.clear_calls()
    answer = getattr(client, method)(list_addresses()[name])
    assert answer.status_code in {403, 405}
    if answer.status_code == 403:
        assert f"service_calls.{NEEDED[name]}" in answer.content.decode()
    assert practice.calls(system="aptic") == []


@pytest.mark.parametrize("name", NEEDED)
def test_all_other_permissions_together_do_not_open_a_page(
    name: str, client: Client, sign_in_as: Callable[..., AbstractUser]
) -> None:
    if name == "home":
        pytest.skip("open to whoever may do anything")
    sign_in_as(*({*NEEDED.values(), "unmask_persons"} - {NEEDED[name]}))
    assert client.get(list_addresses()[name]).status_code in {403, 405}


def test_the_desk_lists_what_may_be_opened(visit: Visit, sign_in_as: Callable[..., AbstractUser]) -> None:
    sign_in_as("search_persons")
    links = visit("/desk/").links().values()
    assert f"{BASE}persons/" in links
    assert f"{BASE}webhooks/" not in links
    assert f"{BASE}actions/" not in links


def test_an_action_of_another_group_and_its_runs_are_not_there(
    visit: Visit, sign_in_as: Callable[..., Any], make_action: Callable[..., ServiceAction]
) -> None:
    user = sign_in_as("run_actions")
    group, action = Group.objects.create(name="Accountants"), make_action()
    action.groups.add(group)
    run = ServiceRun.objects.create(
        office=action.office, action=action, once="x", asked_by=user, state=RunState.WAITING
    )
    places = (f"{BASE}actions/{action.pk}/", f"{BASE}runs/{run.pk}/")
    for place in places:
        visit(place, status=404)
    visit(f"{BASE}actions/{action.pk}/send/", {"checked": "x"}, status=404)
    for act in ("take-back", "result", "done"):
        visit(f"{BASE}runs/{run.pk}/{act}/", {}, status=404)
    assert "Calculate a plan" not in visit(f"{BASE}actions/").text + visit(f"{BASE}runs/").text
    user.groups.add(group)
    for place in places:
        visit(place)
    assert "Calculate a plan" in visit(f"{BASE}actions/").text


def test_an_action_that_is_off_cannot_be_run(
    visit: Visit, staff: AbstractUser, make_action: Callable[..., ServiceAction]
) -> None:
    action = make_action(is_active=False)
    visit(f"{BASE}actions/{action.pk}/", status=404)


def test_the_first_page_tells_whether_aptic_answers(
    visit: Visit, staff: AbstractUser, practice: PracticeOffice, settings: object
) -> None:
    page = visit(BASE)
    assert "Aptic answers" in page.text
    assert "A key (APTIC_API_KEY)" in page.text
    assert "127.0.0.1" in page.text
    with practice.down("aptic"):
        away = visit(BASE)
    assert "Aptic does not answer" in away.text
    settings.APTIC_API_KEY, settings.APTIC_CLIENT_SECRET = "", ""  # type: ignore[attr-defined]
    assert "Aptic is not set up" in visit(BASE).text


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_every_page_speaks_the_language(
    language: str,
    visit: Visit,
    staff: AbstractUser,
    client: Client,
    make_action: Callable[..., ServiceAction],
) -> None:
    action = make_action()
    english = {}
    run = ServiceRun.objects.create(office=action.office, action=action, once="x", state=RunState.WAITING)
    places = ["", "webhooks/", "webhooks/register/", "webhooks/stop/payments/", "actions/", "define/"]
    places += [f"actions/{action.pk}/", "define/new/", "runs/", f"runs/{run.pk}/", "persons/"]
    for place in places:
        english[place] = visit(BASE + place)
    client.cookies["language"] = language
    for place in places:
        page = visit(BASE + place)
        assert page.all("html")[0].get("lang") == language
        assert page.text != english[place].text
        for words in ("Aptic answers", "What you want", "Search in", "How it is called", "waiting to be"):
            assert words not in page.text
