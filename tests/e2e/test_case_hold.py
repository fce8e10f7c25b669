"""One file, two members of staff: a hold is short, renewed by looking, let go by leaving and by an admin."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.backstage import hire
from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk
from tests.practice import wait_until

NOTE = "Belt morgen terug."


@pytest.fixture
def office(portal: Portal) -> Portal:
    """With a colleague, and nobody at work on any file."""
    hire(portal, "els", first="Els", last="Mertens")
    portal.write("DELETE FROM desk_casehold")
    return portal


def read_until(office: Portal) -> str:
    ((until,),) = office.read("SELECT until FROM desk_casehold")
    return str(until)


def test_a_hold_is_kept_let_go_and_freed_and_a_late_page_compares(office: Portal, new_page: NewPage) -> None:
    case = f"/desk/file/{office.office.file().file_id}/"
    first = Clerk(new_page(phone=False, language="en"), office, axe=False)
    first.page.clock.install()
    first.sign_in_at_desk(case)
    other = Clerk(new_page(phone=False, language="en"), office)
    other.sign_in_at_desk(name="els")

    # Kept while its page is open: a minute later it ends later.
    first.click("main button[name=act][value=take]")
    before = read_until(office)
    first.page.clock.fast_forward(61_000)
    wait_until(lambda: read_until(office) > before)
    other.go(case)
    expect(other.page.locator("main .notice", has_text="works on this file")).to_be_visible()

    # Short: what nobody renews has ended.
    long_ago = datetime.now(UTC) - timedelta(minutes=4)
    office.write(
        "UPDATE desk_casehold SET since = ?, until = ?", *(str(long_ago + timedelta(n)) for n in (-1, 0))
    )
    other.go(case)
    expect(other.page.locator("main button[name=act][value=take]")).to_be_visible()

    # Left: let go at once; another page of the same file keeps it.
    first.page.goto(f"{office.url}{case}")
    first.click("main button[name=act][value=take]")
    first.page.locator(f"main a[href='{case}note/']").click()
    first.page.wait_for_url(f"**{case}note/")
    assert office.read("SELECT count(*) FROM desk_casehold") == [(1,)]
    late = first.page
    late.locator("main [name=kind]").first.check(force=True)
    late.locator("main [name=text]").fill(NOTE)

    # An admin frees it, writes and is done; the page that is behind compares first.
    other.go(case)
    other.click("main button[name=act][value=free]")
    other.go(f"{case}note/")
    other.page.locator("main [name=kind]").first.check(force=True)
    other.type("text", "Heeft vandaag betaald.")
    other.click(other.page.locator("main form[novalidate] button").first)
    assert "/note/" in other.page.url
    late.locator("main form[novalidate] button").first.click()
    expect(late.locator("main .notice", has_text="Something happened in this file")).to_contain_text(
        "Els Mertens"
    )
    expect(late.locator("main [name=text]")).to_have_value(NOTE)
    late.locator("main form[novalidate] button").first.click()
    late.wait_for_url("**/note/*/")
    late.goto(f"{office.url}{case}")
    late.locator("main button[name=act][value=take]").click()
    expect(late.locator("form[data-hold]")).to_be_visible()
    late.goto(f"{office.url}/desk/")
    wait_until(lambda: office.read("SELECT count(*) FROM desk_casehold") == [(0,)])
