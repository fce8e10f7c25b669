"""Deletes or wipes everything whose time is over, as the worker does each day, and says how many of each.

With --dry-run it does all of it and takes it back: the numbers are those that a run would have now.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from portal.web.retention import RETENTION, forget_all


class Command(BaseCommand):
    """``manage.py forget [--dry-run]``."""

    help = "Deletes everything whose time is over, as the worker does each day, and says how many of each."

    def add_arguments(self, parser: CommandParser) -> None:
        """See ``manage.py forget --help``."""
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and keep it")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints one line for each kind of thing; what failed is named too, and is in the log."""
        is_dry = options["dry_run"]
        with transaction.atomic():
            counts = forget_all(timezone.now())
            transaction.set_rollback(is_dry)
        self.stdout.write("Would be forgotten now:" if is_dry else "Forgotten:")
        for what in sorted(one.what for one in RETENTION.collect()):
            self.stdout.write(f"  {what}: {counts.get(what, 'FAILED, see the log')}")
