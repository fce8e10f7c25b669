"""Every regular expression of the portal, with the ways it is asked."""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.forms import BaseForm
from django.urls import URLResolver, get_resolver
from environ.fileaware_mapping import FileAwareMapping

import portal
from portal.web.http_request.secret_addresses import compile_secret_addresses
from tests.repo.files import ROOT

FROM_START = {"match", "fullmatch"}
ANYWHERE = {"search", "sub", "subn", "findall", "finditer", "split"}
ALL_WAYS = frozenset({"match", "fullmatch", "search"})
DEEPEST = 5


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and the ways it is asked; ``search`` is any that starts anywhere."""

    place: str
    pattern: re.Pattern[str]
    ways: frozenset[str] = ALL_WAYS


@cache
def list_patterns() -> list[Found]:
    """All there are: in modules, in calls, in forms and models, in addresses, in logs. Once each."""
    every = [*_in_modules(), *_in_calls(), *_in_validators(), *_in_addresses(get_resolver())]
    secrets = compile_secret_addresses(settings.ROOT_URLCONF)
    every += [Found("a secret address", pattern, frozenset({"search"})) for pattern in secrets]
    found: dict[tuple[str, int], Found] = {}
    for one in every:
        key = (one.pattern.pattern, one.pattern.flags)
        before = found.get(key, one)
        found[key] = dataclasses.replace(before, ways=before.ways | one.ways)
    return list(found.values())


@cache
def _list_modules() -> tuple[ModuleType, ...]:
    names = (one.name for one in pkgutil.walk_packages(portal.__path__, "portal."))
    return tuple(
        importlib.import_module(name)
        for name in names
        if not name.endswith("__main__") and ".migrations" not in name
    )


@cache
def _read_trees() -> Mapping[str, ast.Module]:
    paths = [_path_of(module) for module in _list_modules() if module.__file__]
    return {path: ast.parse((ROOT / path).read_text("utf-8")) for path in paths}


@dataclass(frozen=True)
class Asked:
    """What one file does with patterns: the names it imports, and the ways it asks each name."""

    imports: frozenset[tuple[str, str]]
    ways: Mapping[str, set[str]]


@cache
def _read_asked() -> Mapping[str, Asked]:
    """Each file read once: there are a thousand of them, and a hundred patterns."""
    return {path: _read_asked_in(tree) for path, tree in _read_trees().items()}


def _read_asked_in(tree: ast.Module) -> Asked:
    imports, ways = set(), defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            imports |= {(node.module or "", one.asname or one.name) for one in node.names}
        elif (
            isinstance(node, ast.Attribute)
            and node.attr in FROM_START | ANYWHERE
            and isinstance(node.value, ast.Name)
        ):
            ways[node.value.id].add(node.attr if node.attr in FROM_START else "search")
    return Asked(frozenset(imports), ways)


def _find_ways(module: ModuleType, name: str) -> frozenset[str]:
    """The ways a pattern of a module is asked, there and where it is imported; all when nobody can tell."""
    ways: set[str] = set()
    for path, asked in _read_asked().items():
        if path == _path_of(module) or (module.__name__, name) in asked.imports:
            ways |= asked.ways.get(name, set())
    return frozenset(ways) or ALL_WAYS


def _path_of(module: ModuleType) -> str:
    return str(Path(module.__file__ or "").relative_to(ROOT))


def _in_modules() -> Iterator[Found]:
    for module in _list_modules():
        for name, value in vars(module).items():
            for pattern in _find_compiled(value):
                ways = _find_ways(module, name) if pattern is value else ALL_WAYS
                yield Found(f"{module.__name__}.{name}", pattern, ways)


def _find_compiled(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
        return
    # What stands in the environment is nobody's pattern, and reading it opens files.
    if depth > DEEPEST or isinstance(value, ModuleType | str | bytes | FileAwareMapping):
        return
    inner: Iterable[Any] = ()
    if isinstance(value, Mapping):
        inner = list(value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        inner = value
    elif type(value).__module__.startswith("portal.") and hasattr(value, "__dict__"):
        inner = list(vars(value).values())
    elif inspect.isclass(value) and value.__module__.startswith("portal."):
        inner = [one for key, one in vars(value).items() if not key.startswith("__")]
    for one in inner:
        yield from _find_compiled(one, depth + 1)


def _list_calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Each call of a function of ``re`` that takes a pattern: its place, the call, the function's name."""
    for path, tree in _read_trees().items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in FROM_START | ANYWHERE | {"compile"}
            ):
                yield f"{path}:{node.lineno}", node, node.func.attr


def _in_calls() -> Iterator[Found]:
    for place, call, function in _list_calls():
        text = call.args[0]
        if not isinstance(text, ast.Constant) or (function == "compile" and _is_outside(place)):
            continue
        said = [ast.unparse(one) for one in (*call.args[1:], *(word.value for word in call.keywords))]
        flags = [one for one in said if one.startswith("re.")]
        pattern = re.compile(text.value, eval(flags[0], {"re": re}) if flags else 0)  # noqa: S307 - our own
        ways = {function if function in FROM_START else "search"}
        yield Found(place, pattern, ALL_WAYS if function == "compile" else frozenset(ways))


def list_unread() -> list[str]:
    """Files whose functions put a pattern together: nothing but the caller knows which."""
    unread = {
        place.rpartition(":")[0]
        for place, call, function in _list_calls()
        if not (isinstance(call.args[0], ast.Constant) or (function == "compile" and _is_outside(place)))
    }
    return sorted(unread)


def _is_outside(place: str) -> bool:
    """Whether it stands outside every function."""
    path, _, line = place.rpartition(":")
    functions = [one for one in ast.walk(_read_trees()[path]) if isinstance(one, ast.FunctionDef)]
    return not any(one.lineno <= int(line) <= (one.end_lineno or 0) for one in functions)


def _in_validators() -> Iterator[Found]:
    fields = [
        (f"{model.__name__}.{field.name}", field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
    ]
    fields += [
        (f"{form.__name__}.{name}", field)
        for form in _list_forms()
        for name, field in form.base_fields.items()
    ]
    for place, field in fields:
        for validator in getattr(field, "validators", ()):
            for value in {**vars(type(validator)), **vars(validator)}.values():
                if isinstance(value, re.Pattern):  # also one that Django compiles when first asked
                    yield Found(place, re.compile(value.pattern, value.flags), frozenset({"search"}))


def _list_forms(kind: type = BaseForm) -> Iterator[Any]:
    for one in kind.__subclasses__():
        if hasattr(one, "base_fields"):
            yield one
        yield from _list_forms(one)


def _in_addresses(resolver: URLResolver) -> Iterator[Found]:
    for entry in resolver.url_patterns:
        pattern = getattr(entry.pattern, "regex", None)
        if isinstance(pattern, re.Pattern):
            yield Found(f"address {entry.pattern}", pattern, frozenset({"search"}))
        if isinstance(entry, URLResolver):
            yield from _in_addresses(entry)
