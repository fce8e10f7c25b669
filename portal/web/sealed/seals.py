"""The seals of a row: whether the present keys open them, and how they look with the newest key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string

from portal.web.room import Sealed, list_rooms
from portal.web.sealing import make_digest, reseal, reseal_bytes, unseal

Row = Mapping[str, Any]


@dataclass(slots=True)
class Seals:
    """How many there are: of the newest key, of an older one, and locked, because their key is gone.

    ``changes``: the values of the row's fields with the newest key, where they differ.
    """

    newest: int = 0
    older: int = 0
    locked: int = 0
    changes: dict[str, Any] = field(default_factory=dict)


def list_sealed() -> tuple[Sealed, ...]:
    """What every room declares."""
    return tuple(one for room in list_rooms() for one in room.sealed)


def list_rows(declared: Sealed) -> "QuerySet[Any, Row]":
    """The rows that can hold seals: their number and these fields alone, in the order of their numbers."""
    rows: QuerySet[Any, Any] = apps.get_model(declared.model)._base_manager.filter(**declared.where)
    return rows.order_by("pk").values("pk", *declared.fields)


def read_seals(declared: Sealed, row: Row) -> Seals:
    """The seals of one row of ``list_rows``. Empty fields have none."""
    purpose, found = import_string(declared.purpose), Seals()
    for name in declared.fields:
        value = row[name]
        if not declared.keys:
            fresh = _renew(value, purpose, found)
        else:
            known = {key: value[key] for key in declared.keys if value.get(key)}
            fresh = {**value, **{key: _renew(sealed, purpose, found) for key, sealed in known.items()}}
        if fresh == value:
            continue
        found.changes[name] = fresh
        if name in declared.digests:
            text = unseal(fresh, purpose=purpose) or ""
            found.changes[declared.digests[name]] = make_digest(text, purpose=purpose)
    return found


def has_locked(row: Model) -> bool:
    """Whether this row holds something that the present keys cannot open, in a field that was read."""
    mine = [one for one in list_sealed() if one.model.lower() == row._meta.label_lower]
    absent = row.get_deferred_fields()
    return any(
        read_seals(one, {name: getattr(row, name) for name in one.fields}).locked
        for one in mine
        if not absent & set(one.fields)
    )


def _renew(sealed: Any, purpose: str, found: Seals) -> Any:
    """The same with the newest key, or as it is; counts it in ``found``."""
    if not sealed:
        return sealed
    if isinstance(sealed, str):
        fresh: Any = reseal(sealed, purpose=purpose)
    else:
        sealed = bytes(sealed)
        fresh = reseal_bytes(sealed, purpose=purpose)
    if fresh is None:
        found.locked += 1
        return sealed
    if fresh == sealed:
        found.newest += 1
    else:
        found.older += 1
    return fresh
