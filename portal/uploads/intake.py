"""Has files cleaned in a process apart (``cleaning_process``), and scanned where the office has a scanner."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from portal import registry
from portal.integrations.errors import IntegrationError

CLEANER = "portal.uploads.cleaning_process"
TIMEOUT_S = 40
LONGEST_WAIT_S = 15
_TURNS = threading.BoundedSemaphore(2)
"""How many run at once in one portal: each may take a gigabyte for a second."""


class UploadRefusedError(Exception):
    """Nothing was kept. ``code`` says why; ``name`` of which file, "" when it is about all."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.name = name


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that can do no harm. ``extension`` is "jpg" or "pdf"."""

    name: str
    extension: str
    pages: int
    content: bytes = field(repr=False)


def clean_files(files: list[tuple[str, bytes]]) -> list[CleanFile]:
    """The same files, cleaned; photos together as one. Raises: UploadRefusedError."""
    for name, content in files:
        _scan(name, content)
    if not _TURNS.acquire(timeout=LONGEST_WAIT_S):
        raise UploadRefusedError("busy")
    try:
        told = _run(files)
    finally:
        _TURNS.release()
    head, _line, content = told.partition(b"\n")
    answer = json.loads(head)
    if "refused" in answer:
        raise UploadRefusedError(answer["refused"], answer["name"])
    return list(_cut(answer["files"], content))


def _cut(head: list[dict[str, Any]], content: bytes) -> "list[CleanFile]":
    found, at = [], 0
    for one in head:
        size = int(one.pop("size"))
        found.append(CleanFile(content=content[at : at + size], **one))
        at += size
    return found


def _scan(name: str, content: bytes) -> None:
    if not settings.CLAMD_URL:
        return
    try:
        harm = registry.clamd().find_harm(content)
    except IntegrationError as error:
        raise UploadRefusedError("unchecked", name) from error
    if harm:
        raise UploadRefusedError("harmful", name)


def _run(files: list[tuple[str, bytes]]) -> bytes:
    head = json.dumps({"files": [{"name": name, "size": len(content)} for name, content in files]})
    given = b"".join([head.encode(), b"\n", *(content for _name, content in files)])
    try:
        done = subprocess.run(  # noqa: S603 - our own module, in our own Python
            [sys.executable, "-m", CLEANER],
            input=given,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
            cwd=Path(settings.BASE_DIR),
            env={"LANG": "C.UTF-8"},  # none of our secrets
        )
    except subprocess.TimeoutExpired as error:  # the file may be good, but its processor time is limited too
        raise UploadRefusedError("busy") from error
    if done.returncode != 0 or not done.stdout:
        raise UploadRefusedError("damaged")
    return done.stdout
