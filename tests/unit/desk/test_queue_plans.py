"""However much waits and was done: each kind reads its first rows by an index that holds its order.

Asked of the planner of PostgreSQL; here it reads or sorts a whole table only where no index can do it.
"""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from portal.desk.queue import selectors
from portal.desk.queue.wanted import ALL, FREE, MINE, OURS, Place, Wanted
from portal.desk.work import WORK, Work
from tests.pages.desk.staff import make_staff

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the planner of PostgreSQL"),
]
# Alerts, reports and refunds are the exceptions of a day: found by an index, and sorted.
FEW = {"payment-alert", "payment-report", "payment-refund", "webhook-drift"}


@pytest.fixture(params=[work.kind for work in WORK.collect()])
def work(request: pytest.FixtureRequest) -> Work:
    """One kind."""
    with connection.cursor() as cursor:
        for way in ("enable_seqscan", "enable_sort"):
            cursor.execute(f"SET LOCAL {way} = off")
    return next(one for one in WORK.collect() if one.kind == request.param)


@pytest.mark.parametrize("whose", [ALL, OURS, FREE, MINE])
def test_a_page_reads_no_more_than_it_shows(work: Work, whose: str) -> None:
    user = make_staff()
    place = Place(timezone.now() - timedelta(days=3), work.kind, 1)
    for wanted in (Wanted(whose=whose), Wanted(whose=whose, after=place), Wanted(whose=whose, before=place)):
        plan = explain(selectors.make_query(user, work, wanted)[: selectors.ROWS_PER_PAGE])
        assert not find_steps(plan, "Seq Scan", work), wanted
        if whose != MINE and work.kind not in FEW:  # a person's own rows are few as well
            assert not find_steps(plan, "Sort"), wanted


def test_a_count_reads_an_index(work: Work) -> None:
    rows = selectors.make_query(make_staff(), work, Wanted()).order_by()[: selectors.MOST_COUNTED]
    assert not find_steps(explain(rows.values("pk")), "Seq Scan", work)


def explain(rows: Any) -> Any:
    return json.loads(rows.explain(format="json"))[0]["Plan"]


def find_steps(plan: Any, kind: str, work: Work | None = None) -> list[Any]:
    """Steps of that kind; with ``work`` only those that read its table."""
    below = [found for step in plan.get("Plans", ()) for found in find_steps(step, kind, work)]
    table = work.list_rows().model._meta.db_table if work else None
    is_it = plan["Node Type"] == kind and table in {None, plan.get("Relation Name")}
    return [plan, *below] if is_it else below
