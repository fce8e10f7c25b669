"""Conditions made of several query parameters together; where accounts are, and how far from a point."""

import json
import math
from typing import Any

from portal.sandbox.cirrus.query.parameters import held
from portal.sandbox.cirrus.shapes import View
from portal.sandbox.crm.records import Row

EARTH_KM = 6371.0


def read_position(text: str) -> tuple[float, float] | None:
    """``{latitude, longitude}`` as JSON, or two numbers with a comma."""
    try:
        found = json.loads(text) if text.strip().startswith("{") else text.split(",")
        one, two = (found["latitude"], found["longitude"]) if isinstance(found, dict) else found
        return float(one), float(two)
    except (ValueError, KeyError, TypeError):
        return None


def position_of(row: Row) -> tuple[float, float] | None:
    """The position of the visiting address."""
    found = row.get("addresses", {}).get("visiting", {}).get("coordinates") or {}
    if not found.get("latitude"):
        return None
    return float(found["latitude"]), float(found["longitude"])


def distance_km(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Along the earth's surface."""
    north, south = math.radians(one[0]), math.radians(two[0])
    east = math.radians(two[1] - one[1])
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


Query = dict[str, Any]


def narrow(operation_id: str, view: View, query: Query, rows: list[Row]) -> list[Row]:
    """The rows that meet every combination asked for."""
    position, radius = read_position(str(query.get("nearto") or "")), _number(query.get("distance"))
    if position and radius is not None:
        rows = [row for row in rows if _is_within(row, position, radius)]
    if operation_id == "list_accounts" and query.get("activity") is not None:
        rows = [row for row in rows if _has_activity(view, query, row) == bool(query["activity"])]
    return rows


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
    asked = {field: query.get(f"activity_{field}") for field in ("user", "closed", "type")}
    wanted = [(field, str(value)) for field, value in asked.items() if value is not None]
    return any(
        all(value in held(one, field) for field, value in wanted)
        for one in view.pointing("activities", "account", row["id"])
    )
