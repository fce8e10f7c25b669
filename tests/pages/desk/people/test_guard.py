"""A page that forgets to ask gives nothing all the same: the guard refuses whoever is signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import RequestFactory

from portal.audit.acting import acting_for
from portal.desk.people.granting import PowerError
from tests.pages.desk.staff import make_staff

pytestmark = pytest.mark.django_db


def get_event_permission() -> Permission:
    return Permission.objects.get(content_type__app_label="audit", codename="view_event")


CHANGES: dict[str, Callable[[User, User, User], Any]] = {
    "superuser": lambda boss, _handler, _root: _save(boss, is_superuser=True),
    "new superuser": lambda *_: User.objects.create_superuser("new"),
    "password above": lambda _boss, _handler, root: _save(root, password="!"),
    "switched off above": lambda _boss, _handler, root: _save(root, is_active=False),
    "deleted above": lambda _boss, _handler, root: root.delete(),
    "group above": lambda boss, *_: boss.groups.add(Group.objects.get(name="auditor")),
    "group above, set": lambda boss, *_: boss.groups.set(Group.objects.filter(name="auditor")),
    "group above, from the group": lambda boss, *_: Group.objects.get(name="auditor").user_set.add(boss),
    "permission above": lambda boss, *_: boss.user_permissions.add(get_event_permission()),
    "permission above, from it": lambda boss, *_: get_event_permission().user_set.add(boss),
    "own group": lambda boss, *_: boss.groups.get().permissions.add(get_event_permission()),
    "own group, from the permission": lambda boss, *_: get_event_permission().group_set.add(
        boss.groups.get()
    ),
    "own group, taken from": lambda boss, *_: boss.groups.get().permissions.clear(),
    "own group, renamed": lambda boss, *_: boss.groups.get().save(),
    "own group, deleted": lambda boss, *_: boss.groups.get().delete(),
    "taken above": lambda _boss, _handler, root: root.groups.clear(),
}


def _save(person: User, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(person, name, value)
    person.save()


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_is_signed_in_is_refused(change: str, boss: User, handler: User, root: User) -> None:
    request = RequestFactory().post("/desk/anything/")
    request.user = User.objects.get(pk=boss.pk)
    root.groups.add(Group.objects.get(name="auditor"))

    with acting_for(request), pytest.raises(PowerError):
        CHANGES[change](boss, handler, root)


@pytest.mark.parametrize("change", sorted(set(CHANGES) - {"own group, renamed"}))
def test_the_operators_commands_may(change: str, boss: User, handler: User, root: User) -> None:
    CHANGES[change](boss, handler, root)


def test_what_is_held_passes(boss: User, handler: User) -> None:
    request = RequestFactory().post("/desk/anything/")
    request.user = User.objects.get(pk=boss.pk)

    with acting_for(request):
        handler.groups.set(Group.objects.filter(name="approver"))
        _save(handler, is_active=False)
        _save(boss, first_name="Bo")

    assert handler.groups.get().name == "approver"


def test_who_is_no_staff_makes_nobody_staff() -> None:
    visitor = make_staff("visitor", is_staff=False, permissions=["auth.change_user"])
    request = RequestFactory().post("/")
    request.user = User.objects.get(pk=visitor.pk)

    with acting_for(request), pytest.raises(PowerError):
        _save(visitor, is_staff=True)
