"""What staff type to find somebody stands in no address: not of the page, not of a link on it."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from portal.desk.frame.searching import MOST_KEPT
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeOffice

TYPED = "Lotte Verhoeven"
ACCOUNTS = "/desk/crm/cirrus/accounts/"
PAGES = [
    ("/desk/crm/cirrus/", "find"),
    (ACCOUNTS, "q.name"),
]


def search(client: Client, visit: Visit, path: str, **typed: str) -> Page:
    answer = client.post(path, typed)
    assert answer.status_code == 303
    return visit(answer["Location"])


def list_addresses(page: Page) -> list[str]:
    return re.findall(r'(?:href|action|src|hx-get|hx-post|content)="([^"]*)"', page.html)


@pytest.mark.parametrize(("path", "name"), PAGES)
def test_no_address_tells_what_was_typed(
    path: str, name: str, staff: Any, client: Client, visit: Visit
) -> None:
    answer = client.post(path, {name: TYPED, "sorting": "name_asc", "csrfmiddlewaretoken": "x"})
    page = visit(answer["Location"])

    assert TYPED in page.html, "it still stands in its field"
    assert answer["Location"].startswith(path)
    for address in (answer["Location"], *list_addresses(page)):
        assert "Lotte" not in address
        assert "Verhoeven" not in address


def test_the_list_is_narrowed_and_keeps_so_from_page_to_page(
    staff: Any, client: Client, visit: Visit
) -> None:
    page = search(client, visit, ACCOUNTS, **{"q.name": "%a%"})
    shown = [text for text in page.links() if text]
    following = next(href for text, href in page.links().items() if "page=2" in href)
    assert "search=" in following
    second = visit(following)
    assert 'value="%a%"' in second.html
    assert shown


def test_what_was_typed_waits_sealed_and_for_this_page_alone(
    staff: Any, client: Client, visit: Visit
) -> None:
    answer = client.post(ACCOUNTS, {"q.name": TYPED})
    token = answer["Location"].partition("search=")[2]
    stored = [session.get_decoded() for session in Session.objects.all()]
    assert token in str(stored)
    assert "Verhoeven" not in str(stored)
    assert "Verhoeven" not in visit(f"/desk/crm/cirrus/contacts/?search={token}").html


@pytest.mark.parametrize("token", ["unknown", "", "%00", "x" * 3000])
def test_a_search_that_is_gone_shows_the_whole_list(staff: Any, visit: Visit, token: str) -> None:
    assert visit(f"{ACCOUNTS}?search={token[:1500]}").status == 200


def test_only_so_many_searches_are_kept(staff: Any, client: Client) -> None:
    for number in range(MOST_KEPT + 3):
        client.post(ACCOUNTS, {"q.name": str(number)})
    assert len(client.session["searches"]) == MOST_KEPT


def test_a_stranger_keeps_nothing(client: Client, practice: PracticeOffice, office: Any) -> None:
    assert client.post(ACCOUNTS, {"q.name": TYPED}).status_code == 303
    assert client.post("/desk/file/crm/", {"q": TYPED})["Location"].startswith("/desk/sign-in/")
    assert "searches" not in client.session


def test_an_export_has_the_rows_that_were_searched(staff: Any, client: Client, visit: Visit) -> None:
    page = search(client, visit, ACCOUNTS, **{"q.name": "Acad%"})
    index = next(n for n, form in enumerate(page.main_forms()) if "/export/" in form.get("action", ""))
    answer = client.post(page.form_action(index), page.form_fields(index))
    rows = answer.content.decode().splitlines()[1:]
    assert rows
    assert all("Acad" in row for row in rows)
