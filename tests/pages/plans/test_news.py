"""What Aptic told of the plan stands on the pages of the plan, unless Tagor now shows otherwise."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from portal import registry
from portal.integrations.tagor.values.account import Credential
from portal.plans.models import PlanNews, Proposal, SeenPlan
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


def end_plan(seeded: PracticeFile) -> None:
    """The office puts another plan in its own system and does not agree to it yet: none runs."""
    registry.tagor().save_plan(
        credential=Credential("Hash", seeded.hash),
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        months=6,
    )
    cache.clear()


GONE = {
    "en": "Your payment plan has ended",
    "nl": "Uw afbetalingsplan is afgelopen",
    "fr": "Votre plan de paiement est terminé",
    "de": "Ihr Ratenplan ist beendet",
}


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_a_plan_that_no_longer_runs_is_told_without_a_report(
    sign_in: SignIn, visit: Visit, language: str
) -> None:
    seeded = sign_in("running-plan", language)
    assert GONE[language] not in visit("/file/").text
    end_plan(seeded)
    home = visit("/file/")
    assert GONE[language] in home.text
    assert RUNNING in home.links().values()
    with translation.override(language):
        today = day(timezone.localdate())
    assert today in home.text.split(GONE[language])[1][:80]
    assert GONE[language] in visit(RUNNING).text
    if language == "en":
        assert "Stop it at your bank." in home.text
        assert "The payment plan no longer runs" in visit("/file/timeline/").text


def test_the_end_is_news_for_a_while_and_a_plan_that_runs_again_ends_it(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("running-plan", "en")
    visit(RUNNING)
    end_plan(seeded)
    visit("/file/")
    SeenPlan.objects.update(gone_at=timezone.now() - timedelta(days=61))
    assert GONE["en"] not in visit("/file/").text
    SeenPlan.objects.update(gone_at=timezone.now())
    practice.accept_plan("running-plan")
    cache.clear()
    assert GONE["en"] not in visit("/file/").text
    assert SeenPlan.objects.get().gone_at is None


def test_where_the_portal_knew_of_no_plan_nothing_has_ended(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    assert GONE["en"] not in visit("/file/").text
    assert GONE["en"] not in visit(RUNNING).text
    assert not SeenPlan.objects.exists()


def test_a_change_of_a_plan_that_ended_does_not_say_to_pay_by_it(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("running-plan", "en")
    page = visit("/plan/running/change/")
    typed = {**page.form_fields(), "kind": "other", "text": "I earn less."}
    check = visit("/plan/running/change/", typed, follow=True)
    visit(check.form_action(), check.form_fields(), status=303)
    address = check.form_action()
    assert "pay as the plan says" in visit(address).text
    end_plan(seeded)
    for path in (address, "/file/"):
        page = visit(path)
        assert "pay as the plan says" not in page.text
    assert "The plan no longer runs. Ask the office what you have to pay now." in visit(address).text


def test_an_agreed_plan_that_ended_no_longer_asks_to_pay(
    sign_in: SignIn,
    visit: Visit,
    ask: Callable[..., str],
    deliver: Callable[..., None],
    practice: PracticeOffice,
) -> None:
    seeded = sign_in("nl-woman", "en")
    address = ask(months="6")
    deliver()
    practice.accept_plan("nl-woman")
    Proposal.objects.filter(state="sent").update(state="accepted", decided_at=timezone.now())
    end_plan(seeded)
    assert GONE["en"] not in visit("/file/").text, "agreed a moment ago: perhaps it only has to begin"
    Proposal.objects.filter(state="accepted").update(decided_at=timezone.now() - timedelta(days=2))
    home = visit("/file/")
    assert GONE["en"] in home.text
    assert "Your plan is agreed" not in home.text
    page = visit(address)
    assert page.heading == "Your plan has ended"
    assert "or before. Then pay each month" not in page.text


def test_the_end_of_an_earlier_plan_is_not_that_of_a_newer_one(
    sign_in: SignIn, visit: Visit, ask: Callable[..., str], put_in: Callable[..., str]
) -> None:
    seeded = sign_in("nl-woman", "en")
    ask(months="6")
    put_in("accepted", decided_at=timezone.now() - timedelta(days=2))
    long_ago = timezone.now() - timedelta(days=40)
    SeenPlan.objects.create(file_id=seeded.file_id, gone_at=long_ago)
    told = visit("/file/").text.split(GONE["en"])[1][:80]
    with translation.override("en"):
        assert day(timezone.localdate()) in told
        assert day(timezone.localdate(long_ago)) not in told


def test_a_draft_that_was_never_sent_does_not_hide_the_request(
    sign_in: SignIn,
    visit: Visit,
    ask: Callable[..., str],
    draft: Callable[..., str],
    put_in: Callable[..., str],
) -> None:
    sign_in("nl-woman", "en")
    ask(months="6")
    put_in("asked", question="Do you have work?")
    draft(at="/plan/?again=1", months="12")
    unsent = Proposal.objects.filter(state="draft")
    assert unsent.update(state="expired") == 1
    home = visit("/file/")
    assert "Answer the office" in home.links()
