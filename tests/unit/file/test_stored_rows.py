"""Which tables know a file is asked in one statement, whatever they hold of other files."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.file.declaration import Reading
from portal.file.history import list_history
from portal.file.models import CodeKind, Respite
from portal.file.news import NEWS, FileNow, list_ahead, list_news, make_now
from portal.file.respite.news import RANK
from portal.file.stored_rows import find_stored, list_tables
from portal.file.timeline import list_own_timeline
from portal.file.visit import Visit
from portal.office.selectors import get_office, get_office_row
from portal.plans.models import PlanNews, Proposal

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TABLES = (PlanNews, Proposal, Respite)


def report_plan(file_id: str) -> None:
    told = {"occurred_at": NOW - timedelta(days=1), "event_id": 1, "agrees": True}
    PlanNews.objects.create(file_id=file_id, word=PlanNews.Word.ACTIVATED, **told)


def test_tables_with_rows_are_found_in_one_statement() -> None:
    report_plan("1")
    get_office_row()
    get_office()  # it is known from now on
    with CaptureQueriesContext(connection) as asked:
        assert find_stored("1", TABLES) == {PlanNews: True, Proposal: False, Respite: False}
        assert find_stored("2", TABLES) == dict.fromkeys(TABLES, False)
    assert len(asked) == 2
    assert find_stored("1", ()) == {}


def test_table_that_would_be_read_whole_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="CodeKind"):
        find_stored("1", (CodeKind,))


def test_news_ask_nothing_of_a_file_without_rows() -> None:
    assert NEWS.collect()
    now = FileNow(
        file_id="1",
        stored=dict.fromkeys(list_tables(NEWS.collect()), False),
        balance_cents=100,
        plan=None,
        is_stopped=False,
    )
    with CaptureQueriesContext(connection) as asked:
        assert list_news(now) == []
    assert len(asked) == 0


def test_history_and_timeline_of_such_a_file_take_one_question_each() -> None:
    visit = Visit(who="defendant", file_id="1", party_id="2")
    get_office_row()
    get_office()
    with CaptureQueriesContext(connection) as asked:
        assert list_history(visit) == list_own_timeline(visit) == []
    assert len(asked) == 2
    Respite.objects.create(
        file_id="1", kind="collection", is_on=True, until=date(2099, 1, 1), occurred_at=NOW, event_id=1
    )
    now = make_now(visit, Reading(()), balance_cents=None)
    assert [(one.on, news.rank) for one, news in zip(list_ahead(now), list_news(now), strict=True)] == [
        (date(2099, 1, 1), RANK)
    ]


def test_what_is_found_is_asked_once() -> None:
    looked: list[str] = []

    def find(file_id: str) -> str:
        looked.append(file_id)
        return file_id

    now = FileNow(
        file_id="1", stored={Respite: True, Proposal: False}, balance_cents=100, plan=None, is_stopped=False
    )
    assert [now.find(Respite, find), now.find(Respite, find)] == ["1", "1"]
    assert now.find(Proposal, find) is None
    assert looked == ["1"]
    assert now.find(PlanNews, find) == "1", "a table that nobody asked about may have rows"
