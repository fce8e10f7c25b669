"""What Aptic told of the plan stands on the pages of the plan, unless Tagor now shows otherwise."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from portal import registry
from portal.plans.models import PlanNews
from portal.web.formats import day
from tests.pages.conftest import Visit
from tests.pages.plans.conftest import SignIn
from tests.practice import PracticeFile, PracticeOffice

RUNNING, ASK = "/plan/running/", "/plan/"
TOLD = "the office’s system told us that"
STARTED, BEHIND = f"{TOLD} your plan was started", f"{TOLD} a payment is late"
STOPPED, ENDED = f"{TOLD} your plan was stopped", f"{TOLD} your plan has ended"


def store_news(seeded: PracticeFile, word: str, **values: Any) -> None:
    at = timezone.now() - timedelta(days=values.pop("days", 3))
    PlanNews.objects.create(
        file_id=seeded.file_id, word=word, agrees=True, occurred_at=at, event_id=1, **values
    )


@pytest.mark.parametrize(
    ("slug", "word", "said"),
    [
        ("running-plan", "activated", STARTED),
        ("running-plan", "broken", ""),
        ("running-plan", "deactivated", ""),
        ("running-plan", "finished", ""),
        ("arrears", "broken", BEHIND),
        ("arrears", "activated", STARTED),
        ("arrears", "deactivated", ""),
        ("nl-woman", "deactivated", STOPPED),
        ("nl-woman", "broken", STOPPED),
        ("nl-woman", "finished", ENDED),
        ("nl-woman", "activated", ""),
    ],
)
def test_only_news_that_tagor_does_not_belie_is_told(
    slug: str, word: str, said: str, sign_in: SignIn, visit: Visit
) -> None:
    store_news(sign_in(slug, "en"), word)
    pages = [visit(RUNNING), *([visit(ASK)] if slug != "nl-woman" else [])]
    for page in pages:
        assert (TOLD in page.text) == bool(said)
        assert said in page.text


def test_news_has_its_day_and_its_meaning_in_every_language(sign_in: SignIn, visit: Visit) -> None:
    store_news(sign_in("nl-woman"), "deactivated")
    words = {
        "nl": "liet het systeem van het kantoor weten dat uw plan stopgezet is U betaalt niet meer in delen.",
        "fr": "le système de l’étude nous a signalé que votre plan a été arrêté Vous ne payez plus en",
        "de": "hat uns das System der Kanzlei gemeldet, dass Ihr Plan beendet wurde Sie zahlen nicht mehr",
        "en": "the office’s system told us that your plan was stopped You no longer pay in parts.",
    }
    for language, said in words.items():
        assert said in visit(f"{RUNNING}?lang={language}").text
    told_on = timezone.localdate() - timedelta(days=3)
    with translation.override("en"):
        assert f"On {day(told_on)} the office" in visit(f"{RUNNING}?lang=en").text


def test_no_news_old_news_and_news_of_another_file_are_not_told(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("running-plan", "en")
    store_news(practice.file("fr-man"), "activated")
    assert TOLD not in visit(RUNNING).text
    store_news(seeded, "activated", days=61)
    assert TOLD not in visit(RUNNING).text
    PlanNews.objects.filter(file_id=seeded.file_id).update(occurred_at=timezone.now() - timedelta(days=59))
    assert STARTED in visit(RUNNING).text


def test_nothing_is_told_while_tagor_cannot_say_what_is_so(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("running-plan", "en")
    store_news(seeded, "activated")
    assert STARTED in visit(RUNNING).text
    assert STARTED in visit(ASK).text
    with practice.down():
        for path in (RUNNING, ASK):
            assert TOLD not in visit(path).text
    registry.reset()
