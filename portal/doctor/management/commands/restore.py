"""Restore a backup into an empty database, and check that it is whole: the seal of every act in the trail.

Run it against a new database first, also to see that a backup is good. It says what comes then, before
any worker starts: docs/operate.md.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.audit.models import Event
from portal.audit.services import find_broken_link
from portal.doctor.backup.archive import BackupError, read_backup


class Command(BaseCommand):
    """``manage.py restore FILE --key FILE``."""

    help = (
        "Restores a backup into an empty database, and checks that it is whole. "
        "It says what comes then, before any worker starts."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, required=True, help="the file with the secret key")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Says what is in the database now. Fails when the trail is broken."""
        try:
            read_backup(options["file"], options["key"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        self._check_trail()
        executor = MigrationExecutor(connection)
        pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        self.stdout.write(f"migrations to run: {pending}")
        self.stdout.write("now: manage.py migrate")
        if connection.vendor == "postgresql":
            self.stdout.write(
                "then, where portal and worker have a role of their own: manage.py limit_database_role ROLE\n"
                "then, with the DATABASE_URL of that role:"
            )
        self.stdout.write("manage.py doubt_deliveries, start portal and worker, manage.py reconcile_payments")

    def _check_trail(self) -> None:
        newest = Event.objects.order_by("-number").first()
        if newest is not None:
            self.stdout.write(
                f"acts in the trail: {newest.number}, the newest at {newest.at:%Y-%m-%d %H:%M %Z}"
            )
        broken = find_broken_link()
        if broken is not None:
            raise CommandError(f"the audit trail does not hold from number {broken}: is AUDIT_KEY the same?")
        self.stdout.write("the audit trail holds")
