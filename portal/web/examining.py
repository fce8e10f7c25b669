"""Examinations, which rooms provide, and findings: one thing checked, its state, and what to do.

The texts are for whoever runs the portal, in plain English. They never hold a secret or anything about a
person: only names of settings, operations, parameters and codes, counts, and the numbers of staff accounts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The state of a thing. ``unknown``: could not be checked. ``off``: not set up, and not needed."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked. ``name`` is stable; its part before the dot is the system.

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
    """A file to try reading: its TDOS_Id, a letter's hash. Without them fewer checks are possible."""

    file_id: str = ""
    letter_hash: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """The checks of one room. They write nothing, anywhere.

    ``name`` is that of the finding for a check that could not run. ``needs_database``: it only reads rows.
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
    """Could not be checked."""
    return Finding(name, State.UNKNOWN, words, remedy)


Faults = Sequence[tuple[str, str, str]]
"""Signs in an error or its name (a bar is "or"), what they mean, and what to do: the first that fits."""


def describe_fault(name: str, error: Exception, faults: Faults, *, otherwise: str, setting: str) -> Finding:
    """Something that cannot be reached. The text of the error is not shown: it may hold what is secret."""
    text = f"{type(error).__name__} {error}"
    for signs, words, remedy in faults:
        if any(sign in text for sign in signs.split("|")):
            return bad(name, words, remedy)
    return bad(name, f"{otherwise} ({type(error).__name__}).", f"Check {setting}.")


def get_worst(findings: Iterable[Finding]) -> State:
    """bad, else warn, else ok: ``off`` and ``unknown`` are not faults."""
    states = {finding.state for finding in findings}
    return next((state for state in (State.BAD, State.WARN) if state in states), State.OK)
