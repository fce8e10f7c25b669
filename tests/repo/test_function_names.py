"""A function begins with a verb of docs/glossary.md, not with one that could promise anything."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.repo.files import ROOT, list_text_files

RETIRED = re.compile(r"_*(?:give|hear|keep|look|say|speak|tell)s?(?:_(?!up(?:_|$))|$)|_*words?(?:_for)?$")
"""Verbs that stood for many things. "To give up" is plain English."""
STORED = {
    "look_at_webhooks",  # a task: runs that are planned hold its path
}
MACRO = re.compile(r"{%-? *macro +(\w+)")


def list_functions(source: str) -> list[str]:
    """Every function, method and function within one."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def is_retired(name: str) -> bool:
    return RETIRED.match(name) is not None


def list_names() -> Iterator[tuple[Path, str]]:
    for path in list_text_files():
        place, text = path.relative_to(ROOT), path.read_text("utf-8")
        if place.parts[0] == "templates":
            yield from ((place, name) for name in MACRO.findall(text))
        elif place.parts[0] in {"portal", "script"} and (place.suffix == ".py" or "python" in text[:40]):
            yield from ((place, name) for name in list_functions(text))


def test_no_function_begins_with_a_retired_verb() -> None:
    names = list(list_names())
    assert len(names) > 5000
    found = [f"{place}: {name}" for place, name in names if is_retired(name) and name not in STORED]
    assert found == [], "docs/glossary.md has the verbs, and what each promises"


def test_what_is_stored_is_still_there() -> None:
    assert {name for _place, name in list_names()} >= STORED


def test_a_retired_verb_is_seen() -> None:
    source = "class A:\n    async def tell(self):\n        def _say_now(): ...\n"
    assert [name for name in list_functions(source) if is_retired(name)] == ["tell", "_say_now"]
    assert list(filter(is_retired, ["look_up", "_keep", "words_for", "gives_nulls", "hear_of_acts"]))
    assert not any(map(is_retired, ["give_up", "give_up_if_over", "keeper", "lookup", "wordy", "sayings"]))
