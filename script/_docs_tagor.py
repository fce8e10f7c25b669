"""The table of Tagor's operations.

Operations and who may call them: the catalogue. Method and kind: the marks in the client. Used by: calls on
``registry.tagor()`` in the rooms. Tested in: the ``@covers`` marks of the contract tests.
"""

import ast
import json
from collections import defaultdict

from _docs_uses import ROOT, join, list_calls, make_table

from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.operations import Operation, list_served

HEAD = ("operation", "who may call", "client method", "kind", "used by", "tested in")
KINDS = {"read": "reads", "once": "reads, never sent twice", "write": "**writes**"}


def make_tagor_table() -> str:
    """One row for each operation and verb, group by group as in the document."""
    catalogue = json.loads((ROOT / "portal/integrations/catalog/tagor.json").read_text("utf-8"))["paths"]
    methods, used, tested = list_methods(), list_calls("tagor"), list_tests()
    rows = []
    for path in sorted(catalogue):
        for verb in sorted(catalogue[path], reverse=True):
            name = path.lstrip("/")
            served = methods[name, verb.upper()]
            rows.append(
                (
                    name if verb == "post" else f"{name} ({verb.upper()})",
                    describe_callers(catalogue[path][verb]["security"]),
                    join(f"`{method}`" for method, _operation in served),
                    describe_kind([operation for _method, operation in served]),
                    join(place for method, _operation in served for place in used[method]),
                    join(f"`{place}`" for place in tested[name]),
                )
            )
    return make_table(HEAD, rows)


def describe_callers(security: list[dict[str, list[str]]]) -> str:
    """Office stands for Tgr (Orng is Organi's own), defendant for Hash and Pin."""
    schemes = {scheme for one in security for scheme in one}
    who = ["office"] * ("Tgr" in schemes) + ["defendant"] * bool({"Hash", "Pin"} & schemes)
    return ", ".join(who) or "anyone"


def describe_kind(operations: list[Operation]) -> str:
    """The strictest kind, and the version it needs."""
    order = list(KINDS)
    kind = max((operation.kind for operation in operations), key=order.index)
    since = next((operation.since for operation in operations if operation.since), "")
    return KINDS[kind] + (f", from {since}" if since else "")


def list_methods() -> dict[tuple[str, str], list[tuple[str, Operation]]]:
    """The client's methods for each operation and verb."""
    found: dict[tuple[str, str], list[tuple[str, Operation]]] = defaultdict(list)
    for method, operations in list_served(TagorClient).items():
        for operation in operations:
            found[operation.name, operation.method].append((method, operation))
    return found


def list_tests() -> dict[str, set[str]]:
    """For each operation the contract tests that cover it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests" / "contract" / "tagor").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "covers":
                for name in node.args:
                    found[ast.literal_eval(name)].add(path.stem)
    return found
