"""docs/asvs.txt names every requirement of ASVS 5.0 of levels 1 and 2, and proofs that exist."""

from typing import Any

import pytest

from tests.processes import ROOT
from tests.repo.scripts import load_script

# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.syspath_prepend(str(ROOT / "script"))
    found: list[Any] = load_script("_docs_asvs.py").read_requirements()
    return found


def test_each_requirement_stands_there_once_in_order(rows: list[Any]) -> None:
    numbers = [tuple(int(part) for part in one.number.split(".")) for one in rows]
    assert numbers == sorted(set(numbers))
    counted: dict[str, int] = {}
    for chapter, section, _last in numbers:
        counted[f"{chapter}.{section}"] = counted.get(f"{chapter}.{section}", 0) + 1
    assert counted == SECTIONS


def test_what_is_met_is_proven_and_every_proof_is_there(rows: list[Any]) -> None:
    for one in rows:
        assert one.level in {"1", "2"}, one
        assert one.state in {"met", "partly", "no", "not here"}, one
        assert one.what, one
        assert one.how, one
        assert one.proofs or one.state == "not here", one
        assert not [path for path in one.proofs if not (ROOT / path).exists()], one
