"""An office admin with the role of that name, a superuser, a handler and an auditor."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q
from django.test import Client

from portal.desk.people.roles import make_roles
from portal.office.models import Office
from tests.pages.desk.staff import PASSWORD, make_staff


def make_person(name: str, *roles: str, **fields: Any) -> User:
    """A member of staff with these roles."""
    person: User = make_staff(name, **fields)
    person.groups.set(Group.objects.filter(name__in=roles))
    return person


@pytest.fixture
def _roles(office: Office) -> None:
    make_roles()


@pytest.fixture
def boss(_roles: None) -> User:
    """With Django's permissions for users, and the way to the admin, as an office may have given them."""
    person = make_person("boss", "office admin")
    given = Permission.objects.filter(Q(codename__endswith="_user") | Q(codename="open_admin"))
    person.user_permissions.add(*given)
    return person


@pytest.fixture
def root(_roles: None) -> User:
    return make_person("root", is_superuser=True)


@pytest.fixture
def handler(_roles: None) -> User:
    return make_person("handler", "handler")


@pytest.fixture
def auditor(_roles: None) -> User:
    return make_person("auditor", "auditor")


@pytest.fixture
def as_boss(client: Client, boss: User) -> Client:
    """The office admin at the admin, signed in by its own page."""
    answer = client.post("/admin/login/", {"username": "boss", "password": PASSWORD})
    assert answer.status_code == 303
    return client
