"""The tables of operations are as the code is, and the command notices when one is not."""

import importlib.util
import shutil
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from portal.doctor.tagor.needs import NEVER_TRIED, WITH_LETTER, WITH_OFFICE_KEY
from portal.doctor.tagor.operations import read_catalogue
from tests.repo.files import ROOT

# How many operations and verbs each document has.
COUNTS = {"tagor": 81, "dossierdata": 89, "cirrus": 233, "aptic": 12, "digioffice": 1}
FOR_ITSELF = {"Config/Info", "TagorService/HashToFile"}
"""What the doctor asks anyway: to know the version, and to open the letter."""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    loader = SourceFileLoader("docs_script", str(ROOT / "script" / "docs"))
    spec = importlib.util.spec_from_loader("docs_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def read_rows(tool: ModuleType, system: str) -> list[list[str]]:
    table = tool.TABLES[system]()
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_tables_are_fresh(tool: ModuleType) -> None:
    assert tool.main(["check"]) == 0, "run script/docs write"


def test_every_page_of_a_system_has_a_table(tool: ModuleType) -> None:
    assert {path.stem for path in tool.DOCS.glob("*.md")} == set(tool.TABLES)


@pytest.mark.parametrize("system", COUNTS)
def test_every_operation_is_in_its_table_once(tool: ModuleType, system: str) -> None:
    names = [row[0] for row in read_rows(tool, system)]
    assert len(names) == len(set(names)) == COUNTS[system]


def test_every_operation_of_tagor_has_a_method_and_a_test(tool: ModuleType) -> None:
    rows = read_rows(tool, "tagor")
    assert {row[0].removesuffix(" (GET)") for row in rows} == set(read_catalogue())
    assert [row[0] for row in rows if "–" in (row[2], row[5])] == []
    used = {row[0]: row[4] for row in rows}
    assert "file/balance_cache" in used["TagorService/GetSaldo"]
    assert "plans/tagor/delivery" in used["TagorService/SavePaymentPlan"]
    assert "reminders/handler" in used["Actions/SendMail"]


def test_the_doctor_examines_every_operation_of_tagor_that_a_page_needs(tool: ModuleType) -> None:
    used = {row[0] for row in read_rows(tool, "tagor") if row[4] != "–"}
    needed = {need.operation for need in (*WITH_OFFICE_KEY, *WITH_LETTER, *NEVER_TRIED)}
    assert sorted(used - needed - FOR_ITSELF) == [], "name each in portal/doctor/tagor/needs.py"
    assert sorted(needed - used) == [], "no page needs them: take them out of portal/doctor/tagor/needs.py"


@pytest.mark.parametrize("system", ["dossierdata", "cirrus"])
def test_every_operation_of_a_crm_system_has_a_page(tool: ModuleType, system: str) -> None:
    rows = {row[0].strip("`"): row for row in read_rows(tool, system)}
    assert [name for name, row in rows.items() if not row[4]] == []
    name = {"dossierdata": "list_customers", "cirrus": "list_accounts"}[system]
    assert rows[name][4].endswith(": list")
    assert rows[name][3] == "reads"


def test_guesses_and_what_will_go_are_marked(tool: ModuleType) -> None:
    rows = {row[0].strip("`"): row for row in read_rows(tool, "cirrus")}
    assert rows["merge_accounts"][2] == "path low, verb low"
    assert rows["list_emails"][6] == "**deprecated**"
    assert sum(row[6] == "**deprecated**" for row in rows.values()) == 19
    assert "Path: 100 high, 103 medium, 30 low." in tool.TABLES["cirrus"]()
    assert {row[2] for row in read_rows(tool, "dossierdata")} == {"documented"}


@pytest.mark.parametrize("system", ["aptic", "digioffice"])
def test_every_operation_of_a_client_has_a_method(tool: ModuleType, system: str) -> None:
    assert [row[0] for row in read_rows(tool, system) if row[4] == "–"] == []


def test_a_stale_table_is_noticed_and_mended(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = tmp_path / "integrations"
    shutil.copytree(tool.DOCS, docs)
    monkeypatch.setattr(tool, "DOCS", docs)
    for system in ("tagor", "cirrus"):
        page = docs / f"{system}.md"
        page.write_text(page.read_text("utf-8").replace("| **writes** |", "| reads |"), "utf-8")
    assert tool.main(["check"]) == 1
    assert "not as the code is: tagor.md, cirrus.md." in capsys.readouterr().err
    assert tool.main(["write"]) == 0
    assert tool.main(["check"]) == 0


def test_a_page_without_a_place_for_it_is_refused(tool: ModuleType) -> None:
    with pytest.raises(ValueError, match="no place"):
        tool.put_table("# Tagor\n", "| a |")


def test_a_module_speaks_of_the_systems_in_its_name_else_of_those_it_mentions(tool: ModuleType) -> None:
    import _docs_uses as uses  # noqa: PLC0415 - found only once the command is loaded

    source = "registry.cirrus(); registry.dossierdata()"
    assert uses.concerns("links/finding", source, "cirrus")
    assert uses.concerns("links/cirrus", source, "cirrus")
    assert not uses.concerns("links/cirrus", source, "dossierdata")
    assert not uses.concerns("dossier/selectors", "registry.tagor()", "dossierdata")
