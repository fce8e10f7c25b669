"""Checks for every system: its address, its document, whether it answers and accepts our credential."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from portal import registry
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    NotFound,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.openapi import Busy, Document, DocumentError, check_document
from portal.web.examining import Finding, bad, ok, unknown, warn

MOST_NAMED = 6
EXAMINATION_S = 10.0
"""Seconds for all calls to one system."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a read ended: with ``value``, or with ``error``."""

    value: object = None
    error: IntegrationError | None = None


def try_read(read: Callable[[], object]) -> Ended:
    """The end of one read."""
    try:
        return Ended(value=read())
    except IntegrationError as error:
        return Ended(error=error)


def make_reachable_finding(system: str, ended: Ended) -> Finding:
    """The finding on whether it answers: a refusal is an answer too."""
    name = f"{system}.reachable"
    if isinstance(ended.error, Busy):
        return warn(name, "It answers, but asks us to wait: too many calls.", "Try again in a minute.")
    if isinstance(ended.error, Unavailable):
        remedy = f"Check {system.upper()}_URL, the network, and whether the server runs."
        return bad(name, f"No good answer: {ended.error}.", remedy)
    return ok(name, "It answers.")


def make_credential_finding(system: str, ended: Ended, *, named: str) -> Finding:
    """The finding on the office's credential, in these settings: accepted or not."""
    name, error = f"{system}.credential", ended.error
    if error is None:
        return ok(name, "The office's credential is accepted.")
    if isinstance(error, NotAuthorised):
        return bad(name, f"The office's credential is refused: {error}.", f"Look at {named}.")
    if isinstance(error, Unavailable):
        return unknown(name, "Not looked at, because the system gives no answer to it now.")
    if isinstance(error, NotFound | UnexpectedResponse):
        return warn(
            name,
            f"It answers otherwise than the document says: {error}.",
            f"Put the system's own OpenAPI document in {system.upper()}_OPENAPI, "
            f"see docs/integrations/{system}.md.",
        )
    what = error.code if isinstance(error, Rejected) else str(error)
    return warn(name, f"Nobody can tell whether the credential is good: {what}.", "Look at the log.")


def check_address(system: str) -> Finding:
    """The address in ``<SYSTEM>_URL``, which must be set: whether it is valid, and encrypted."""
    setting = f"{system.upper()}_URL"
    name, url = f"{system}.address", urlsplit(getattr(settings, setting))
    if url.hostname and (url.scheme == "https" or is_own(url.hostname)):
        return ok(name, f"{setting} is set.")
    if url.scheme == "http" and url.hostname:
        return warn(name, f"{setting} is plain http: keys and files pass unsealed.", "Use https.")
    return bad(name, f"{setting} is no web address.", "Give the whole base address, with https:// in front.")


def is_own(host: str) -> bool:
    """Whether it is this machine."""
    return host in settings.LOOPBACK_HOSTS


def examine_document(system: registry.Described) -> Iterator[Finding]:
    """Whether the document is usable, how many operations it has, and which differ from ours."""
    name, setting = f"{system}.document", f"{system.upper()}_OPENAPI"
    is_own = bool(getattr(settings, setting))
    try:
        document = registry.document(system)
        faults = check_document(document)
    except DocumentError as error:
        yield bad(
            name,
            f"The document cannot be used, so the system is off: {error}.",
            f"Mend it, or empty {setting}." if is_own else "Install the portal anew: its own file is broken.",
        )
        return
    count = len(document.operations)
    if is_own:
        ours = registry.get_our_document(system)
        words = f"The office's own document ({setting}): {count} operations. {describe(document, ours)}"
    else:
        words = f"The document that comes with the portal: {count} operations."
    yield ok(name, words)
    if faults:
        yield warn(
            f"{system}.parts",
            f"Cannot be used, while the rest works: {'; '.join(faults[:MOST_NAMED])}.",
            f"Ask the vendor to mend it, or mend a copy and name that in {setting}.",
        )


AWAY, NEW, MOVED, RENAMED = "Not in it", "Only in it", "At another address", "Under another id"


def compare(document: Document, ours: Document) -> dict[str, set[str]]:
    """How a document differs from ours, by our ids of operations: what it calls otherwise is the same."""
    places = {_place(document, name): name for name in document.operations}
    known = {name: _place(ours, name) for name in ours.operations}
    moved = {name for name, place in known.items() if name in document.operations and place not in places}
    return {
        AWAY: {name for name, place in known.items() if place not in places} - moved,
        NEW: {name for place, name in places.items() if place not in known.values() and name not in known},
        MOVED: moved,
        RENAMED: {name for name, place in known.items() if places.get(place, name) != name},
    }


def describe(document: Document, ours: Document) -> str:
    """The differences in a sentence or two."""
    words = [f"{title}: {_join(found)}." for title, found in compare(document, ours).items() if found]
    return " ".join(words) or "It has the operations of ours, at the same addresses."


def _place(document: Document, operation_id: str) -> tuple[str, str]:
    operation = document.get_operation(operation_id)
    return operation.method, operation.path.rstrip("/")


def _join(ids: set[str]) -> str:
    named = sorted(ids)[:MOST_NAMED]
    more = len(ids) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
