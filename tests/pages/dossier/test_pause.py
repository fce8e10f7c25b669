"""While the office lets a file rest, the balance page says so, calmly; it asks no system for that."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.file.models import Respite
from tests.pages.conftest import Visit
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
WORDS = "The office has paused this file"


def pause(seeded: PracticeFile, until: date | None = None, **values: Any) -> None:
    now = timezone.now()
    filled = {"kind": "collection", "is_on": True, "occurred_at": now, "event_id": 1, **values}
    Respite.objects.create(file_id=seeded.file_id, until=until, **filled)


def test_pause_with_a_last_day(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("nl-woman", "en")
    pause(seeded, date(2099, 1, 5))
    page = visit("/file/")
    assert f"{WORDS} until 5 January 2099 You may still pay. Interest can still be added." in page.text
    assert "You owe today €1,234.56" in page.text
    assert "Pay" in page.html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "tot nader bericht gepauzeerd U mag nog altijd betalen. Er kunnen nog intresten bij komen."),
        (
            "fr",
            "jusqu’à nouvel ordre Vous pouvez toujours payer. Des intérêts peuvent encore s’ajouter.",
        ),
        (
            "de",
            "bis auf Weiteres ruhen Sie können trotzdem zahlen. Es können noch Zinsen dazukommen.",
        ),
        ("en", f"{WORDS} until further notice You may still pay. Interest can still be added."),
    ],
)
def test_pause_without_a_day_in_every_language(
    language: str, words: str, sign_in: SignIn, visit: Visit
) -> None:
    pause(sign_in("nl-woman", language))
    assert words in visit("/file/").text


def test_none_ended_over_or_of_one_invoice_says_nothing(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("nl-woman", "en")
    assert WORDS not in visit("/file/").text
    today = timezone.localdate()
    pause(seeded, record_id="ended", is_on=False)
    pause(seeded, today - timedelta(days=1), record_id="over")
    pause(seeded, record_id="invoice", kind="ledger")
    assert WORDS not in visit("/file/").text
    pause(seeded, today, record_id="last day")
    assert WORDS in visit("/file/").text


def test_pause_of_another_file_is_not_shown(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    pause(practice.file("fr-man"))
    sign_in("nl-woman", "en")
    assert WORDS not in visit("/file/").text


@pytest.mark.parametrize("slug", ["stopped", "paid-off", "overpaid", "one-cent"])
def test_paying_is_not_offered_where_the_page_says_otherwise(
    slug: str, sign_in: SignIn, visit: Visit
) -> None:
    pause(sign_in(slug, "en"))
    page = visit("/file/")
    assert WORDS in page.text
    assert "You may still pay." not in page.text


def test_pause_costs_two_queries_and_no_call(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    pause(seeded, date(2099, 1, 5))
    visit("/file/")
    before = len(practice.calls())
    with CaptureQueriesContext(connection) as captured:
        page = visit("/file/")
    asked = [one["sql"] for one in captured if "events_" in one["sql"]]
    assert ["events_respite" in sql for sql in asked] == [True, True]
    assert ["events_plannews" in sql for sql in asked] == [True, False], "which tables know it, and the pause"
    calls = practice.calls()[before:]
    Respite.objects.all().delete()
    plain = visit("/file/")
    assert len(practice.calls()) - before == 2 * len(calls)
    assert len(page.html) - len(plain.html) < 700
