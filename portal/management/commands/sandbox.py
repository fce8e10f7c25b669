"""Run the practice office until it is told to stop: docs/operate.md says with which settings."""

from dataclasses import fields
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

HOW = 'See "A practice office" in docs/operate.md.'


class Command(BaseCommand):
    """``manage.py sandbox``; it stands here so that it answers without a practice office too."""

    help = "Runs the practice office: a Tagor, a payment page and a console, with invented files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Those of the practice office itself."""
        if find_spec("portal.sandbox") is None:
            parser.error(f"The practice office is not here: the image does not hold it. {HOW}")
        import_module("portal.sandbox.server").add_options(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Becomes the practice office. Raises: CommandError."""
        if not settings.SANDBOX:
            raise CommandError(f"The practice office runs with SANDBOX=1 alone. {HOW}")
        server = import_module("portal.sandbox.server")
        given = {field.name: options[field.name] for field in fields(server.Options)}
        try:
            server.run(server.Options(**given))
        except server.CannotRunError as error:
            raise CommandError(str(error)) from None
