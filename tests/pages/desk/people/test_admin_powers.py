"""In the admin nobody gives what they do not hold, and nobody reaches above themselves."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from portal.aptic.models import ServiceAction
from portal.audit.models import Event
from portal.office.models import Office
from tests.pages.desk.people.conftest import make_person
from tests.pages.desk.staff import PASSWORD, make_staff, sign_in_staff

NEW = "another practice password"
PEOPLE = "/admin/auth/user/"
GROUPS = "/admin/auth/group/"
ABOVE = "You can only give what you have yourself."


def fields_of(person: User, **changes: Any) -> dict[str, Any]:
    """What the admin's page of a person sends as it stands, with ``changes``; None leaves a box empty."""
    fields = {
        "username": person.username,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "is_active": "on" if person.is_active else None,
        "is_staff": "on" if person.is_staff else None,
        "is_superuser": "on" if person.is_superuser else None,
        "groups": list(person.groups.values_list("pk", flat=True)),
        "user_permissions": list(person.user_permissions.values_list("pk", flat=True)),
        "date_joined_0": "2026-01-05",
        "date_joined_1": "09:00:00",
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def save(client: Client, person: User, **changes: Any) -> Any:
    """Post the person's page of the admin in English."""
    return client.post(f"{PEOPLE}{person.pk}/change/?lang=en", fields_of(person, **changes))


def get_group(name: str) -> Group:
    return Group.objects.get(name=name)


def get_permission(name: str) -> Permission:
    label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=label, codename=codename)


def test_nobody_makes_themselves_superuser(as_boss: Client, boss: User) -> None:
    save(as_boss, boss, is_superuser="on")

    boss.refresh_from_db()
    assert not boss.is_superuser


def test_nobody_makes_another_superuser(as_boss: Client, handler: User) -> None:
    save(as_boss, handler, is_superuser="on")

    handler.refresh_from_db()
    assert not handler.is_superuser


@pytest.mark.parametrize("whom", ["boss", "handler"])
def test_a_permission_the_editor_lacks_is_not_given(whom: str, as_boss: Client, handler: User) -> None:
    person = User.objects.get(username=whom)
    before = list(person.user_permissions.all())

    answer = save(as_boss, person, user_permissions=[get_permission("audit.view_event").pk])

    assert ABOVE in answer.content.decode()
    assert list(person.user_permissions.all()) == before


@pytest.mark.parametrize("whom", ["boss", "handler"])
def test_a_group_that_holds_more_is_not_given(whom: str, as_boss: Client, handler: User) -> None:
    person = User.objects.get(username=whom)
    before = list(person.groups.all())

    answer = save(as_boss, person, groups=[*(group.pk for group in before), get_group("auditor").pk])

    assert ABOVE in answer.content.decode()
    assert list(person.groups.all()) == before


def test_what_the_editor_holds_is_given_and_taken(as_boss: Client, handler: User) -> None:
    approver, view = get_group("approver"), get_permission("plans.view_proposal")

    answer = save(as_boss, handler, groups=[approver.pk], user_permissions=[view.pk])

    assert answer.status_code == 302
    assert list(handler.groups.all()) == [approver]
    assert list(handler.user_permissions.all()) == [view]


@pytest.mark.parametrize("above", ["root", "auditor", "sleeping auditor", "sleeping root"])
@pytest.mark.parametrize(
    "page",
    [
        "change/",
        "change/?_popup=1&_to_field=id",
        "password/",
        "delete/",
        "history/",
    ],
)
def test_who_holds_more_is_out_of_reach(
    page: str, above: str, as_boss: Client, root: User, auditor: User
) -> None:
    person = User.objects.get(username=above.removeprefix("sleeping "))
    person.is_active = "sleeping" not in above
    person.save()
    before = User.objects.filter(pk=person.pk).values().get()
    address = f"{PEOPLE}{person.pk}/{page}"
    sent = fields_of(person, first_name="Other", email="other@office.example")
    passwords = {"usable_password": "true", "password1": NEW, "password2": NEW, "set-password": "1"}

    assert as_boss.get(address).status_code == 403
    answer = as_boss.post(address, {**sent, **passwords, "post": "yes"})

    assert answer.status_code == 403
    assert User.objects.filter(pk=person.pk).values().get() == before


def test_people_out_of_reach_are_not_deleted_in_bulk(as_boss: Client, root: User, handler: User) -> None:
    rows = {"action": "delete_selected", "_selected_action": [root.pk, handler.pk], "post": "yes"}

    assert as_boss.post(PEOPLE, rows).status_code == 403
    assert User.objects.filter(pk__in=[root.pk, handler.pk]).count() == 2


def test_people_within_reach_get_a_password_and_go(as_boss: Client, handler: User) -> None:
    passwords = {"usable_password": "true", "password1": NEW, "password2": NEW, "set-password": "1"}

    assert as_boss.get(f"{PEOPLE}{handler.pk}/password/").status_code == 200
    assert as_boss.post(f"{PEOPLE}{handler.pk}/password/", passwords).status_code == 302
    handler.refresh_from_db()
    assert handler.check_password(NEW)
    rows = {"action": "delete_selected", "_selected_action": [handler.pk], "post": "yes"}
    assert as_boss.post(PEOPLE, rows).status_code == 302
    assert not User.objects.filter(pk=handler.pk).exists()


def test_nobody_changes_their_own_password_there_without_the_old_one(as_boss: Client, boss: User) -> None:
    passwords = {"usable_password": "true", "password1": NEW, "password2": NEW, "set-password": "1"}
    changes = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    pages = [(f"{PEOPLE}{pk}/password/", passwords) for pk in (boss.pk, f"0{boss.pk}")]
    for path, typed in (*pages, ("/admin/password_change/", changes)):
        for answer in (as_boss.get(path), as_boss.post(path, typed)):
            assert answer["Location"] == "/desk/own/password/", path
    boss.refresh_from_db()
    assert boss.check_password(PASSWORD)


def test_people_and_roles_ask_for_the_password_after_ten_minutes(as_boss: Client, handler: User) -> None:
    session = as_boss.session
    session["desk_fresh"] -= 601
    session.save()
    for path in (PEOPLE, f"{PEOPLE}{handler.pk}/change/", f"{PEOPLE}{handler.pk}/password/", f"{GROUPS}add/"):
        for answer in (as_boss.get(path), as_boss.post(path, fields_of(handler, email="x@evil.example"))):
            assert answer["Location"] == f"/desk/own/again/?next={path.replace('/', '%2F')}"
    handler.refresh_from_db()
    assert handler.email != "x@evil.example"
    assert as_boss.get("/admin/").status_code == 200
    answer = as_boss.post("/desk/own/again/", {"password": PASSWORD, "next": PEOPLE})
    assert answer["Location"] == PEOPLE
    assert save(as_boss, handler, email="handler@office.example").status_code == 302


@pytest.fixture
def group_admin(client: Client, boss: User) -> User:
    """Somebody who may change groups, and holds little besides."""
    person = make_staff(
        "keeper",
        permissions=[
            "desk.open_admin",
            "auth.view_group",
            "auth.add_group",
            "auth.change_group",
            "auth.delete_group",
        ],
    )
    person.user_permissions.add(*get_group("reader").permissions.all())
    sign_in_staff(client, "keeper")
    return person


def test_a_group_never_holds_more_than_its_editor(client: Client, group_admin: User) -> None:
    reader, more = get_group("reader"), get_permission("audit.view_event")
    held = list(reader.permissions.values_list("pk", flat=True))

    for address, name in ((f"{GROUPS}{reader.pk}/change/", "reader"), (f"{GROUPS}add/", "new")):
        answer = client.post(f"{address}?lang=en", {"name": name, "permissions": [*held, more.pk]})
        assert ABOVE in answer.content.decode()

    assert more not in reader.permissions.all()
    assert not Group.objects.filter(name="new").exists()


@pytest.mark.parametrize("page", ["change/", "delete/", "history/"])
@pytest.mark.parametrize("name", ["auditor", "own"])
def test_a_group_above_or_of_the_editor_is_out_of_reach(
    name: str, page: str, client: Client, group_admin: User
) -> None:
    own = Group.objects.create(name="own")
    group_admin.groups.add(own)
    group = get_group(name)
    before = set(group.permissions.all())
    given = get_permission("plans.view_proposal")

    answer = client.post(
        f"{GROUPS}{group.pk}/{page}", {"name": name, "permissions": [given.pk], "post": "yes"}
    )

    assert answer.status_code == 403
    assert set(group.permissions.all()) == before


def test_groups_out_of_reach_are_not_deleted_in_bulk(client: Client, group_admin: User) -> None:
    rows = {"action": "delete_selected", "_selected_action": [get_group("auditor").pk], "post": "yes"}

    assert client.post(GROUPS, rows).status_code == 403
    assert Group.objects.filter(name="auditor").exists()


def test_a_group_within_reach_is_changed(client: Client, group_admin: User) -> None:
    reader = get_group("reader")
    held = list(reader.permissions.values_list("pk", flat=True))

    answer = client.post(f"{GROUPS}{reader.pk}/change/", {"name": "reader", "permissions": held[1:]})

    assert answer.status_code == 302
    assert reader.permissions.count() == len(held) - 1


def test_membership_that_opens_an_action_is_a_right_too(client: Client, boss: User, office: Office) -> None:
    """Only members of "bailiffs" may run the action: the group holds no permission that says so."""
    bailiffs = Group.objects.create(name="bailiffs")
    ServiceAction.objects.create(office=office, title="Seize", definition="seize").groups.add(bailiffs)
    keeper = make_staff("keeper", permissions=["desk.open_admin", "auth.view_user", "auth.change_user"])
    member = make_person("member", "bailiffs")
    sign_in_staff(client, "keeper")

    assert ABOVE in save(client, keeper, groups=[bailiffs.pk]).content.decode()
    assert client.get(f"{PEOPLE}{member.pk}/password/").status_code == 403
    assert not keeper.groups.exists()

    client.logout()
    sign_in_staff(client, "boss")  # who defines the actions decides about them anyway
    assert save(client, keeper, groups=[bailiffs.pk]).status_code == 302


def test_a_superuser_may_do_all_of_it(client: Client, root: User, auditor: User) -> None:
    sign_in_staff(client, "root")

    answer = save(client, auditor, is_superuser="on", groups=[get_group("office admin").pk])

    assert answer.status_code == 302
    auditor.refresh_from_db()
    assert auditor.is_superuser


def test_a_refused_change_leaves_no_event(as_boss: Client, boss: User, root: User) -> None:
    before = Event.objects.exclude(act="staff-refused").count()

    save(as_boss, boss, groups=[get_group("auditor").pk])
    save(as_boss, root, first_name="Other")

    assert Event.objects.exclude(act="staff-refused").count() == before
    assert sign_in_staff(Client(), "root").status_code == 303
    assert PASSWORD not in str(list(Event.objects.values()))
