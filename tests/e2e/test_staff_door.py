"""The staff's door in a browser: app and recovery code, passkey, the office's own provider, own sessions."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal, running
from tests.e2e.staff import STAFF_USER, Clerk
from tests.pages.desk.staff import make_code
from tests.prepared import Prepared
from tests.processes import STAFF_PASSWORD
from tests.provider import Provider, running_provider

OWN, DOOR, STEP = "/desk/own/", "/desk/sign-in/", "/desk/sign-in/code/"
SUBMIT = "main form button[type=submit]"


@dataclass
class NamedPortal(Portal):
    """By a name: browsers make no passkey for a bare address."""

    provider: Provider = field(default_factory=lambda: Provider(""))

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as started:
        yield started


@pytest.fixture(scope="module")
def guarded_server(
    prepared: Prepared, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NamedPortal]:
    """As an office has it: a second step for everybody, its own provider, passwords for superusers alone."""
    extra = {
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "STAFF_SECOND_FACTOR": "1",
        "OIDC_URL": provider.url,
        "OIDC_CLIENT_ID": "portal",
        "OIDC_CLIENT_SECRET": "secret",
        "OIDC_ROLES_CLAIM": "realm_access.roles",
        "OIDC_ROLES": "desk-readers=reader",
        "LOCAL_SIGN_IN": "0",
    }
    home = tmp_path_factory.mktemp("guarded")
    with running(NamedPortal(home, prepared, extra=extra, provider=provider)) as server:
        yield server


@pytest.fixture
def guarded(guarded_server: NamedPortal) -> NamedPortal:
    """Nobody has a second step yet, nor was here by the provider."""
    guarded_server.forget()
    for table in ("mfa_authenticator", "desk_openididentity", "desk_staffsession", "auth_user_groups"):
        guarded_server.write(f"DELETE FROM {table}")  # noqa: S608 - our own names
    guarded_server.write("DELETE FROM auth_user WHERE username <> ?", STAFF_USER)
    guarded_server.write("INSERT OR IGNORE INTO auth_group (name) VALUES (?)", "reader")
    return guarded_server


def type_password(clerk: Clerk) -> None:
    """At the door, where passwords are folded away."""
    clerk.go(f"{DOOR}?next={OWN}")
    clerk.page.locator("main details > summary").click()
    clerk.type("username", STAFF_USER)
    clerk.type("password", STAFF_PASSWORD)
    clerk.click(SUBMIT)


def leave(clerk: Clerk) -> None:
    clerk.go("/desk/sign-out/")
    clerk.click(SUBMIT)


def set_app_up(clerk: Clerk) -> tuple[str, list[str]]:
    """The first sign-in; the secret of the app, and the recovery codes."""
    type_password(clerk)
    secret = "".join(clerk.page.locator("main code").first.inner_text().split())
    clerk.type("code", "000000")
    clerk.click(SUBMIT)
    assert not clerk.axe or clerk.has_focus(".error-summary")
    clerk.type("code", make_code(secret))
    clerk.click(SUBMIT)
    codes = clerk.page.locator("main code").all_inner_texts()
    clerk.click("main a.button, main .actions a")
    return secret, codes


@pytest.mark.parametrize(
    ("language", "phone", "scripts"), [("fr", True, True), ("nl", False, False)], ids=["phone", "no-scripts"]
)
def test_app_recovery_code_and_ending_another_session(
    guarded: NamedPortal, new_page: NewPage, language: str, phone: bool, scripts: bool
) -> None:
    look = {"phone": phone, "scripts": scripts, "language": language}
    here = Clerk(new_page(**look), guarded, axe=scripts)
    secret, codes = set_app_up(here)
    assert len(codes) == 10
    expect(here.page).to_have_url(f"{guarded.url}{OWN}")

    elsewhere = Clerk(new_page(**look), guarded, axe=scripts)
    type_password(elsewhere)
    expect(elsewhere.page).to_have_url(f"{guarded.url}{STEP}")
    elsewhere.type("code", make_code(secret))
    elsewhere.click(SUBMIT)
    expect(elsewhere.page).to_have_url(f"{guarded.url}{OWN}")

    here.go(OWN)
    others = here.page.locator("main form[action$='/end-session/']")
    assert others.count() == 2  # that one, and all others
    here.click(others.first.locator("button"))
    assert here.page.locator("main form[action$='/end-session/']").count() == 0
    elsewhere.go("/desk/")
    assert DOOR in elsewhere.page.url

    leave(here)
    type_password(here)
    here.type("code", codes[0])
    here.click(SUBMIT)
    expect(here.page).to_have_url(f"{guarded.url}{OWN}")
    leave(here)
    type_password(here)
    here.type("code", codes[0])  # used
    here.click(SUBMIT)
    expect(here.page).to_have_url(f"{guarded.url}{STEP}")


def test_a_passkey_is_made_and_opens_the_desk(guarded: NamedPortal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False, language="de"), guarded)
    device = clerk.page.context.new_cdp_session(clerk.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    type_password(clerk)
    clerk.click("form[data-passkey=create] button", leads_to="**/desk/own/codes/")
    leave(clerk)
    type_password(clerk)
    expect(clerk.page).to_have_url(f"{guarded.url}{STEP}")
    clerk.click("form[data-passkey=get] button", leads_to=f"**{OWN}")
    assert clerk.page.locator("main a[href*='/own/passkey']").count() == 1

    # A device without it opens nothing, and says so where it was asked.
    leave(clerk)
    type_password(clerk)
    device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": made["authenticatorId"]})
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    clerk.page.locator("form[data-passkey=get] button").click()
    expect(clerk.page.locator("[data-passkey-told]")).to_be_visible()
    expect(clerk.page).to_have_url(f"{guarded.url}{STEP}")


def test_the_offices_own_account_gives_the_roles_of_its_claim(
    guarded: NamedPortal, new_page: NewPage
) -> None:
    guarded.provider.set_claims(
        "s-9", preferred_username="lotte", realm_access={"roles": ["desk-readers", "office admin"]}
    )
    clerk = Clerk(new_page(language="nl"), guarded)
    clerk.page.context.route("**/cdn.jsdelivr.net/**", lambda route: route.abort())

    def come_in() -> None:
        clerk.go(f"{DOOR}?next={OWN}")
        clerk.click("main a[href*='/sign-in/office/']")
        assert clerk.page.url.startswith(guarded.provider.url)
        clerk.page.locator("input[name=sub]").fill("s-9")
        clerk.click("button[type=submit] >> nth=0")

    come_in()
    expect(clerk.page).to_have_url(f"{guarded.url}{OWN}")
    roles = "SELECT g.name FROM auth_group g JOIN auth_user_groups u ON u.group_id = g.id"
    assert guarded.read(roles) == [("reader",)]

    leave(clerk)
    clerk.go(DOOR)
    clerk.page.locator("main details > summary").click()
    clerk.type("username", "lotte")
    clerk.type("password", STAFF_PASSWORD)
    clerk.click(SUBMIT)
    assert DOOR in clerk.page.url

    guarded.provider.set_claims("s-9", preferred_username="lotte", realm_access={"roles": []})
    come_in()
    assert "/sign-in/office/back/" in clerk.page.url
    assert guarded.read(roles) == []
