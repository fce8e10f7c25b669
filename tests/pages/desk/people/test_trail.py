"""Whichever door a change of people or rights goes through, the trail has it, with both values."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client

from portal.audit.models import Event
from portal.desk.people.roles import ROLES
from portal.desk.people.trail import TOLD_ONE_BY_ONE
from portal.office.models import Office
from tests.pages.desk.people.conftest import make_person
from tests.pages.desk.people.test_admin_powers import GROUPS, PEOPLE, get_group, get_permission, save
from tests.pages.desk.staff import PASSWORD, make_staff, sign_in_staff

NEW = "another practice password"


def told(act: str) -> Event:
    """The newest event of that act."""
    event = Event.objects.filter(act=act).order_by("-number").first()
    assert event is not None, act
    return event


def test_a_person_made_in_the_admin(as_boss: Client, boss: User) -> None:
    passwords = {"usable_password": "true", "password1": NEW, "password2": NEW}
    assert as_boss.post(f"{PEOPLE}add/", {"username": "new", **passwords}).status_code == 302

    event = told("staff-created")

    made = User.objects.get(username="new")
    assert (event.actor, event.staff_id) == ("staff", str(boss.pk))
    flags = {"is_active": True, "is_staff": False, "is_superuser": False}
    assert event.details == {"user": made.pk, **flags}


def test_flags_with_both_values_and_names_by_field_only(as_boss: Client, boss: User, handler: User) -> None:
    save(as_boss, handler, is_active=None, first_name="Lotte", email="lotte@office.example")

    event = told("staff-changed")

    assert event.staff_id == str(boss.pk)
    assert event.details == {
        "user": handler.pk,
        "fields": ["first_name", "email"],
        "before": {"is_active": True},
        "after": {"is_active": False},
    }
    assert "lotte" not in str(list(Event.objects.values())).lower()


def test_groups_and_permissions_with_both_values(as_boss: Client, boss: User, handler: User) -> None:
    view = get_permission("plans.view_proposal")
    save(
        as_boss, handler, groups=[get_group("handler").pk, get_group("reader").pk], user_permissions=[view.pk]
    )

    groups, permissions = told("staff-groups-changed"), told("staff-permissions-changed")

    assert groups.staff_id == permissions.staff_id == str(boss.pk)
    assert groups.details == {"user": handler.pk, "before": ["handler"], "after": ["handler", "reader"]}
    assert permissions.details == {"user": handler.pk, "before": [], "after": ["plans.view_proposal"]}


def test_a_password_set_by_another_and_by_oneself(as_boss: Client, boss: User, handler: User) -> None:
    passwords = {"usable_password": "true", "password1": NEW, "password2": NEW, "set-password": "1"}
    as_boss.post(f"{PEOPLE}{handler.pk}/password/", passwords)
    event = told("staff-password-changed")
    assert event.staff_id == str(boss.pk)
    assert event.details == {"user": handler.pk, "own": False, "usable": True}

    own = {"current": PASSWORD, "password": NEW, "again": NEW}
    assert as_boss.post("/desk/own/password/", own).status_code == 303
    assert told("staff-password-changed").details == {"user": boss.pk, "own": True, "usable": True}
    assert NEW not in str(list(Event.objects.values()))


def test_a_deleted_person(as_boss: Client, handler: User) -> None:
    pk = handler.pk
    as_boss.post(f"{PEOPLE}{pk}/delete/", {"post": "yes"})

    details = told("staff-deleted").details

    assert (details["user"], details["groups"], details["is_staff"]) == (pk, ["handler"], True)


def test_groups_made_changed_and_deleted(client: Client, root: User) -> None:
    sign_in_staff(client, "root")
    view, export = get_permission("plans.view_proposal"), get_permission("crm.export_records")
    client.post(f"{GROUPS}add/", {"name": "clerks", "permissions": [view.pk]})
    group = get_group("clerks")
    client.post(f"{GROUPS}{group.pk}/change/", {"name": "typists", "permissions": [view.pk, export.pk]})
    group.user_set.add(root)
    client.post(f"{GROUPS}{group.pk}/delete/", {"post": "yes"})

    assert told("group-created").details == {"group": group.pk, "name": "clerks"}
    assert told("group-changed").details == {
        "group": group.pk,
        "before": {"name": "clerks"},
        "after": {"name": "typists"},
    }
    assert told("group-permissions-changed").details == {
        "group": group.pk,
        "name": "typists",
        "before": ["plans.view_proposal"],
        "after": ["crm.export_records", "plans.view_proposal"],
    }
    gone = told("group-deleted")
    assert gone.staff_id == str(root.pk)
    assert gone.details["members"] == [root.pk]
    assert gone.details["permissions"] == ["crm.export_records", "plans.view_proposal"]


def test_commands_are_told_as_the_systems_own(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NEW)
    call_command("createsuperuser", "--noinput", username="op", email="op@office.example")
    call_command("make_roles", stdout=StringIO())

    made = told("staff-created")
    assert (made.actor, made.staff_id, made.details["is_superuser"]) == ("system", "", True)
    changed = Event.objects.filter(act="group-permissions-changed")
    assert {event.details["name"] for event in changed} == set(ROLES)
    count = Event.objects.count()
    call_command("make_roles", stdout=StringIO())
    assert Event.objects.count() == count


@pytest.mark.django_db
def test_a_shell_is_told_from_either_end() -> None:
    person, group = make_person("an"), Group.objects.create(name="clerks")
    view = Permission.objects.get(content_type__app_label="plans", codename="view_proposal")

    group.user_set.add(person)
    assert told("staff-groups-changed").details["after"] == ["clerks"]
    group.user_set.clear()
    assert told("staff-groups-changed").details == {"user": person.pk, "before": ["clerks"], "after": []}
    view.group_set.add(group)
    assert told("group-permissions-changed").details["after"] == ["plans.view_proposal"]
    view.user_set.add(person)
    view.user_set.remove(person)
    assert told("staff-permissions-changed").details["before"] == ["plans.view_proposal"]
    count = Event.objects.count()
    person.groups.add()
    person.groups.remove(group)
    person.save()
    assert Event.objects.count() == count


def test_both_doors_tell_of_signing_in_and_out(client: Client, boss: User) -> None:
    for door, leave in (("/admin/login/", "/admin/logout/"), ("/desk/sign-in/", "/desk/sign-out/")):
        client.post(door, {"username": "boss", "password": PASSWORD})
        client.post(leave)

    events = Event.objects.filter(act__startswith="staff-signed").values_list("act", "actor", "staff_id")
    assert {event.details["by"] for event in Event.objects.filter(act="staff-signed-in")} == {"password"}
    one_visit = [("staff-signed-in", "staff", str(boss.pk)), ("staff-signed-out", "staff", str(boss.pk))]
    assert list(events) == one_visit * 2


@pytest.mark.parametrize("door", ["/admin/login/", "/desk/sign-in/"])
def test_failed_tries_name_nobody_and_know_whom(door: str, client: Client, boss: User) -> None:
    make_staff("visitor", is_staff=False)
    tries = [("boss", "wrong"), ("Nobody Known", "wrong"), ("visitor", PASSWORD)]
    for name, password in tries:
        client.post(door, {"username": name, "password": password})

    events = [event.details for event in Event.objects.filter(act="staff-sign-in-failed")]

    visitor = User.objects.get(username="visitor")
    assert events == [
        {"user": boss.pk, "why": "wrong", "this_hour": 1},
        {"user": None, "why": "wrong", "this_hour": 2},
        {"user": visitor.pk, "why": "not-staff", "this_hour": 3},
    ]
    assert "Nobody" not in str(list(Event.objects.values()))


def test_strangers_do_not_fill_the_trail(client: Client, office: Office) -> None:
    def knock(number: int) -> None:
        address = f"10.{number // 250}.{number % 250}.1"
        client.post("/desk/sign-in/", {"username": f"n{number}", "password": "wrong"}, REMOTE_ADDR=address)

    for number in range(TOLD_ONE_BY_ONE * 2 + 5):
        knock(number)

    assert Event.objects.filter(act="staff-sign-in-failed").count() == TOLD_ONE_BY_ONE + 1


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/desk/crm/", {"page": "crm:systems", "permission": "crm.view_records"}),
        (f"{PEOPLE}1/change/", {"page": "admin:auth_user_change", "permission": "desk.open_admin"}),
    ],
)
def test_refused_pages_are_told_of_staff_only(
    page: str, expected: dict[str, Any], client: Client, office: Office
) -> None:
    client.get(page)
    assert not Event.objects.filter(act="staff-refused").exists()
    person = make_staff(permissions=())
    sign_in_staff(client)

    assert client.get(page).status_code == 403

    event = told("staff-refused")
    assert event.staff_id == str(person.pk)
    assert event.details == {"method": "GET", **expected}
