"""Every address of the desk against every role: who lacks the permission of a page gets 403.

The addresses come from the URL table, the permission of each from its view, the rights from ``make_roles``.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from portal.office.models import Office
from tests.pages.desk.staff import PASSWORD

pytestmark = pytest.mark.django_db

GAPS = {"int": "1", "str": "x", "slug": "cirrus", "path": "x"}


def list_pages(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each address of the desk with example values, and the permissions that its view asks."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from list_pages(entry, route)
        elif isinstance(entry, URLPattern) and route.startswith("desk/"):
            yield "/" + _fill_in(route), getattr(entry.callback, "permissions", ())


def _fill_in(route: str) -> str:
    while "<" in route:
        start, end = route.index("<"), route.index(">")
        kind = route[start + 1 : end].partition(":")[0]
        route = route[:start] + GAPS.get(kind, "x") + route[end + 1 :]
    return route


PAGES = [(path, needed) for path, needed in list_pages(get_resolver()) if needed]


@pytest.fixture
def roles(office: Office) -> list[str]:
    call_command("make_roles", verbosity=0)
    return list(Group.objects.values_list("name", flat=True))


def make_client(*groups: str) -> tuple[User, Client]:
    user = User.objects.create_user("-".join(groups) or "nobody", password=PASSWORD, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return User.objects.get(pk=user.pk), client


def test_there_are_pages_and_roles_to_sweep(roles: list[str]) -> None:
    assert len(PAGES) > 60
    assert len(roles) > 4


def test_a_role_without_the_permission_is_refused_everywhere(roles: list[str]) -> None:
    wrong: list[Any] = []
    for role in ("", *roles):
        user, client = make_client(*([role] if role else []))
        for path, needed in PAGES:
            if user.has_perm(needed[0]):
                continue
            wrong += [
                (role, method, path, status)
                for method in ("get", "post")
                if (status := getattr(client, method)(path).status_code) not in {403, 405}
            ]
    assert wrong == []


def test_a_stranger_and_an_ordinary_user_are_sent_to_the_door(office: Office) -> None:
    ordinary = Client(raise_request_exception=False)
    ordinary.force_login(User.objects.create_user("citizen", password=PASSWORD))
    for client in (Client(raise_request_exception=False), ordinary):
        for path, _needed in PAGES:
            for method in ("get", "post"):
                answer = getattr(client, method)(path)
                assert answer.status_code in {303, 405}, (method, path, answer.status_code)
                if answer.status_code == 303:
                    assert answer["Location"].startswith("/desk/sign-in/"), path
