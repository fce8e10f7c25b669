"""Which operations destroy something, and which records they affect.

Every DELETE does; so do those that our data on the system names ("destroys", with the inputs that hold the
records), and, in a vendor's own document, those whose path or id says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from portal.crm.document.labels import WORDS
from portal.integrations.openapi import Document, Operation

DESTRUCTIVE = frozenset(
    {"archive", "cancel", "clear", "close", "delete", "destroy", "erase", "merge", "purge", "remove"}
    | {"unfollow", "unlink", "wipe"}
)
Part = Literal["goes", "stays", "touched"]


@dataclass(frozen=True, slots=True)
class Concerned:
    """A record that an operation affects.

    ``place``: the input that holds its id, as "path:source" or "key".
    """

    place: str
    resource: str
    part: Part


def read_named(document: Document, hints: Mapping[str, Any]) -> dict[str, tuple[Concerned, ...]]:
    """The operations that our data names, by their id in this document."""
    named: Mapping[str, Mapping[str, Any]] = hints.get("destroys", {})
    return {
        document.get_operation(operation_id).operation_id: tuple(
            Concerned(place, resource, part) for place, (resource, part) in places.items()
        )
        for operation_id, places in named.items()
        if document.has_operation(operation_id)
    }


def is_destructive(operation: Operation) -> bool:
    """Whether its method, a fixed step of its path, or a word of its id says that it destroys something."""
    if operation.method in {"GET", "HEAD"}:
        return False
    words = {word.lower() for word in WORDS.findall(operation.operation_id)}
    return operation.method == "DELETE" or bool(DESTRUCTIVE & {*words, *operation.path.lower().split("/")})
