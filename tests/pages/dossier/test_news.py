"""The first page of a file says what rooms tell of it now, what matters most first."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from portal.file.models import Respite
from portal.plans.models import PlanNews
from tests.pages.conftest import Visit
from tests.practice import PracticeFile

SignIn = Callable[..., PracticeFile]
STARTED, PAUSED = "the office’s system told us that your plan was started", "The office has paused this file"


def tell(seeded: PracticeFile, word: str) -> None:
    at = timezone.now() - timedelta(days=3)
    PlanNews.objects.create(file_id=seeded.file_id, word=word, agrees=True, occurred_at=at, event_id=1)


def test_news_of_the_plan_stands_on_the_first_page(sign_in: SignIn, visit: Visit) -> None:
    tell(sign_in("running-plan", "en"), "activated")
    assert STARTED in visit("/file/").text


def test_news_that_tagor_belies_does_not(sign_in: SignIn, visit: Visit) -> None:
    tell(sign_in("nl-woman", "en"), "activated")
    assert "told us" not in visit("/file/").text


def test_a_pause_comes_before_news_of_the_plan(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("running-plan", "en")
    tell(seeded, "activated")
    Respite.objects.create(
        file_id=seeded.file_id, kind="collection", is_on=True, occurred_at=timezone.now(), event_id=2
    )
    text = visit("/file/").text
    assert text.index(PAUSED) < text.index(STARTED)
