"""Whether a request keeps to its operation, by the document's own schemas (JSON Schema 2020-12)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from portal.sandbox.crm.catalogue import Catalogue, Operation, Parameter, Schema

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field. ``rule`` is the schema's word, such as required, type or enum."""

    field: str
    rule: str
    message: str


class Checker:
    """Checks requests of one catalogue. Validators are built when first needed, then reused."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._validators: dict[tuple[str, int], jsonschema_rs.Validator] = {}

    def read_parameters(
        self, parameters: Sequence[Parameter], place: str, given: Callable[[str], Sequence[str]]
    ) -> tuple[Values, list[Problem]]:
        """The typed values of one place. What the document does not name is ignored, as servers do."""
        values: Values = {}
        problems: list[Problem] = []
        for parameter in parameters:
            if parameter.place != place:
                continue
            texts = list(given(parameter.name))
            schema = self._catalogue.resolve(parameter.schema)
            if not texts:
                if "default" in schema:
                    values[parameter.name] = schema["default"]
                elif parameter.is_required:
                    problems.append(Problem(parameter.name, "required", "is required"))
                continue
            value = _typed(parameter, schema, texts)
            found = self._check(f"{place} {parameter.name}", parameter.schema, value)
            problems += [Problem(parameter.name, one.rule, one.message) for one in found]
            values[parameter.name] = value
        return values, problems

    def check_body(self, operation: Operation, media_type: str, body: Any) -> list[Problem]:
        """Problems of a body, none when it fits. A media type that the document does not name is one."""
        if not operation.bodies or (body is None and not operation.needs_body):
            return []
        if body is None:
            return [Problem("", "required", "a body is required")]
        if media_type not in operation.bodies:
            return [Problem("", "media-type", f"{media_type or 'no media type'} is not taken here")]
        return self._check(f"{operation.operation_id} {media_type}", operation.bodies[media_type], body)

    def check_answer(self, operation: Operation, body: Any) -> list[Problem]:
        """The same for our own answer; for tests and seeds."""
        return self._check(f"{operation.operation_id} answer", operation.answer or {}, body)

    def _check(self, name: str, schema: Schema, value: Any) -> list[Problem]:
        # Parameters of one name differ between operations, hence the key; schemas live as long as the
        # document.
        key = (name, id(schema))
        if key not in self._validators:
            whole = {**schema, "components": self._needed(schema)}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole)
        return [_problem(error) for error in self._validators[key].iter_errors(value)]

    def _needed(self, schema: Schema) -> dict[str, Any]:
        """The components that a schema refers to, so that a validator is quick to build."""
        found: dict[str, Any] = {}
        waiting: list[Any] = [schema]
        while waiting:
            value = waiting.pop()
            if isinstance(value, Mapping):
                reference = value.get("$ref")
                if isinstance(reference, str):
                    name = reference.rpartition("/")[2]
                    if name not in found:
                        found[name] = self._catalogue.resolve(value)
                        waiting.append(found[name])
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value
        return {"schemas": found}


def _problem(error: jsonschema_rs.ValidationError) -> Problem:
    path = [str(step) for step in error.instance_path]
    if error.kind.name == "required":
        path.append(str(getattr(error.kind, "property", "")))
    return Problem(".".join(path), error.kind.name, error.message)


def _typed(parameter: Parameter, schema: Schema, texts: list[str]) -> Any:
    """Converts text to the type in the schema; left as text when that fails, for the schema to refuse."""
    if schema.get("type") == "array":
        if parameter.is_split:
            texts = [part for text in texts for part in text.split(",")]
        return [_typed_one(schema.get("items", {}), text) for text in texts]
    return _typed_one(schema, texts[-1])


def _typed_one(schema: Schema, text: str) -> Any:
    kinds = schema.get("type", "string")
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind == "integer" and text.removeprefix("-").isascii() and text.removeprefix("-").isdecimal():
            return int(text)
        if kind == "boolean" and text.casefold() in {"true", "false"}:
            return text.casefold() == "true"
        if kind == "number":
            try:
                return float(text)
            except ValueError:
                continue
    return text
