"""The CRM systems, our data on each beyond its document, and whether the office uses it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class System:
    """A system. ``setting`` starts the names of its settings; ``needs_connection``: each person signs in."""

    key: str
    name: str
    setting: str
    text: Any
    needs_connection: bool = False
    masks: bool = False
    hints: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def is_on(self) -> bool:
        """Whether the office has set its address."""
        return bool(self.address)

    @property
    def address(self) -> str:
        """Where it is; "" when it is off."""
        return str(getattr(settings, f"{self.setting}_URL"))


@cache
def _read_hints(key: str) -> Mapping[str, Any]:
    hints: Mapping[str, Any] = json.loads((DATA / f"{key}.json").read_text("utf-8"))
    return hints


def list_systems() -> tuple[System, ...]:
    """Every system, on or off."""
    return (get_system("dossierdata"), get_system("cirrus"))


@cache
def get_system(key: str) -> System:
    """One system. Raises: KeyError."""
    words: dict[str, dict[str, Any]] = {
        "dossierdata": {
            "name": "DossierData",
            "setting": "DOSSIERDATA",
            "text": _("Customers, dossiers, documents, notes and letters"),
            "needs_connection": True,
        },
        "cirrus": {
            "name": "Cirrus",
            "setting": "CIRRUS",
            "text": _("Accounts, contacts, activities and orders"),
            "masks": True,
        },
    }
    told = words[key]  # before anything is read by this name: it may come from an address
    return System(key=key, hints=_read_hints(key), **told)
