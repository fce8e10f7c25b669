"""Roles are groups of the permissions that exist; running the command again changes nothing."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from portal.desk.people.roles import ROLES, make_roles

pytestmark = pytest.mark.sqlite


@pytest.mark.django_db
def test_every_role_has_permissions_and_the_command_may_run_again() -> None:
    out = StringIO()
    call_command("make_roles", stdout=out)
    call_command("make_roles", stdout=out)

    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert all(group.permissions.exists() for group in Group.objects.all())
    assert "reader: " in out.getvalue()


@pytest.mark.django_db
def test_what_an_admin_added_to_a_role_stays() -> None:
    make_roles()
    reader = Group.objects.get(name="reader")
    before = reader.permissions.count()
    extra = (
        Group.objects.get(name="auditor").permissions.exclude(pk__in=reader.permissions.values("pk")).first()
    )
    assert extra is not None
    reader.permissions.add(extra)

    make_roles()

    assert reader.permissions.count() == before + 1


@pytest.mark.django_db
def test_reader_changes_nothing() -> None:
    make_roles()

    names = Group.objects.get(name="reader").permissions.values_list("codename", flat=True)

    # To sign in at a system that shows its records to its own accounts alone.
    looks = {"connect", "search_files", "see_as_debtor"}
    others = [name for name in names if name.split("_")[0] not in {"view", "export"}]
    assert set(others) <= looks
