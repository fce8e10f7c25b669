"""On PostgreSQL the portal's own role adds to the trail, and can neither change nor delete an event."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from portal.audit.actors import SYSTEM
from portal.audit.findings import examine_trail
from portal.audit.models import Event
from portal.audit.services import record
from portal.web.examining import State

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has roles"),
]
ROLE = "portal_test_limited"


@pytest.fixture
def limited() -> Iterator[None]:
    """As portal and worker are connected where there are two roles; gone with the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        call_command("limit_database_role", ROLE)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield
        cursor.execute("RESET ROLE")


def test_events_are_added(limited: None) -> None:
    record("test", by=SYSTEM)
    record("test", by=SYSTEM)
    assert [event.number for event in Event.objects.all()] == [1, 2]
    assert {one.state for one in examine_trail() if one.name == "audit.role"} == {State.OK}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET act = 'other'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TABLE audit_event",
        f"GRANT UPDATE ON audit_event TO {ROLE}",
    ],
)
def test_events_are_not_changed_or_deleted(limited: None, statement: str) -> None:
    record("test", by=SYSTEM)
    if statement.startswith("GRANT"):  # PostgreSQL warns, and grants nothing
        with connection.cursor() as cursor:
            cursor.execute(statement)
        statement = "DELETE FROM audit_event"
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get().act == "test"


def test_the_owner_is_told_that_it_may_rewrite_and_cannot_be_limited() -> None:
    assert {one.state for one in examine_trail() if one.name == "audit.role"} == {State.WARN}
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
    with pytest.raises(CommandError):
        call_command("limit_database_role", owner)
