"""The seeded files, one row each: who, how much, and what is special. From ``data/files.toml``."""

from dataclasses import dataclass, field
from typing import Any

from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class SeededMessage:
    """A message of so many ``days`` ago; the ends are claimant, defendant or office.

    ``attachment`` names a document of the file.
    """

    sender: str
    receiver: str
    subject: str
    body: str
    days: int
    hour: int
    minute: int = 0
    read: bool = False
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class Seed:
    """One file. ``owed_cents`` is the balance after ``paid`` (days ago, cents) is taken off.

    ``fields`` are set on the file, ``person`` on its last defendant, and ``lines`` added to its account;
    ``plan`` runs since so many ``days``; ``tasks``: days from now, hour, text, kind; ``hearing``: days, text,
    place. ``shape`` names a function of ``files.py`` for the rest.
    """

    slugs: tuple[str, ...]
    names: tuple[str, ...]
    claimant: str
    owed_cents: int
    note: str
    language: str | None = None
    issued_days: int = 10
    paid: tuple[tuple[int, int], ...] = ()
    kind: str = "VONNIS"
    stage: str = "GER"
    fields: dict[str, Any] = field(default_factory=dict)
    person: dict[str, str] = field(default_factory=dict)
    lines: tuple[dict[str, Any], ...] = ()
    plan: dict[str, int] = field(default_factory=dict)
    documents: tuple[dict[str, Any], ...] = ()
    messages: tuple[SeededMessage, ...] = ()
    tasks: tuple[tuple[int, int, str, str], ...] = ()
    hearing: tuple[int, str, str] | None = None
    shape: str = ""


SEEDS = read_table("files", dict[str, tuple[Seed, ...]])["files"]
