"""Proves the audit trail, and copies that were made of its end. Ends with 1 when something does not hold.

manage.py audit                          the trail, and the file of AUDIT_COPY
manage.py audit --copies heads.jsonl     and copies kept elsewhere: lines of a file, a log or syslog
"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.copies import CopyError, find_lost, read_copies
from portal.audit.models import ChainHead
from portal.audit.tasks import prove


class Command(BaseCommand):
    """``manage.py audit [--copies FILE]``."""

    help = "Proves the audit trail, and copies of its end. Ends with 1 when something does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        """See ``manage.py audit --help``."""
        parser.add_argument("--copies", type=Path, metavar="FILE", help="copies of the trail's end to prove")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints what holds. Ends the process with 1 when something does not."""
        found = prove()
        try:
            lost = find_lost(read_copies(options["copies"])) if options["copies"] else None
        except CopyError as error:
            raise CommandError(str(error)) from error
        if lost is not None:
            found = found or f"event {lost} was copied, and is gone or another"
        if found:
            self.stdout.write(f"The audit trail does not hold: {found}.")
            sys.exit(1)
        head = ChainHead.objects.filter(pk=1).first()
        self.stdout.write(f"The audit trail holds: {head.number if head else 0} events.")
