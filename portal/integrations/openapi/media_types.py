"""Media types as RFC 9110 compares them: without case, without parameters, with ranges."""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")
JSON = "application/json"
RANGES = frozenset({"*/*", "application/*"})


def get_essence(said: str) -> str:
    """The type without parameters: "application/json" of "Application/JSON; charset=utf-8"."""
    return said.partition(";")[0].strip().lower()


def is_json(essence: str) -> bool:
    """Whether it is JSON of any kind."""
    return essence.endswith(("/json", "+json"))


def find_match(said: str, documented: Mapping[str, T]) -> T | None:
    """The document's entry for a type: under the type itself, else under the narrowest range around it."""
    essence = get_essence(said)
    for wanted in (essence, f"{essence.partition('/')[0]}/*", "*/*"):
        if wanted in documented:
            return documented[wanted]
    return None
