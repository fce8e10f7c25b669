"""Seals everything again with the newest key, so that older keys can go."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps

from portal.web.room import Sealed
from portal.web.sealed.seals import Row, Seals, list_rows, list_sealed, read_seals

BATCH = 200
TRIES = 3


@dataclass(slots=True)
class Outcome:
    """Seals of one declaration: how many were renewed, cannot be opened, or changed under our hands."""

    declared: Sealed
    renewed: int = 0
    locked: int = 0
    missed: int = 0


def reseal_all(*, is_dry: bool = False) -> Iterator[Outcome]:
    """Walk what every room declares; one outcome for each. ``is_dry``: look, and change nothing."""
    for declared in list_sealed():
        outcome = Outcome(declared)
        for row in _iterate_rows(declared):
            seals = _reseal_row(declared, row, is_dry=is_dry)
            outcome.locked += seals.locked
            if seals.changes and not is_dry:
                outcome.missed += seals.older
            else:
                outcome.renewed += seals.older
        yield outcome


def _iterate_rows(declared: Sealed) -> Iterator[Row]:
    """All rows, some at a time, without a query that stays open."""
    last, size = None, 1 if declared.is_large else BATCH
    while True:
        rows = list_rows(declared)
        batch = list(rows[:size] if last is None else rows.filter(pk__gt=last)[:size])
        yield from batch
        if len(batch) < size:
            return
        last = batch[-1]["pk"]


def _reseal_row(declared: Sealed, row: Row, *, is_dry: bool) -> Seals:
    """Its seals; ``changes`` is empty once they are stored, and is left when others kept changing the row."""
    seals = read_seals(declared, row)
    for _try in range(0 if is_dry else TRIES):
        if not seals.changes or _store(declared, row, seals):
            seals.changes = {}
            break
        fresh = list_rows(declared).filter(pk=row["pk"]).first()
        if fresh is None:
            return Seals()
        row, seals = fresh, read_seals(declared, fresh)
    return seals


def _store(declared: Sealed, row: Row, seals: Seals) -> bool:
    """Whether they are stored: only while every field that changes still is as it was read."""
    as_read = {name: row[name] for name in declared.fields if name in seals.changes}
    rows = apps.get_model(declared.model)._base_manager.filter(pk=row["pk"], **as_read)
    return bool(rows.update(**seals.changes))
