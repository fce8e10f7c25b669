"""The first page of a file says what rooms tell of it now, what matters most first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.access.door_settings.selectors import forget_door_settings
from portal.access.models import DoorSettings
from portal.file.models import Respite
from portal.office.models import Office
from portal.plans.models import PlanNews, Proposal
from tests.pages.conftest import Visit
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
STARTED, PAUSED = "the office’s system told us that your plan was started", "The office has paused this file"


def store_news(seeded: PracticeFile, word: str) -> None:
    at = timezone.now() - timedelta(days=3)
    PlanNews.objects.create(file_id=seeded.file_id, word=word, agrees=True, occurred_at=at, event_id=1)


def test_news_of_the_plan_stands_on_the_first_page(sign_in: SignIn, visit: Visit) -> None:
    store_news(sign_in("running-plan", "en"), "activated")
    assert STARTED in visit("/file/").text


def test_news_that_tagor_belies_does_not(sign_in: SignIn, visit: Visit) -> None:
    store_news(sign_in("nl-woman", "en"), "activated")
    assert "told us" not in visit("/file/").text


@pytest.mark.parametrize(
    ("shared", "said", "unsaid"),
    [
        ("nothing", "", "Somebody else"),
        ("asked", "Somebody else in this file asked for a payment plan", "€87"),
        ("amount", "It is about €87.00 a month from", ""),
    ],
)
def test_of_somebody_else_who_owes_the_same_the_office_says_how_much_is_told(
    shared: str,
    said: str,
    unsaid: str,
    sign_in: SignIn,
    visit: Visit,
    office: Office,
    practice: PracticeOffice,
) -> None:
    other, seeded = practice.file("couple-two"), sign_in("couple-one", "en")
    DoorSettings.objects.create(office=office, shared_requests=shared)
    forget_door_settings()
    now = timezone.now()
    Proposal.objects.create(
        office=office,
        file_id=seeded.file_id,
        party_id=other.party_id,
        kind="months",
        months=6,
        monthly_cents=8700,
        balance_cents=52200,
        first_on=now.date() + timedelta(days=20),
        submitted_at=now,
        state="review",
    )
    text = visit("/file/").text
    assert said in text
    assert not unsaid or unsaid not in text
    assert "You and somebody else, together" in text


def test_who_owes_alone_reads_of_nobody_else(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    assert "somebody else" not in visit("/file/").text


def test_a_pause_comes_before_news_of_the_plan(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("running-plan", "en")
    store_news(seeded, "activated")
    Respite.objects.create(
        file_id=seeded.file_id, kind="collection", is_on=True, occurred_at=timezone.now(), event_id=2
    )
    text = visit("/file/").text
    assert text.index(PAUSED) < text.index(STARTED)
