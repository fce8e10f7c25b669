"""One schema of a document: references are followed on access, so cycles are harmless."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from portal.integrations.openapi.pointers import escape, to_pointer

Resolve = Callable[[str], Any]
LONGEST_CHAIN = 32
_COVERS = frozenset({"data", "meta", "links", "success", "status", "message", "code", "included", "jsonapi"})


@dataclass(frozen=True)
class Schema:
    """A schema as pages and clients need it. Properties and items are schemas too, made on access.

    ``pointer`` is where it stands in the document ("#/components/schemas/Address"), past every reference;
    ``origin`` is the same, but where the reference stands when keywords stand beside it.
    """

    raw: Mapping[str, Any] = field(repr=False)
    pointer: str
    resolve: Resolve = field(repr=False, compare=False)
    origin: str = field(default="", repr=False)

    @classmethod
    def make(cls, raw: Any, pointer: str, resolve: Resolve) -> "Schema":
        """The schema at ``pointer``; references are followed to their end. ``true`` is the empty schema."""
        origin, is_changed = pointer, False
        for _step in range(LONGEST_CHAIN):
            target = raw.get("$ref") if isinstance(raw, Mapping) else None
            if not isinstance(target, str):
                break
            beside = {key: value for key, value in raw.items() if key != "$ref"}
            raw, pointer = resolve(target), to_pointer(target)
            if not beside and not is_changed:
                origin = pointer
            elif isinstance(raw, Mapping):
                is_changed = True
                raw = {**raw, **beside}
        return cls(raw if isinstance(raw, Mapping) else {}, pointer, resolve, origin)

    @property
    def name(self) -> str:
        """The name in the document's components, or ""."""
        head, _, name = self.pointer.rpartition("/")
        return name if head == "#/components/schemas" else ""

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The JSON types it allows, without null; empty when it says nothing."""
        said = self._first("type", ())
        types = (said,) if isinstance(said, str) else tuple(said)
        types = tuple(one for one in types if one != "null")
        if not types and self.properties:
            return ("object",)
        return types

    @property
    def type(self) -> str:
        """The first of ``types``, or ""."""
        return self.types[0] if self.types else ""

    @cached_property
    def is_nullable(self) -> bool:
        """Whether null is allowed in words."""
        said = self._first("type", ())
        return "null" in ((said,) if isinstance(said, str) else said) or any(
            one.raw.get("type") == "null" for one in self.variants
        )

    @property
    def format(self) -> str:
        """The format (date, date-time, uuid, …), or ""; for "this or null", that of this."""
        real = [one for one in self.variants if one.raw.get("type") != "null"]
        return str(self._first("format", real[0].format if len(real) == 1 else ""))

    @property
    def title(self) -> str:
        """The title, or ""."""
        return str(self._first("title", ""))

    @property
    def description(self) -> str:
        """The document's own words."""
        return str(self._first("description", ""))

    @property
    def default(self) -> Any:
        """The default, or None."""
        return self._first("default", None)

    @property
    def enum(self) -> tuple[Any, ...]:
        """The values allowed, without null; empty when any value is."""
        if "const" in self.raw:
            return (self.raw["const"],)
        return tuple(one for one in self._first("enum", ()) if one is not None)

    @property
    def enum_labels(self) -> Mapping[str, str]:
        """Names of the values, by the value as text."""
        return dict(self._first("x-enum-labels", {}))

    @property
    def is_read_only(self) -> bool:
        """Whether only the server sets it."""
        return bool(self._first("readOnly", otherwise=False))

    @cached_property
    def properties(self) -> Mapping[str, "Schema"]:
        """The fields of an object, with those of allOf, in the document's order."""
        found: dict[str, Schema] = {}
        for part in self._parts():
            for name, raw in part.raw.get("properties", {}).items():
                place = f"{part.pointer}/properties/{escape(name)}"
                found[name] = Schema.make(raw, place, self.resolve)
        return found

    @cached_property
    def required(self) -> frozenset[str]:
        """The fields that must be there."""
        return frozenset(name for part in self._parts() for name in part.raw.get("required", ()))

    @cached_property
    def items(self) -> "Schema | None":
        """What a list holds."""
        for part in self._parts():
            if isinstance(part.raw.get("items"), Mapping):
                return Schema.make(part.raw["items"], f"{part.pointer}/items", self.resolve)
        return None

    @cached_property
    def additional(self) -> "Schema | None":
        """The schema of fields without a name, where the document has one."""
        raw = self._first("additionalProperties", None)
        if isinstance(raw, Mapping):
            return Schema.make(raw, f"{self.pointer}/additionalProperties", self.resolve)
        return None

    @cached_property
    def variants(self) -> tuple["Schema", ...]:
        """The choices of oneOf or anyOf."""
        for word in ("oneOf", "anyOf"):
            if word in self.raw:
                return tuple(
                    Schema.make(raw, f"{self.pointer}/{word}/{number}", self.resolve)
                    for number, raw in enumerate(self.raw[word])
                )
        return ()

    @cached_property
    def envelope(self) -> "Schema | None":
        """The content of an answer or body that is only a wrapper: {"data": record}, also beside "meta"."""
        inner = self.properties.get("data")
        if inner is None or inner.type != "object" or set(self.properties) - _COVERS:
            return None
        return inner

    def accepts(self, value: Any) -> bool:
        """Whether a value is of an allowed type; true when no type is given or there are variants."""
        if not self.types or self.variants:
            return True
        if value is None:
            return self.is_nullable
        return any(fits for name, fits in _list_types(value) if name in self.types)

    def get(self, keyword: str, otherwise: Any = None) -> Any:
        """Any other keyword (also ``x-…``) of the schema or of a part of its allOf."""
        return self._first(keyword, otherwise)

    def _first(self, keyword: str, otherwise: Any) -> Any:
        for part in self._parts():
            if keyword in part.raw:
                return part.raw[keyword]
        return otherwise

    @cached_property
    def _flat(self) -> tuple["Schema", ...]:
        if "allOf" not in self.raw:
            return (self,)
        found: dict[str, Schema] = {}
        todo = [self]
        while todo:
            part = todo.pop(0)
            if part.pointer in found:
                continue
            found[part.pointer] = part
            todo += [
                Schema.make(raw, f"{part.pointer}/allOf/{number}", self.resolve)
                for number, raw in enumerate(part.raw.get("allOf", ()))
            ]
        return tuple(found.values())

    def _parts(self) -> Iterator["Schema"]:
        return iter(self._flat)


def _list_types(value: Any) -> Iterator[tuple[str, bool]]:
    """The JSON types a value has, dates as the texts they are sent as."""
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    yield "string", isinstance(value, str | date)
    yield "boolean", isinstance(value, bool)
    yield "integer", is_number and value == int(value)
    yield "number", is_number
    yield "object", isinstance(value, Mapping)
    yield "array", isinstance(value, list | tuple)
