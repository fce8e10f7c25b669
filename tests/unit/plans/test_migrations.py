"""What stood in the database before a file could have one open request only."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("plans", "0003_more_states")], [("plans", "0005_one_open_request")]


def migrate(to: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return executor.loader.project_state(to).apps


@pytest.fixture
def latest() -> Any:
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("plans"))


@pytest.mark.usefixtures("latest")
def test_only_the_newest_request_of_a_file_stays_open() -> None:
    apps, now = migrate(BEFORE), timezone.now()
    office = apps.get_model("office", "Office").objects.create(slug="office")
    proposals = apps.get_model("plans", "Proposal").objects

    def make(state: str, file_id: str, days: int) -> int:
        sent_at = now - timedelta(days=days)
        sums = {"months": 3, "monthly_cents": 5000, "balance_cents": 15000, "kind": "months"}
        own = {"office": office, "file_id": file_id, "party_id": "2", "first_on": date(2026, 12, 7)}
        row = proposals.create(
            **own, **sums, token=f"{file_id}{days}", state=state, sent_at=sent_at, claimed_at=sent_at
        )
        return int(row.pk)

    rows = [make("sent", "1", 1), make("sent", "1", 5), make("sent", "2", 9), make("unknown", "1", 3)]
    after = migrate(AFTER).get_model("plans", "Proposal").objects.in_bulk(rows)
    assert [after[pk].state for pk in rows] == ["sent", "superseded", "sent", "failed"]
    assert all(after[pk].submitted_at == after[pk].claimed_at for pk in rows)
