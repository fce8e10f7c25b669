"""Run the practice office until it is told to stop."""

from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.sandbox.server import Options, PortTakenError, add_options, run


class Command(BaseCommand):
    help = "Runs the practice office: a Tagor, a payment page and a console, with invented files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_options(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            run(Options(**{field.name: options[field.name] for field in fields(Options)}))
        except PortTakenError as error:
            raise CommandError(str(error)) from None
