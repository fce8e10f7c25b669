"""Somebody who lost phone and codes is let in again by a colleague, who is named in the trail."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from portal.audit.models import Event
from portal.desk.people.links import make_token
from portal.desk.sign_in.services import make_secret
from tests.pages.conftest import Visit
from tests.pages.desk.people.conftest import make_person
from tests.pages.desk.staff import sign_in_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked_out(handler: User) -> User:
    Authenticator.objects.create(user=handler, type="totp", data={"secret": make_secret()})
    return handler


@pytest.mark.usefixtures("_roles")
def test_a_colleague_takes_the_second_step_away(client: Client, visit: Visit, locked_out: User) -> None:
    make_person("admin", "office admin")
    sign_in_staff(client, "admin")
    client.cookies["language"] = "en"
    home = f"/desk/settings/people/{locked_out.pk}/"
    assert home + "second-step/" in visit(home).links().values()
    question = visit(home + "second-step/")
    page = visit(question.form_action(), question.form_fields(), follow=True)
    assert "The second step is gone" in page.text
    assert not Authenticator.objects.exists()
    assert Event.objects.get(act="second-factor-removed").details == {"user": locked_out.pk}
    assert home + "second-step/" not in visit(home).links().values()


@pytest.mark.usefixtures("_roles")
def test_another_password_by_a_link_leaves_the_second_step(client: Client, locked_out: User) -> None:
    chosen = "a violet umbrella under trees"
    client.get(reverse("people-door:link", args=[make_token(locked_out)]))
    typed = {"password": chosen, "again": chosen}
    assert client.post(reverse("people-door:choose"), typed)["Location"] == reverse("people-door:chosen")
    for path in ("/desk/", "/desk/sign-in/set-up/"):
        assert client.get(path)["Location"].startswith("/desk/sign-in/")
    answer = client.post("/desk/sign-in/", {"username": "handler", "password": chosen})
    assert answer["Location"] == "/desk/sign-in/code/"
    assert client.get("/desk/sign-in/set-up/")["Location"] == "/desk/sign-in/code/"
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")


@pytest.mark.usefixtures("_roles")
def test_a_reader_does_not(client: Client, locked_out: User) -> None:
    make_person("lena", "reader")
    sign_in_staff(client, "lena")
    assert client.post(f"/desk/settings/people/{locked_out.pk}/second-step/").status_code == 403
    assert Authenticator.objects.exists()
