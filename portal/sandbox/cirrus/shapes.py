"""Records as the catalogue shows them: an id of another record becomes that record, in the shape wanted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.sandbox.cirrus.resources import target_of
from portal.sandbox.crm.catalogue import Catalogue, Schema
from portal.sandbox.crm.records import Records, Row


@dataclass(frozen=True, slots=True)
class Field:
    """``model``: schema of its content, "" when plain. ``target``: the records it points to, or ""."""

    name: str
    model: str
    target: str
    kind: str
    form: str
    is_list: bool
    takes_null: bool

    @property
    def is_plain_text(self) -> bool:
        return self.kind == "string" and not self.form


Model = Mapping[str, Field]


def read_models(catalogue: Catalogue) -> dict[str, Model]:
    """Every named schema that is an object."""
    schemas: Mapping[str, Schema] = catalogue.document["components"]["schemas"]
    return {
        name: {field.name: field for field in _fields(name, schema)}
        for name, schema in schemas.items()
        if "properties" in schema
    }


def _fields(model: str, schema: Schema) -> Iterator[Field]:
    for name, own in schema["properties"].items():
        parts: list[Schema] = list(own.get("anyOf", [own]))
        inner = next((part for part in parts if "$ref" in part), parts[0])
        kinds = inner.get("type", "")
        names = [kinds] if isinstance(kinds, str) else list(kinds)
        is_list = "array" in names
        held = _name_of(inner["items"] if is_list else inner)
        yield Field(
            name=name,
            model=held,
            target=target_of(model, name) if held else "",
            kind=next((one for one in names if one != "null"), ""),
            form=inner.get("format", ""),
            is_list=is_list,
            takes_null="null" in names or len(parts) > 1,
        )


def _name_of(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


class View:
    """The records for one request, by id and by what they point to. Read only."""

    def __init__(self, records: Records, models: Mapping[str, Model]) -> None:
        self.records = records
        self.models = models
        self._by_id: dict[str, dict[int, Row]] = {}
        self._by_field: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def find(self, resource: str, record_id: Any) -> Row | None:
        """The record with this id; or the value itself where it is a record already."""
        if isinstance(record_id, Mapping):
            return dict(record_id)
        if resource not in self._by_id:
            self._by_id[resource] = {row["id"]: row for row in self.records.rows(resource)}
        return self._by_id[resource].get(record_id)

    def pointing(self, resource: str, field: str, record_id: int) -> list[Row]:
        """The records whose ``field`` is, or holds, this id."""
        key = (resource, field)
        if key not in self._by_field:
            index: dict[Any, list[Row]] = {}
            for row in self.records.rows(resource):
                for one in as_list(row.get(field)):
                    index.setdefault(one, []).append(row)
            self._by_field[key] = index
        return self._by_field[key].get(record_id, [])

    @cached_property
    def _has_nulls(self) -> bool:
        return self.records.is_on("nulls")

    # Showing -----------------------------------------------------------------------------------------

    def show(self, model: str, row: Row) -> Row:
        """The row with those fields of the schema that have a value, and every plain text."""
        shown: Row = {}
        for field in self.models[model].values():
            value = self._value(model, field, row)
            if value is not None or field.takes_null or self._has_nulls:
                shown[field.name] = value
        return shown

    def show_all(self, model: str, rows: Iterable[Row]) -> list[Row]:
        return [self.show(model, row) for row in rows]

    def _value(self, model: str, field: Field, row: Row) -> Any:
        derive = DERIVED.get((model, field.name))
        value = derive(self, row) if derive else row.get(field.name)
        if value is None and field.name.endswith("id"):
            held = as_list(row.get(field.name[:-2]))
            value = held[0] if held and not isinstance(held[0], Mapping) else None
        if value is None:
            return None if self._has_nulls else _empty(field)
        if field.is_list:
            found = [self._one(field, one) for one in as_list(value)]
            return [one for one in found if one is not None]
        return self._one(field, value[0] if isinstance(value, list) and value else value)

    def _one(self, field: Field, value: Any) -> Any:
        if not field.model:
            return value
        if not isinstance(value, Mapping):
            value = self.find(field.target, value) if field.target else None
        return None if value is None else self.show(field.model, dict(value))


def as_list(value: Any) -> list[Any]:
    """Nothing, one or several, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _empty(field: Field) -> Any:
    if field.is_list:
        return []
    return "" if field.is_plain_text and not field.takes_null else None


Derive = Callable[[View, Row], Any]


def _files_of(kind: str) -> Derive:
    return lambda view, row: view.pointing("files", f"connected{kind}", row["id"])


def _connected(kind: str) -> Derive:
    return lambda view, row: [
        found for one in row.get(f"connected{kind}", ()) if (found := view.find(kind, one))
    ]


def _pointing(resource: str, field: str) -> Derive:
    return lambda view, row: view.pointing(resource, field, row["id"])


def _own_phone(_view: View, row: Row) -> Any:
    return row.get("phone") or row.get("officephone")


def _coordinates(_view: View, row: Row) -> Any:
    return row.get("addresses", {}).get("visiting", {}).get("coordinates")


# Fields that no record holds itself.
DERIVED: Mapping[tuple[str, str], Derive] = {
    ("Account", "files"): _files_of("accounts"),
    ("Account", "contacts"): _pointing("contacts", "account"),
    ("Activity", "files"): _files_of("activities"),
    ("Contact", "files"): _files_of("contacts"),
    ("Folder", "files"): _pointing("files", "folder"),
    ("Folder", "folders"): _pointing("folders", "parentfolderid"),
    ("Account", "alternateuserid"): lambda _view, row: (
        str(row["alternateuser"]) if row.get("alternateuser") else None
    ),
    ("AccountContact", "phone"): _own_phone,
    ("AccountContact", "primary"): lambda _view, row: row.get("primarycontact"),
    ("ListedUser", "phone"): _own_phone,
    ("ListedContact", "number"): lambda _view, row: row.get("externalkey"),
    ("ListedAccount", "coordinates"): _coordinates,
    **{("File", kind): _connected(kind) for kind in ("activities", "accounts", "contacts", "opportunities")},
}
