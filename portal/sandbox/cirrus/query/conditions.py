"""Conditions made of several query parameters together."""

from collections.abc import Callable
from typing import Any

from portal.sandbox.cirrus.query.filters import held
from portal.sandbox.cirrus.query.places import distance_km, position_of, read_position
from portal.sandbox.cirrus.shapes import View
from portal.sandbox.crm.records import Row

Query = dict[str, Any]


def narrow(operation_id: str, view: View, query: Query, rows: list[Row]) -> list[Row]:
    """The rows that meet every combination asked for."""
    tests: list[Callable[[Row], bool]] = []
    position = read_position(str(query.get("nearto") or ""))
    if position and (radius := _number(query.get("distance"))) is not None:
        tests.append(lambda row: _is_within(row, position, radius))
    if operation_id == "list_accounts" and query.get("activity") is not None:
        tests.append(lambda row: _has_activity(view, query, row) == bool(query["activity"]))
    return [row for row in rows if all(fits(row) for fits in tests)]


def _number(text: Any) -> float | None:
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def _is_within(row: Row, centre: tuple[float, float], radius_km: float) -> bool:
    found = position_of(row)
    return found is not None and distance_km(centre, found) <= radius_km


def _has_activity(view: View, query: Query, row: Row) -> bool:
    """Whether the account has an activity that fits ``activity_user``, ``_closed`` and ``_type``."""
    wanted = [
        (field, str(query[name]))
        for name, field in (
            ("activity_user", "user"),
            ("activity_closed", "closed"),
            ("activity_type", "type"),
        )
        if query.get(name) is not None
    ]
    return any(
        all(value in held(one, field) for field, value in wanted)
        for one in view.pointing("activities", "account", row["id"])
    )
