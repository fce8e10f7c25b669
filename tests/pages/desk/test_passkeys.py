"""A passkey is a second step: made at the door or later, used, refused elsewhere, removed."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from portal.audit.models import Event
from portal.desk.sign_in.password_limits import STAFF_NETWORK_LIMIT, count_staff_network
from portal.web.attempt_throttle import LIMIT
from tests.pages.conftest import Visit
from tests.pages.desk.soft_passkey import HOST, SoftPasskey
from tests.pages.desk.staff import PASSWORD, make_staff, sign_in_staff
from tests.pages.page import Page

pytestmark = pytest.mark.django_db

CODE, SET_UP, OWN = "/desk/sign-in/code/", "/desk/sign-in/set-up/", "/desk/own/"
ADD = SET_UP + "passkey/"


@pytest.fixture(autouse=True)
def _required(settings: Settings, client: Client) -> None:
    settings.STAFF_SECOND_FACTOR = True
    settings.PORTAL_HOST = HOST
    client.cookies["language"] = "en"


@pytest.fixture
def ann(office: Any) -> User:
    return make_staff("an")


def read_options(page: Page) -> str:
    form = next(one for one in page.all("form") if one.get("data-passkey"))
    return str(form.get("data-options"))


def enrol(client: Client, visit: Visit, passkey: SoftPasskey) -> Any:
    sign_in_staff(client)
    return client.post(ADD, {"passkey": passkey.make(read_options(visit(SET_UP)))})


def use(client: Client, visit: Visit, passkey: SoftPasskey) -> Any:
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    return client.post(CODE, {"passkey": passkey.use(read_options(visit(CODE)))})


def test_a_passkey_is_made_at_the_door_and_opens_it_afterwards(
    ann: User, client: Client, visit: Visit
) -> None:
    passkey = SoftPasskey()
    assert enrol(client, visit, passkey)["Location"] == "/desk/own/codes/"
    assert client.get("/desk/").status_code == 200
    assert use(client, visit, passkey)["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert Event.objects.get(act="second-factor-set").details["kind"] == "passkey"


def test_a_passkey_of_a_false_page_opens_nothing(ann: User, client: Client, visit: Visit) -> None:
    passkey = SoftPasskey()
    enrol(client, visit, passkey)
    passkey.origin = "https://portal.evil.example"
    assert use(client, visit, passkey).status_code == 422
    assert client.get("/desk/").status_code == 303


def test_another_passkey_or_an_old_answer_opens_nothing(ann: User, client: Client, visit: Visit) -> None:
    passkey = SoftPasskey()
    enrol(client, visit, passkey)
    assert use(client, visit, SoftPasskey(key_id=passkey.key_id)).status_code == 422
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    answer = passkey.use(read_options(visit(CODE)))
    assert visit(CODE)  # a new question
    assert client.post(CODE, {"passkey": answer}).status_code == 422


def test_wrong_passkeys_are_counted_for_their_network_and_close_no_name(
    ann: User, client: Client, visit: Visit
) -> None:
    passkey = SoftPasskey()
    enrol(client, visit, passkey)
    client.post("/desk/sign-out/")
    sign_in_staff(client)
    for _ in range(LIMIT + 1):
        assert "Please wait" not in visit(CODE, {"passkey": "{}"}, status=422).text
    network = count_staff_network("127.0.0.1")
    for _ in range(STAFF_NETWORK_LIMIT):
        network.note_wrong()
    assert "Please wait" in visit(CODE, {"passkey": "{}"}, status=422).text
    answer = passkey.use(read_options(visit(CODE)))
    assert client.post(CODE, {"passkey": answer}, REMOTE_ADDR="203.0.113.8").status_code == 303


def test_what_is_no_passkey_is_refused(ann: User, client: Client, visit: Visit) -> None:
    sign_in_staff(client)
    hostile = ("", "[]", "1", "{}", '{"a":' * 3000, "x" * 30_000, '{"id":"a","rawId":"a","response":[]}')
    for answer in hostile:
        visit(SET_UP)
        assert client.post(ADD, {"passkey": answer})["Location"].endswith("?refused=1"), answer[:40]
    assert "The passkey was not kept" in visit(SET_UP + "?refused=1").text
    assert not Authenticator.objects.exists()


def test_it_is_removed_with_the_password_and_codes_go_with_the_last(
    ann: User, client: Client, visit: Visit
) -> None:
    enrol(client, visit, SoftPasskey())
    (kept,) = Authenticator.objects.filter(type="webauthn")
    page = f"{OWN}passkeys/{kept.pk}/"
    assert page in visit(OWN).links().values()
    assert visit(page, {"password": "wrong"}, status=422)
    assert Authenticator.objects.filter(pk=kept.pk).exists()
    visit(page, {"password": PASSWORD}, follow=True)
    assert not Authenticator.objects.exists()
    assert visit(page, status=404)


def test_nobody_removes_the_passkey_of_a_colleague(ann: User, client: Client, visit: Visit) -> None:
    enrol(client, visit, SoftPasskey())
    (kept,) = Authenticator.objects.filter(type="webauthn")
    make_staff("other")
    stranger = Client()
    stranger.force_login(User.objects.get(username="other"))
    answer = stranger.post(f"{OWN}passkeys/{kept.pk}/", {"password": PASSWORD})
    assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize(
    ("group", "location"), [("approver", SET_UP), ("reader", "/desk/")], ids=["named role", "other role"]
)
def test_the_office_may_ask_it_of_some_roles_alone(
    office: Any, client: Client, settings: Settings, group: str, location: str
) -> None:
    settings.STAFF_SECOND_FACTOR_ROLES = ["approver"]
    make_staff("an").groups.create(name=group)
    assert sign_in_staff(client)["Location"] == location


def test_a_superuser_is_always_asked(office: Any, client: Client, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR_ROLES = ["approver"]
    make_staff("an", is_superuser=True)
    assert sign_in_staff(client)["Location"] == SET_UP
