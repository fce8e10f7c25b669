"""Encodes values to be sent: dates and exact numbers as JSON, and forms with files."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import httpx

from portal.integrations.openapi.dialect import Dialect
from portal.integrations.openapi.operation import Operation
from portal.integrations.openapi.pointers import escape
from portal.integrations.openapi.problems import Problem
from portal.integrations.openapi.schema import Schema

_DEEPEST = 32


def encode(
    dialect: Dialect, operation: Operation, schema: Schema, value: Any, problems: list[Problem]
) -> Any:
    """``value`` as JSON values: dates as the server wants them. Names the document lacks become problems."""
    return _Encoder(dialect, operation, problems).encode(schema, value, name="", at="")


class _Encoder:
    def __init__(self, dialect: Dialect, operation: Operation, problems: list[Problem]) -> None:
        self._dialect, self._operation, self._problems = dialect, operation, problems

    def encode(self, schema: Schema, value: Any, *, name: str, at: str) -> Any:
        if at.count("/") > _DEEPEST:
            self._problems.append(Problem("body", at, "invalid"))
            return None
        if len(real := [one for one in schema.variants if one.raw.get("type") != "null"]) == 1:
            schema = real[0]
        if isinstance(value, date):
            return self._dialect.write_date(value, operation=self._operation, name=name, schema=schema)
        if isinstance(value, Mapping):
            return dict(self._encode_fields(schema, value, at))
        if isinstance(value, Sequence) and not isinstance(value, str | bytes):
            inner = schema.items or Schema.make({}, schema.pointer, schema.resolve)
            return [
                self.encode(inner, one, name=name, at=f"{at}/{number}") for number, one in enumerate(value)
            ]
        if isinstance(value, str | bool | int | float | Decimal | None):
            return value
        self._problems.append(Problem("body", at, "invalid"))
        return None

    def _encode_fields(self, schema: Schema, value: Mapping[str, Any], at: str) -> Iterator[tuple[str, Any]]:
        known = schema.properties
        is_closed = bool(known) and not schema.variants and schema.get("additionalProperties") is None
        anything = Schema.make({}, schema.pointer, schema.resolve)
        for name, one in value.items():
            place = f"{at}/{escape(name)}"
            inner = known.get(name) or schema.additional
            if inner is None and is_closed:
                self._problems.append(Problem("body", place, "unknown"))
            yield name, self.encode(inner or anything, one, name=name, at=place)


def dump_json(value: Any, *, indent: int = 0) -> bytes:
    """JSON with every number exact: a Decimal keeps its digits; dates in ISO 8601.

    ``indent``: spaces a level, each value on a line of its own; 0 for all on one line. Raises: ValueError for
    a number that JSON lacks; TypeError for a value that is not JSON.
    """
    return "".join(_write(value, indent, "\n" if indent else "")).encode()


def _write(value: Any, indent: int, line: str) -> Iterator[str]:
    """``line``: the line break with the spaces of this level, "" when all is on one line."""
    inner = line + " " * indent
    comma = "," + (inner if indent else " ")
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("not a number of JSON")
        yield format(value, "f")
    elif isinstance(value, date):
        yield json.dumps(value.isoformat())
    elif isinstance(value, Mapping) and value:
        for number, (name, one) in enumerate(value.items()):
            yield comma if number else "{" + inner
            yield f"{json.dumps(name, ensure_ascii=not indent)}: "
            yield from _write(one, indent, inner if indent else "")
        yield line + "}"
    elif isinstance(value, list | tuple) and value:
        for number, one in enumerate(value):
            yield comma if number else "[" + inner
            yield from _write(one, indent, inner if indent else "")
        yield line + "]"
    elif isinstance(value, Mapping):
        yield "{}"
    else:
        yield json.dumps(value, allow_nan=False, ensure_ascii=not indent)


def build_multipart(
    fields: Mapping[str, Any], files: Mapping[str, tuple[str, bytes, str]]
) -> tuple[bytes, str]:
    """The body and its media type. ``files``: name of the field to file name, content, media type.

    A list of texts is one part for each.
    """
    texts = {name: one if _is_text(one) else dump_json(one).decode() for name, one in fields.items()}
    built = httpx.Request("POST", "http://form.invalid", data=texts, files=dict(files))
    return built.read(), built.headers["Content-Type"]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
    )
