"""Staff sign in at the office's own OpenID provider, a real process: who gets in, and with which roles."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from pytest_django import Settings

from portal import registry
from portal.audit.models import Event
from portal.desk.people.roles import make_roles
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD, make_staff, sign_in_staff
from tests.provider import Provider, running_provider

pytestmark = pytest.mark.django_db

START, BACK = "/desk/sign-in/office/", "/desk/sign-in/office/back/"


@pytest.fixture(scope="module")
def started() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(started: Provider, settings: Settings, office: Any, client: Client) -> Iterator[Provider]:
    settings.OIDC_URL, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = started.url, "portal", "secret"
    settings.STAFF_SECOND_FACTOR = True
    client.cookies["language"] = "en"
    registry.openid.cache_clear()
    make_roles()
    yield started
    registry.openid.cache_clear()


def come_in(client: Client, provider: Provider, subject: str = "s-1", *, next_page: str = "") -> Any:
    """There and back; the answer of the portal."""
    there = client.get(START, {"next": next_page})["Location"]
    back = urlsplit(provider.agree(there, subject))
    return client.get(f"{back.path}?{back.query}")


def list_roles(name: str) -> set[str]:
    return set(User.objects.get(username=name).groups.values_list("name", flat=True))


def test_the_door_leads_there_and_the_person_comes_in_with_their_roles(
    provider: Provider, client: Client, visit: Visit
) -> None:
    provider.set_claims(
        "s-1", preferred_username="lotte", given_name="Lotte", roles=["handler", "no-such-role"]
    )
    assert START in " ".join(visit("/desk/sign-in/").links().values())
    assert come_in(client, provider, next_page="/desk/own/")["Location"] == "/desk/own/"
    assert client.get("/desk/").status_code == 200
    assert list_roles("lotte") == {"handler"}
    assert not User.objects.get(username="lotte").has_usable_password()
    assert Event.objects.get(act="staff-signed-in").details == {"by": "openid"}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_other_site_signs_anybody_in(provider: Provider, client: Client, site: str) -> None:
    answer = client.get(START, headers={"Sec-Fetch-Site": site})
    assert answer["Location"] == "/desk/sign-in/"
    assert not answer.cookies
    for own in ("same-origin", "none"):
        assert client.get(START, headers={"Sec-Fetch-Site": own})["Location"].startswith(provider.url)


def test_signing_in_again_gives_the_session_another_id(provider: Provider, client: Client) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"], auth_time=int(time.time()))
    come_in(client, provider)
    before = client.session.session_key
    assert come_in(client, provider, next_page="/desk/own/")["Location"] == "/desk/own/"
    assert client.session.session_key != before
    assert client.get("/desk/").status_code == 200


def test_roles_follow_the_provider_both_ways(provider: Provider, client: Client) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles=["handler", "office-admin"])
    come_in(client, provider)
    assert list_roles("lotte") == {"handler", "office admin"}
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"])
    come_in(Client(), provider)
    assert list_roles("lotte") == {"reader"}
    provider.set_claims("s-1", preferred_username="lotte", roles=[])
    assert come_in(Client(), provider).status_code == 403
    assert list_roles("lotte") == set()
    assert client.get("/desk/")["Location"].startswith("/desk/sign-in/")  # what was open before is over


def test_only_what_is_mapped_is_given(provider: Provider, client: Client, settings: Settings) -> None:
    settings.OIDC_ROLES_CLAIM, settings.OIDC_ROLES = "realm_access.roles", ["desk-a=approver"]
    provider.set_claims("s-1", preferred_username="lotte", realm_access={"roles": ["desk-a", "office admin"]})
    come_in(client, provider)
    assert list_roles("lotte") == {"approver"}


def test_nobody_without_a_role_comes_in(provider: Provider, client: Client, visit: Visit) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles="superuser")
    there = client.get(START)["Location"]
    back = urlsplit(provider.agree(there, "s-1"))
    assert "gave you no role" in visit(f"{back.path}?{back.query}", status=403).text
    assert not User.objects.exists()


def test_a_name_is_no_proof_and_a_proven_address_is(provider: Provider, client: Client) -> None:
    ann = make_staff("an", email="an@office.example")
    provider.set_claims("s-1", preferred_username="an", email="an@office.example", roles=["reader"])
    come_in(client, provider)
    assert list_roles("an") == set()
    assert list_roles("an-2") == {"reader"}
    provider.set_claims("s-2", email="an@office.example", email_verified=True, roles=["reader"])
    come_in(Client(), provider, "s-2")
    assert set(ann.groups.all()) == {Group.objects.get(name="reader")}


def test_a_superuser_does_not_come_in_this_way(provider: Provider, client: Client) -> None:
    make_staff("root", email="root@office.example", is_superuser=True)
    provider.set_claims("s-1", email="root@office.example", email_verified=True, roles=["reader"])
    come_in(client, provider)
    assert not User.objects.get(username="root").groups.exists()


def test_somebody_switched_off_here_stays_out(provider: Provider, client: Client) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"])
    come_in(client, provider)
    User.objects.filter(username="lotte").update(is_active=False)
    assert come_in(Client(), provider).status_code == 403


def test_an_answer_is_good_for_one_browser_and_one_attempt(provider: Provider, client: Client) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"])
    there = client.get(START)["Location"]
    back = urlsplit(provider.agree(there, "s-1"))
    assert Client().get(f"{back.path}?{back.query}").status_code == 403  # another browser
    assert client.get(BACK, {"state": "x", "code": parse_qs(back.query)["code"][0]}).status_code == 403
    assert client.get(f"{back.path}?{back.query}").status_code == 403  # the attempt is over
    assert not User.objects.exists()


def test_a_token_for_another_attempt_opens_nothing(provider: Provider, client: Client) -> None:
    """The nonce in the token is that of the attempt: a stolen code does not fit."""
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"])
    other = Client().get(START)["Location"]
    code = parse_qs(urlsplit(provider.agree(other, "s-1")).query)["code"][0]
    state = parse_qs(urlsplit(client.get(START)["Location"]).query)["state"][0]
    assert client.get(BACK, {"state": state, "code": code}).status_code == 403
    assert not User.objects.exists()


def test_a_provider_that_is_away_is_said(provider: Provider, settings: Settings, visit: Visit) -> None:
    settings.OIDC_URL = "http://127.0.0.1:9"
    registry.openid.cache_clear()
    assert "cannot be reached" in visit(START, status=503).text


def test_without_a_provider_there_is_no_such_door(office: Any, client: Client) -> None:
    assert client.get(START).status_code == 404
    assert client.get(BACK).status_code == 404


def test_passwords_can_be_switched_off_but_for_superusers(
    provider: Provider, client: Client, settings: Settings
) -> None:
    settings.LOCAL_SIGN_IN, settings.STAFF_SECOND_FACTOR = False, False
    make_staff("an")
    make_staff("root", is_superuser=True)
    assert sign_in_staff(client).status_code == 422
    assert sign_in_staff(client, "root").status_code == 303


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_important_acts_ask_for_the_password_after_ten_minutes(
    office: Any, client: Client, visit: Visit, password: str
) -> None:
    make_staff("an", permissions=["desk.view_people", "desk.invite_people"])
    sign_in_staff(client)
    client.cookies["language"] = "en"
    invite = "/desk/settings/people/invite/"
    assert client.get(invite).status_code == 200
    session = client.session
    session["desk_fresh"] -= 601
    session.save()
    assert client.get(invite)["Location"] == f"/desk/own/again/?next={invite.replace('/', '%2F')}"
    assert client.post(invite, {"username": "x"}).status_code == 303
    visit(f"/desk/own/again/?next={invite}")
    answer = client.post("/desk/own/again/", {"password": password, "next": invite})
    assert answer.status_code == (303 if password == PASSWORD else 422)
    assert client.get(invite).status_code == (200 if password == PASSWORD else 303)
