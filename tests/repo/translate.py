"""The translate command as a module, for the tests of catalogues and words."""

from functools import cache
from types import ModuleType
from typing import Any

from tests.repo.files import ROOT
from tests.repo.scripts import load_script


@cache
def load() -> ModuleType:
    """``script/translate`` without running it."""
    return load_script("translate")


@cache
def list_rooms() -> list[str]:
    """Rooms with at least one message, by their catalogues: to read their sources takes ten seconds."""
    return [room for room in load().list_rooms() if (ROOT / "portal" / room / "locale").is_dir()]


@cache
def get_source(room: str) -> Any:
    """The messages in a room's source."""
    return load().extract_room(room)
