"""The seeded files, one row each: who, how much, and what is special. From ``data/files.toml``."""

from dataclasses import dataclass

from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Seed:
    """One file. ``owed_cents`` is the balance after ``paid`` (days ago, cents) is taken off.

    ``shape`` names a function of ``shapes.py`` for what a row cannot say.
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
    shape: str = ""


SEEDS = read_table("files", dict[str, tuple[Seed, ...]])["files"]
