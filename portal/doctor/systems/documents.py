"""Looks at the OpenAPI document of a system: the one that comes with the portal, or the office's."""

from collections.abc import Iterator

from django.conf import settings

from portal import registry
from portal.doctor.findings import Finding, bad, ok
from portal.integrations.openapi import Document, DocumentError, check_document, load_document

MOST_NAMED = 6


def examine_document(system: registry.Described) -> Iterator[Finding]:
    """Whether it can be used, how many operations it has, and which differ from ours."""
    name, setting = f"{system}.document", f"{system.upper()}_OPENAPI"
    is_own = bool(getattr(settings, setting))
    try:
        document = registry.document(system)
        check_document(document)
    except DocumentError as error:
        yield bad(
            name,
            f"The document cannot be used, so the system is off: {error}.",
            f"Mend it, or empty {setting}." if is_own else "Install the portal anew: its own file is broken.",
        )
        return
    count = len(document.operations)
    if not is_own:
        yield ok(name, f"The document that comes with the portal: {count} operations.")
        return
    ours = load_document(registry.CATALOG_DIR / f"{system}.json")
    yield ok(name, f"The office's own document ({setting}): {count} operations. {describe(document, ours)}")


def describe(document: Document, ours: Document) -> str:
    """How a document differs from ours, by our ids of operations: what it calls otherwise is the same."""
    places = {_place(document, name): name for name in document.operations}
    known = {name: _place(ours, name) for name in ours.operations}
    renamed = {name for name, place in known.items() if places.get(place, name) != name}
    moved = {name for name, place in known.items() if name in document.operations and place not in places}
    new = {name for place, name in places.items() if place not in known.values() and name not in known}
    told = {
        "Not in it": {name for name, place in known.items() if place not in places} - moved,
        "Only in it": new,
        "At another address": moved,
        "Under another id": renamed,
    }
    words = [f"{title}: {_join(found)}." for title, found in told.items() if found]
    return " ".join(words) or "It has the operations of ours, at the same addresses."


def _place(document: Document, operation_id: str) -> tuple[str, str]:
    operation = document.get_operation(operation_id)
    return operation.method, operation.path.rstrip("/")


def _join(ids: set[str]) -> str:
    named = sorted(ids)[:MOST_NAMED]
    more = len(ids) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
