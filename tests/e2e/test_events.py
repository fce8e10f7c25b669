"""Staff ask Aptic to tell, Aptic tells, and the file's panel joins it with the CRM systems, in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk
from tests.practice import wait_until

WHAT_THIS_TEST_DID = ("events_event", "events_contactcheck", "events_webhooksecret")


@pytest.fixture
def office(portal: Portal) -> Iterator[Portal]:
    """Nothing was told yet, and Aptic tells nobody."""
    yield portal
    for table in WHAT_THIS_TEST_DID:
        portal.write(f"DELETE FROM {table}")  # noqa: S608 - our own names


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_what_aptic_tells_reaches_the_staff(office: Portal, new_page: NewPage, scripts: bool) -> None:
    clerk = Clerk(new_page(phone=not scripts, scripts=scripts), office, axe=scripts)
    clerk.sign_in_at_desk("/desk/services/webhooks/register/")
    for purpose in clerk.page.locator("main input[type=checkbox]").all()[:3]:
        purpose.check(force=True)
    for _page in ("choose", "check"):
        clerk.click(clerk.page.locator("main form button[type=submit]").first)
    expect(clerk.page).to_have_url(f"{office.url}/desk/services/webhooks/?done=registered")

    file = office.office.file()
    office.office.fire_event("debtoraddresschange", {"accountNumber": file.file, "name": file.name})
    wait_until(lambda: office.read("SELECT state FROM events_event") == [("done",)], 20)
    clerk.go("/desk/events/")
    told = clerk.page.locator("main table")
    expect(told).to_contain_text(file.file)
    expect(told).not_to_contain_text(file.name)
    clerk.click(told.locator("a").first)

    clerk.go(f"/desk/file/{file.file_id}/crm/")
    expect(clerk.page.locator("main")).to_contain_text("Lotte Verhoeven")
    clerk.click("main form.link-find button")
    clerk.click(clerk.page.locator(".link-proposals form button").first)
    expect(clerk.page.locator(".link-card")).to_have_count(1)
