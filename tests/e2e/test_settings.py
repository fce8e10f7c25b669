"""What the office chooses: a rule by two people and back again, and a choice of one person that is undone."""

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.backstage import hire
from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk
from tests.processes import STAFF_PASSWORD

RULES, MAILS = "/desk/settings/plan-rules/", "/desk/settings/digest/"
WHAT_THIS_TEST_DID = ("office_rulechange", "plans_planrule", "office_keptchoice")


@pytest.fixture
def office(portal: Portal) -> Portal:
    """Two people, and nothing chosen yet."""
    hire(portal, "els", first="Els", last="Mertens")
    for table in WHAT_THIS_TEST_DID:
        portal.write(f"DELETE FROM {table}")  # noqa: S608 - our own names
    return portal


def confirm(clerk: Clerk, change: str) -> None:
    clerk.go(change)
    clerk.type("password", STAFF_PASSWORD)
    clerk.click("main form[action$='/confirm/'] button")
    expect(clerk.page.locator("main form[action$='/confirm/']")).to_have_count(0)


def propose(clerk: Clerk) -> str:
    """From the check to the page of the change."""
    clerk.type("password", STAFF_PASSWORD)
    clerk.click("main form button[name=propose]")
    return clerk.page.url.removeprefix(clerk.portal.url)


def rows(clerk: Clerk) -> Locator:
    """The rules that stand."""
    return clerk.page.locator("main .sheet").first.locator("tbody tr")


@pytest.mark.parametrize(("language", "phone"), [("nl", False), ("fr", True)])
def test_a_rule_needs_two_people_and_goes_back_a_choice_is_undone(
    office: Portal, new_page: NewPage, language: str, phone: bool
) -> None:
    first, second = (Clerk(new_page(phone=phone, language=language), office) for _ in range(2))
    first.sign_in_at_desk(f"{RULES}new/")
    first.type("minimum_cents", "60")
    first.click("main form button[type=submit]")
    expect(first.page.locator("main .sheet").first).to_contain_text("60,00")
    change = propose(first)
    expect(first.page.locator("main form[action$='/confirm/']")).to_have_count(0)
    second.sign_in_at_desk(name="els")
    confirm(second, change)
    second.go(RULES)
    expect(rows(second)).to_have_count(1)

    second.go(change)
    second.click("main a[href$='/back/']")
    undoing = propose(second)
    confirm(first, undoing)
    assert office.read("SELECT count(*) FROM plans_planrule") == [(0,)]

    first.go(MAILS)
    first.choose("how", "daily")
    first.click("main form button[type=submit]:not([name])")  # not the one that undoes
    first.click("main form button[name=save]")
    expect(first.page.locator("main .notice--good")).to_be_visible()
    first.click("main button[name=undo]")
    expect(first.page.locator("main input[name=how][value=off]")).to_be_checked()
