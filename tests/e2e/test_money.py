"""Two people change where money goes, each in a browser of their own."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal
from tests.e2e.staff import STAFF_USER, Clerk
from tests.processes import STAFF_PASSWORD

HOME = "/desk/settings/money/"
SECOND = "second"
COLUMNS = "password, is_superuser, first_name, last_name, email, is_staff, is_active, date_joined"


@pytest.fixture
def office(portal: Portal) -> Portal:
    """With a second person, whose password is that of the first."""
    people = f"SELECT ?, {COLUMNS} FROM auth_user WHERE username = ?"  # noqa: S608 - our own names
    statement = f"INSERT OR IGNORE INTO auth_user (username, {COLUMNS}) {people}"
    portal.write(statement, SECOND, STAFF_USER)
    return portal


@pytest.mark.parametrize(
    ("phone", "dark", "forced", "scripts"),
    [
        (True, False, False, True),
        (False, True, False, True),
        (False, False, True, True),
        (True, False, False, False),
    ],
    ids=["phone", "desk-dark", "forced-colours", "no-scripts"],
)
def test_one_proposes_and_another_confirms(
    office: Portal, new_page: NewPage, phone: bool, dark: bool, forced: bool, scripts: bool
) -> None:
    look = {"phone": phone, "dark": dark, "forced": forced, "scripts": scripts, "language": "de"}
    first = Clerk(new_page(**look), office, axe=scripts)
    first.sign_in_at_desk(HOME)
    first.go(HOME + "propose/")
    before = first.page.locator("main [name=bic]").input_value()
    first.type("iban", "BE68")
    first.click("main form button[type=submit]")  # wrong
    assert not scripts or first.has_focus(".error-summary")
    first.type("iban", "be68 5390-0754-7034")
    first.type("bic", "BBRUBEBB" if before != "BBRUBEBB" else "GKCCBEBB")
    first.click("main form button[type=submit]")
    first.click("main form button[name=propose]")  # without the password
    first.type("password", STAFF_PASSWORD)
    first.click("main form button[name=propose]")
    expect(first.page.locator("main form[action$='/withdraw/']")).to_have_count(1)
    expect(first.page.locator("main form[action$='/confirm/']")).to_have_count(0)
    change = first.page.url.removeprefix(office.url)

    second = Clerk(new_page(**look), office, axe=scripts)
    second.sign_in_at_desk(name=SECOND)
    expect(second.page.locator(f"main a[href='{change}']")).to_have_count(1)
    second.go(change)
    second.type("password", "not this one")
    second.click("main form[action$='/confirm/'] button")
    second.type("password", STAFF_PASSWORD)
    second.click("main form[action$='/confirm/'] button")
    expect(second.page.locator("main form")).to_have_count(0)
    second.go(HOME)
    expect(second.page.locator("main")).not_to_contain_text(before)
