"""What the catalogue says of each operation: its verbs and authorisations."""

import json
from dataclasses import dataclass

from portal.sandbox.config import CATALOG_DIR


@dataclass(frozen=True, slots=True)
class Known:
    """An operation of the catalogue; with empty ``schemes`` anybody may call it."""

    methods: frozenset[str]
    schemes: frozenset[str]


def read_catalogue() -> dict[str, Known]:
    """Known operations by ``Group/Name``."""
    document = json.loads((CATALOG_DIR / "tagor.json").read_text(encoding="utf-8"))
    return {
        path.lstrip("/"): Known(
            methods=frozenset(method.upper() for method in item),
            schemes=frozenset(
                scheme for verb in item.values() for rule in verb.get("security", []) for scheme in rule
            ),
        )
        for path, item in document["paths"].items()
    }


OPERATIONS = read_catalogue()
