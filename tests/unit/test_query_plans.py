"""However many rows were kept over the years: no question that is asked often reads a whole table.

Asked of the planner of PostgreSQL, over tables of some size, for the statements that are really sent.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.aptic.events import metrics as event_metrics
from portal.aptic.events import processing
from portal.aptic.events import selectors as events
from portal.aptic.events.file_lookup import _search_here
from portal.aptic.events.models import Event, State
from portal.audit import actors, looks, services
from portal.audit.models import Event as Act
from portal.desk.insight.trail import TrailFilters, list_events
from portal.desk.queue.selectors import count_waiting
from portal.office.models import Office
from portal.outbox import metrics as outbox_metrics
from portal.outbox import queue, sender
from portal.outbox import selectors as outbox
from portal.outbox.models import Delivery
from portal.payments import selectors as payments
from portal.payments.models import Attempt
from portal.payments.settling import reconcile
from portal.payments.settling.register import Filters, list_payments
from portal.plans.models import Proposal
from portal.web.retention import RETENTION, Retention

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the planner of PostgreSQL"),
]
MANY, FEW = 20_000, 50
NOW = timezone.now()
PAGE = 50


@pytest.fixture(autouse=True)
def _years(db: None) -> None:
    """What years left behind, and a few rows of today."""
    long_ago = {"at": NOW - timedelta(days=900)}
    ended = {"not_before": None, "ended_at": NOW, "state": "done"}
    multiply(
        Delivery(kind="k", key="0", due_at=NOW, give_up_at=NOW, **ended),
        MANY,
        key="'done-' || n",
        lane="'lane-' || n",
        ended_at="now() - n * interval '1 minute'",
    )
    waiting = {"due_at": NOW, "not_before": NOW, "give_up_at": NOW + timedelta(days=1)}
    multiply(Delivery(kind="k", key="1", **waiting), FEW, key="'waits-' || n", lane="'lane-' || n")
    multiply(
        Event(name="n", mark="0", received_at=NOW, occurred_at=NOW, state=State.DONE, ended_at=NOW),
        MANY,
        mark="md5(n::text)",
        file_id="(n % 2000)::text",
        file_name="'26/' || (n % 2000)",
        received_at="now() - n * interval '1 minute'",
        ended_at="now() - n * interval '1 minute'",
    )
    multiply(
        Event(name="n", mark="1", received_at=NOW, occurred_at=NOW, next_at=NOW),
        FEW,
        mark="md5('open' || n)",
        lane="'lane-' || n",
    )
    multiply(
        Act(number=10**9, actor="system", act="signed-in", seal="0", **long_ago),
        MANY,
        number="n + 1000000",
        seal="md5(n::text)",
        act="'act-' || (n % 200)",
        file_id="(n % 2000)::text",
        staff_id="(n % 300)::text",
        at="now() - (20000 - n) * interval '1 hour'",
    )
    multiply(
        Attempt(
            file_id="0", party_id="1", token="0", reference="0", kind="full", amount_cents=1, state="booked"
        ),
        MANY,
        file_id="(n % 2000)::text",
        token="'token-' || n",
        reference="'REF' || n",
        checkout_id="'tr_' || n",
        line_id="'line-' || n",
        amount_cents="n",
        created_at="now() - n * interval '1 hour'",
        bank_at="now() - n * interval '1 hour'",
    )
    multiply(
        Proposal(
            office=Office.objects.create(slug="office", name="Kantoor Proef"),
            file_id="0",
            party_id="1",
            kind="amount",
            months=1,
            monthly_cents=1,
            balance_cents=1,
            first_on=NOW.date(),
            state="accepted",
        ),
        MANY,
        file_id="(n % 2000)::text",
        file_name="'26/' || (n % 2000)",
        token="'token-' || n",
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def multiply(first: models.Model, count: int, **columns: str) -> None:
    """Many rows like this one; ``columns``: what differs, in SQL, of ``n``."""
    first.save()
    table = first._meta.db_table
    names = [field.column for field in first._meta.concrete_fields if not field.primary_key]
    values = ", ".join(columns.get(name, f'"{name}"') for name in names)
    columns_said = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({columns_said}) SELECT {values} '  # noqa: S608 - our own names
            f'FROM "{table}", generate_series(1, {count}) AS n WHERE id = {first.pk}'
        )


def one_page(rows: Any) -> list[Any]:
    return list(rows[:PAGE])


QUESTIONS: dict[str, Callable[[], object]] = {
    "outbox: what is due": lambda: outbox.list_due(timezone.now(), limit=100),
    "outbox: claim, send, release": lambda: sender.handle(Delivery.objects.filter(state="waiting")[0].pk),
    "outbox: next of a lane": lambda: outbox.find_next_of_lane(Delivery.objects.filter(state="waiting")[0]),
    "outbox: runs": lambda: queue.list_next_runs(128),
    "outbox: anything open": outbox.has_open,
    "outbox: oldest": outbox_metrics.measure_oldest,
    "outbox: given up": lambda: one_page(outbox.list_given_up(None)),
    "events: what is due": lambda: processing.act_on_due(limit=5),
    "events: oldest": event_metrics.measure_oldest,
    "events: list": lambda: one_page(events.list_events(None, {})),
    "events: of a state": lambda: one_page(events.list_events(None, {"state": "failed"})),
    "events: of a file": lambda: one_page(events.list_events(None, {"file": "7"})),
    "events: files by their numbers": lambda: _search_here(["26/7", "26/8"]),
    "events: of a day": lambda: one_page(events.list_events(None, {"day": NOW.date()})),
    "audit: write": lambda: services.record("signed-in", by=actors.SYSTEM, file_id="7"),
    "audit: newest links": lambda: services.find_broken_link(newest=100),
    "audit: of a file": lambda: one_page(looks.list_looks("7")),
    "audit: changes of a file": lambda: one_page(looks.list_changes_since("7", 3)),
    "audit: newest": lambda: one_page(list_events(TrailFilters())),
    "audit: of a person": lambda: one_page(list_events(TrailFilters(staff_id="7"))),
    "audit: of files": lambda: one_page(list_events(TrailFilters(file_ids=("7", "8")))),
    "audit: of a day": lambda: one_page(list_events(TrailFilters(first_on=NOW.date(), last_on=NOW.date()))),
    "desk: what waits": lambda: count_waiting(User.objects.create_superuser("boss")),
    "payments: by token": lambda: payments.find_attempt("token-7"),
    "payments: by checkout": lambda: payments.find_by_checkout("tagor_sips", "tr_7"),
    "payments: paid for a file": lambda: payments.list_paid("7"),
    "payments: newest": lambda: one_page(list_payments()),
    "payments: by reference": lambda: one_page(list_payments(Filters(search="REF7"))),
    "payments: to settle": lambda: list(reconcile.list_due(NOW)),
}


def test_no_question_reads_a_whole_table_nor_does_forgetting() -> None:
    asked = {**QUESTIONS, **{f"forget: {one.what}": partial(forget, one) for one in RETENTION.collect()}}
    found = {name: find_whole_reads(ask) for name, ask in asked.items()}
    assert {name: read for name, read in found.items() if read} == {}
    assert find_whole_reads(lambda: list(Delivery.objects.filter(reason="x"))) != []  # one would be seen
    assert find_whole_reads(Delivery.objects.exists) == []  # the first row is enough


def forget(one: Retention) -> None:
    """What ends next, and what has ended."""
    one.find_next()
    one.forget(NOW)


def find_whole_reads(ask: Callable[[], object]) -> list[str]:
    """The statements that read one of the large tables from end to end."""
    large = {model._meta.db_table for model in (Delivery, Event, Act, Attempt, Proposal)}
    with (
        CaptureQueriesContext(
            connection,
        ) as said,
        suppress(LookupError),
    ):
        ask()
    found = []
    for query in said.captured_queries:
        if query["sql"].startswith(("SELECT", "UPDATE", "DELETE")):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (FORMAT json) " + query["sql"].replace("%", "%%"))
                (told,) = cursor.fetchone()
            plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
            found += [query["sql"] for step in list_scans(plan) if step["Relation Name"] in large]
    return found


def list_scans(plan: Any, *, is_limited: bool = False) -> Iterator[Any]:
    """Steps that read a table from end to end, but for one that stops at the first rows."""
    if plan["Node Type"] == "Seq Scan" and not (is_limited and "Filter" not in plan):
        yield plan
    for step in plan.get("Plans", ()):
        yield from list_scans(step, is_limited=plan["Node Type"] == "Limit")
