"""A system's document as the pages see it: its resources, their fields, columns, filters and references."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import Any

from portal import registry
from portal.crm.document.destroying import Concerned, is_destructive, read_named
from portal.crm.document.field_targets import ReferenceFinder
from portal.crm.document.field_tree import Field, build_field, build_fields
from portal.crm.document.first_fields import TELLING, choose_first
from portal.crm.document.resources import Resource, build_resources
from portal.crm.document.systems import System, get_system
from portal.integrations.openapi import Document, Operation, Schema

PAGING = {"page", "per_page", "perPage", "sorting", "$skip", "$top"}
SECRET_PARAMETERS = {"token"}
MOST_COLUMNS = 8
MOST_FILTERS = 5
ID_KINDS = frozenset({"integer", "number", "text"})
"""How documents write the number of a record."""


class Catalogue:
    """One system's document, read for pages."""

    def __init__(self, system: System, document: Document) -> None:
        self.system = system
        self.document = document
        hints = system.hints
        # A vendor's own document has other ids: look up the id in that document.
        self.sign_in_ids = tuple(
            document.get_operation(i).operation_id
            for i in hints.get("sign_in", ())
            if document.has_operation(i)
        )
        self.resources: Mapping[str, Resource] = build_resources(document, without=self.sign_in_ids)
        self.references = ReferenceFinder(self.resources, hints.get("references", {}))
        self._destroying = read_named(document, hints)
        self._fields: dict[tuple[str, str], tuple[Field, ...]] = {}

    def get_resource(self, key: str) -> Resource:
        """Raises: KeyError."""
        return self.resources[key]

    @cached_property
    def owners(self) -> Mapping[str, Resource]:
        """The resource of each operation, by the operation's id."""
        return {
            operation.operation_id: resource
            for resource in self.resources.values()
            for operation in resource.operations
        }

    def get_permission(self, operation: Operation) -> str:
        """The permission that staff need for it: to view, change or destroy."""
        if operation.method in {"GET", "HEAD"}:
            return "crm.view_records"
        return "crm.delete_records" if self.is_destroying(operation) else "crm.edit_records"

    def is_destroying(self, operation: Operation) -> bool:
        """Whether something is deleted or removed by it."""
        return operation.operation_id in self._destroying or is_destructive(operation)

    def list_concerned(self, operation: Operation) -> tuple[Concerned, ...]:
        """The records that a destructive operation affects, as far as our data on the system names them."""
        return self._destroying.get(operation.operation_id, ())

    def get_record_fields(self, resource: Resource) -> tuple[Field, ...]:
        """The fields of one record as it is shown."""
        operation = resource.viewing or resource.listing
        schema = self.document.find_record_schema(operation) if operation else None
        if schema is None and resource.creating is not None:
            return self.get_body_fields(resource.creating)
        return self._build(resource.key, schema)

    def get_row_fields(self, resource: Resource) -> tuple[Field, ...]:
        """The fields of a row of its list."""
        schema = resource.listing.item_schema if resource.listing else None
        if resource.key in self.system.hints.get("rows_as_record", ()) and resource.viewing is not None:
            schema = self.document.find_record_schema(resource.viewing)
        return self._build(resource.key, schema) if schema else self.get_record_fields(resource)

    def get_body_fields(self, operation: Operation) -> tuple[Field, ...]:
        """The fields of an operation's body; one field "body" when it is not an object."""
        media = operation.body
        if media is None:
            return ()
        key = self.owners[operation.operation_id].key
        if media.schema is None or not media.schema.properties:
            return self._build_whole(media.schema, is_json=media.is_json)
        files = self.system.hints.get("uploads", {}).get(key, {})
        fields = self._build(key, media.schema)
        return tuple(replace(one, kind="file", hint="") if one.name in files else one for one in fields)

    def get_answer_fields(self, operation: Operation) -> tuple[Field, ...]:
        """The fields of what an operation answers: of a row for a list."""
        schema = operation.item_schema or (operation.answer.schema if operation.answer else None)
        return self._build(self.owners[operation.operation_id].key, schema)

    def get_query_fields(self, operation: Operation, *, with_paging: bool = False) -> tuple[Field, ...]:
        """The filters of an operation."""
        key = self.owners[operation.operation_id].key
        return tuple(
            self._build_parameter(key, one)
            for one in operation.parameters
            if one.where == "query"
            and one.name not in SECRET_PARAMETERS
            and (with_paging or one.name not in PAGING)
        )

    def get_path_fields(self, operation: Operation) -> tuple[Field, ...]:
        """The parameters in an operation's path, in order."""
        key = self.owners[operation.operation_id].key
        found = [one for one in operation.parameters if one.where == "path"]
        found.sort(key=lambda one: operation.path.index("{" + one.name + "}"))
        return tuple(self._build_parameter(key, one) for one in found)

    def get_columns(self, resource: Resource) -> tuple[Field, ...]:
        """The columns of its list: those of our data file that the document has, else the most telling."""
        fields = {one.name: one for one in self.get_row_fields(resource)}
        said = self.system.hints.get("columns", {}).get(resource.key)
        if said:
            chosen = [fields[name] for name in said if name in fields]
            if len(chosen) > 2:
                return tuple(chosen)
        simple = [one for one in fields.values() if one.kind not in {"list", "json", "file"}]
        simple = [one for one in simple if one.kind != "object" or "id" in one.schema.properties]
        simple.sort(key=lambda one: _rank(one, list(fields)))
        return tuple(simple[:MOST_COLUMNS])

    def choose_first(self, resource: Resource, names: Iterable[str]) -> tuple[str, ...]:
        """The fields among these that are shown and asked first."""
        return choose_first(self.system.hints, resource.key, names)

    def choose_filters(self, operation: Operation, names: Iterable[str]) -> tuple[str, ...]:
        """The five most important of these filters: those of our data file, else the first ones."""
        said = self.system.hints.get("filters", {}).get(self.owners[operation.operation_id].key)
        known = [name for name in names if not name.startswith("dynamicfield_")]
        return tuple(name for name in said or known if name in known)[:MOST_FILTERS]

    def list_relations(self, resource: Resource) -> list[tuple[Resource, str]]:
        """Lists that can be filtered by one record of ``resource``, with the filter's name."""
        found = []
        for other in self.resources.values():
            if other.listing is None or other.is_deprecated or other is resource:
                continue
            for one in self.get_query_fields(other.listing):
                if one.reference == resource.key and one.kind in ID_KINDS:
                    found.append((other, one.name))
                    break
        return found

    def _build(self, key: str, schema: Schema | None) -> tuple[Field, ...]:
        if schema is None:
            return ()
        place = (key, schema.pointer)
        if place not in self._fields:
            self._fields[place] = build_fields(
                schema, lambda name, way: self.references.find(name, way, within=key)
            )
        return self._fields[place]

    def _build_whole(self, schema: Schema | None, *, is_json: bool) -> tuple[Field, ...]:
        whole = schema or Schema.make({}, "#", self.document.resolve)
        one = replace(build_field("body", whole, lambda *_: "", is_required=True), is_whole=True)
        if is_json and one.kind in {"object", "json"}:
            return (_as_kind(one, "json"),)
        return (_as_kind(one, "long"),) if not is_json else (one,)

    def _build_parameter(self, key: str, parameter: Any) -> Field:
        one = build_field(
            parameter.name,
            parameter.schema,
            lambda name, way: self.references.find(name, way, within=key),
            is_required=parameter.is_required and parameter.schema.default is None,
        )
        return _with_hint(one, parameter.description)


def _as_kind(one: Field, kind: Any) -> Field:
    return replace(one, kind=kind, fields=(), item=None)


def _with_hint(one: Field, description: str) -> Field:
    if one.kind == "text" and "YYYY-MM-DD" in description:
        one = replace(one, kind="date")
    return replace(one, hint=description if one.is_english else "")


def _rank(one: Field, order: list[str]) -> tuple[int, int]:
    """Sort key: telling names first, then plain values in the document's order, long texts last."""
    place = order.index(one.name)
    if one.name == "id":
        return (-1, place)
    for number, word in enumerate(TELLING):
        if one.name == word:
            return (number, place)
    return (50 if one.kind != "long" else 60, place)


@cache
def _read(key: str, document: Document) -> Catalogue:
    return Catalogue(get_system(key), document)


def get_catalogue(key: str) -> Catalogue:
    """The catalogue of a system. Raises: KeyError for an unknown one; Unavailable when it is off."""
    system = get_system(key)
    client = getattr(registry, system.key)()
    return _read(key, client.document)
