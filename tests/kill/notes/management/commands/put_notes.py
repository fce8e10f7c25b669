"""Put notes in the outbox, all in one transaction."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from tests.kill.notes.notes import put_note


class Command(BaseCommand):
    """``manage.py put_notes FILE_ID TEXT… [--lanes N]``."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file_id")
        parser.add_argument("texts", nargs="+")
        parser.add_argument("--lanes", type=int, default=1)

    def handle(self, *_args: Any, **options: Any) -> None:
        with transaction.atomic():
            for number, text in enumerate(options["texts"]):
                put_note(options["file_id"], text, lane=f"lane-{number % options['lanes']}")
