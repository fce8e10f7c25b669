"""However much is kept, no list, search or run of forgetting reads a whole table that grows.

Asked of the planner of PostgreSQL with ``enable_seqscan`` off: it reads a table from end to end only where no
index can answer. The questions are those that the pages and the runs really put.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.web.retention import RETENTION
from tests.pages.desk.staff import make_staff, sign_in_staff

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the planner of PostgreSQL"),
]
LISTS = (
    "/desk/deliveries/",
    "/desk/events/",
    "/desk/payments/",
    "/desk/payments/alerts/",
    "/desk/payments/reports/",
    "/desk/payments/refunds/",
    "/desk/payments/reconciliation/",
    "/desk/messages/",
    "/desk/queue/team/",
    "/desk/queue/done/",
    "/desk/plans/",
    "/desk/wrong-person/",
    "/desk/letters/",
    "/desk/services/runs/",
    "/desk/insight/audit/?act=signed-in",
    "/desk/insight/audit/?file=26",
    "/desk/search/?q=26/004512",
)
# Settings and registers of a few rows, whatever the years.
SMALL = re.compile(
    r"^(office_|auth_|django_content_type|django_migrations|plans_planrules|talk_answertemplate|letters_batch|"
    r"payments_paymentchannel|service_calls_|audit_chainhead|outbox_sweep|events_sweep|links_rule|mfa_|account_)"
)
ASKED = re.compile(r"^(SELECT|UPDATE|DELETE)\b")
WHOLE = {"Seq Scan", "Parallel Seq Scan"}


@pytest.fixture(autouse=True)
def _by_index(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def list_whole_reads(asked: list[dict[str, str]]) -> set[str]:
    """The tables that grow and are read from end to end, with the question."""
    found = set()
    for sql in {one["sql"] for one in asked if ASKED.match(one["sql"])}:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (FORMAT JSON) " + sql.replace("%", "%%"))
            (plan,) = cursor.fetchone()
        plan = json.loads(plan) if isinstance(plan, str) else plan
        tables = {step["Relation Name"] for step in walk(plan[0]["Plan"]) if step["Node Type"] in WHOLE}
        found |= {f"{table}: {sql[:300]}" for table in tables if not SMALL.match(table)}
    return found


def walk(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from walk(below)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_reads_what_it_shows(client: Client, path: str) -> None:
    make_staff("boss", is_superuser=True)
    sign_in_staff(client, "boss")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) > 2
    assert list_whole_reads(asked.captured_queries) == set()


def test_a_run_of_forgetting_reads_what_is_over() -> None:
    wrong = {}
    for one in RETENTION.collect():
        with CaptureQueriesContext(connection) as asked:
            one.find_next()
            one.forget(timezone.now())
        if whole := list_whole_reads(asked.captured_queries):
            wrong[one.what] = whole
    assert wrong == {}
