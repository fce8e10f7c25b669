"""The operations that a terminal may call, by name: from the catalogue, and the client's table of kinds."""

import difflib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.operations import Operation, list_served


class AskedWrongly(ValueError):
    """The request cannot be sent. The text says why, and what might have been meant."""


@cache
def read_catalogue() -> dict[str, dict[str, dict[str, Any]]]:
    """The document's data on each operation, by name and by method in lower case."""
    text = (files("portal.integrations") / "catalog" / "tagor.json").read_text(encoding="utf-8")
    paths: dict[str, dict[str, dict[str, Any]]] = json.loads(text)["paths"]
    return {path.lstrip("/"): verbs for path, verbs in paths.items()}


@cache
def _list_operations() -> dict[tuple[str, str], Operation]:
    """By name and method. If an operation is declared several times, the strictest kind counts."""
    found: dict[tuple[str, str], Operation] = {}
    for served in list_served(TagorClient).values():
        for one in served:
            known = found.get((one.name, one.method))
            if known is None or one.kind == "write":
                found[one.name, one.method] = one
    return found


def find_operation(name: str, *, is_get: bool = False) -> Operation:
    """The operation of this name, in any case. Raises AskedWrongly, with a suggestion."""
    by_lower = {known.lower(): known for known in read_catalogue()}
    wanted = by_lower.get(name.strip("/").lower())
    if wanted is None:
        ends = {known.partition("/")[2]: low for low, known in by_lower.items()}
        tails = {end.lower(): low for end, low in ends.items()}
        short = name.rpartition("/")[2].lower()
        near = [tails[short]] if short in tails else difflib.get_close_matches(name.lower(), by_lower, n=3)
        near = near or [tails[tail] for tail in difflib.get_close_matches(short, tails, n=3)]
        meant = f" Did you mean {', '.join(by_lower[low] for low in near)}?" if near else ""
        raise AskedWrongly(f"Tagor has no operation {name}.{meant}")
    operation = _list_operations().get((wanted, "GET" if is_get else "POST"))
    if operation is None:
        raise AskedWrongly(f"{wanted} has no {'GET' if is_get else 'POST'}.")
    return operation
