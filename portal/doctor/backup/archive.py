"""Backups: the database dump, encrypted with age before it is written to the file, and restoring it.

Only the public half of the key is needed to write one, so the machine that writes cannot read. Nothing is
ever unencrypted on the disk. Source: age-encryption.org/v1; ``age -d`` opens the file as well.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import pyrage  # type: ignore[import-untyped] # it has no types
from django.db import connection

from portal.doctor.backup import postgres, sqlite


class BackupError(Exception):
    """Why there is no backup, or nothing was restored. The text is for the operator and holds no secret."""


def make_key(path: Path) -> str:
    """Write a new secret key to a new file; returns its public half. Raises: BackupError."""
    identity = pyrage.x25519.Identity.generate()
    try:
        with _open_new(path) as file:
            file.write(f"{identity}\n".encode())
    except FileExistsError:
        raise BackupError(f"{path} is there already") from None
    return str(identity.to_public())


def write_backup(path: Path, recipient: str) -> int:
    """Back the database up into a new file; returns its size in bytes. Raises: BackupError."""
    if path.exists():
        raise BackupError(f"{path} is there already")
    begun = path.with_name(path.name + ".begun")
    begun.unlink(missing_ok=True)
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient)]
        with _dump() as plain, _open_new(begun) as file:
            pyrage.encrypt_io(plain, file, keys)
            file.flush()
            os.fsync(file.fileno())
        begun.rename(path)
    except pyrage.RecipientError:
        raise BackupError("the recipient is no public key of age: age1…") from None
    except (OSError, RuntimeError) as error:
        raise BackupError(str(error)) from None
    finally:
        begun.unlink(missing_ok=True)
    return path.stat().st_size


def read_backup(path: Path, key_path: Path) -> None:
    """Restore a backup into the database of the settings, which must be empty. Raises: BackupError."""
    if connection.introspection.table_names():
        raise BackupError("the database is not empty: nothing was touched")
    lines = key_path.read_text("utf-8").splitlines()
    secrets = [line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")]
    try:
        identities = [pyrage.x25519.Identity.from_str(secret) for secret in secrets]
        with path.open("rb") as file, _load() as plain:
            pyrage.decrypt_io(file, plain, identities)
    except (pyrage.IdentityError, pyrage.DecryptError):
        raise BackupError("the backup is not for this key, or is damaged") from None
    except (FileNotFoundError, RuntimeError) as error:
        raise BackupError(str(error)) from None
    except OSError:
        raise BackupError("the backup is damaged, or cannot be read") from None


@contextmanager
def _open_new(path: Path) -> Iterator[BinaryIO]:
    """A file that nobody else may read. Raises: FileExistsError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file


@contextmanager
def _dump() -> Iterator[IO[bytes]]:
    with (sqlite if connection.vendor == "sqlite" else postgres).dump() as plain:
        yield plain


@contextmanager
def _load() -> Iterator[IO[bytes]]:
    with (sqlite if connection.vendor == "sqlite" else postgres).load() as plain:
        yield plain
