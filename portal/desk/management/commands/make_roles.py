"""Make the staff's roles: ``manage.py make_roles``. May be run again; takes no permission away."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.desk.people.roles import make_roles


class Command(BaseCommand):
    """Groups with the permissions of each role."""

    help = "Makes the groups reader, handler, approver, text editor, office admin, money checker and auditor."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print how many permissions each role has."""
        for role, count in make_roles().items():
            self.stdout.write(f"{role}: {count} permissions")
