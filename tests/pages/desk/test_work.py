"""What needs a person is counted beside its page and listed on the first page, for whoever may do it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.crm.links.models import ContactCheck
from portal.desk.models import Hold
from portal.desk.queue.selectors import count_waiting
from portal.office.selectors import get_office
from portal.outbox.models import Delivery
from portal.outbox.work import GivenUp
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page

pytestmark = pytest.mark.django_db

GIVEN_UP = GivenUp.kind


@pytest.fixture
def work(office: Any) -> None:
    """Two deliveries that were given up, and one contact detail that changed before them."""
    now = timezone.now()
    for hours, file_id in ((2, "41"), (1, "")):
        Delivery.objects.create(
            office=office,
            kind="plans.save",
            key=file_id,
            file_id=file_id,
            state="given_up",
            reason="unavailable",
            due_at=now,
            give_up_at=now,
            ended_at=now - timedelta(hours=hours),
        )
    ContactCheck.objects.create(file_id="43", kind="address", occurred_at=now - timedelta(days=3), event_id=1)


def enter(client: Client, *permissions: str) -> None:
    make_staff(permissions=permissions)
    sign_in_staff(client)


def find_link(page: Page, title: str) -> str:
    """What the link of the navigation says besides its title; "none" without one."""
    said = (text.removeprefix(title).strip() for text in page.links() if text.startswith(title))
    return next(said, "none")


@pytest.mark.usefixtures("work")
def test_the_pages_say_how_much_waits(client: Client, visit: Visit) -> None:
    enter(client, "outbox.manage_deliveries", "events.view_event")
    page = visit("/desk/?lang=en")
    assert find_link(page, "Deliveries") == "22 to do"
    assert find_link(page, "Contact details to check") == "11 to do"
    assert find_link(page, "Events") == ""


@pytest.mark.usefixtures("work")
def test_the_first_page_lists_what_waits_longest_first(client: Client, visit: Visit) -> None:
    enter(client, "outbox.manage_deliveries", "events.view_event")
    page = visit("/desk/?lang=en")
    text = page.text
    assert page.heading == "My work"
    first, second = (
        text.index("The address changed"),
        text.index("Send a plan request to Tagor. The system did"),
    )
    assert first < second
    assert visit("/desk/events/checks/?file=43&lang=en").heading == "Contact details to check"


@pytest.mark.usefixtures("work")
def test_nobody_sees_work_that_they_may_not_do(client: Client, visit: Visit) -> None:
    enter(client, "events.view_event")
    page = visit("/desk/?lang=en")
    assert find_link(page, "Deliveries") == "none"
    assert "Send a plan request" not in page.text
    assert "The address changed" in page.text


def test_without_work_nothing_is_counted_nor_listed(client: Client, visit: Visit) -> None:
    enter(client, "outbox.manage_deliveries")
    page = visit("/desk/?lang=en")
    assert find_link(page, "Deliveries") == ""
    assert "Nothing waits" in page.text


@pytest.mark.usefixtures("work")
def test_what_is_done_is_counted_no_more(client: Client, visit: Visit) -> None:
    enter(client, "outbox.manage_deliveries")
    Delivery.objects.update(state="cancelled")
    assert find_link(visit("/desk/?lang=en"), "Deliveries") == ""


@pytest.mark.usefixtures("work")
def test_my_work_counts_what_its_page_shows_and_nothing_that_sleeps(client: Client, visit: Visit) -> None:
    enter(client, "outbox.manage_deliveries", "events.view_event")
    first, second = Delivery.objects.order_by("pk")
    assert find_link(visit("/desk/?lang=en"), "My work") == "33 to do"
    client.post(f"/desk/queue/{GIVEN_UP}/{first.pk}/take/", {})
    assert find_link(visit("/desk/?lang=en"), "My work") == "33 to do"
    Hold.objects.update(owner=make_staff("bo"))
    page = visit("/desk/?lang=en")
    assert find_link(page, "My work") == "22 to do"
    assert len([row for row in page.all("tr") if row.get("id", "").startswith("work-")]) == 2
    assert find_link(page, "Deliveries") == "22 to do"
    tomorrow = timezone.localdate() + timedelta(days=1)
    for delivery in (first, second):
        address = f"/desk/queue/{GIVEN_UP}/{delivery.pk}/sleep/"
        visit(address, {"until": f"{tomorrow:%d/%m/%Y}", "reason": "tomorrow"}, status=303)
    page = visit("/desk/?lang=en")
    assert find_link(page, "My work") == "11 to do"
    assert find_link(page, "Deliveries") == ""
    assert find_link(page, "Contact details to check") == "11 to do"


def test_counting_takes_two_statements_however_many_kinds_of_work_there_are(office: Any) -> None:
    everybody = User.objects.create_superuser("boss")
    get_office()
    with CaptureQueriesContext(connection) as asked:
        waiting, ours = count_waiting(everybody)
    assert len(waiting) > 8
    assert ours == 0
    assert len(asked) == 2
