"""Which tables hold anything about a file: one statement, written out, for all of them.

Most files have no row in any table of the portal, and Django takes ten times longer to build a question than
the database to find that out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model

from portal.office.selectors import get_office_row

Tables = tuple[type[Model], ...]
Stored = Mapping[type[Model], bool]
"""For each table that was asked about, whether it has rows of a file; the others may have some."""
Function = TypeVar("Function", bound=Callable[..., Any])

_READ: dict[Callable[..., Any], Tables] = {}
"""What functions of rooms read."""


def of_rows(*tables: type[Model]) -> Callable[[Function], Function]:
    """Marks a function of a room that finds nothing in a file without rows in these tables."""

    def mark(function: Function) -> Function:
        _READ[function] = tables
        return function

    return mark


def list_tables(functions: Iterable[Callable[..., Any]]) -> set[type[Model]]:
    """What these functions read, as far as they are marked."""
    return {table for function in functions for table in _READ.get(function, ())}


def choose(functions: Iterable[Function], stored: Stored) -> list[Function]:
    """Those that may find something in the file that ``stored`` is about."""
    return [
        function
        for function in functions
        if function not in _READ or any(stored.get(table, True) for table in _READ[function])
    ]


def choose_of(functions: Collection[Function], file_id: str) -> list[Function]:
    """Those that may find something in this file."""
    return choose(functions, find_stored(file_id, list_tables(functions)))


def find_stored(file_id: str, tables: Collection[type[Model]]) -> Stored:
    """Which of ``tables`` have rows about this file. Raises: ImproperlyConfigured for one unindexed."""
    listed = tuple(sorted(tables, key=lambda table: table._meta.db_table))
    if not listed:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_write_statement(listed), {"file": file_id, "office": get_office_row().pk})
        found = {at for (at,) in cursor.fetchall()}
    return {table: at in found for at, table in enumerate(listed)}


@cache
def _write_statement(tables: Tables) -> str:
    return " UNION ALL ".join(
        f"SELECT {at} WHERE EXISTS ({_write_question(table)})" for at, table in enumerate(tables)
    )


def _write_question(table: type[Model]) -> str:
    name = connection.ops.quote_name(table._meta.db_table)
    return f"SELECT 1 FROM {name} WHERE {_write_condition(table)}"  # noqa: S608 - our own names


def _write_condition(table: type[Model]) -> str:
    """What an index of the table begins with, so that the answer takes no longer as the table grows."""
    meta = table._meta
    starts = [[field.name] for field in meta.concrete_fields if field.db_index]  # type: ignore[attr-defined]
    starts += [list(one.fields) for one in (*meta.indexes, *meta.total_unique_constraints)]
    if any(start[:1] == ["file_id"] for start in starts):
        return "file_id = %(file)s"
    if any(start[:2] == ["office", "file_id"] for start in starts):
        return "office_id = %(office)s AND file_id = %(file)s"
    raise ImproperlyConfigured(f"{table.__name__} has no index that begins with the file")
