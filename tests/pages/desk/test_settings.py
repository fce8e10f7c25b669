"""Where the office chooses: each page for whoever may change it, in the navigation and on one page."""

import re

import pytest
from django.test import Client

from portal.desk.frame.navigation import SETTINGS_GROUPS, group_settings
from portal.web.room import list_rooms
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page

PAGES = {
    "office.change_office": "The office",
    "plans.view_planrule": "Rules for payment plans",
    "budget.view_protectedincome": "Protected income",
    "reminders.change_reminderrules": "Reminders of payments",
    "office.view_moneychange": "Where money goes",
}
CARD = re.compile(r'<a class="card__link" href="([^"]+)">([^<]+)</a>')
pytestmark = pytest.mark.django_db


def list_cards(page: Page) -> list[str]:
    """The titles of the pages that this test is about; one permission may open another page besides."""
    return [title for _href, title in CARD.findall(page.html) if title in PAGES.values()]


def enter(client: Client, *permissions: str) -> None:
    make_staff(permissions=permissions)
    sign_in_staff(client)


@pytest.mark.parametrize("permission", PAGES)
def test_each_page_is_for_whoever_may_change_it(client: Client, visit: Visit, permission: str) -> None:
    enter(client, permission)
    assert list_cards(visit("/desk/settings/?lang=en")) == [PAGES[permission]]


def test_all_of_them_stand_together(client: Client, visit: Visit) -> None:
    enter(client, *PAGES)
    page = visit("/desk/settings/?lang=en")
    assert set(list_cards(page)) == set(PAGES.values())
    shown = [title for title in page.links() if title in PAGES.values()]
    assert shown == list_cards(page)
    assert "All settings" in page.links()


def test_many_settings_do_not_fill_the_menu_of_other_pages(client: Client, visit: Visit) -> None:
    enter(client, "events.view_event", *PAGES)
    elsewhere = visit("/desk/?lang=en").links()
    assert "All settings" in elsewhere
    assert not set(elsewhere) & set(PAGES.values())
    last = list(PAGES.values())[-1]
    page = visit("/desk/settings/?lang=en")
    assert set(visit(page.links()[last]).links()) >= {"All settings", *PAGES.values()}


def test_a_few_settings_stand_in_the_menu(client: Client, visit: Visit) -> None:
    enter(client, *list(PAGES)[:2])
    assert set(visit("/desk/?lang=en").links()) >= set(list(PAGES.values())[:2])


def test_the_pages_are_there(client: Client, visit: Visit) -> None:
    enter(client, *PAGES)
    cards = CARD.findall(visit("/desk/settings/").html)
    assert len(cards) >= len(PAGES)
    assert {client.get(href).status_code for href, _title in cards} == {200}


def test_who_may_choose_nothing_sees_no_such_page(client: Client, visit: Visit) -> None:
    enter(client, "events.view_event")
    assert "All settings" not in visit("/desk/?lang=en").links()
    visit("/desk/settings/?lang=en", status=403)


def test_every_page_stands_in_a_group() -> None:
    pages = [page for room in list_rooms() for page in room.settings_pages]
    assert {page.section for page in pages} <= set(SETTINGS_GROUPS)
    assert sum(len(own) for _title, own in group_settings(pages)) == len(pages)
