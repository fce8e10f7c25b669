"""An examination, which rooms give, and what it finds: one thing looked at, how it is, and what to do.

The words are for whoever runs the portal, in plain English. They never hold a secret or anything about a
person: only names of settings, operations, parameters and codes, counts, and the numbers of staff accounts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing is. ``unknown``: nobody could look. ``off``: not set up, and the portal works without."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``name`` is stable; its part before the dot is the system.

    ``remedy`` is empty when there is nothing to do.
    """

    name: str
    state: State
    words: str
    remedy: str = ""

    @property
    def system(self) -> str:
        """The system it is about: tagor, sips, site, office …"""
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to try reading: its TDOS_Id, a letter's hash. Without them less can be told."""

    file_id: str = ""
    letter_hash: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """What one room looks at. Writes nothing, anywhere.

    ``name`` is that of the finding which says that nobody could look. ``needs_database``: it only reads rows.
    """

    name: str
    look: Callable[[Sample], Iterable[Finding]]
    needs_database: bool = False

    @property
    def system(self) -> str:
        """The system it is about."""
        return self.name.partition(".")[0]


def ok(name: str, words: str) -> Finding:
    """As it should be."""
    return Finding(name, State.OK, words)


def warn(name: str, words: str, remedy: str) -> Finding:
    """Works, but not as well or as safely as it should."""
    return Finding(name, State.WARN, words, remedy)


def bad(name: str, words: str, remedy: str) -> Finding:
    """Something people need does not work, or is not safe."""
    return Finding(name, State.BAD, words, remedy)


def off(name: str, words: str, remedy: str = "") -> Finding:
    """Not set up."""
    return Finding(name, State.OFF, words, remedy)


def unknown(name: str, words: str, remedy: str = "") -> Finding:
    """Could not be looked at."""
    return Finding(name, State.UNKNOWN, words, remedy)


def get_worst(findings: Iterable[Finding]) -> State:
    """bad, else warn, else ok: what is off or unknown is no fault."""
    states = {finding.state for finding in findings}
    return next((state for state in (State.BAD, State.WARN) if state in states), State.OK)
