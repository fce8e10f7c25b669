"""Values made from a schema: the given value where it fits or can be converted, otherwise a sample."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.sandbox.cirrus.resources import CONTRACT
from portal.sandbox.crm.catalogue import Catalogue, Schema
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.shape import properties_of

ShowKept = Callable[[str, str, int], Row | None]
DEEPEST = 4
_MISSING = object()
# Never returned, whatever was sent.
SECRETS = frozenset({"password"})


class Sampler:
    """``show_kept`` gives a record that is kept elsewhere, by field, schema and id, or None."""

    def __init__(self, catalogue: Catalogue, show_kept: ShowKept) -> None:
        self._catalogue = catalogue
        self._show_kept = show_kept

    def complete(self, schema: Schema, row: Mapping[str, Any], *, label: str, depth: int = 0) -> Row:
        """Every documented field; ``label`` is the text of those that were not given."""
        known = properties_of(self._catalogue, schema)
        if depth >= DEEPEST:
            known = {
                name: one for name, one in known.items() if name in schema.get("required", ()) or name == "id"
            }
        return {
            name: self._value(name, one, _find_value(name, row), label=label, depth=depth)
            for name, one in known.items()
        }

    def _value(self, name: str, schema: Schema, given: Any, *, label: str, depth: int) -> Any:
        schema, model, takes_null = self._unfold(schema)
        if given is None:
            if takes_null:
                return None
            given = _MISSING
        if name in SECRETS:
            return ""
        match _kind_of(schema):
            case "object":
                return self._object(name, schema, model, given, depth=depth)
            case "array":
                items = schema.get("items", {})
                many = given if isinstance(given, list) else []
                return [self._value(name, items, one, label=label, depth=depth + 1) for one in many]
            case "string":
                return _text(name, schema, given, label)
            case kind:
                return _plain(kind, given)

    def _object(self, name: str, schema: Schema, model: str, given: Any, *, depth: int) -> Any:
        row = given if isinstance(given, Mapping) else {"id": _plain("integer", given)}
        record_id = row.get("id")
        kept = self._show_kept(name, model, record_id) if isinstance(record_id, int) else None
        if kept is not None:
            return kept
        return self.complete(schema, row, label=f"{name.capitalize()} {record_id or 1}", depth=depth + 1)

    def _unfold(self, schema: Schema) -> tuple[Schema, str, bool]:
        """The schema behind references, its name in the document, and whether null is allowed too."""
        kinds = schema.get("type", ())
        takes_null = "null" in kinds if isinstance(kinds, list) else False
        for part in schema.get("anyOf", ()):
            if part.get("type") == "null":
                takes_null = True
            else:
                schema = part
        model = str(schema.get("$ref", "")).rpartition("/")[2]
        return self._catalogue.resolve(schema), model, takes_null


def _kind_of(schema: Schema) -> str:
    kinds = schema.get("type", "object" if "properties" in schema or "allOf" in schema else "")
    return kinds if isinstance(kinds, str) else next(one for one in kinds if one != "null")


def _find_value(name: str, row: Mapping[str, Any]) -> Any:
    """The row's value for a field: by its name, as the id of what it points to, or as that record."""
    if name in row:
        return row[name]
    for other in (f"{name}id", f"{name[:-1]}ids" if name.endswith("s") else ""):
        if other in row:
            return row[other]
    held = row.get(name.removesuffix("id")) if name.endswith("id") else _MISSING
    return held.get("id") if isinstance(held, Mapping) else _MISSING


def _text(name: str, schema: Schema, given: Any, label: str) -> str:
    form = schema.get("format", "")
    if isinstance(given, str | int | float) and not isinstance(given, bool) and str(given):
        text = str(given)
        if form == "date":
            return text[:10]
        return f"{text}T00:00:00Z" if form == "date-time" and len(text) == 10 else text
    if given == "" and not form:
        return ""
    if "pattern" in schema:
        return "7" * int(schema.get("minLength", 1))
    return CONTRACT.sample_forms.get(form) or CONTRACT.samples.get(name) or label


def _plain(kind: str, given: Any) -> Any:
    """A number or flag as given, anything else unchanged. Numbers that were not given are 1."""
    try:
        if kind == "integer":
            return int(given)
        if kind == "number":
            return float(given)
    except (TypeError, ValueError):
        return 1
    if kind == "boolean":
        return given if isinstance(given, bool) else True
    return None if given is _MISSING else given
