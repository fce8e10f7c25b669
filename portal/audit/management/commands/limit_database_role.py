"""Gives a PostgreSQL role what portal and worker need, and no way to rewrite the audit trail.

Run it as the owner of the tables, after each ``migrate``. The role then adds events to the trail, but neither
changes nor deletes one, and drops and truncates nothing.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from portal.audit.models import Event

GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON {trail} FROM {role}",
)


class Command(BaseCommand):
    """``manage.py limit_database_role ROLE``."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """See ``manage.py limit_database_role --help``."""
        parser.add_argument("role", help="the role of portal and worker, which owns no table")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises: CommandError on another database, and for the role that owns the tables."""
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        name = connection.ops.quote_name
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_user = %s", [options["role"]])
            if cursor.fetchone()[0]:
                raise CommandError("This role owns the tables: nothing it may do can be taken from it.")
            for grant in GRANTS:
                cursor.execute(grant.format(role=name(options["role"]), trail=name(Event._meta.db_table)))
        self.stdout.write(f"{options['role']} adds to the audit trail, and changes nothing in it.")
