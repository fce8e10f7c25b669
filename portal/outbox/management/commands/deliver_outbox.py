"""Handle the deliveries that are due, in this process, and plan the worker's next sweep.

For the day the queue was lost; the worker does the same every five minutes. Safe to repeat and to interrupt.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.outbox.pauses import SWEEP_EVERY
from portal.outbox.queue import plan_sweep
from portal.outbox.selectors import list_given_up, list_open
from portal.outbox.services import deliver_due


class Command(BaseCommand):
    """``manage.py deliver_outbox [--limit N]``."""

    help = (
        "Handles the deliveries that are due, in this process, and plans the worker's next round. "
        "For the day the queue was lost; safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=1000, help="most deliveries to look at")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Says how many were looked at, are still open, and wait for a person."""
        plan_sweep(timezone.now() + SWEEP_EVERY)
        self.stdout.write(f"looked at: {deliver_due(limit=options['limit'])}")
        self.stdout.write(f"still open: {list_open(None).count()}")
        self.stdout.write(f"given up: {list_given_up(None).count()}")
