"""Which contract test covers which operation of the catalogue, and which tests may meet a live Tagor.

A test of an operation stands under ``@covers("Group/Name")``. On the practice office it fails unless that
operation was really called. ``live="office"`` lets it also run on the Tagor of TAGOR_LIVE_URL (with
TAGOR_LIVE_KEY), ``live="file"`` too when TAGOR_LIVE_FILE_ID names a file there. Only harmless reads may say
so; such a test uses the fixture ``server`` and nothing else.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

from tests.contract.tagor.catalogue import OPERATIONS

F = TypeVar("F", bound=Callable[..., object])
COVERED_MARK, LIVE_MARK = "covers_operations", "live_scope"
HERE = Path(__file__).parent


def covers(*names: str, live: Literal["", "office", "file"] = "") -> Callable[[F], F]:
    """Marks a test. Raises ValueError for a name the catalogue does not know."""
    if unknown := set(names) - set(OPERATIONS):
        raise ValueError(f"not in the catalogue: {', '.join(sorted(unknown))}")

    def mark(test: F) -> F:
        setattr(test, COVERED_MARK, names)
        setattr(test, LIVE_MARK, live)
        return test

    return mark


def read_covered() -> set[str]:
    """The operations some test of this folder covers, read from the source: no test needs to run for it."""
    return {name for path in sorted(HERE.glob("test_*.py")) for name in _read_marks(path)}


def _read_marks(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "covers":
                    yield from (ast.literal_eval(name) for name in mark.args)
