"""Finds what an operation needs to be called: ids by listing what is above it, bodies by its schema.

Nothing is drawn by chance: the same document and the same records give the same requests.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.integrations.openapi import ApiClient, Credential, Operation, Schema

_GAP = re.compile(r"\{([^{}]+)\}")
_DEEPEST = 4
Row = Mapping[str, Any]


class NothingThereError(Exception):
    """No record that the operation could be tried on."""


@dataclass
class Explorer:
    """``known``: values by operation and name, where looking does not help; "" as operation: everywhere."""

    client: ApiClient
    credential: Credential | None
    known: Mapping[tuple[str, str], Any] = field(default_factory=dict)

    def find_path(self, operation: Operation) -> dict[str, Any]:
        """A value for each gap in the path. Raises: NothingThereError."""
        values: dict[str, Any] = {}
        for gap in _GAP.finditer(operation.path):
            name = gap[1]
            known = self._get_known(operation, name)
            if known is not None:
                values[name] = known
                continue
            values[name] = self.find_row(operation.path[: gap.start()], values)["id"]
        return values

    def find_row(self, collection: str, values: Mapping[str, Any]) -> Row:
        """The first record of the list at a path, with its id."""
        for path in (collection, collection.rstrip("/")):
            listing = self.client.document.find_operation("GET", path)
            if listing is not None and listing.is_list:
                needed = {name: values[name] for name in _GAP.findall(path)}
                query = self.build_query(listing)
                rows = self.client.iterate(
                    listing.operation_id, path=needed, query=query, credential=self.credential, most=1
                )
                if (row := next(rows, None)) is not None and "id" in row:
                    return dict(row)
        raise NothingThereError(collection)

    def build_query(self, operation: Operation) -> dict[str, Any]:
        """Only what is required."""
        query = {}
        for one in operation.parameters:
            if one.where == "query" and one.is_required and one.schema.default is None:
                known = self._get_known(operation, one.name)
                query[one.name] = known if known is not None else build_value(one.schema)
        return query

    def build_body(self, operation: Operation) -> Any:
        """A body of the schema: every field it can be given a value of."""
        media = operation.body
        if media is None:
            return None
        if not media.is_json:
            return media.example
        if media.schema is None:
            return {}
        body = build_value(media.schema, media.example)
        for name, one in media.schema.properties.items():
            known = self._get_known(operation, name)
            if known is not None:
                body[name] = str(known) if one.type == "string" else known
            elif self.client.dialect.find_date_format(name, one):
                body[name] = date(2026, 3, 1)
        return body

    def _get_known(self, operation: Operation, name: str) -> Any:
        for key in ((operation.operation_id, name), (operation.tag, name), ("", name)):
            if key in self.known:
                return self.known[key]
        return None


def build_value(schema: Schema, example: Any = None, depth: int = 0) -> Any:  # noqa: PLR0911 - one a type
    """A value that fits, the document's sample where that fits."""
    if schema.enum:
        return example if example in schema.enum else schema.enum[0]
    if schema.variants and not schema.types:
        real = [one for one in schema.variants if one.raw.get("type") != "null"]
        return build_value(real[0], example, depth)
    match schema.type:
        case "object":
            return _build_object(schema, example, depth)
        case "array":
            return [build_value(schema.items, None, depth + 1)] if schema.items and depth < _DEEPEST else []
        case "integer":
            return example if isinstance(example, int) and not isinstance(example, bool) and example else 1
        case "number":
            return example if isinstance(example, int | float) and example else 1
        case "boolean":
            return example if isinstance(example, bool) else True
        case "string":
            return _build_text(schema, example)
        case _:
            return example


def _build_object(schema: Schema, example: Any, depth: int) -> dict[str, Any]:
    shown = example if isinstance(example, dict) else {}
    names = (
        schema.properties if depth < _DEEPEST else {name: schema.properties[name] for name in schema.required}
    )
    return {name: build_value(one, shown.get(name), depth + 1) for name, one in names.items()}


def _build_text(schema: Schema, example: Any) -> str:
    if schema.format == "date":
        return "2026-03-01"
    if schema.format == "date-time":
        return "2026-03-01T09:00:00Z"
    if schema.format == "uuid":
        return "d5fb86ec-60a0-49fe-9571-3615d74843ac"
    if isinstance(example, str) and example not in ("``", "null", "string", "nullable string"):
        return example
    length = max(int(schema.get("minLength", 4)), 4)
    return "7" * length if schema.get("pattern") else ("text" * length)[:length]
