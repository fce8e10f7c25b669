"""The translate command as a module, for the tests of catalogues and words."""

import importlib.util
from functools import cache
from importlib.machinery import SourceFileLoader
from types import ModuleType
from typing import Any

from tests.repo.files import ROOT


@cache
def load() -> ModuleType:
    """``script/translate`` without running it."""
    loader = SourceFileLoader("translate", str(ROOT / "script" / "translate"))
    spec = importlib.util.spec_from_loader("translate", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@cache
def list_rooms() -> list[str]:
    """Rooms with at least one message, by their catalogues: to read their sources takes ten seconds."""
    return [room for room in load().list_rooms() if (ROOT / "portal" / room / "locale").is_dir()]


@cache
def get_source(room: str) -> Any:
    """The messages in a room's source."""
    return load().extract_room(room)
