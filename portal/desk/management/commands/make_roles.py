"""Make the staff's roles: ``manage.py make_roles``. May be run again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.desk.people.roles import ROLES, make_roles


class Command(BaseCommand):
    """Groups with the permissions of each role."""

    help = f"Makes the roles of staff: {', '.join(ROLES)}. Without --exact it takes no permission away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--exact brings roles of an earlier version in line."""
        text = "also take away what these groups hold beside their role"
        parser.add_argument("--exact", action="store_true", help=text)

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        """Print how many permissions each role has."""
        for role, count in make_roles(is_exact=options["exact"]).items():
            self.stdout.write(f"{role}: {count} permissions")
