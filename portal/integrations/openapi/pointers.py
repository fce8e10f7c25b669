"""JSON pointers: how places in a document are written and looked up.

Source: RFC 6901 (section 6 on pointers in addresses).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote


def escape(step: str | int) -> str:
    """One step of a pointer."""
    return str(step).replace("~", "~0").replace("/", "~1")


def unescape(step: str) -> str:
    """The name that a step of a pointer stands for."""
    return step.replace("~1", "/").replace("~0", "~")


def to_pointer(reference: str) -> str:
    """The pointer a ``$ref`` into the same document stands for: "#/a%20b" is "#/a b"."""
    return unquote(reference)


def resolve_pointer(raw: Any, pointer: str) -> Any:
    """The value at a pointer into this document. Raises: LookupError when there is none."""
    if pointer == "#":
        return raw
    if not pointer.startswith("#/"):
        raise LookupError("references to other documents are not read")
    found = raw
    for step in pointer[2:].split("/"):
        name = unescape(step)
        if isinstance(found, Mapping) and name in found:
            found = found[name]
        elif isinstance(found, list) and name.isdecimal() and len(name) < 10 and int(name) < len(found):
            found = found[int(name)]
        else:
            raise LookupError("is referred to, but nothing stands there")
    return found
