"""What a defendant may do with the file: ask the balance again, open a document."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from portal import registry
from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.dossier import balance as balances
from portal.dossier.memory import get_scope
from portal.dossier.papers import MAX_BYTES
from portal.dossier.selectors import take_balance
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import Document
from portal.web.http_request.visitor import get_ip_address

DOWNLOADS_A_MINUTE = 12
MINUTE_S = 60


class Refreshed(StrEnum):
    """How asking the balance again ended."""

    DONE = "done"
    TOO_SOON = "too-soon"
    FAILED = "failed"


class Opening(StrEnum):
    """How opening a document ended."""

    OPEN = "open"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Opened:
    """A document's bytes, or why there are none."""

    outcome: Opening
    content: bytes = b""


def refresh_balance(request: HttpRequest) -> Refreshed:
    """Ask Tagor again, at most once in five minutes. The balance known before stays when it fails."""
    scope = get_scope(request)
    known = balances.recall(request, scope)
    if known and timezone.now() < known.refresh_from:
        return Refreshed.TOO_SOON
    try:
        asked = balances.ask_once(
            scope, ip_address=get_ip_address(request), newer_than=known.as_of if known else None
        )
    except IntegrationError:
        return Refreshed.FAILED
    take_balance(request, scope, asked, act="balance-refreshed")
    forget_lines(request)
    return Refreshed.DONE


def forget_lines(request: HttpRequest) -> None:
    """Ask Tagor anew for what is booked in the file, on the next page that shows it."""
    scope = get_scope(request)
    cache.delete_many([scope.key("head"), scope.key("lines"), scope.key("sums")])


def open_document(request: HttpRequest, document: Document) -> Opened:
    """The bytes of a document of this session's file (see ``find_document``), noted in the trail.

    At most a dozen a minute, so that nobody pulls large scans without end. Raises: IntegrationError.
    """
    scope = get_scope(request)
    if not _may_download(scope.key("downloads")):
        return Opened(Opening.TOO_MANY)
    content = registry.tagor().get_document_file(document_id=document.document_id).content
    if not content:
        return Opened(Opening.EMPTY)
    if len(content) > MAX_BYTES:
        return Opened(Opening.TOO_LARGE)
    details = {"document_id": document.document_id, "bytes": len(content)}
    record("document-opened", by=DEFENDANT, file_id=scope.defendant.file_id, details=details)
    return Opened(Opening.OPEN, content)


def _may_download(key: str) -> bool:
    if cache.add(key, 1, MINUTE_S):
        return True
    try:
        return cache.incr(key) <= DOWNLOADS_A_MINUTE
    except ValueError:  # the minute ended between the two calls
        return True
