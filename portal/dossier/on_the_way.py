"""Documents of Tagor on their way to people: none whole in memory, and only so many at once in a process."""

import logging
import threading
import weakref
from collections.abc import Iterator
from functools import partial
from typing import IO

from portal import registry
from portal.integrations.errors import Unavailable
from portal.integrations.tagor.values.account import DocumentContent

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 8
"""From the question to Tagor until the answer is read or dropped: each holds a thread and 30 MB of disk."""
WAIT_FOR_PLACE_S = 5.0
BLOCK = 65_536
_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class NoPlaceError(Unavailable):
    """Too many are on their way in this process: try again later."""


class OnTheWay:
    """A document, block by block; its place is free again once it is closed or forgotten."""

    def __init__(self, document: DocumentContent) -> None:
        self.size = document.size
        self._file = document.file
        self._end = weakref.finalize(self, _end, document.file)

    def __iter__(self) -> Iterator[bytes]:
        return iter(partial(self._file.read, BLOCK), b"")

    def close(self) -> None:
        """As often as one likes."""
        self._end()


def _end(file: IO[bytes]) -> None:
    file.close()
    _places.release()


def fetch_document(document_id: str) -> OnTheWay:
    """Have it whole before the first byte goes out, so that every fault still becomes a page.

    The caller has seen the id in the list of this session's file. Raises: NoPlaceError, IntegrationError.
    """
    if not _places.acquire(timeout=WAIT_FOR_PLACE_S):
        logger.warning("no place for another document")
        raise NoPlaceError("too many documents at once", system="tagor", operation="Document/GetFile")
    try:
        return OnTheWay(registry.tagor().get_document_file(document_id=document_id))
    except BaseException:
        _places.release()
        raise
