"""What must hold for the repository as a whole."""

import os
import re
from pathlib import Path

import pytest

from tests.repo.files import ROOT, list_files, list_text_files

# Written in parts, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a package registry": "|".join(
        ("py" + r"pi\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.(org|com)", "deb" + r"\.debian\.org")
    ),
    "a path of one machine": "|".join(("/ro" + "ot/", "/wo" + "rk/", "/ho" + r"me/\w")),
}
# The lock says where each package came from: that is its purpose.
MAY_NAME = {"uv.lock"}
OUTSIDE = re.compile(
    r"""<(?!a\b)\w+[^>]*\s(?:src|href|action|srcset)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import"""
)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in list_text_files()
        if path.name not in MAY_NAME and (hit := pattern.search(path.read_text("utf-8")))
    ]
    assert not found


def test_pages_load_nothing_from_another_host() -> None:
    places = ("templates/", "static/", "portal/")
    kinds = {".html", ".css", ".js", ".svg"}
    shown = [path for path in list_text_files() if path.suffix in kinds]
    found = [
        str(path.relative_to(ROOT))
        for path in shown
        if str(path.relative_to(ROOT)).startswith(places) and OUTSIDE.search(path.read_text("utf-8"))
    ]
    assert shown
    assert not found


def test_scripts_write_text_and_run_none() -> None:
    """htmx alone puts parts of our own pages in, and its own ways to run code are off."""
    marks_up = r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write"
    writes = re.compile(marks_up + r"|\beval\(|new Function|setTimeout\(\s*[\"'`]")
    own = [path for path in sorted((ROOT / "static/js").glob("*.js")) if path.name != "htmx.min.js"]
    assert len(own) > 3
    assert not [path.name for path in own if writes.search(path.read_text("utf-8"))]


def test_every_script_can_be_run() -> None:
    programs = [path for path in list_files() if path.parent == ROOT / "script" and not path.suffix]
    assert {"demo", "test", "check", "bench", "translate"} <= {path.name for path in programs}
    assert all(os.access(path, os.X_OK) and path.read_text().startswith("#!") for path in programs)


def test_ci_runs_the_tests_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ['exec "$(dirname -- "$0")/../script/test"']


def test_papers_name_only_files_that_exist() -> None:
    missing = [
        f"{paper.name}: {target}"
        for paper in list_text_files()
        if paper.suffix == ".md"
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", paper.read_text("utf-8"))
        if not (paper.parent / target).exists()
    ]
    assert not missing


def test_papers_speak_only_of_paths_that_exist() -> None:
    """A path in a text counts when it begins with a folder of the repository."""
    files = {str(path.relative_to(ROOT)) for path in list_files()}
    places = files | {str(folder) for name in files for folder in Path(name).parents}
    tops = {name.split("/")[0] for name in files if "/" in name}
    said = [
        (paper.name, word)
        for paper in list_text_files()
        if paper.suffix == ".md"
        for word in re.findall(r"`([\w./-]+)`", paper.read_text("utf-8"))
        if "/" in word and word.split("/")[0] in tops
    ]
    assert len(said) > 100
    assert [one for one in said if one[1].rstrip("/") not in places] == []


def test_papers_speak_only_of_modules_that_exist() -> None:
    """A module or a template counts by the end of its path, such as `door_settings/forms.py`."""
    ends = [f"/{path.relative_to(ROOT)}" for path in list_files()]
    said = [
        (paper.name, word)
        for paper in list_text_files()
        if paper.suffix == ".md"
        for word in re.findall(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|html|toml))`", paper.read_text("utf-8"))
    ]
    assert len(said) > 100
    assert [one for one in said if not any(end.endswith(f"/{one[1]}") for end in ends)] == []


def test_every_test_folder_is_a_package() -> None:
    folders = {path.parent for path in list_files() if path.name.startswith("test_") and path.suffix == ".py"}
    assert not [str(folder) for folder in folders if not (folder / "__init__.py").exists()]


def test_what_is_wrong_stands_above_the_heading_on_every_page() -> None:
    """One place for the summary of errors: who has learned it finds it at once."""
    placed = {
        str(path.relative_to(ROOT)): (text.index(".errors("), text.index("<h1"))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if ".errors(" in (text := path.read_text("utf-8")) and "<h1" in text and path.name != "ui_kit.html"
    }
    assert len(placed) > 50
    assert [path for path, (summary, heading) in placed.items() if summary > heading] == []
