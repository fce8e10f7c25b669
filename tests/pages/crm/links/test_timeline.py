"""The file's panel tells staff what happened in the portal, as far as each may see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.aptic.events.models import TimelineNote
from portal.payments.attempt.references import make_reference, make_token
from portal.payments.models import Attempt
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeFile, PracticeOffice

TITLE = "What happened in the portal"
LETTER, SEEN, BOOKED = (
    "The office sent a letter",
    "The office sees a payment of €",
    "A payment of €",
)


@pytest.fixture
def seeded(practice: PracticeOffice, office: Any) -> PracticeFile:
    """A letter three days ago, a payment that was seen and then booked, and a payment of another file."""
    seeded, now = practice.file("nl-woman"), timezone.now()
    TimelineNote.objects.create(
        file_id=seeded.file_id, kind="letter", mark="1", occurred_at=now - timedelta(days=3), event_id=1
    )
    for file_id in (seeded.file_id, "other"):
        Attempt.objects.create(
            office=office,
            file_id=file_id,
            party_id="1",
            token=make_token(),
            reference=make_reference(),
            amount_cents=5000 if file_id != "other" else 7700,
            state="booked",
            seen_at=now - timedelta(days=2),
            booked_at=now - timedelta(days=1),
        )
    return seeded


def open_panel(client: Client, visit: Visit, seeded: PracticeFile, *permissions: str) -> str:
    make_staff(permissions=("links.view_link", *permissions))
    sign_in_staff(client)
    return visit(f"/desk/file/{seeded.file_id}/crm/?lang=en").text


def test_what_happened_stands_there_newest_first(client: Client, visit: Visit, seeded: PracticeFile) -> None:
    text = open_panel(client, visit, seeded, "payments.view_attempt")
    assert TITLE in text
    booked, seen, letter = (text.index(words) for words in (BOOKED, SEEN, LETTER))
    assert booked < seen < letter
    assert "50.00" in text
    assert "77.00" not in text


def test_payments_are_for_who_may_see_payments(client: Client, visit: Visit, seeded: PracticeFile) -> None:
    text = open_panel(client, visit, seeded)
    assert LETTER in text
    assert "50.00" not in text


def test_without_anything_there_is_no_heading(client: Client, visit: Visit, practice: PracticeOffice) -> None:
    assert TITLE not in open_panel(client, visit, practice.file("nl-woman"))
