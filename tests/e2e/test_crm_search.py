"""Customer no. 320 of 500 is found in three clicks and one word."""

from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk

CUSTOMER = 320


def test_a_customer_is_found_in_three_clicks_and_one_word(portal: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False), portal)
    clerk.sign_in_at_desk()
    clerk.connect()
    clerk.go("/desk/crm/search/?lang=nl")
    clerk.page.locator("form[action$='/dossierdata/index/'] button").first.click()
    clerk.check()
    expect_read(clerk)
    row = portal.office.record("dossierdata", "customer", CUSTOMER)
    clerk.go("/desk/")

    clicks = [
        clerk.page.locator("nav a[href='/desk/crm/search/']"),
        clerk.page.locator("main form[role=search] button"),
        clerk.page.locator(f"main a[href$='/customer/{CUSTOMER}/']"),
    ]
    clerk.click(clicks[0])
    clerk.page.locator("#find").fill(row["lastName"])
    clicks[1].click()
    expect(clicks[2]).to_be_visible()
    clerk.check()
    clerk.click(clicks[2])

    assert len(clicks) == 3
    expect(clerk.page.locator("main")).to_contain_text(row["emailaddress"])
    assert row["lastName"] not in clerk.page.url
    clerk.go("/desk/crm/search/")
    clerk.page.locator("main details.more summary").first.click()
    clerk.check()
    clerk.click(clerk.page.locator("button[name=delete]").first)
    expect(clerk.page.locator("main .notice")).to_be_visible()


def expect_read(clerk: Clerk) -> None:
    """The worker read the whole list."""
    for _look in range(60):
        clerk.page.reload()
        if not clerk.page.get_by_text("nog niet: hij wordt nu ingelezen").count():
            return
        clerk.page.wait_for_timeout(500)
    raise AssertionError("the index was not read")
