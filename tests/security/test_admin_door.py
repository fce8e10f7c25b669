"""``/admin/`` is for whoever runs the portal: superusers and operators, by the door of the desk."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from portal.audit.models import Event
from portal.desk.people.roles import ROLES, make_roles
from portal.office.models import Office
from tests.pages.desk.people.conftest import make_person
from tests.pages.desk.staff import sign_in_staff

pytestmark = pytest.mark.django_db

PAGES = [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]


@pytest.mark.parametrize("role", ROLES)
def test_no_role_but_the_operators_gets_in(role: str, client: Client, office: Office) -> None:
    make_roles()
    make_person("an", role)
    sign_in_staff(client)
    status = 200 if role == "operator" else 403
    assert client.get("/admin/").status_code == status
    if role != "operator":
        answers = {path: client.get(path).status_code for path in [*PAGES, "/admin/password_change/"]}
        assert set(answers.values()) == {403}, answers
        refused = Event.objects.filter(act="staff-refused")
        assert refused.count() == len(answers) + 1
        assert refused.latest("number").details["permission"] == "desk.open_admin"


def test_an_operator_sees_roles_and_nobody_who_owes(client: Client, office: Office) -> None:
    make_roles()
    make_person("an", "operator")
    sign_in_staff(client)
    assert client.get("/admin/auth/group/").status_code == 200
    for page in ("plans/proposal", "links/link", "reminders/reminder"):
        assert client.get(f"/admin/{page}/").status_code == 403


def test_an_operator_makes_nobody_more_than_they_are(client: Client, office: Office) -> None:
    make_roles()
    person = make_person("an", "operator")
    sign_in_staff(client)
    assert client.get(f"/admin/auth/user/{person.pk}/change/").status_code in {200, 302, 403}
    client.post(f"/admin/auth/user/{person.pk}/change/", {"is_superuser": "on", "username": "an"})
    person.refresh_from_db()
    assert not person.is_superuser


def test_a_stranger_is_sent_to_the_one_door(client: Client, office: Office) -> None:
    answer = client.get("/admin/", follow=True)
    assert b'action="/desk/sign-in/"' in answer.content
    ordinary = make_person("citizen", is_staff=False)
    client.force_login(ordinary)
    assert client.get("/admin/")["Location"].startswith(reverse("admin:login"))
