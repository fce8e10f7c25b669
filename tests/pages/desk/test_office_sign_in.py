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
    page = come_in(client, provider)
    assert page.status_code == 403
    assert "a colleague switched you off" in page.content.decode()


def test_an_answer_is_good_for_one_browser_and_one_attempt(provider: Provider, client: Client) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"])
    there = client.get(START)["Location"]
    back = urlsplit(provider.agree(there, "s-1"))
    assert Client().get(f"{back.path}?{back.query}").status_code == 403  # another browser
    assert client.get(BACK, {"state": "x", "code": parse_qs(back.query)["code"][0]}).status_code == 403
    assert client.get(f"{back.path}?{back.query}").status_code == 403  # the attempt is over
    assert not User.objects.exists()


def test_a_token_for_another_attempt_opens_nothing(
    provider: Provider, client: Client, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    """The nonce in the token is that of the attempt: a stolen code does not fit."""
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"])
    other = Client().get(START)["Location"]
    code = parse_qs(urlsplit(provider.agree(other, "s-1")).query)["code"][0]
    state = parse_qs(urlsplit(client.get(START)["Location"]).query)["state"][0]
    page = visit(f"{BACK}?state={state}&code={code}", status=403)
    assert "cannot trust the answer" in page.text
    assert not User.objects.exists()
    told = [one.getMessage() for one in caplog.records if one.name == "portal.desk.openid.views"]
    assert "token-refused InvalidClaimError nonce" in told[0]
    assert told[0].rpartition(" ")[2] in page.text
    assert not any(secret in told[0] for secret in (state, code, "lotte"))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"email": "lotte@office.example"}, "lotte@office.example"),
        ({"email": "lotte@office.example", "email_verified": "true"}, "lotte@office.example"),
        ({"email": "lotte@office.example", "email_verified": False}, ""),
        ({"email": "lotte@office.example", "email_verified": "false"}, ""),
        ({"email": "lotte"}, ""),
        ({"email": f"lotte@{'office.' * 40}example"}, ""),
    ],
)
def test_only_an_address_that_is_not_unproven_is_written_to(
    provider: Provider, client: Client, told: dict[str, Any], kept: str
) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"], **told)
    come_in(client, provider)
    assert client.get("/desk/").status_code == 200
    assert User.objects.get(username="lotte").email == kept


def test_who_is_in_already_is_not_told_to_be_out(provider: Provider, client: Client) -> None:
    """Two tabs, or the back button after signing in."""
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"])
    first = urlsplit(provider.agree(client.get(START, {"next": "/desk/own/"})["Location"], "s-1"))
    come_in(client, provider)
    for _time in range(2):
        assert client.get(f"{first.path}?{first.query}")["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_somebody_else_who_confirms_changes_nothing(provider: Provider, client: Client, visit: Visit) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"], auth_time=int(time.time()))
    provider.set_claims("s-2", preferred_username="mo", roles=["reader"], auth_time=int(time.time()))
    come_in(client, provider)
    back = urlsplit(provider.agree(client.get(START, {"next": "/desk/own/"})["Location"], "s-2"))
    page = visit(f"{back.path}?{back.query}", status=403)
    assert page.heading == "You did not show who you are"
    assert "/desk/own/again/?next=/desk/own/" in page.links().values()
    assert client.get("/desk/").status_code == 200


def test_who_is_signed_out_meanwhile_is_not_told_to_be_in(
    provider: Provider, client: Client, visit: Visit
) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"], auth_time=int(time.time()))
    come_in(client, provider)
    back = urlsplit(provider.agree(client.get(START)["Location"], "s-1"))
    client.post("/desk/sign-out/")
    page = visit(f"{back.path}?{back.query}", status=403)
    assert page.heading == "You are not signed in"
    assert "still signed in" not in page.text
    assert "Begin again." in page.text


def test_what_was_wanted_is_still_known_after_a_stop(
    provider: Provider, client: Client, visit: Visit
) -> None:
    state = parse_qs(urlsplit(client.get(START, {"next": "/desk/own/"})["Location"]).query)["state"][0]
    links = visit(f"{BACK}?state={state}&error=access_denied", status=403).links()
    assert "/desk/sign-in/?next=/desk/own/" in links.values()


def test_signing_out_says_that_the_account_of_the_office_stays_open(
    provider: Provider, client: Client, visit: Visit
) -> None:
    provider.set_claims("s-1", preferred_username="lotte", roles=["reader"])
    come_in(client, provider)
    assert "stays open until you sign out there as well" in visit("/desk/sign-out/").text
    page = visit(client.post("/desk/sign-out/")["Location"])
    assert "may still be open on this device" in page.text
    assert f"{provider.url}/oauth2/end_session?client_id=portal" in page.links().values()


def test_colleagues_read_what_the_account_of_the_office_decides(
    provider: Provider, client: Client, settings: Settings, visit: Visit
) -> None:
    claims = {"given_name": "Lotte", "email": "lotte@office.example", "roles": ["reader"]}
    provider.set_claims("s-1", preferred_username="lotte", **claims)
    come_in(client, provider)
    assert "asks for the second step itself" in visit("/desk/own/").text
    lotte = User.objects.get(username="lotte")
    settings.STAFF_SECOND_FACTOR, settings.STAFF_SECOND_FACTOR_ROLES = False, []
    make_staff("root", is_superuser=True)
    sign_in_staff(client, "root")
    page_of = f"/desk/settings/people/{lotte.pk}/"
    text = visit(page_of).text
    assert "lotte@office.example" in text
    assert "asked by the account of the office" in text
    assert "holds until they next sign in" in visit(f"{page_of}roles/").text
    User.objects.filter(pk=lotte.pk).update(is_active=False)
    assert "Then signs in with the account of the office" in visit(f"{page_of}on/").text
    User.objects.filter(pk=lotte.pk).update(is_active=True)
    settings.LOCAL_SIGN_IN = False
    assert f"{page_of}link/" not in visit(page_of).links().values()


def test_no_link_for_a_password_is_made_or_works_where_passwords_are_off(
    provider: Provider, client: Client, settings: Settings, visit: Visit
) -> None:
    settings.STAFF_SECOND_FACTOR, settings.STAFF_SECOND_FACTOR_ROLES = False, []
    lotte = make_staff("lotte")
    make_staff("root", is_superuser=True)
    sign_in_staff(client, "root")
    ask = visit(f"/desk/settings/people/{lotte.pk}/link/")
    shown = visit(client.post(ask.form_action(), ask.form_fields())["Location"])
    address = urlsplit(shown.all("code")[0].text or "").path
    settings.LOCAL_SIGN_IN = False
    assert client.post(ask.form_action(), ask.form_fields()).status_code == 409
    assert "This link does not work" in visit(address, status=410, follow=True).text


def test_a_provider_that_is_away_is_said(provider: Provider, settings: Settings, visit: Visit) -> None:
    settings.OIDC_URL = "http://127.0.0.1:9"
    registry.openid.cache_clear()
    text = visit(START, status=503).text
    assert "cannot be reached" in text
    assert "you can use that" in text
    settings.LOCAL_SIGN_IN = False
    assert "you can use that" not in visit(START, status=503).text


def test_a_provider_that_says_something_else_is_not_away(
    provider: Provider, client: Client, settings: Settings, visit: Visit
) -> None:
    settings.OIDC_URL = f"{provider.url}/"
    registry.openid.cache_clear()
    assert "cannot trust the answer" in visit(START, status=403).text


def test_without_a_provider_there_is_no_such_door(office: Any, client: Client) -> None:
    assert client.get(START).status_code == 404
    assert client.get(BACK).status_code == 404


def test_who_is_added_gets_no_password_link_where_passwords_are_off(
    provider: Provider, client: Client, settings: Settings, visit: Visit
) -> None:
    settings.STAFF_SECOND_FACTOR, settings.STAFF_SECOND_FACTOR_ROLES = False, []
    settings.LOCAL_SIGN_IN = False
    make_staff("root", is_superuser=True)
    sign_in_staff(client, "root")
    invite = "/desk/settings/people/invite/"
    page = visit(invite)
    assert "The portal knows them by the e-mail address of that account." in page.text
    filled = {**page.form_fields(), "username": "lotte", "last_name": "Peeters"}
    assert "Fill in the e-mail address of that account." in visit(invite, filled, status=422).text
    check = visit(invite, {**filled, "email": "lotte@office.example"})
    answer = client.post(invite, {**check.form_fields(), "confirm": "1"})
    person = visit(answer["Location"])
    assert "They can sign in with the account of the office." in person.text
    assert User.objects.get(username="lotte").email == "lotte@office.example"


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
