"""Imports go one way, in every folder and for every module; the contracts are in ``.importlinter.toml``."""

import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.repo.files import ROOT

NAME = ".importlinter.toml"
LINT = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo", "--config", NAME]
TEXT = (ROOT / NAME).read_text("utf-8")
CONTRACTS = tomllib.loads(TEXT)["tool"]["importlinter"]["contracts"]
LISTS = {one["containers"][0]: one for one in CONTRACTS if one["type"] == "layers"}
APART = {"migrations", "commands"}
"""Folders whose modules Django finds by their names, and that nothing imports."""


def run_lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(LINT, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def run_changed(folder: Path, old: str, new: str) -> subprocess.CompletedProcess[str]:
    """The contracts with one text changed, over the portal as it is."""
    assert old in TEXT
    (folder / "portal").symlink_to(ROOT / "portal")
    (folder / NAME).write_text(TEXT.replace(old, new, 1), "utf-8")
    return run_lint(folder)


def list_folders() -> Iterator[tuple[str, set[str]]]:
    """Every package of the portal as a dotted path, with the names in it."""
    for init in (ROOT / "portal").rglob("__init__.py"):
        folder = init.parent
        names = {path.stem for path in folder.glob("*.py")} - {"__init__"}
        names |= {path.parent.name for path in folder.glob("*/__init__.py")}
        if folder.name not in APART and len(names) > 1:
            yield ".".join(folder.relative_to(ROOT).parts), names


def list_callbacks(resolver: URLResolver) -> Iterator[Callable[..., Any]]:
    """What answers at any address."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one.callback
        else:
            yield from list_callbacks(one)


def test_every_contract_is_kept() -> None:
    done = run_lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_an_import_against_the_grain_is_seen(tmp_path: Path) -> None:
    done = run_changed(tmp_path, 'source_modules = ["portal.sandbox"]', 'source_modules = ["portal.office"]')
    assert done.returncode == 1
    assert "BROKEN" in done.stdout


def test_a_module_that_nobody_listed_is_seen(tmp_path: Path) -> None:
    done = run_changed(tmp_path, '"refused_credential",', "")
    assert done.returncode == 1
    assert "refused_credential" in done.stdout


def test_every_folder_has_a_complete_list() -> None:
    folders = dict(list_folders())
    assert sorted(set(folders) - set(LISTS)) == [], f"{NAME} needs a contract for each, as for its neighbours"
    assert sorted(set(LISTS) - set(folders)) == [], f"take their contracts out of {NAME}"
    for path, names in folders.items():
        listed = [name for entry in LISTS[path]["layers"] for name in entry.split(" : ")]
        assert LISTS[path]["exhaustive"] is True, path
        assert sorted(listed) == sorted(names), f"name all modules of {path} in its contract in {NAME}"


def test_no_two_of_a_folder_import_each_other() -> None:
    both_ways = {path: [e for e in one["layers"] if ":" in e or "|" in e] for path, one in LISTS.items()}
    assert {path: entries for path, entries in both_ways.items() if entries} == {}


def test_whatever_answers_at_an_address_sees_no_client() -> None:
    (views,) = [one for one in CONTRACTS if one["id"] == "views"]
    modules = {callback.__module__ for callback in list_callbacks(get_resolver())}
    ours = {module for module in modules if module.startswith("portal.")}
    assert len(ours) > 100
    missing = ours - set(views["source_modules"])
    assert sorted(missing) == [], f'name them in source_modules of the contract "views" in {NAME}'
