"""A member of staff makes a passkey in a real browser, and signs in with it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal, running
from tests.e2e.staff import STAFF_USER, Clerk
from tests.prepared import Prepared
from tests.processes import STAFF_PASSWORD


class NamedPortal(Portal):
    """Passkeys are for names, not for bare addresses."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture(scope="module")
def named(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    extra = {"STAFF_SECOND_FACTOR": "1", "ALLOWED_HOSTS": "localhost,127.0.0.1"}
    with running(NamedPortal(tmp_path_factory.mktemp("named"), prepared, extra=extra)) as server:
        yield server


def plug_in(page: Page) -> None:
    """Chromium's own authenticator of software, as a device's own."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def give_password(clerk: Clerk) -> None:
    clerk.go("/desk/sign-in/")
    clerk.type("username", STAFF_USER)
    clerk.type("password", STAFF_PASSWORD)
    clerk.click("main form button[type=submit]")


def test_a_passkey_is_made_and_used(named: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False), named)
    plug_in(clerk.page)
    give_password(clerk)
    clerk.page.locator("main form[data-passkey=create] button").click()
    expect(clerk.page).to_have_url(f"{named.url}/desk/own/codes/")
    clerk.look()
    clerk.click("main a.button")
    expect(clerk.page).to_have_url(f"{named.url}/desk/")

    clerk.click(".desk-head__out button")

    give_password(clerk)
    expect(clerk.page).to_have_url(f"{named.url}/desk/sign-in/code/")
    clerk.page.locator("main form[data-passkey=get] button").click()
    expect(clerk.page).to_have_url(f"{named.url}/desk/")
