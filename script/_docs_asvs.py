"""The tables of ASVS 5.0, from docs/asvs.txt: a sum by chapter, and each requirement of levels 1 and 2."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from _docs_uses import ROOT, make_table

DATA = ROOT / "docs" / "asvs.txt"
STATES = ("met", "partly", "no", "not here")
CHAPTERS = {
    "1": "encoding and sanitization",
    "2": "validation and business logic",
    "3": "web frontend",
    "4": "API and web service",
    "5": "file handling",
    "6": "authentication",
    "7": "session management",
    "8": "authorization",
    "9": "self-contained tokens",
    "10": "OAuth and OIDC",
    "11": "cryptography",
    "12": "secure communication",
    "13": "configuration",
    "14": "data protection",
    "15": "secure coding and architecture",
    "16": "security logging and error handling",
    "17": "WebRTC",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """``what``: it in a few words of ours. ``proofs``: tests, or files where there is nothing to test."""

    number: str
    level: str
    state: str
    what: str
    how: str
    proofs: tuple[str, ...]

    @property
    def chapter(self) -> str:
        """Such as "6"."""
        return self.number.partition(".")[0]


def read_requirements(data: Path = DATA) -> list[Requirement]:
    """In the order of the file. Raises ValueError for a line of another form."""
    return list(_read(data.read_text("utf-8")))


def make_asvs_sums() -> str:
    """How many of each chapter stand how."""
    rows = []
    for chapter, found in _by_chapter():
        counts = [sum(one.state == state for one in found) for state in STATES]
        rows.append((f"[V{chapter} {CHAPTERS[chapter]}](asvs.md#{_anchor(chapter)})", *map(str, counts)))
    total = [sum(one.state == state for one in read_requirements()) for state in STATES]
    rows.append(("together", *map(str, total)))
    return make_table(("chapter", *STATES), rows)


def make_asvs_rows() -> str:
    """A table a chapter."""
    parts = []
    for chapter, found in _by_chapter():
        rows = [
            (
                one.number,
                one.level,
                one.state,
                one.what,
                one.how,
                ", ".join(f"`{path}`" for path in one.proofs),
            )
            for one in found
        ]
        table = make_table(("number", "level", "state", "what", "how, or why not", "test, or file"), rows)
        parts.append(f"## V{chapter} {CHAPTERS[chapter]}\n\n{table}")
    return "\n\n".join(parts)


def _by_chapter() -> Iterator[tuple[str, list[Requirement]]]:
    for chapter, found in groupby(read_requirements(), key=lambda one: one.chapter):
        yield chapter, list(found)


def _anchor(chapter: str) -> str:
    return f"v{chapter}-{CHAPTERS[chapter].replace(' ', '-').lower()}"


def _read(text: str) -> Iterator[Requirement]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            number, level, state, what, how, proofs = line.split("|")
            yield Requirement(number, level, state, what, how, tuple(proofs.split()))
