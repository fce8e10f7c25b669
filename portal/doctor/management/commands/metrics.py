"""Prints numbers for whoever watches the portal, in the text form of Prometheus. Reads only."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.doctor.metrics import write_metrics


class Command(BaseCommand):
    """``manage.py metrics``."""

    help = "Prints numbers for whoever watches the portal, in the text form of Prometheus. Changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Ends well, or with the error of the database."""
        self.stdout.write(write_metrics(), ending="")
