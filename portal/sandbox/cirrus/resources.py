"""Which records stand behind a path, and what each field points to."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.sandbox.crm.records import Row
from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Resource:
    """``name`` of the records, ``model`` is the schema that shows one of them."""

    name: str
    model: str


@dataclass(frozen=True, slots=True)
class Contract:
    """``data/cirrus-contract.toml``: what the page leaves open, such as the records behind each path."""

    connected: tuple[str, ...]
    kept: tuple[tuple[str, str, str], ...]
    fields: dict[str, tuple[str, ...]]
    models: dict[str, dict[str, str]]
    samples: dict[str, str]
    sample_forms: dict[str, str]
    sorts: dict[str, tuple[str, ...]]
    filters: dict[str, tuple[str, ...]]
    new_activitytype: Row


CONTRACT = read_table("cirrus-contract", Contract)
KEPT: Mapping[str, Resource] = {path: Resource(name, model) for path, name, model in CONTRACT.kept}
BY_FIELD = {field: target for target, fields in CONTRACT.fields.items() for field in fields}


def target_of(model: str, field: str) -> str:
    """The records that a field points to, or "" when it points to none."""
    return CONTRACT.models.get(model, {}).get(field, BY_FIELD.get(field, ""))
