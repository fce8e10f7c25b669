"""The seeded files, one row each: who, how much, and what is special. From ``data/files.toml``."""

from dataclasses import dataclass, field
from typing import Any

from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Seed:
    """One file. ``owed_cents`` is the balance after ``paid`` (days ago, cents) is taken off.

    ``fields`` are set on the file, ``person`` on its last defendant, and ``lines`` added to its account;
    ``plan`` runs since so many ``days``. ``shape`` names a function of ``shapes.py`` for the rest.
    """

    slugs: tuple[str, ...]
    names: tuple[str, ...]
    claimant: str
    owed_cents: int
    note: str
    language: str | None = None
    paid: tuple[tuple[int, int], ...] = ()
    kind: str = "VONNIS"
    stage: str = "GER"
    fields: dict[str, Any] = field(default_factory=dict)
    person: dict[str, str] = field(default_factory=dict)
    lines: tuple[dict[str, Any], ...] = ()
    plan: dict[str, int] = field(default_factory=dict)
    shape: str = ""


SEEDS = read_table("files", dict[str, tuple[Seed, ...]])["files"]
