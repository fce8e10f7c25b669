"""What decides about plans and payments is called by the portal itself, not by its tests alone."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.repo.files import ROOT, list_files

PORTAL = ROOT / "portal"
DECIDING = (
    "plans/answer/decisions.py",
    "plans/running/change_answers.py",
    "payments/settling/review.py",
    "payments/settling/register.py",
    "payments/settling/refunds.py",
)


def list_public(module: str) -> set[str]:
    """The public functions of a module."""
    tree = ast.parse((PORTAL / module).read_text("utf-8"))
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


@cache
def read_names() -> dict[Path, frozenset[str]]:
    """Every name that each module of the portal uses, and the last word of each dotted path."""
    found: dict[Path, frozenset[str]] = {}
    for path in list_files():
        if path.suffix != ".py" or not path.is_relative_to(PORTAL) or "sandbox" in path.parts:
            continue
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        names |= {node.id for node in nodes if isinstance(node, ast.Name)}
        texts = (node.value for node in nodes if isinstance(node, ast.Constant))
        names |= {text.rpartition(".")[2] for text in texts if isinstance(text, str) and "." in text}
        found[path] = frozenset(names)
    return found


@pytest.mark.parametrize("module", DECIDING)
def test_every_decision_is_taken_somewhere(module: str) -> None:
    public = list_public(module)
    assert public
    elsewhere = (names for path, names in read_names().items() if path != PORTAL / module)
    assert not public.difference(*elsewhere)
