"""Turns values into a request that fits the document. If any does not fit, nothing is sent."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from portal.integrations.http import Request
from portal.integrations.openapi.dialect import Dialect
from portal.integrations.openapi.media_types import JSON, is_json
from portal.integrations.openapi.operation import SEPARATORS, In, Media, Operation, Parameter
from portal.integrations.openapi.problems import InvalidRequest, Problem
from portal.integrations.openapi.styles import Texts, write_path, write_query, write_simple
from portal.integrations.openapi.validation import Validator
from portal.integrations.openapi.wire import build_multipart, dump_json, encode

_PLACE = re.compile(r"\{([^{}]+)\}")
_HEADER_TEXT = re.compile(r"[\x20-\x7e\x80-\xff]*")
_MOST_BODY_BYTES = 20_000_000
_DOTS = frozenset({".", ".."})


@dataclass(frozen=True, slots=True)
class File:
    """A file to send."""

    name: str
    content: bytes = field(repr=False)
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Asked:
    """The values of one call.

    ``extra`` are query parameters that the document lacks; only paging adds them.
    """

    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    files: Mapping[str, File] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)


class RequestBuilder:
    """Builds the requests of one system."""

    def __init__(self, dialect: Dialect, validator: Validator) -> None:
        self._dialect = dialect
        self._validator = validator

    def build(self, operation: Operation, asked: Asked) -> Request:
        """Raises: InvalidRequest with every problem found."""
        problems: list[Problem] = []
        path = self._read(operation, "path", asked.path, problems)
        query = self._read(operation, "query", asked.query, problems)
        headers = self._read(operation, "header", asked.headers, problems)
        content, media_type = self._build_body(operation, asked, problems)
        address = _fill(operation.path, path, problems)
        sent = {one.name: write_simple(one, value) for one, value in headers}
        problems += [
            Problem("header", f"/{name}", "unsendable")
            for name, text in sent.items()
            if not _HEADER_TEXT.fullmatch(text)
        ]
        if problems:
            raise InvalidRequest(operation.operation_id, tuple(problems))
        if media_type:
            sent["Content-Type"] = media_type
        params: Any = {}  # lists too: one parameter for each value
        for one, value in query:
            params |= write_query(one, value)
        params |= asked.extra
        return Request(
            path=address,
            method=operation.method,
            headers=sent,
            params=params or None,
            content=content,
        )

    # Parameters --------------------------------------------------------------------------------------

    def _read(
        self, operation: Operation, where: In, given: Mapping[str, Any], problems: list[Problem]
    ) -> list[tuple[Parameter, Texts]]:
        place: Any = where
        known = {one.name: one for one in operation.parameters if one.where == where}
        for name in given:
            if name not in known:
                problems.append(Problem(place, f"/{name}", "unknown"))
            elif where == "query" and name in self._dialect.never_query and given[name] is not None:
                problems.append(Problem(place, f"/{name}", "forbidden"))
        found = []
        for name, parameter in known.items():
            value = given.get(name)
            if value is None and parameter.is_required:
                value = parameter.schema.default
            if value is None:
                if parameter.is_required:
                    problems.append(Problem(place, f"/{name}", "required"))
                continue
            found.append((parameter, self._write(operation, parameter, value, problems)))
        return found

    def _write(
        self, operation: Operation, parameter: Parameter, value: Any, problems: list[Problem]
    ) -> Texts:
        if parameter.is_json or isinstance(value, Mapping):
            return self._write_object(operation, parameter, value, problems)
        where: Any = parameter.where
        schema, at = parameter.schema, f"/{parameter.name}"
        is_many = isinstance(value, Sequence) and not isinstance(value, str | bytes)
        values = list(value) if is_many else [value]
        values = [
            self._dialect.write_date(one, operation=operation, name=parameter.name, schema=schema)
            if isinstance(one, date)
            else one
            for one in values
        ]
        if "array" in schema.types:
            kinds = schema.items.types if schema.items else ()
            typed: Any = [_type_text(kinds, one) for one in values]
        elif is_many:
            typed = ",".join(_to_text(one) for one in values)
        else:
            typed = _type_text(schema.types, values[0])
        problems += self._validator.list_problems(schema, typed, where=where, at=at)
        return [_to_text(one) for one in typed] if isinstance(typed, list) else _to_text(typed)

    def _write_object(
        self, operation: Operation, parameter: Parameter, value: Any, problems: list[Problem]
    ) -> Texts:
        """A value with parts: as JSON where the document says so, else its fields as texts."""
        where: Any = parameter.where
        schema, at = parameter.schema, f"/{parameter.name}"
        plain = encode(self._dialect, operation, schema, value, problems)
        if isinstance(plain, Mapping):
            known = schema.properties
            plain = {
                name: _type_text(known[name].types if name in known else (), one)
                for name, one in plain.items()
            }
        problems += self._validator.list_problems(schema, plain, where=where, at=at)
        if parameter.is_json:
            return dump_json(plain).decode()
        if any(isinstance(one, Mapping | list) for one in plain.values()):
            problems.append(Problem(where, at, "unsendable"))
        return {name: _to_text(one) for name, one in plain.items() if one is not None}

    # Body --------------------------------------------------------------------------------------------

    def _build_body(
        self, operation: Operation, asked: Asked, problems: list[Problem]
    ) -> tuple[bytes | None, str]:
        if asked.body is None and not asked.files:
            if operation.body is not None and operation.body.is_required:
                problems.append(Problem("body", "", "required"))
            return None, ""
        media = _choose(operation, asked)
        if media is None:
            problems.append(Problem("file" if asked.files else "body", "", "unknown"))
            return None, ""
        content, media_type = self._encode(operation, media, asked, problems)
        if content is not None and len(content) > _MOST_BODY_BYTES:
            problems.append(Problem("body", "", "too_large", {"limit": _MOST_BODY_BYTES}))
        return content, media_type

    def _encode(
        self, operation: Operation, media: Media, asked: Asked, problems: list[Problem]
    ) -> tuple[bytes | None, str]:
        body = asked.body
        is_raw = isinstance(body, str | bytes)
        if is_raw and not media.is_json and not _is_form(media):
            if isinstance(body, str) and media.schema is not None:
                problems += self._validator.list_problems(media.schema, body, where="body")
            kind = media.media_type if "*" not in media.media_type else "text/plain"
            return (body.encode() if isinstance(body, str) else body), kind
        if not (media.is_json or _is_form(media)):
            problems.append(Problem("body", "", "type", {"types": ["string"]}))
            return None, ""
        value = {} if body is None else body
        if media.schema is not None:
            value = encode(self._dialect, operation, media.schema, value, problems)
            self._check_body(media, value, asked, problems)
        try:
            return _dump(media, value, asked)
        except (TypeError, ValueError):
            problems.append(Problem("body", "", "invalid"))
            return None, ""

    def _check_body(self, media: Media, value: Any, asked: Asked, problems: list[Problem]) -> None:
        checked = {**value, **dict.fromkeys(asked.files, "")} if isinstance(value, dict) else value
        if media.schema is None:
            return
        found = self._validator.list_problems(media.schema, checked, where="body")
        problems += [one for one in found if one.field not in asked.files]
        known = media.schema.properties
        problems += [Problem("file", f"/{name}", "unknown") for name in asked.files if name not in known]


def _choose(operation: Operation, asked: Asked) -> Media | None:
    medias = list(operation.bodies.values())
    if asked.files:
        return next((one for one in medias if one.is_multipart), None)
    if isinstance(asked.body, str | bytes):
        raw = [one for one in medias if not one.is_json and not _is_form(one)]
        return next(iter(raw or medias), None)
    return next((one for one in medias if one.is_json), medias[0] if medias else None)


def _is_form(media: Media) -> bool:
    return media.media_type.startswith(("multipart/", "application/x-www-form-urlencoded"))


def _dump(media: Media, value: Any, asked: Asked) -> tuple[bytes, str]:
    if media.is_multipart:
        files = {name: (one.name, one.content, one.media_type) for name, one in asked.files.items()}
        return build_multipart(_write_lists(media, value), files)
    if media.media_type == "application/x-www-form-urlencoded":
        return urlencode(_list_pairs(_write_lists(media, value))).encode(), media.media_type
    return dump_json(value), media.media_type if is_json(media.media_type) else JSON


def _write_lists(media: Media, value: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a form with lists as texts: one per value, unless the document joins them."""
    found = dict(value)
    for name, one in value.items():
        if isinstance(one, list) and not any(isinstance(part, dict | list) for part in one):
            said = media.encoding.get(name, {})
            found[name] = [_to_text(part) for part in one]
            if not said.get("explode", said.get("style", "form") == "form"):
                found[name] = SEPARATORS.get(str(said.get("style", "")), ",").join(found[name])
    return found


def _list_pairs(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and text of each value of a list; an object as JSON."""
    pairs = [
        (name, part) for name, one in value.items() for part in (one if isinstance(one, list) else [one])
    ]
    return [
        (name, dump_json(one).decode() if isinstance(one, dict | list) else _to_text(one))
        for name, one in pairs
    ]


def _fill(template: str, values: Sequence[tuple[Parameter, Texts]], problems: list[Problem]) -> str:
    known = {one.name: write_path(one, _quote(value)) for one, value in values}

    def replace(match: re.Match[str]) -> str:
        text = known.get(match[1], "")
        if match[1] in known and (not text or text in _DOTS):
            problems.append(Problem("path", f"/{match[1]}", "unsendable"))
        elif match[1] not in known and not any(one.where == "path" for one in problems):
            problems.append(Problem("path", f"/{match[1]}", "required"))
        return text

    return _PLACE.sub(replace, template)


def _quote(value: Texts) -> Texts:
    if isinstance(value, Mapping):
        return {quote(name, safe=""): quote(text, safe="") for name, text in value.items()}
    return quote(value, safe="") if isinstance(value, str) else [quote(one, safe="") for one in value]


def _type_text(kinds: tuple[str, ...], value: Any) -> Any:
    """Convert the text of a form or URL to the type in the schema."""
    if isinstance(value, bool):
        return int(value) if "integer" in kinds and "boolean" not in kinds else value
    if not isinstance(value, str):
        return str(value) if kinds == ("string",) else value
    if "integer" in kinds and re.fullmatch(r"-?\d{1,18}", value, re.ASCII):
        return int(value)
    if "number" in kinds and re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", value, re.ASCII):
        return Decimal(value)
    if "boolean" in kinds and value in ("true", "false"):
        return value == "true"
    return value


def _to_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)
