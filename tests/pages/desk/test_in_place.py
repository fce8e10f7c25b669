"""Every list of the desk answers htmx with the title and the list alone, as they stand on the whole page."""

import re

import pytest
from django.test import Client

from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.desk.test_exits import make_proposal
from tests.practice import PracticeOffice

ASKS = {"HX-Request": "true", "HX-Target": "list"}
LISTS = (
    "/desk/deliveries/",
    "/desk/services/runs/",
    "/desk/events/",
    "/desk/settings/people/",
    "/desk/settings/money/",
    "/desk/payments/",
    "/desk/payments/alerts/",
    "/desk/payments/reports/",
    "/desk/payments/refunds/",
    "/desk/messages/",
    "/desk/queue/done/",
    "/desk/wrong-person/",
    "/desk/letters/",
    "/desk/file/crm/?q=26",
    "/desk/crm/cirrus/contacts/?page=2",
)
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')


@pytest.mark.parametrize("path", ["/desk/", "/desk/queue/team/", "/desk/queue/plan-request/"])
def test_rows_of_the_queue_alone_are_what_stands_on_the_page(
    client: Client, visit: Visit, practice: PracticeOffice, path: str
) -> None:
    make_proposal(practice, "review")
    test_a_list_alone_is_what_stands_on_its_page(client, visit, path)


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("path", LISTS)
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
