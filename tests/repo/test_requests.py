"""Who takes an ``HttpRequest``: views and the doors before them; anybody else stands in a list.

Each room has a list of its own, ``tests/repo/requests/<room>.txt``. A line is a function, a class or (with
``.*``) a whole module of that room, two blanks, and why it needs the request.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.files import ROOT, list_files

LISTS = ROOT / "tests" / "repo" / "requests"
PORTAL = ROOT / "portal"
# What Django hands a request to: views, what wraps them, what runs before and beside them, its admin.
DOORS = {"views", "decorators", "middleware", "page_context", "admin"}
APART = {"sandbox"}


def is_door(module: Path) -> bool:
    return module.stem in DOORS or module.stem.endswith(("_views", "_admin", "_middleware"))


def list_modules() -> dict[str, list[Path]]:
    """The modules to look at, by room."""
    rooms: dict[str, list[Path]] = {}
    for path in list_files():
        if path.suffix == ".py" and path.is_relative_to(PORTAL) and not is_door(path):
            room = path.relative_to(PORTAL).parts[0].removesuffix(".py")
            rooms.setdefault(room, []).append(path)
    return {room: sorted(paths) for room, paths in rooms.items() if room not in APART}


def is_request(argument: ast.arg) -> bool:
    if argument.annotation is None:
        return argument.arg == "request"
    return "HttpRequest" in ast.unparse(argument.annotation)


def list_takers(tree: ast.AST, inside: str = "") -> Iterator[str]:
    """Functions with a request among their arguments, and classes with one among their fields."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{inside}{node.name}"
            given = node.args
            if any(map(is_request, (*given.posonlyargs, *given.args, *given.kwonlyargs))):
                yield name
            yield from list_takers(node, f"{name}.")
        elif isinstance(node, ast.ClassDef):
            name = f"{inside}{node.name}"
            fields = [one for one in node.body if isinstance(one, ast.AnnAssign)]
            if any("HttpRequest" in ast.unparse(one.annotation) for one in fields):
                yield name
            yield from list_takers(node, f"{name}.")
        else:
            yield from list_takers(node, inside)


def find_takers(room: str) -> set[str]:
    found = set()
    for path in list_modules().get(room, []):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        tree = ast.parse(path.read_text("utf-8"))
        found |= {f"{module}.{name}" for name in list_takers(tree)}
    return found


def read_list(room: str) -> dict[str, str]:
    """What is listed, and each one's reason."""
    path = LISTS / f"{room}.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    pairs = [line.partition("  ") for line in lines if line.strip()]
    return {name: reason.strip() for name, _blanks, reason in pairs}


def covers(listed: str, taker: str) -> bool:
    return taker.startswith(listed[:-1]) if listed.endswith(".*") else taker == listed


ROOMS = sorted({*list_modules(), *(path.stem for path in LISTS.glob("*.txt"))})


@pytest.mark.parametrize("room", ROOMS)
def test_only_the_listed_take_a_request(room: str) -> None:
    found, listed = sorted(find_takers(room)), read_list(room)
    new = [taker for taker in found if not any(covers(one, taker) for one in listed)]
    gone = [one for one in listed if not any(covers(one, taker) for taker in found)]
    assert new == [], "give it what it needs of the request, or list it with a reason"
    assert gone == [], "takes no request any more: take it off the list"


@pytest.mark.parametrize("room", ROOMS)
def test_everybody_on_a_list_has_a_reason(room: str) -> None:
    assert [name for name, reason in read_list(room).items() if len(reason.split()) < 3] == []


@pytest.mark.parametrize(
    "code",
    [
        "def f(request: HttpRequest): ...",
        "def f(a, *, request: HttpRequest | None = None): ...",
        "def f(request): ...",
        "class f:\n    request: HttpRequest\n",
        "if True:\n    async def f(page: 'HttpRequest'): ...",
    ],
)
def test_a_taker_is_seen(code: str) -> None:
    assert list(list_takers(ast.parse(code))) == ["f"]


@pytest.mark.parametrize("code", ["def f(request: str): ...", "def f(visit: Visit): ...", "class f: ..."])
def test_who_takes_none_is_not(code: str) -> None:
    assert list(list_takers(ast.parse(code))) == []
