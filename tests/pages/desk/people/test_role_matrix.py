"""What each role opens, tried page by page; and what the roles must not hold, named one by one."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import resolve

from portal.audit.models import Event
from portal.desk.people.roles import ROLES, make_roles
from portal.office.models import Office
from tests.pages.desk.people.conftest import make_person
from tests.pages.desk.staff import sign_in_staff
from tests.pages.desk.test_door import DESK, OPEN
from tests.practice import PracticeOffice

EXPORT = "/desk/crm/cirrus/accounts/export/"
MERGE = "/desk/crm/cirrus/do/merge_accounts/"
PEOPLE_WHO_OWE = ("/desk/crm/cirrus/accounts/", "/desk/crm/cirrus/accounts/3/", "/desk/file/crm/")


def get_asked(address: str) -> tuple[str, ...]:
    """The permissions that the view at an address asks."""
    view: Any = resolve(address).func
    asked: tuple[str, ...] = view.permissions
    return asked


@pytest.fixture
def held(request: pytest.FixtureRequest, client: Client, office: Office) -> set[str]:
    """Somebody with just the role of the test's parameter, signed in; what they hold."""
    make_roles()
    person = make_person("an", request.param)
    sign_in_staff(client)
    return set(person.get_all_permissions())


def test_every_page_of_the_desk_says_what_it_asks() -> None:
    assert [name for name, address in DESK.items() if not hasattr(resolve(address).func, "permissions")] == [
        name for name in DESK if name in OPEN
    ]


@pytest.mark.parametrize("held", ROLES, indirect=True)
def test_a_role_opens_nothing_beyond_its_permissions(
    held: set[str], client: Client, practice: PracticeOffice
) -> None:
    practice.clear_calls()
    beyond = [
        address for name, address in DESK.items() if name not in OPEN and not set(get_asked(address)) <= held
    ]
    answers = {
        f"{method} {address}": getattr(client, method)(address).status_code
        for address in beyond
        for method in ("get", "post")
    }

    assert set(answers.values()) <= {403, 405}, answers
    assert not practice.calls()
    assert Event.objects.filter(act="staff-refused").count() == list(answers.values()).count(403)


@pytest.mark.parametrize("held", ["auditor", "text editor", "money checker"], indirect=True)
@pytest.mark.parametrize("address", PEOPLE_WHO_OWE)
def test_these_roles_see_nobody_who_owes(held: set[str], address: str, client: Client) -> None:
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("held", ["auditor", "text editor"], indirect=True)
def test_these_roles_open_no_request_in_the_admin(held: set[str], client: Client) -> None:
    for page in ("plans/proposal", "plans/counter", "plans/changerequest", "links/link"):
        assert client.get(f"/admin/{page}/").status_code == 403, page


@pytest.mark.parametrize("held", ["reader", "text editor", "auditor", "money checker"], indirect=True)
def test_these_roles_take_no_list_along(held: set[str], client: Client) -> None:
    assert client.post(EXPORT).status_code == 403


@pytest.mark.parametrize("held", ["reader", "handler"], indirect=True)
def test_these_roles_destroy_nothing(held: set[str], client: Client, practice: PracticeOffice) -> None:
    assert client.post(MERGE, {"f.path:target": "3", "f.path:source": "4"}).status_code == 403
    assert client.post("/desk/crm/cirrus/accounts/3/delete/").status_code == 403


def test_deciding_is_for_approvers_and_rules_are_for_admins(db: None) -> None:
    make_roles()
    deciding = {role for role in ROLES if "decide_proposal" in list_codenames(role)}
    ruling = {role for role in ROLES if "change_planrule" in list_codenames(role)}

    assert deciding == {"approver", "office admin"}
    assert ruling == {"office admin"}


def test_no_role_but_the_admins_types_into_what_people_did(db: None) -> None:
    """Requests, payments, deliveries and the trail are made by acts, never typed."""
    make_roles()
    typed = {"proposal", "counter", "changerequest", "attempt", "alert", "notice", "delivery", "link"}
    typed |= {"event", "chainhead", "receipt", "reminder"}
    for role in ROLES:
        names = {name.partition("_") for name in list_codenames(role)}
        assert not {what for act, _, what in names if act in {"add", "change", "delete"}} & typed, role


def test_exactly_takes_away_what_an_earlier_version_gave(db: None) -> None:
    make_roles()
    reader = Group.objects.get(name="reader")
    before = set(reader.permissions.all())
    reader.permissions.add(*Group.objects.get(name="auditor").permissions.all())

    make_roles(is_exact=True)

    assert set(reader.permissions.all()) == before
    assert Event.objects.filter(act="group-permissions-changed").latest("number").details["name"] == "reader"


def list_codenames(role: str) -> set[str]:
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))
