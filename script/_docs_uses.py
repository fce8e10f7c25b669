"""Who in the rooms calls a system, read from the code. Rooms that only look or play count for nothing."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WITHOUT_PAGES = {"doctor", "integrations", "sandbox"}
SYSTEMS = ("dossierdata", "cirrus", "aptic", "digioffice")


def make_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def join(words: Iterable[str]) -> str:
    """Each word once, in order; a dash for none."""
    return ", ".join(sorted(set(words))) or "–"


def list_calls(system: str) -> dict[str, set[str]]:
    """For each method of a client the modules that use it, as ``room/module``."""
    found: dict[str, set[str]] = defaultdict(set)
    for place, _source, tree in list_modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and is_of(node, system):
                found[node.attr].add(place)
    return found


def is_of(method: ast.Attribute, system: str) -> bool:
    """Whether this is a method of ``registry.<system>()``, or of a name ``<system>`` for it."""
    return ast.unparse(method.value).rpartition(".")[2] in {system, f"{system}()"}


def list_named(system: str, operation_ids: Iterable[str]) -> dict[str, set[str]]:
    """For each operation the modules that name it in a text, among those that speak of the system."""
    wanted = set(operation_ids)
    found: dict[str, set[str]] = defaultdict(set)
    for place, source, tree in list_modules():
        if not concerns(place, source, system):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in wanted:
                found[node.value].add(place)
    return found


def concerns(place: str, source: str, system: str) -> bool:
    """A module named after systems is about those; any other about each system it mentions."""
    named = [one for one in SYSTEMS if one in place]
    return system in named if named else system in source


@cache
def _read_modules() -> tuple[tuple[str, str, ast.Module], ...]:
    found = []
    for path in sorted((ROOT / "portal").glob("*/**/*.py")):
        place = path.relative_to(ROOT / "portal")
        if place.parts[0] not in WITHOUT_PAGES:
            source = path.read_text("utf-8")
            found.append((place.with_suffix("").as_posix(), source, ast.parse(source)))
    return tuple(found)


def list_modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Every module of the rooms: its place, its source, and that as a tree."""
    yield from _read_modules()
