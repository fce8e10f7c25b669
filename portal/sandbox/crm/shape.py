"""Rows as an answer shows them: in the shape that a schema documents, and in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.sandbox.crm.catalogue import Catalogue, Schema
from portal.sandbox.crm.records import Row


def properties_of(catalogue: Catalogue, schema: Schema) -> dict[str, Schema]:
    """The named fields of an object, those of ``allOf``, ``anyOf`` and ``oneOf`` together."""
    schema = catalogue.resolve(schema)
    found = dict(schema.get("properties", {}))
    for word in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(word, ()):
            found |= properties_of(catalogue, part)
    return found


def fit(catalogue: Catalogue, schema: Schema, value: Any, *, also: tuple[str, ...] = ()) -> Any:
    """``value`` without fields that the schema lacks, at every depth; ``also`` is kept at the top.

    An object whose schema names no fields is left as it is.
    """
    if isinstance(value, list):
        items = _items_of(catalogue, schema)
        return [fit(catalogue, items, one, also=also) for one in value]
    if isinstance(value, Mapping) and (known := properties_of(catalogue, schema)):
        kept = {name: fit(catalogue, known[name], one) for name, one in value.items() if name in known}
        return {name: value[name] for name in also if name in value} | kept
    return value


def _items_of(catalogue: Catalogue, schema: Schema) -> Schema:
    schema = catalogue.resolve(schema)
    for part in (schema, *schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())):
        items = catalogue.resolve(part).get("items")
        if items is not None:
            found: Schema = items
            return found
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page; ``number`` starts at 1, ``pages`` is at least 1."""

    rows: Sequence[Row]
    number: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))


def cut(rows: Sequence[Row], *, number: int, per_page: int) -> Page:
    """A page past the last one is empty, not an error."""
    start = (number - 1) * per_page
    return Page(rows[start : start + per_page], number, per_page, len(rows))
