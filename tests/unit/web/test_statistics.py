"""SQLite takes the index that finds few rows, once it has counted them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from portal.office.models import Office
from portal.outbox.models import Delivery
from portal.web import retention

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL sees to it by itself"),
]


def fill(count: int) -> Office:
    """Deliveries of one office: its index finds every one of them, that of the state fewer."""
    office, now = Office.objects.create(slug="office", name="One"), timezone.now()
    shared = {"office": office, "kind": "tests.none", "due_at": now, "give_up_at": now + timedelta(days=1)}
    Delivery.objects.bulk_create(
        Delivery(key=str(n), state="done" if n else "given_up", not_before=None, ended_at=now, **shared)
        for n in range(count)
    )
    return office


def get_counted() -> dict[str, str]:
    """What SQLite has counted, by index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'outbox_delivery' AND idx IS NOT NULL")
        return dict(cursor.fetchall())


@pytest.mark.parametrize("how", ["migrate", "run of forgetting"])
def test_indexes_are_counted(how: str) -> None:
    office = fill(300)
    if how == "migrate":
        call_command("migrate", "outbox", verbosity=0)
    else:
        retention.forget.call()
    assert get_counted()["outbox_ended"].startswith("300 ")
    of_office = Delivery.objects.filter(office=office, state="given_up").order_by("ended_at", "pk")
    assert "outbox_ended" in of_office.explain()
