"""The skeleton of a document: what of it is data, where its references lead, which operations can be used.

One odd operation never takes the others down: it is left out, and ``Document.faults`` says which and why.
Sources: OpenAPI 3.1, RFC 6901 (JSON pointers; section 6 on pointers in addresses).
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

import jsonschema_rs as library

DATA = frozenset({"example", "examples", "default", "enum", "const"})
MAPS = frozenset(
    {
        *("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"),
        *("schemas", "responses", "paths", "content", "headers", "requestBodies", "securitySchemes"),
        *("pathItems", "callbacks", "links", "encoding", "variables"),
    }
)
"""What holds names of the document's own: a field may be called "default" there."""
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def walk(raw: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the document's own words with its pointer; no samples and defaults, which are data."""
    todo: list[tuple[str, Any, bool]] = [("#", raw, False)]
    while todo:
        pointer, value, is_map = todo.pop()
        if isinstance(value, list):
            todo += [(f"{pointer}/{number}", one, False) for number, one in enumerate(value)]
        elif isinstance(value, dict):
            if not is_map:
                yield pointer, value
            todo += [
                (f"{pointer}/{escape(str(name))}", one, not is_map and name in MAPS)
                for name, one in value.items()
                if isinstance(one, dict | list) and (is_map or name not in DATA)
            ]


def escape(step: str) -> str:
    """One step of a JSON pointer."""
    return step.replace("~", "~0").replace("/", "~1")


def unescape(step: str) -> str:
    """The name that a step of a JSON pointer stands for."""
    return step.replace("~1", "/").replace("~0", "~")


def to_pointer(reference: str) -> str:
    """The pointer a ``$ref`` into the same document stands for: "#/a%20b" is "#/a b"."""
    return unquote(reference)


def unify(raw: dict[str, Any]) -> list[str]:
    """Bring what documents write in several ways to one, in place; what had to be passed over, in words.

    References are escaped as addresses are. A pattern that no engine here understands says nothing. Values
    that stand beside the items of a list are those of its items.
    """
    passed = []
    for pointer, one in walk(raw):
        reference = one.get("$ref")
        if isinstance(reference, str) and reference.startswith("#"):
            one["$ref"] = "#" + quote(unquote(reference[1:]), safe="/~$:+@,;=!*'()")
        if "pattern" in one and not _is_pattern(one["pattern"]):
            del one["pattern"]
            passed.append(f"{pointer}/pattern is not understood, and not checked")
        _move_choices(one)
    return passed


def _is_pattern(text: Any) -> bool:
    try:
        library.Draft202012Validator({"pattern": text})
    except ValueError:
        return False
    return True


def _move_choices(schema: dict[str, Any]) -> None:
    """flask-restx writes the choices of a list's items beside them."""
    items, choices = schema.get("items"), schema.get("enum")
    if not isinstance(items, dict) or not isinstance(choices, list) or "enum" in items:
        return
    if not any(isinstance(one, list) for one in choices):
        schema["items"] = {**items, "enum": schema.pop("enum")}


def list_operations(raw: Mapping[str, Any], resolve: Any) -> Iterator[tuple[str, str, Any, Any]]:
    """Path, method, the operation and its path item; items by reference are followed.

    Raises nothing: what is no path with operations is passed over, ``find_odd_paths`` tells it.
    """
    for path, said in raw["paths"].items():
        item = follow_item(said, resolve)
        if not path.startswith("/") or item is None:
            continue
        for method in METHODS:
            if isinstance(item.get(method), dict):
                yield path, method, item[method], item


def find_odd_paths(raw: Mapping[str, Any], resolve: Any) -> Iterator[str]:
    """What stands among the paths and is none, in words."""
    for path, said in raw["paths"].items():
        if path.startswith("x-"):
            continue
        item = follow_item(said, resolve)
        if not path.startswith("/") or item is None:
            yield f"#/paths/{escape(path)} is not a path with operations"
            continue
        for method in METHODS:
            if method in item and not isinstance(item[method], dict):
                yield f"#/paths/{escape(path)}/{method} is not an operation"


def follow_item(said: Any, resolve: Any) -> Mapping[str, Any] | None:
    """A path item, through one reference; what stands beside it counts too. None when it is none."""
    if not isinstance(said, dict):
        return None
    if "$ref" not in said:
        return said
    try:
        found = resolve(said["$ref"])
    except Exception:  # noqa: BLE001 - a reference that is none, or leads nowhere
        return None
    beside = {name: one for name, one in said.items() if name != "$ref"}
    return {**found, **beside} if isinstance(found, dict) else None


def find_dangling(raw: Any) -> dict[str, str]:
    """By pointer of the object, each reference that leads nowhere within the document."""
    found = {}
    for pointer, one in walk(raw):
        reference = one.get("$ref")
        if reference is None or (isinstance(reference, dict) and pointer.endswith("/properties")):
            continue
        if not isinstance(reference, str) or not _leads_somewhere(raw, reference):
            found[pointer] = str(reference)
    return found


def _leads_somewhere(raw: Any, reference: str) -> bool:
    try:
        look_up(raw, to_pointer(reference))
    except LookupError:
        return False
    return True


def look_up(raw: Any, pointer: str) -> Any:
    """What stands at a pointer into this document. Raises: LookupError when nothing does."""
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


def find_first_dangling(raw: Any, start: Any, dangling: set[str]) -> str:
    """The first of the dangling references that an object leads to, itself or through others; "" for none."""
    todo, seen = [start], set()
    while todo:
        for _pointer, one in walk(todo.pop()):
            reference = one.get("$ref")
            if not isinstance(reference, str) or reference in seen:
                continue
            seen.add(reference)
            if reference in dangling:
                return reference
            todo.append(look_up(raw, to_pointer(reference)))
    return ""
