"""Checks values against the schemas of a document. Each schema is compiled when first used, then reused."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import jsonschema_rs as library

from portal.integrations.openapi.document import Document
from portal.integrations.openapi.pointers import escape
from portal.integrations.openapi.problems import DocumentError, Problem, Where
from portal.integrations.openapi.schema import Schema

_BASE = "urn:openapi"
# Matching time of plain patterns grows with the text only. Patterns with look-around or back-references
# backtrack, so matching gives up after this many steps: the text then does not fit. Real ones need a few
# dozen.
_PATTERNS = library.FancyRegexOptions(backtrack_limit=1_000)
_CODES = {
    "required": "required",
    "type": "type",
    "enum": "enum",
    "const": "const",
    "format": "format",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "multipleOf": "multiple_of",
    "minItems": "min_items",
    "maxItems": "max_items",
    "uniqueItems": "unique_items",
    "additionalProperties": "additional_properties",
    "falseSchema": "additional_properties",
    "anyOf": "any_of",
    "oneOf": "one_of",
}
_PARAMS = {
    "limit": "limit",
    "options": "options",
    "expected_value": "expected",
    "types": "types",
    "format": "format",
    "pattern": "pattern",
    "multiple_of": "limit",
}


class Validator:
    """Checks values against the schemas of one document. Safe to share between threads."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._registry: library.Registry | None = None
        self._compiled: dict[tuple[str, bool], library.Draft202012Validator] = {}

    def list_problems(self, schema: Schema, value: Any, *, where: Where, at: str = "") -> list[Problem]:
        """The problems of a value to be sent, formats included. ``at`` is the pointer of the value."""
        compiled = self._compile(schema.origin, with_formats=True)
        if compiled.is_valid(value):
            return []
        return list(_explain(compiled.iter_errors(value), where, at))

    def find_breach(self, schema: Schema, value: Any, *, with_missing: bool) -> str:
        """Where and how an answer breaks its schema; "" when it does not.

        Null is accepted everywhere, as servers send it; with ``with_missing`` a missing field is too. The
        text holds only names of the document, never what the server wrote.
        """
        compiled = self._compile(schema.origin, with_formats=False)
        if compiled.is_valid(value):
            return ""
        for error in compiled.iter_errors(value):
            missing = error.kind.name == "required"
            if error.instance is None or (missing and with_missing) or _is_only_new(error):
                continue
            return f"{error.kind.name} at #/{'/'.join(str(step) for step in error.evaluation_path)}"
        return ""

    def list_faults(self) -> list[str]:
        """Compile the schema of every request and answer. Returns texts on those that fail, once each."""
        faults: dict[str, None] = {}
        for operation in self._document.operations.values():
            medias = [*operation.bodies.values(), *(one for one in operation.answers.values() if one)]
            schemas = [one.schema for one in operation.parameters]
            schemas += [one.schema for one in medias if one.schema is not None]
            for schema in schemas:
                try:
                    self._compile(schema.origin, with_formats=True)
                except DocumentError as error:
                    faults[str(error)] = None
        return list(faults)

    def _compile(self, pointer: str, *, with_formats: bool) -> library.Draft202012Validator:
        compiled = self._compiled.get((pointer, with_formats))
        if compiled is None:
            compiled = self._build(pointer, with_formats=with_formats)
            self._compiled[pointer, with_formats] = compiled
        return compiled

    def _build(self, pointer: str, *, with_formats: bool) -> library.Draft202012Validator:
        try:
            if self._registry is None:
                self._registry = library.Registry(
                    [(_BASE, dict(self._document.raw))], draft=library.Draft202012
                )
            # Keywords of OpenAPI itself (x-…, example, discriminator) mean nothing to JSON Schema and are
            # ignored.
            return library.Draft202012Validator(
                {"$ref": f"{_BASE}#{quote(pointer.removeprefix('#'), safe='/~$')}"},
                registry=self._registry,
                validate_formats=with_formats,
                offline=True,
                pattern_options=_PATTERNS,
            )
        except (library.ValidationError, library.ReferencingError, ValueError) as error:
            place = "/".join(str(step) for step in getattr(error, "instance_path", ()))
            at = f"{pointer}/{place}" if place else pointer
            raise DocumentError(self._document.source, at, "is not a schema of JSON Schema 2020-12") from None


def _is_only_new(error: library.ValidationError) -> bool:
    """An undocumented value, or one that fits two variants at once: accepted and shown as it is."""
    return error.kind.name in {"enum", "const"} or isinstance(
        error.kind, library.ValidationErrorKind.OneOfMultipleValid
    )


def _explain(errors: Iterator[library.ValidationError], where: Where, at: str) -> Iterator[Problem]:
    for error in errors:
        kind = error.kind
        steps = list(error.instance_path)
        facts = kind.as_dict()
        if kind.name == "required":
            steps.append(facts["property"])
        params = {ours: facts[theirs] for theirs, ours in _PARAMS.items() if theirs in facts}
        pointer = at + "".join(f"/{escape(step)}" for step in steps)
        yield Problem(where, pointer, _CODES.get(kind.name, "invalid"), params)
