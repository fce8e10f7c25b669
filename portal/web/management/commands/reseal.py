"""Seals everything in the database again with the newest key, so that older keys can be removed.

Put the new key in front of the old one and restart every process first: see docs/deploy.md, "Keys". It can be
run at any time and again, beside a portal that is in use. Says how many seals it renewed, and how many the
present keys cannot open; ends with 1 when some were left. With --dry-run it only counts.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.web.sealed.resealing import Outcome, reseal_all


class Command(BaseCommand):
    """``manage.py reseal [--dry-run]``."""

    help = (
        "Seals everything in the database again with the newest key, so that older keys can be removed. "
        "Can be run at any time and again; ends with 1 when something was left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """See ``manage.py reseal --help``."""
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints a line for each kind of thing with numbers alone. Ends with 1 when some were left."""
        is_dry = options["dry_run"]
        outcomes = []
        self.stdout.write("Would be sealed again:" if is_dry else "Sealed again:")
        for outcome in reseal_all(is_dry=is_dry):
            self.stdout.write(_describe(outcome))
            outcomes.append(outcome)
        renewed, locked, missed = (
            sum(getattr(one, name) for one in outcomes) for name in ("renewed", "locked", "missed")
        )
        if locked:
            self.stdout.write(
                f"{locked} cannot be opened: put the key that sealed them back behind the new one, restart, "
                "and run this again."
            )
        if missed:
            self.stdout.write(f"{missed} were being changed meanwhile: run this again.")
        if renewed and not is_dry:
            self.stdout.write("Run it again: older keys can go once it says that everything has the newest.")
        if not (renewed or locked or missed):
            self.stdout.write("Everything has the newest key: older ones can go, see docs/deploy.md, Keys.")
        if locked or missed:
            sys.exit(1)


def _describe(outcome: Outcome) -> str:
    words = f"  {outcome.declared.what}: {outcome.renewed}"
    return f"{words}, and {outcome.locked} cannot be opened" if outcome.locked else words
