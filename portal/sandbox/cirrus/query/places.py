"""Where accounts are, and how far they are from a point."""

import json
import math

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
