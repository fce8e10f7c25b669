"""A member of staff signs in at the office's own provider, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal, running
from tests.e2e.staff import Clerk
from tests.prepared import Prepared
from tests.provider import Provider, running_provider


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as started:
        yield started


@pytest.fixture(scope="module")
def office(
    provider: Provider, prepared: Prepared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    extra = {"OIDC_URL": provider.url, "OIDC_CLIENT_ID": "portal", "OIDC_CLIENT_SECRET": "secret"}
    extra |= {"STAFF_SECOND_FACTOR": "1", "LOCAL_SIGN_IN": "0"}
    with running(Portal(tmp_path_factory.mktemp("office"), prepared, extra=extra)) as server:
        server.write("INSERT OR IGNORE INTO auth_group (name) VALUES ('reader')")
        yield server


@pytest.mark.parametrize("scripts", [True, False])
def test_there_and_back(office: Portal, provider: Provider, new_page: NewPage, scripts: bool) -> None:
    provider.keep("s-1", preferred_username="lotte", given_name="Lotte", family_name="Vos", roles=["reader"])
    clerk = Clerk(new_page(phone=scripts, scripts=scripts), office, axe=scripts)
    clerk.go("/desk/own/")
    clerk.click("main a.button")
    clerk.page.locator("input[name=sub]").fill("s-1")
    clerk.page.get_by_role("button", name="Authorize").click()
    expect(clerk.page).to_have_url(f"{office.url}/desk/own/")
    clerk.look()

    provider.keep("s-1", preferred_username="lotte", roles=[])
    again = Clerk(new_page(phone=not scripts, scripts=scripts), office, axe=scripts)
    again.go("/desk/sign-in/")
    again.click("main a.button")
    again.page.locator("input[name=sub]").fill("s-1")
    again.page.get_by_role("button", name="Authorize").click()
    again.page.wait_for_url(f"{office.url}/desk/sign-in/office/back/**")
    again.look()
