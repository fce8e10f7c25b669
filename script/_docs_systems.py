"""The tables of the systems that are called by their OpenAPI document.

Operations, and how sure their path and verb are: the catalogue that comes with the portal. Pages: as
``portal.crm.document.resources`` makes them from that document. Used by: modules of the rooms.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator

from _docs_uses import ROOT, join, list_calls, list_named, make_table

from portal.crm.document.resources import Resource, build_resources
from portal.integrations.aptic.client import ApticClient
from portal.integrations.aptic.tolerance import CUSTOM, SERVICES, ApticDialect
from portal.integrations.cirrus.tolerance import CirrusDialect
from portal.integrations.digioffice.client import DigiOfficeClient
from portal.integrations.dossierdata.tolerance import DossierDataDialect
from portal.integrations.openapi import Dialect, Document, Operation, load_document

CRM_HEAD = ("operation", "call", "how sure", "kind", "page in `/desk/crm/{}/`", "also used by", "note")
CLIENT_HEAD = ("operation", "call", "how sure", "kind", "client method", "used by")
DIALECTS: dict[str, Callable[[Document], Dialect]] = {
    "dossierdata": DossierDataDialect,
    "cirrus": CirrusDialect,
    "aptic": ApticDialect,
    "digioffice": Dialect,
}
EVIDENCE = {"seed": "documented", "public": "public page"}
ROLES = {"listing": "list", "viewing": "record", "creating": "new", "updating": "edit", "deleting": "delete"}


def read_document(system: str) -> Document:
    """The document that comes with the portal."""
    return load_document(ROOT / "portal" / "integrations" / "catalog" / f"{system}.json")


def make_crm_table(system: str) -> str:
    """One row for each operation, in the order of the document, under a line of sums."""
    document = read_document(system)
    pages, named = dict(list_pages(system, document)), list_named(system, document.operations)
    dialect = DIALECTS[system](document)
    rows = [
        (
            f"`{one.operation_id}`",
            format_call(one),
            describe_confidence(one),
            describe_kind(one, dialect),
            pages[one.operation_id],
            join(named[one.operation_id]),
            describe_obstacle(one),
        )
        for one in document.operations.values()
    ]
    head = tuple(title.format(system) for title in CRM_HEAD)
    return f"{summarize(document)}\n\n{make_table(head, rows)}"


def make_client_table(system: str, client: type) -> str:
    """One row for each operation, with the client's method for it."""
    document, used = read_document(system), list_calls(system)
    dialect = DIALECTS[system](document)
    rows = []
    for one in document.operations.values():
        methods = list_methods(one.operation_id, client)
        places = join(place for method in methods for place in used[method])
        cells = (format_call(one), describe_confidence(one), describe_kind(one, dialect))
        rows.append((f"`{one.operation_id}`", *cells, join(f"`{method}`" for method in methods), places))
    return f"{summarize(document)}\n\n{make_table(CLIENT_HEAD, rows)}"


def make_aptic_table() -> str:
    """Aptic's."""
    return make_client_table("aptic", ApticClient)


def make_digioffice_table() -> str:
    """DigiOffice's."""
    return make_client_table("digioffice", DigiOfficeClient)


def list_methods(operation_id: str, client: type) -> list[str]:
    """The client's methods for an operation: of its name, the one for every service, the one that pages."""
    named = [operation_id, operation_id.replace("list_", "iterate_", 1)]
    found = {name for name in named if name in vars(client)}
    return sorted(found | ({"call_service"} if operation_id in SERVICES.values() else set()))


def format_call(operation: Operation) -> str:
    """Verb and path."""
    return f"{operation.method} `{operation.path}`"


def describe_confidence(operation: Operation) -> str:
    """How sure path and verb are."""
    if operation.evidence in EVIDENCE:
        return EVIDENCE[operation.evidence]
    path, verb = get_confidence(operation)
    return f"path {path}, verb {verb}"


def describe_obstacle(operation: Operation) -> str:
    """Why not to use it; "" when nothing speaks against it."""
    if operation.raw.get("x-placeholder"):
        return "an example of the page, no real call"
    return "**deprecated**" if operation.is_deprecated else ""


def get_confidence(operation: Operation) -> tuple[str, str]:
    """Of path and verb: documented, high, medium, low or none."""
    detail = operation.raw.get("x-evidence-detail", {})
    path, verb = detail.get("pathConfidence", "none"), detail.get("methodConfidence", "none")
    return EVIDENCE.get(path, path), EVIDENCE.get(verb, verb)


def describe_kind(operation: Operation, dialect: Dialect) -> str:
    """What may be sent again after a failure, and what never is."""
    if operation.operation_id in CUSTOM:
        return "**may do anything**"
    return "reads" if dialect.is_read(operation) else "**writes**"


def summarize(document: Document) -> str:
    """How many operations, how sure they are, and how many will go."""
    operations = document.operations.values()
    inferred = [get_confidence(one) for one in operations if one.evidence not in EVIDENCE]
    words = [f"{len(operations)} operation{'s' if len(operations) != 1 else ''}."]
    if inferred:
        path, verb = (Counter(found[place] for found in inferred) for place in (0, 1))
        words.append(f"Inferred: {len(inferred)}. Path: {_count(path)}. Verb: {_count(verb)}.")
    deprecated = sum(one.is_deprecated for one in operations)
    return " ".join([*words, f"Deprecated: {deprecated}."] if deprecated else words)


def _count(found: Counter[str]) -> str:
    order = ("documented", "high", "medium", "low", "none")
    return ", ".join(f"{found[word]} {word}" for word in order if found[word])


def list_pages(system: str, document: Document) -> Iterator[tuple[str, str]]:
    """For each operation the page that has it."""
    hints = json.loads((ROOT / "portal" / "crm" / "document" / "data" / f"{system}.json").read_text("utf-8"))
    sign_in = [one for one in hints["sign_in"] if document.has_operation(one)]
    yield from ((one, "connect") for one in sign_in)
    for resource in build_resources(document, without=sign_in).values():
        yield from _list_pages_of(resource)


def _list_pages_of(resource: Resource) -> Iterator[tuple[str, str]]:
    for role, word in ROLES.items():
        operation = getattr(resource, role)
        if operation is not None:
            yield operation.operation_id, f"`{resource.key}`: {word}"
    for act in resource.acts:
        word = "act on a record" if act.is_on_record else "act"
        yield act.operation.operation_id, f"`{resource.key}`: {word}"
