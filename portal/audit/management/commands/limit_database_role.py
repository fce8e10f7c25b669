"""Gives a PostgreSQL role what portal and worker need, and no way to rewrite the audit trail.

Run it as the owner of the tables, after each ``migrate`` and after a restore. The role then adds events to
the trail, but neither changes nor deletes one, and drops and truncates nothing.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction

from portal.audit.models import Event

GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON {trail} FROM {role}",
)
TRAIL = Event._meta.db_table


class Command(BaseCommand):
    """``manage.py limit_database_role ROLE``."""

    help = (
        "Gives a PostgreSQL role what portal and worker need, and no way to rewrite the audit trail. "
        "Run it as the owner of the tables, after each migrate and after a restore."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """See ``manage.py limit_database_role --help``."""
        parser.add_argument("role", help="the role of portal and worker, which owns no table")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises: CommandError on another database, and when the two roles are not what they should be."""
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        role, name = options["role"], connection.ops.quote_name
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                _check_roles(cursor, role)
                for grant in GRANTS:
                    cursor.execute(grant.format(role=name(role), trail=name(TRAIL)))
        except DatabaseError as error:
            raise CommandError(str(error).partition("\n")[0]) from None
        self.stdout.write(f"{role} adds to the audit trail, and changes nothing in it.")


def _check_roles(cursor: Any, role: str) -> None:
    """Raises: CommandError unless we own the tables and ``role`` does not."""
    cursor.execute("SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = %s", [TRAIL])
    found = cursor.fetchone()
    if found is None:
        raise CommandError("There are no tables yet: run manage.py migrate first.")
    cursor.execute(
        "SELECT current_user, pg_has_role(%s::name, 'USAGE'), pg_has_role(rolname, %s::name, 'MEMBER') "
        "FROM (SELECT) AS once LEFT JOIN pg_roles ON rolname = %s",
        [found[0], found[0], role],
    )
    ours, may_grant, is_owner = cursor.fetchone()
    if is_owner is None:
        raise CommandError(f"There is no role {role}: make it with CREATE ROLE {role} LOGIN PASSWORD '…'.")
    if is_owner:
        raise CommandError(
            f"{role} owns the tables, or may act as {found[0]}, who does: nothing can be taken from it. "
            "Name the role of portal and worker."
        )
    if not may_grant:
        raise CommandError(
            f"DATABASE_URL signs in as {ours}, who owns no table and may give no right: "
            f"run this with the DATABASE_URL of {found[0]}."
        )
