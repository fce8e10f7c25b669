"""The board: every open request under where it stands, with what it comes to."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.plans.models import Proposal
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff

pytestmark = pytest.mark.django_db


def make(office: Any, number: int, state: str, *, days: int = 1, first_in: int = 20) -> Proposal:
    now = timezone.now()
    return Proposal.objects.create(
        office=office,
        file_id=str(number),
        file_name=f"26/{number}",
        state=state,
        kind="months",
        months=10,
        monthly_cents=100_00,
        balance_cents=1000_00,
        first_on=timezone.localdate() + timedelta(days=first_in),
        submitted_at=now - timedelta(days=days),
        moved_at=now - timedelta(days=days),
    )


def test_requests_stand_where_they_are(client: Client, visit: Visit, office: Any) -> None:
    make_staff(permissions=["plans.view_proposal"])
    sign_in_staff(client)
    first = make(office, 1, "review", days=9)
    make(office, 2, "sent", first_in=-3)
    make(office, 3, "countered", days=200)  # open: shown however old
    make(office, 4, "declined")
    make(office, 5, "accepted", days=91)  # ended too long ago
    page = visit("/desk/plans/?lang=en")
    assert "To decide (2)" in page.text
    assert "€2,000.00" in page.text
    assert "1 with a first payment that is past" in page.text
    assert "Waits for the person (1)" in page.text
    assert "Agreed (0)" in page.text
    assert "Ended without a plan (1)" in page.text
    assert page.links()[first.number] == f"/desk/plans/{first.pk}/"


def test_a_long_column_says_how_many_more(client: Client, visit: Visit, office: Any) -> None:
    make_staff(permissions=["plans.view_proposal"])
    sign_in_staff(client)
    for number in range(10):
        make(office, number, "review")
    assert "and 2 more" in visit("/desk/plans/?lang=en").text


def test_only_for_who_may_see_requests(client: Client, visit: Visit) -> None:
    make_staff(permissions=["events.view_event"])
    sign_in_staff(client)
    visit("/desk/plans/", status=403)
