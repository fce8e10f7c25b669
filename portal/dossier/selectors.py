"""What a defendant may read of the file. Only asking the balance writes in it (see ``balance``)."""

from collections.abc import Mapping
from datetime import date

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from portal import registry
from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.dossier import balance as balances
from portal.dossier.balance import Asked, BalanceFact
from portal.dossier.codes import get_natures
from portal.dossier.memory import DOCUMENTS_S, HEAD_S, LINES_S, Scope, get_scope
from portal.dossier.parts import Sums, add_up
from portal.integrations.tagor.values.account import CodeText, Document, FileInfo, Line
from portal.web.http_request.visitor import get_ip_address

__all__ = ["BalanceFact", "find_document", "get_balance", "get_file_head", "list_documents", "list_lines"]

FILE_NUMBER = "file_number"


def get_balance(request: HttpRequest) -> BalanceFact:
    """What is owed, asked from Tagor once a session. Raises: IntegrationError."""
    scope = get_scope(request)
    known = balances.recall(request, scope)
    if known:
        return known
    return take_balance(request, scope, balances.ask_once(scope, ip_address=get_ip_address(request)))


def take_balance(
    request: HttpRequest, scope: Scope, asked: Asked, *, act: str = "balance-viewed"
) -> BalanceFact:
    """Keep an asked balance in the session; the request that asked Tagor also notes it in the trail."""
    with transaction.atomic():
        balances.keep(request, scope, asked.fact)
        if asked.is_first:
            details = {"balance_cents": asked.fact.cents}
            record(act, by=DEFENDANT, file_id=scope.defendant.file_id, details=details)
    return asked.fact


def get_file_head(request: HttpRequest, *, fresh: bool = False) -> FileInfo:
    """The head of the file: number, parties, last payments.

    Kept for a minute, because it rarely changes between two pages; ``fresh`` asks again (once a request), for
    whoever waits for a payment to be seen. Raises: IntegrationError.
    """
    scope = get_scope(request)
    head: FileInfo | None = request.__dict__.get("dossier_head")
    if head is None and not fresh:
        head = cache.get(scope.key("head"))
    if head is None:
        head = fetch_head(scope)
        cache.set(scope.key("head"), head, HEAD_S)
    return take_head(request, head)


def fetch_head(scope: Scope) -> FileInfo:
    """The head of the file, from Tagor now. Raises: IntegrationError."""
    who = scope.defendant
    return registry.tagor().get_file_info(
        credential=who.credential, file_id=who.file_id, party_id=who.party_id
    )


def take_head(request: HttpRequest, head: FileInfo) -> FileInfo:
    """Hold the head for the rest of this request, and the file's number for the session."""
    request.__dict__["dossier_head"] = head
    if request.session.get(FILE_NUMBER) != head.file_name:
        request.session[FILE_NUMBER] = head.file_name
    return head


def get_file_number(request: HttpRequest) -> str:
    """The file's number when this session has seen it, else "". Never a call."""
    return str(request.session.get(FILE_NUMBER, ""))


def list_lines(scope: Scope) -> tuple[Line, ...]:
    """Every line meant for the defendant, oldest first, undated ones last. Raises: IntegrationError."""
    kept: tuple[Line, ...] | None = cache.get(scope.key("lines"))
    if kept is not None:
        return kept
    told = registry.tagor().list_lines(file_id=scope.defendant.file_id, for_defendant=True)
    lines = tuple(sorted(told, key=lambda line: line.booked_on or date.max))
    cache.set(scope.key("lines"), lines, LINES_S)
    return lines


def get_sums(scope: Scope) -> Sums | None:
    """What the lines come to when this session already knows it, without any call."""
    kept: Sums | None = cache.get(scope.key("sums"))
    return kept


def add_up_lines(scope: Scope, lines: tuple[Line, ...]) -> Sums:
    """What ``lines`` come to, remembered as long as the lines. Raises: IntegrationError."""
    sums = add_up(lines, codes_of(get_natures(lines)))
    cache.set(scope.key("sums"), sums, LINES_S)
    return sums


def codes_of(natures: Mapping[str, CodeText]) -> dict[str, str]:
    """The id of each nature to its code, which is the same in every language."""
    return {id_: text.code for id_, text in natures.items()}


def list_documents(scope: Scope, *, fresh: bool = False) -> tuple[Document, ...]:
    """The documents of this session's file, newest first, without content. Raises: IntegrationError."""
    kept: tuple[Document, ...] | None = None if fresh else cache.get(scope.key("documents"))
    if kept is not None:
        return kept
    told = registry.tagor().list_documents(file_id=scope.defendant.file_id)
    documents = tuple(sorted(told, key=lambda one: one.dated_on or date.min, reverse=True))
    cache.set(scope.key("documents"), documents, DOCUMENTS_S)
    return documents


def find_document(scope: Scope, document_id: str) -> Document | None:
    """The document with that id when it is in this session's file, else None. Raises: IntegrationError.

    The office key opens every file, so an id that is not in this list must never reach Tagor.
    """
    return next((one for one in list_documents(scope) if one.document_id == document_id), None)
