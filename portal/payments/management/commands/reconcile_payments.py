"""Ask the office about every payment that is not settled and due for a look; then say what came of it.

Safe to repeat and to interrupt: the next run goes on where this one stopped. The worker does the same every
hour while a payment is not settled. Ends with status 1 when the office's system did not answer.
"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.payments.settling.reconcile import DEFAULT_LIMIT, Report, reconcile


class Command(BaseCommand):
    """``manage.py reconcile_payments [--limit N] [--json]``."""

    help = (
        "Asks the office about every payment that is not settled, and says what came of it. "
        "Safe to repeat. Ends with 1 when the office's system did not answer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=DEFAULT_LIMIT, help="most payments to ask about")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of words")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises: SystemExit(1) when the office's system did not answer."""
        report = reconcile(limit=options["limit"])
        self.stdout.write(json.dumps(report.as_dict()) if options["json"] else _format_report(report))
        if report.is_stopped:
            sys.exit(1)


def _format_report(report: Report) -> str:
    moved = ", ".join(f"{count} to {state}" for state, count in sorted(report.moved.items())) or "none"
    lines = [
        f"asked about: {report.asked}",
        f"no answer: {report.failed}",
        f"moved: {moved}",
        f"still due: {report.left}",
        f"open alerts: {report.alerts_open}",
    ]
    if report.is_stopped:
        lines.append("stopped: the office's system does not answer; run again later")
    return "\n".join(lines)
