"""Back the database up into one encrypted file, or make the key for that.

Only the public half of the key is on this machine: keep the secret half elsewhere, for ``manage.py restore``.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.doctor.backup.archive import BackupError, make_key, write_backup


class Command(BaseCommand):
    """``manage.py backup FILE [--recipient age1…]``, ``manage.py backup --make-key FILE``."""

    help = "Backs the database up into one encrypted file, or makes the key for that."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--recipient", default=settings.BACKUP_RECIPIENT, help="public key; age1…")
        parser.add_argument("--make-key", action="store_true", help="write a new secret key to FILE instead")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Says how large the backup is, or the public half of the new key."""
        file, recipient, makes_key = options["file"], options["recipient"], options["make_key"]
        if not (makes_key or recipient):
            raise CommandError("set BACKUP_RECIPIENT, or make a key with --make-key")
        try:
            said = make_key(file) if makes_key else f"{file}: {write_backup(file, recipient)} bytes"
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(said)
