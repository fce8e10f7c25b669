"""Somebody is added, chooses a password, gets a role, and is sent out again: two browsers."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk

HOME = "/desk/settings/people/"
NEW = "a browser password of the desk"


@pytest.fixture
def office(portal: Portal) -> Portal:
    """With two roles, and nobody added by another test."""
    for name in ("handler", "reader"):
        portal.write("INSERT OR IGNORE INTO auth_group (name) VALUES (?)", name)
    portal.write("DELETE FROM auth_user_groups")
    portal.write("DELETE FROM desk_signout")
    portal.write("DELETE FROM auth_user WHERE username = 'lotte.vos'")
    return portal


@pytest.mark.parametrize(
    ("language", "phone", "dark", "forced", "scripts"),
    [
        ("nl", True, False, False, True),
        ("de", False, True, False, True),
        ("en", False, False, True, True),
        ("fr", True, False, False, False),
    ],
    ids=["phone", "desk-dark", "forced-colours", "no-scripts"],
)
def test_somebody_comes_to_work_here_and_leaves(
    office: Portal, new_page: NewPage, language: str, phone: bool, dark: bool, forced: bool, scripts: bool
) -> None:
    look = {"phone": phone, "dark": dark, "forced": forced, "scripts": scripts, "language": language}
    boss = Clerk(new_page(**look), office, axe=scripts)
    boss.sign_in_at_desk(HOME)
    boss.click("main a[href$='/invite/']")
    boss.click("main form button[type=submit]")  # nothing filled in
    assert not scripts or boss.has_focus(".error-summary")
    for name, text in (("first_name", "Lotte"), ("last_name", "Vos"), ("username", "lotte.vos")):
        boss.type(name, text)
    boss.page.locator("main .choice label").first.click()
    boss.click("main form button[type=submit]")
    boss.click("main form button[name=confirm]")
    link = boss.page.locator("main code").inner_text()

    newcomer = Clerk(new_page(**look), office, axe=scripts)
    newcomer.go(link.removeprefix(office.url))
    assert newcomer.page.url == f"{office.url}/desk/password/"
    newcomer.type("password", "short")
    newcomer.type("again", NEW)
    newcomer.click("main form button[type=submit]")
    newcomer.type("password", NEW)
    newcomer.type("again", NEW)
    newcomer.click("main form button[type=submit]")
    newcomer.click("main a[href$='/sign-in/']")
    newcomer.type("username", "lotte.vos")
    newcomer.type("password", NEW)
    newcomer.click("main form button[type=submit]")
    expect(newcomer.page).to_have_url(f"{office.url}/desk/")

    boss.go(HOME)
    boss.click(boss.page.locator("main a[data-row]", has_text="Lotte Vos"))
    person = boss.page.url
    boss.click("main a[href$='/roles/']")
    boss.page.locator("main .choice label").last.click()
    boss.click("main form button[type=submit]")
    boss.click("main form button[name=confirm]")
    boss.click("main a[href$='/off/']")
    boss.click("main form button[type=submit]")
    expect(boss.page).to_have_url(f"{person}?done=off")
    newcomer.go("/desk/")
    assert "/desk/sign-in/" in newcomer.page.url
    newcomer.go(link.removeprefix(office.url))  # used already
    assert [row[0] for row in office.read("SELECT act FROM audit_event WHERE act LIKE 'staff-%changed'")][-1]
