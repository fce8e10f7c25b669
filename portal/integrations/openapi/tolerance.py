"""Adapts an answer to its schema, as far as its server's dialect allows, before it is checked.

Each adaptation is logged once for each operation and place. The log holds names of the document, never
anything that a server wrote.

What had to be forgiven is said in the log, once for each operation and place. Nothing a server wrote goes
into the log, only names of the document.
"""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from portal.integrations.openapi.dialect import Dialect
from portal.integrations.openapi.operation import Operation
from portal.integrations.openapi.schema import Schema

logger = logging.getLogger("portal.integrations")

_WHOLE = re.compile(r"-?\d{1,18}")
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})?")
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}
_DEEPEST = 64


@dataclass
class _Walk:
    dialect: Dialect
    notes: set[tuple[str, str]] = field(default_factory=set)
    dates: list[Callable[[], None]] = field(default_factory=list)

    def note(self, what: str, schema: Schema) -> None:
        self.notes.add((what, schema.pointer))


@dataclass(frozen=True)
class Softened:
    """An answer ready to be checked. ``finish`` then converts its date texts, in place."""

    value: Any
    _walk: _Walk = field(repr=False)

    def finish(self) -> None:
        """Replace date texts by date and datetime."""
        for put in self._walk.dates:
            put()


class Tolerance:
    """Corrects the habits of one server. Shared by threads; in a race the log may say a thing twice."""

    def __init__(self, dialect: Dialect, *, system: str) -> None:
        self._dialect = dialect
        self._system = system
        self._said: set[tuple[str, str, str]] = set()

    def soften(self, operation: Operation, schema: Schema, value: Any) -> Softened:
        """``value`` (may be changed in place) adapted to ``schema``. What cannot be corrected stays."""
        walk = _Walk(self._dialect)
        holder = [value]
        _mend_into(walk, schema, holder, 0, "", 0)
        self._log_notes(operation, walk.notes)
        return Softened(holder[0], walk)

    def _log_notes(self, operation: Operation, notes: set[tuple[str, str]]) -> None:
        for what, pointer in sorted(notes):
            key = (operation.operation_id, what, pointer)
            if key not in self._said:
                self._said.add(key)
                logger.info(
                    "forgiven system=%s operation=%s what=%s at=%s",
                    self._system,
                    operation.operation_id,
                    what,
                    pointer,
                )


def _mend_into(walk: _Walk, schema: Schema, holder: Any, key: Any, name: str, depth: int) -> None:
    """Correct ``holder[key]``, called ``name``, and everything nested in it."""
    if depth > _DEEPEST:
        return
    value = _mend(walk, _choose(schema, holder[key]), holder[key], name)
    holder[key] = value
    schema = _choose(schema, value)
    if isinstance(value, dict):
        _mend_object(walk, schema, value, depth)
    elif isinstance(value, list) and schema.items is not None:
        for number in range(len(value)):
            _mend_into(walk, schema.items, value, number, name, depth + 1)
    elif isinstance(value, str) and walk.dialect.find_date_format(name, schema):
        found = walk.dialect.read_date(value)
        if found is not None:
            walk.dates.append(lambda: holder.__setitem__(key, found))
        elif value:
            walk.note("impossible-date", schema)


def _mend_object(walk: _Walk, schema: Schema, value: dict[str, Any], depth: int) -> None:
    known = schema.properties
    for name in value:
        inner = known.get(name) or schema.additional
        if inner is not None:
            _mend_into(walk, inner, value, name, name, depth + 1)
        elif known:
            walk.note("unknown-field", schema)


def _choose(schema: Schema, value: Any) -> Schema:
    """Of several variants, the only one that is not null or the only one of the value's type."""
    if not schema.variants or schema.types:
        return schema
    real = [one for one in schema.variants if one.raw.get("type") != "null"]
    if len(real) > 1:
        wanted = "object" if isinstance(value, Mapping) else "array" if isinstance(value, list) else ""
        real = [one for one in real if wanted and wanted in one.types]
    return real[0] if len(real) == 1 else schema


def _mend(walk: _Walk, schema: Schema, value: Any, name: str) -> Any:
    dialect, types = walk.dialect, schema.types
    if value is None:
        if types and not schema.is_nullable:
            walk.note("null", schema)
        return None
    if isinstance(value, str):
        wants_text = "string" in types and not dialect.find_date_format(name, schema)
        if (value in dialect.null_words or value in dialect.empty_words) and types and not wants_text:
            walk.note("word-for-null", schema)
            return None
        if value in dialect.empty_words:
            walk.note("word-for-empty", schema)
            return ""
    if not types or _fits(types, value):
        return value
    mended = _unwrap(types, value) if dialect.unwraps else value
    if mended is not value:
        walk.note("other-wrapping", schema)
        return mended
    return _retype(walk, schema, value) if dialect.accepts_texts else value


def _fits(types: tuple[str, ...], value: Any) -> bool:
    match value:
        case bool():
            return "boolean" in types
        case int():
            return "integer" in types or "number" in types
        case Decimal():
            return "number" in types
        case str():
            return "string" in types
        case dict():
            return "object" in types
        case _:
            return "array" in types


def _unwrap(types: tuple[str, ...], value: Any) -> Any:
    if isinstance(value, list) and "object" in types:
        if not value:
            return {}
        return value[0] if len(value) == 1 and isinstance(value[0], dict) else value
    if isinstance(value, dict) and "array" in types and all(key.isdigit() for key in value):
        return list(value.values())  # how PHP encodes a list with gaps
    return value


def _retype(walk: _Walk, schema: Schema, value: Any) -> Any:
    if isinstance(value, str):
        mended = _read_text(schema.types, value.strip())
    elif isinstance(value, bool):
        mended = int(value) if {"integer", "number"} & set(schema.types) else value
    elif isinstance(value, int | Decimal):
        mended = _read_number(schema.types, value)
    else:
        mended = value
    if mended is not value:
        walk.note("other-type", schema)
    return mended


def _read_text(types: tuple[str, ...], value: str) -> Any:
    if "integer" in types and _WHOLE.fullmatch(value):
        return int(value)
    if "number" in types and _NUMBER.fullmatch(value):
        return int(value) if _WHOLE.fullmatch(value) else Decimal(value)
    if "boolean" in types:
        return _TRUTHS.get(value.lower(), value)
    # Many servers send an empty text for "nothing", where a number, boolean or object is expected.
    return value or None


def _read_number(types: tuple[str, ...], value: int | Decimal) -> Any:
    if "integer" in types and value == int(value):
        return int(value)
    if "boolean" in types and value in (0, 1):
        return bool(value)
    return str(value) if "string" in types else value
