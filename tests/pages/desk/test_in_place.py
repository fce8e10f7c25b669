"""Every list of the desk answers htmx with the title and the list alone, as they stand on the whole page."""

import re

import pytest
from django.test import Client

from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.desk.test_exits import make_proposal
from tests.practice import PracticeOffice
from tests.repo.files import ROOT

ASKS = {"HX-Request": "true", "HX-Target": "list"}
LISTS = {
    "outbox/deliveries.html": "/desk/deliveries/",
    "aptic/runs.html": "/desk/services/runs/",
    "aptic/events/feed.html": "/desk/events/",
    "desk/people/list.html": "/desk/settings/people/",
    "money/overview.html": "/desk/settings/money/",
    "plans/rules/overview.html": "/desk/settings/plan-rules/",
    "plans/rules/figures.html": "/desk/settings/protected-income/",
    "dossier/desk/codes.html": "/desk/settings/codes/",
    "payments/desk/payments.html": "/desk/payments/",
    "payments/desk/alerts.html": "/desk/payments/alerts/",
    "payments/desk/reports.html": "/desk/payments/reports/",
    "payments/desk/refunds.html": "/desk/payments/refunds/",
    "messages/desk/threads.html": "/desk/messages/",
    "desk/queue/done.html": "/desk/queue/done/",
    "access/reports.html": "/desk/wrong-person/",
    "letters/batches.html": "/desk/letters/",
    "crm/links/files.html": "/desk/file/crm/?q=26",
    "crm/list.html": "/desk/crm/cirrus/contacts/?page=2",
}
"""Each template with a block named "list", and an address that shows it."""
NEED_MORE = {"aptic/persons.html", "crm/links/search.html", "crm/pick.html", "desk/queue/list.html"}
"""Those that an address alone does not show: a search, a draft or rows have to be there first."""
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')


def test_every_list_is_walked() -> None:
    folder = ROOT / "templates"
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.html")
        if "{% block list %}" in path.read_text("utf-8")
    }
    assert sorted(found ^ {*LISTS, *NEED_MORE}) == [], "name each new list in LISTS, with its address"


@pytest.mark.parametrize("path", ["/desk/", "/desk/queue/team/", "/desk/queue/plan-request/"])
def test_rows_of_the_queue_alone_are_what_stands_on_the_page(
    client: Client, visit: Visit, practice: PracticeOffice, path: str
) -> None:
    make_proposal(practice, "review")
    test_a_list_alone_is_what_stands_on_its_page(client, visit, path)


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("path", LISTS.values(), ids=LISTS)
def test_a_list_alone_is_what_stands_on_its_page(client: Client, visit: Visit, path: str) -> None:
    make_staff("boss", is_superuser=True)
    sign_in_staff(client, "boss")
    page, part = visit(path), visit(path, **ASKS)
    assert part.is_fragment
    assert part.title == page.title
    assert "HX-Target" in part.answer["Vary"]
    assert "HX-Target" in page.answer["Vary"]
    rows = part.html.partition("</title>")[2].strip()
    assert TOKEN.sub(r"\1", rows) in TOKEN.sub(r"\1", page.html)
    assert len(part.html) < len(page.html) - 2000


def test_who_is_not_signed_in_any_more_goes_to_the_page_that_says_so(
    client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    assert practice
    answer = client.get("/desk/deliveries/?page=2", headers=ASKS, follow=True)
    assert answer["HX-Redirect"].startswith("/desk/sign-in/?next=")
    assert visit("/desk/deliveries/", status=303)
