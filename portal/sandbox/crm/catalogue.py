"""An OpenAPI 3.1 document as operations, found by method and path."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from portal.sandbox.config import CATALOG_DIR

Schema = Mapping[str, Any]
VERBS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Parameter:
    """``place`` is path, query or header; ``is_split`` when one text holds a list with commas."""

    name: str
    place: Literal["path", "query", "header"]
    is_required: bool
    schema: Schema
    is_split: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """``bodies`` are the schemas of the request by media type, empty when it takes none.

    ``item`` is the operation as the document has it, ``answer`` the schema of its success in JSON, if any.
    """

    operation_id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    bodies: Mapping[str, Schema]
    needs_body: bool
    answer: Schema | None
    item: Schema = field(repr=False)

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(self.path.split("/"))


@dataclass(frozen=True, slots=True)
class Match:
    """A path that the document has; ``operation`` is None when it lacks the method there."""

    operation: Operation | None
    path_values: Mapping[str, str]
    methods: tuple[str, ...]


class Catalogue:
    """The operations of one document, by id."""

    def __init__(self, document: Schema) -> None:
        self.document = document
        self.operations = {found.operation_id: found for found in self._read()}

    @classmethod
    def load(cls, name: str, directory: Path = CATALOG_DIR) -> "Catalogue":
        """Reads ``<name>.json``."""
        return cls(json.loads((directory / f"{name}.json").read_text(encoding="utf-8")))

    def _read(self) -> Iterator[Operation]:
        for path, item in self.document["paths"].items():
            for method in VERBS:
                if method in item:
                    yield self._operation(path, method, item)

    def _operation(self, path: str, method: str, item: Schema) -> Operation:
        own = item[method]
        body = self.resolve(own.get("requestBody", {}))
        return Operation(
            operation_id=own["operationId"],
            method=method.upper(),
            path=path,
            parameters=tuple(
                self._parameter(self.resolve(one))
                for one in (*item.get("parameters", ()), *own.get("parameters", ()))
            ),
            bodies={kind: content.get("schema", {}) for kind, content in body.get("content", {}).items()},
            needs_body=bool(body.get("required")),
            answer=self._answer(own["responses"]),
            item=own,
        )

    @staticmethod
    def _parameter(raw: Schema) -> Parameter:
        schema = raw.get("schema", {})
        is_split = schema.get("type") == "array" and raw.get("explode") is False
        return Parameter(raw["name"], raw["in"], bool(raw.get("required")), schema, is_split)

    def _answer(self, responses: Schema) -> Schema | None:
        for status, raw in responses.items():
            if status.startswith("2"):
                content = self.resolve(raw).get("content", {})
                found: Schema | None = content.get("application/json", {}).get("schema")
                return found
        return None

    def resolve(self, value: Schema) -> Schema:
        """Follows ``$ref`` inside the document until there is none."""
        while "$ref" in value:
            found: Any = self.document
            for step in value["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            value = found
        return value

    @cached_property
    def _by_fixedness(self) -> list[Operation]:
        """Sorts paths with the fewest parameters first: ``/customer/lead`` before ``/customer/{id}``."""
        return sorted(self.operations.values(), key=lambda one: one.path.count("{"))

    def find(self, method: str, path: str) -> Match | None:
        """The operation at a path, or None when no operation has that path. A trailing slash counts."""
        steps = path.split("/")
        fitting = [
            (one, values) for one in self._by_fixedness if (values := _match(one.segments, steps)) is not None
        ]
        if not fitting:
            return None
        methods = tuple(sorted({one.method for one, _values in fitting}))
        for one, values in fitting:
            if one.method == method:
                return Match(one, values, methods)
        return Match(None, {}, methods)


def _match(segments: tuple[str, ...], steps: list[str]) -> dict[str, str] | None:
    if len(segments) != len(steps):
        return None
    values = {}
    for segment, step in zip(segments, steps, strict=True):
        if segment.startswith("{"):
            if not step:
                return None
            values[segment[1:-1]] = step
        elif segment != step:
            return None
    return values
