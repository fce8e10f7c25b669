"""Which documents somebody may open, and opening one: those that Tagor lists for this session's file.

The portal filters nothing: the settings of the office in Tagor decide what that list holds.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache

from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.dossier.document_headers import MAX_BYTES
from portal.dossier.on_the_way import NoPlaceError, OnTheWay, fetch_document
from portal.file.fact_cache import make_key
from portal.file.facts import DOCUMENTS
from portal.file.reading import read
from portal.file.visit import Visit
from portal.integrations.errors import NoRoom
from portal.integrations.tagor.values.account import Document

DOWNLOADS_A_MINUTE = 12
MINUTE_S = 60


class Opening(StrEnum):
    """How opening a document ended."""

    OPEN = "open"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    BUSY = "busy"
    NO_ROOM = "no-room"


@dataclass(frozen=True, slots=True)
class Opened:
    """A document on its way, for an answer that closes it; or why there is none."""

    outcome: Opening
    content: OnTheWay | None = None


def find_document(visit: Visit, document_id: str) -> Document | None:
    """The document with that id when it is in this session's file, else None. Raises: IntegrationError.

    The office key opens every file, so an id that is not in this list must never reach Tagor.
    """
    documents = read(visit, DOCUMENTS)[DOCUMENTS]
    return next((one for one in documents if one.document_id == document_id), None)


def open_document(visit: Visit, document: Document) -> Opened:
    """A document of this session's file (see ``find_document``), noted in the trail.

    At most a dozen a minute, so that nobody pulls large scans without end. Raises: IntegrationError.
    """
    if not _may_download(make_key(visit, "downloads")):
        return Opened(Opening.TOO_MANY)
    try:
        content = fetch_document(document.document_id)
    except NoPlaceError:
        return Opened(Opening.BUSY)
    except NoRoom:
        return Opened(Opening.NO_ROOM)
    if not 0 < content.size <= MAX_BYTES:
        content.close()
        return Opened(Opening.TOO_LARGE if content.size else Opening.EMPTY)
    details = {"document_id": document.document_id, "bytes": content.size}
    record("document-opened", by=DEFENDANT, file_id=visit.file_id, details=details)
    return Opened(Opening.OPEN, content)


def _may_download(key: str) -> bool:
    if cache.add(key, 1, MINUTE_S):
        return True
    try:
        return cache.incr(key) <= DOWNLOADS_A_MINUTE
    except ValueError:  # the minute ended between the two calls
        return True
