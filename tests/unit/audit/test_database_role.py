"""On PostgreSQL the portal's own role adds to the trail, and can neither change nor delete an event."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

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


def test_the_owner_is_told_that_it_may_rewrite_the_trail() -> None:
    assert {one.state for one in examine_trail() if one.name == "audit.role"} == {State.WARN}


def test_the_owner_cannot_be_limited_nor_who_may_act_as_it() -> None:
    owner = ask("SELECT current_user")
    with pytest.raises(CommandError, match=f"^{owner} owns the tables"):
        call_command("limit_database_role", owner)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} SUPERUSER")
    with pytest.raises(CommandError, match=f"^{ROLE} owns the tables, or may act as {owner}"):
        call_command("limit_database_role", ROLE)


def test_who_owns_nothing_is_told_as_whom_to_run_it(limited: None) -> None:
    owner = ask("SELECT session_user")
    with pytest.raises(
        CommandError, match=f"signs in as {ROLE}, who owns no table .* DATABASE_URL of {owner}"
    ):
        call_command("limit_database_role", ROLE)


def test_a_role_that_is_not_there_is_one_line() -> None:
    with pytest.raises(
        CommandError, match=r"^There is no role nobody: make it with CREATE ROLE nobody"
    ) as told:
        call_command("limit_database_role", "nobody")
    assert "\n" not in str(told.value)


def test_before_the_tables_are_made_it_asks_for_them() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event RENAME TO elsewhere")
    with pytest.raises(CommandError, match=r"run manage\.py migrate first"):
        call_command("limit_database_role", ROLE)


def test_a_portal_that_may_read_nothing_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        with transaction.atomic():
            answer = client.get("/readyz")
            transaction.set_rollback(True)
        cursor.execute("RESET ROLE")
        assert (answer.status_code, answer.json()["database"]) == (503, "down")
        call_command("limit_database_role", ROLE)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        assert client.get("/readyz").status_code == 200
        cursor.execute("RESET ROLE")


def ask(query: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return str(cursor.fetchone()[0])
