"""Copies the end of the trail out of the database once an hour: nobody can remove copied events unseen.

``AUDIT_COPY`` is the destination: ``file:///srv/audit/heads.jsonl`` or ``syslog://logs.office.example:514``.
Each copy is one JSON line with number, seal and proof, and the time; it also goes into the portal's own log.
"""

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from logging.handlers import SysLogHandler
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from portal.audit.models import ChainHead, Event
from portal.audit.services import compute_proof, find_base

logger = logging.getLogger(__name__)

SYSLOG_PORT = 514


class CopyError(Exception):
    """A copy could not be written or read; the text holds no secret."""


@dataclass(frozen=True, slots=True)
class Copied:
    """The end of the trail at one time."""

    number: int
    seal: str
    proof: str


def copy_head() -> Copied | None:
    """Copy the current end of the trail; None when it is empty. Raises: CopyError."""
    head = ChainHead.objects.filter(pk=1, number__gt=0).first()
    if head is None:
        return None
    copied = Copied(head.number, head.seal, head.proof)
    line = json.dumps({"at": timezone.now().isoformat(), **_as_dict(copied)})
    logger.info("audit trail ends %s", line)
    if settings.AUDIT_COPY:
        try:
            _send(line)
        except OSError as error:
            raise CopyError(f"{type(error).__name__} at AUDIT_COPY") from error
    return copied


def find_lost(copies: Iterable[Copied]) -> int | None:
    """The number of the first copied event that is missing from the trail, or differs in it."""
    begins_after = find_base()[0]
    for copied in copies:
        if copied.proof != compute_proof(copied.number, copied.seal):
            return copied.number
        if copied.number <= begins_after:  # deleted at the end of its retention
            continue
        if not Event.objects.filter(number=copied.number, seal=copied.seal).exists():
            return copied.number
    return None


def read_copies(path: Path) -> Iterator[Copied]:
    """Every line of a file of copies. Raises: CopyError."""
    try:
        for line in path.read_text().splitlines():
            told = json.loads(line[line.index("{") :])
            yield Copied(int(told["number"]), str(told["seal"]), str(told["proof"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CopyError(f"{path} does not read ({type(error).__name__})") from error


def get_file() -> Path | None:
    """The file that copies go to; None when there is none."""
    address = urlsplit(settings.AUDIT_COPY)
    return Path(address.path) if address.scheme == "file" else None


def _send(line: str) -> None:
    """Raises: OSError; CopyError for an address of another kind."""
    address = urlsplit(settings.AUDIT_COPY)
    if address.scheme == "file":
        with Path(address.path).open("a") as file:
            file.write(line + "\n")
    elif address.scheme == "syslog" and address.hostname:
        handler = SysLogHandler((address.hostname, address.port or SYSLOG_PORT))
        try:
            handler.emit(
                logging.makeLogRecord(
                    {"msg": f"portal-audit: {line}", "levelno": logging.INFO, "levelname": "INFO"}
                )
            )
        finally:
            handler.close()
    else:
        raise CopyError("AUDIT_COPY is neither file:// nor syslog://")


def _as_dict(copied: Copied) -> dict[str, int | str]:
    return {"number": copied.number, "seal": copied.seal, "proof": copied.proof}
