"""After a restore: ask of every delivery that was due whether it arrived, before any is sent again.

What the backup shows as waiting may have been sent after the backup was made. Run it once, before the worker
starts; one that nobody can tell about waits for staff under failed deliveries.
"""

from typing import Any

from django.core.management.base import BaseCommand

from portal.outbox.services import doubt_all_due


class Command(BaseCommand):
    """``manage.py doubt_deliveries``."""

    help = (
        "After a restore: asks of every delivery that was due whether it arrived, before any is sent again. "
        "Run it once, before the worker starts."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Says how many are asked about."""
        self.stdout.write(f"deliveries to ask about: {doubt_all_due()}")
