"""The structure of a document: which parts are data, where references lead, which operations are usable.

One broken operation never disables the others: it is left out, and ``Document.faults`` says why. Source:
OpenAPI 3.1.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

import jsonschema_rs as library

from portal.integrations.openapi.modern import modernise
from portal.integrations.openapi.pointers import escape, resolve_pointer, to_pointer

DATA = frozenset({"example", "examples", "default", "enum", "const"})
MAPS = frozenset(
    {
        *("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"),
        *("schemas", "responses", "paths", "content", "headers", "requestBodies", "securitySchemes"),
        *("pathItems", "callbacks", "links", "encoding", "variables"),
    }
)
"""Keywords whose keys are the document's own names: a field may be called "default" there."""
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Place = tuple[Any, str | int] | None
"""The place of an object: the place above and the step from there; None is the whole document.

A tuple rather than a text: of some ten thousand places hardly one is ever printed.
"""


def write_pointer(place: Place) -> str:
    """The pointer of a place."""
    steps = []
    while place is not None:
        place, step = place
        steps.append(escape(step))
    return "/".join(["#", *reversed(steps)])


def walk(raw: Any) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every object of the document with its place, except samples and defaults, which are data.

    An object that is changed before the next one is requested is walked in its changed form.
    """
    todo: list[tuple[Place, Any, bool]] = [(None, raw, False)]
    while todo:
        place, value, is_map = todo.pop()
        if isinstance(value, list):
            todo += [((place, n), one, False) for n, one in enumerate(value) if isinstance(one, dict | list)]
            continue
        if not isinstance(value, dict):
            continue
        if not is_map:
            yield place, value
        for name, one in value.items():
            if isinstance(one, dict | list) and (is_map or name not in DATA):
                todo.append(((place, name), one, not is_map and name in MAPS))


@dataclass(frozen=True)
class Skeleton:
    """A document that was walked once. ``passed``: texts that say what was skipped."""

    raw: Mapping[str, Any] = field(repr=False)
    references: tuple[tuple[Place, Any], ...] = field(repr=False)
    passed: tuple[str, ...] = ()

    @classmethod
    def read(cls, raw: dict[str, Any], *, is_modern: bool = True) -> "Skeleton":
        """Walk a document, and normalise in place what documents write in several ways.

        A document that is not ``is_modern`` (3.0 or 2.0) is brought to 3.1. References are escaped as in
        URLs. A pattern that no engine here understands is dropped. Values beside the items of a list are
        moved to its items.

        One of 3.0 or 2.0, not ``is_modern``, is brought to 3.1. References are escaped as addresses are. A
        pattern that no engine here understands says nothing. Values that stand beside the items of a list are
        those of its items.
        """
        references, passed = [], []
        for place, one in walk(raw):
            if not is_modern:
                modernise(one)
            if "$ref" in one:
                _escape_reference(one)
                references.append((place, one["$ref"]))
            if "pattern" in one and not _is_pattern(one["pattern"]):
                del one["pattern"]
                passed.append(f"{write_pointer(place)}/pattern is not understood, and not checked")
            _move_choices(one)
        return cls(raw, tuple(references), tuple(passed))

    @cached_property
    def dangling(self) -> frozenset[str]:
        """The references that lead nowhere within the document."""
        texts = {one for _place, one in self.references if isinstance(one, str)}
        lost = {one for one in texts if not self._leads_somewhere(one)}
        return frozenset(lost | {str(one) for place, one in self.references if _is_odd(place, one)})

    def _leads_somewhere(self, reference: str) -> bool:
        try:
            resolve_pointer(self.raw, to_pointer(reference))
        except LookupError:
            return False
        return True

    def find_dangling(self, start: Any) -> str:
        """The first dangling reference that an object leads to, itself or through others; "" for none."""
        todo, seen = [start] if self.dangling else [], set()
        while todo:
            for _place, one in walk(todo.pop()):
                reference = one.get("$ref")
                if not isinstance(reference, str) or reference in seen:
                    continue
                seen.add(reference)
                if reference in self.dangling:
                    return reference
                todo.append(resolve_pointer(self.raw, to_pointer(reference)))
        return ""


def _is_odd(place: Place, reference: Any) -> bool:
    """Whether it is no reference at all: a field may be called "$ref"."""
    if isinstance(reference, str):
        return False
    return not (isinstance(reference, dict) and place is not None and place[1] == "properties")


def _escape_reference(one: dict[str, Any]) -> None:
    reference = one["$ref"]
    if isinstance(reference, str) and reference.startswith("#"):
        one["$ref"] = "#" + quote(unquote(reference[1:]), safe="/~$:+@,;=!*'()")


def _is_pattern(text: Any) -> bool:
    try:
        library.Draft202012Validator({"pattern": text})
    except ValueError:
        return False
    return True


def _move_choices(schema: dict[str, Any]) -> None:
    """flask-restx writes the choices for a list's items beside the items."""
    items, choices = schema.get("items"), schema.get("enum")
    if not isinstance(items, dict) or not isinstance(choices, list) or "enum" in items:
        return
    if not any(isinstance(one, list) for one in choices):
        schema["items"] = {**items, "enum": schema.pop("enum")}


# Paths --------------------------------------------------------------------------------------------


class Found(NamedTuple):
    """An operation as found among the paths, with its path item."""

    path: str
    method: str
    raw: Mapping[str, Any]
    item: Mapping[str, Any]


def read_paths(
    raw: Mapping[str, Any], resolve: Callable[[str], Any]
) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """The operations of a document, and texts on entries among its paths that are none.

    Path items by reference are followed.
    """
    found, odd = [], []
    for path, said in raw["paths"].items():
        item = _follow_item(said, resolve)
        if not path.startswith("/") or item is None:
            if not path.startswith("x-"):
                odd.append(f"#/paths/{escape(path)} is not a path with operations")
            continue
        for method in METHODS:
            if isinstance(item.get(method), dict):
                found.append(Found(path, method, item[method], item))
            elif method in item:
                odd.append(f"#/paths/{escape(path)}/{method} is not an operation")
    return tuple(found), tuple(odd)


def _follow_item(said: Any, resolve: Callable[[str], Any]) -> Mapping[str, Any] | None:
    """A path item, through one reference; its siblings count too. None when it is not one."""
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
