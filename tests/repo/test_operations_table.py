"""The table of Tagor's operations is as the code is, and the command notices when it is not."""

import importlib.util
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from portal.doctor.operations import read_catalogue
from tests.repo.files import ROOT


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    loader = SourceFileLoader("docs_script", str(ROOT / "script" / "docs"))
    spec = importlib.util.spec_from_loader("docs_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_table_is_fresh(tool: ModuleType) -> None:
    assert tool.main(["check"]) == 0, "run script/docs write"


def test_every_operation_has_a_method_and_a_test(tool: ModuleType) -> None:
    rows = [line.strip("| ").split(" | ") for line in tool.make_table().splitlines()[2:]]
    assert {row[0].removesuffix(" (GET)") for row in rows} == set(read_catalogue())
    assert [row[0] for row in rows if "–" in (row[2], row[5])] == []
    used = {row[0]: row[4] for row in rows}
    assert "dossier/balance" in used["TagorService/GetSaldo"]


def test_a_stale_table_is_noticed_and_mended(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = tmp_path / "tagor.md"
    stale.write_text(tool.PAGE.read_text("utf-8").replace("| **writes** |", "| reads |"), "utf-8")
    monkeypatch.setattr(tool, "PAGE", stale)
    assert tool.main(["check"]) == 1
    assert tool.main(["write"]) == 0
    assert tool.main(["check"]) == 0


def test_a_page_without_a_place_for_it_is_refused(tool: ModuleType) -> None:
    with pytest.raises(ValueError, match="no place"):
        tool.put_table("# Tagor\n", "| a |")
