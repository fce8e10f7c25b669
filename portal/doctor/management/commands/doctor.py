"""Says what is well and what is missing: of the portal itself, the office, and every system set up.

Only harmless calls: nothing is written anywhere. Ends with 1 when something is bad, else with 0.
"""

import json
import sys
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.doctor.examination import examine
from portal.doctor.secrets import read_secret
from portal.web.examining import Finding, State, get_worst

MARKS = {
    State.OK: "good   ",
    State.WARN: "WARNING",
    State.BAD: "BAD    ",
    State.OFF: "off    ",
    State.UNKNOWN: "?      ",
}


class Command(BaseCommand):
    """``manage.py doctor [--json] [--file ID] [--hash HASH]``."""

    help = (
        "Says what is well and what is missing: of the portal itself, the office, and every system set up. "
        "Changes nothing anywhere. Ends with 1 when something is bad."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """See ``manage.py doctor --help``."""
        parser.add_argument("--json", action="store_true", help="one JSON object, for programs")
        parser.add_argument("--file", default="", metavar="ID", help="a file's TDOS_Id, to try reading it")
        parser.add_argument(
            "--hash", default="", help="a letter's hash, to try what a defendant may; - asks for it"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints the findings. Ends the process with 1 when one is bad."""
        letter_hash = read_secret(options["hash"], "Hash: ")
        findings = examine(file_id=options["file"], letter_hash=letter_hash)
        self.stdout.write(write_json(findings) if options["json"] else write_text(findings))
        if get_worst(findings) is State.BAD:
            sys.exit(1)


def write_json(findings: list[Finding]) -> str:
    """The keys ``state`` and ``findings`` (``system``, ``name``, ``state``, ``words``, ``remedy``) stay."""
    rows = [
        {
            "system": finding.system,
            "name": finding.name,
            "state": finding.state.value,
            "words": finding.words,
            "remedy": finding.remedy,
        }
        for finding in findings
    ]
    return json.dumps({"state": get_worst(findings).value, "findings": rows}, indent=2)


def write_text(findings: list[Finding]) -> str:
    """System by system, one line a finding, what to do under it, and a sum at the end."""
    lines: list[str] = []
    for system, group in groupby(findings, key=lambda finding: finding.system):
        lines += ["", system]
        for finding in group:
            short = finding.name.partition(".")[2]
            lines.append(f"  {MARKS[finding.state]}  {short}: {finding.words}")
            if finding.remedy and finding.state is not State.OK:
                lines.append(f"           -> {finding.remedy}")
    counts = {state: sum(finding.state is state for finding in findings) for state in State}
    told = ", ".join(f"{count} {state.value}" for state, count in counts.items() if count)
    return "\n".join([*lines[1:], "", told])
