"""Counts the rows of several queries in one statement."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def count_together(queries: "Sequence[QuerySet[Any]]", *, most: int) -> list[int]:
    """How many rows each has, in their order; each is counted no further than ``most``."""
    parts: list[str] = []
    parameters: list[Any] = []
    for rows in queries:
        try:
            sql, own = rows.order_by().values("pk")[:most].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
        else:
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 - Django's own statement
            parameters += own
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        return list(cursor.fetchone())
