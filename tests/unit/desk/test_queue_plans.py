"""Whatever waits and was done: each kind reads its first rows by an index that holds its order.

Asked of the planner of PostgreSQL, which here reads a whole table, or sorts one, only where no index can do it.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from portal.crm.links.models import ContactCheck
from portal.desk.models import Hold
from portal.desk.queue import selectors
from portal.desk.queue.wanted import ALL, MINE, OURS, Place, Wanted
from portal.desk.work import WORK, Work
from portal.office.selectors import get_office_row
from portal.outbox.models import Delivery
from tests.pages.desk.staff import make_staff

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the planner of PostgreSQL"),
]
OPEN, DONE = 500, 1_000
EVERY = 3  # one row of so many waits


def make_checks() -> None:
    now = timezone.now()
    ContactCheck.objects.bulk_create(
        ContactCheck(
            file_id=str(number),
            kind="address",
            occurred_at=now - timedelta(minutes=number),
            event_id=number,
            is_open=number % EVERY == 0,
            closed_at=None if number % EVERY == 0 else now,
        )
        for number in range(OPEN + DONE)
    )


def make_deliveries() -> None:
    now, office = timezone.now(), get_office_row()
    Delivery.objects.bulk_create(
        Delivery(
            office=office,
            kind="plans.save",
            key=str(number),
            state="given_up" if number % EVERY == 0 else "done",
            due_at=now,
            give_up_at=now,
            ended_at=now - timedelta(minutes=number),
        )
        for number in range(OPEN + DONE)
    )


MAKERS: dict[str, Callable[[], None]] = {
    "contact-check": make_checks,
    "delivery-given-up": make_deliveries,
}


@pytest.fixture(params=sorted(MAKERS))
def work(request: pytest.FixtureRequest) -> Work:
    """One kind, with its rows and some that colleagues hold."""
    MAKERS[request.param]()
    user = make_staff("bo")
    found = next(one for one in WORK.collect() if one.kind == request.param)
    held = found.list_rows().order_by("pk").values_list("pk", flat=True)[:50]
    Hold.objects.bulk_create(Hold(kind=found.kind, row_id=row_id, owner=user) for row_id in held)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    return found


def test_every_kind_is_here() -> None:
    assert {work.kind for work in WORK.collect()} == set(MAKERS)


@pytest.mark.parametrize("whose", [ALL, OURS, MINE])
def test_a_page_reads_no_more_than_it_shows(work: Work, whose: str) -> None:
    place = Place(timezone.now() - timedelta(days=3), work.kind, 1)
    for wanted in (Wanted(whose=whose), Wanted(whose=whose, after=place), Wanted(whose=whose, before=place)):
        plan = explain(selectors.make_query(make_reader(), work, wanted)[:51])
        assert not find_nodes(plan, "Seq Scan", work), wanted
        if whose != MINE:
            assert not find_nodes(plan, "Sort"), wanted


def test_a_count_reads_an_index(work: Work) -> None:
    rows = selectors.make_query(make_reader(), work, Wanted()).order_by()[: selectors.MOST_COUNTED]
    assert not find_nodes(explain(rows.values("pk")), "Seq Scan", work)


def make_reader() -> Any:
    return make_staff(f"reader{timezone.now().timestamp()}")


def explain(rows: Any) -> Any:
    return json.loads(rows.explain(format="json"))[0]["Plan"]


def find_nodes(plan: Any, kind: str, work: Work | None = None) -> list[Any]:
    """Steps of that kind; with ``work`` only those that read its table."""
    below = [found for step in plan.get("Plans", ()) for found in find_nodes(step, kind, work)]
    table = work.list_rows().model._meta.db_table if work else None
    is_it = plan["Node Type"] == kind and table in {None, plan.get("Relation Name")}
    return [plan, *below] if is_it else below
