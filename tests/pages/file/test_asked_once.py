"""No page that shows a file asks the database the same thing twice."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.practice import PracticeFile

PAGES = (
    *("/file/", "/file/lines/", "/file/documents/", "/file/history/", "/file/help/", "/file/timeline/"),
    *("/plan/", "/plan/other/", "/plan/budget/", "/plan/running/", "/plan/running/change/"),
    *("/plan/reminders/", "/pay/", "/pay/transfer/"),
    *("/messages/new/", "/messages/new/question/", "/my-data/", "/my-data/debts/"),
    *("/helper/", "/helper/new/"),
)
NO_QUESTION = ("SAVEPOINT", "RELEASE")


@pytest.mark.parametrize("slug", ["nl-woman", "running-plan"])
def test_each_page_asks_once(slug: str, sign_in: Callable[..., PracticeFile], client: Client) -> None:
    sign_in(slug, "en")
    twice = {}
    for path in PAGES:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code in {200, 303}
        told = Counter(one["sql"] for one in asked.captured_queries)
        found = [sql[:300] for sql, times in told.items() if times > 1 and not sql.startswith(NO_QUESTION)]
        twice |= {path: found} if found else {}
    assert not twice


def test_a_file_in_which_nothing_happened_costs_its_first_page_one_question(
    sign_in: Callable[..., PracticeFile], client: Client
) -> None:
    sign_in("nl-woman", "en")
    client.get("/file/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/file/")
    told = [one["sql"] for one in asked.captured_queries if not one["sql"].startswith(NO_QUESTION)]
    assert len(told) == 1
    assert "UNION ALL" in told[0]
