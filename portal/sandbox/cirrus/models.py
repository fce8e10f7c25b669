"""The schemas of the catalogue as fields: which are records, which are lists, which are plain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.sandbox.cirrus.resources import target_of
from portal.sandbox.crm.catalogue import Catalogue, Schema


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
