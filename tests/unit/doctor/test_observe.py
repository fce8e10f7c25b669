"""Alert rules and dashboard ask for numbers that exist, and each alert has its page."""

import json
import re

import pytest
import yaml  # type: ignore[import-untyped] # comes with the tools of tests

from portal.doctor.counters import write_counts
from portal.doctor.metrics import write_metrics
from tests.repo.files import ROOT

RULES = yaml.safe_load((ROOT / "deploy/observe/alerts.yaml").read_text("utf-8"))["groups"][0]["rules"]
NAME = re.compile(r"\bportal_\w+")


@pytest.fixture
def known(db: None) -> set[str]:
    """Every name that /metrics can tell."""
    told = re.findall(r"^# TYPE (\w+) (\w+)", write_counts() + write_metrics(), re.MULTILINE)
    buckets = {f"{name}_bucket" for name, kind in told if kind == "histogram"}
    return {name for name, _kind in told} | buckets | {"portal_database_up"}


def test_each_alert_asks_for_what_is_told(known: set[str]) -> None:
    assert len(RULES) > 10
    for rule in RULES:
        assert set(NAME.findall(rule["expr"])) <= known, rule["alert"]


def test_the_dashboard_asks_for_what_is_told(known: set[str]) -> None:
    board = json.loads((ROOT / "deploy/observe/dashboard.json").read_text("utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    assert {name for expression in asked for name in NAME.findall(expression)} <= known
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def test_each_alert_has_its_page() -> None:
    page = (ROOT / "docs/operate.md").read_text("utf-8")
    told = re.findall(r"^### (\w+)$", page, re.MULTILINE)
    assert told == [rule["alert"] for rule in RULES]


def test_each_figure_is_told_in_the_table_of_its_page(known: set[str]) -> None:
    page = (ROOT / "docs/operate.md").read_text("utf-8")
    told = set(re.findall(r"`(portal_\w+)`", page))
    figures = {name for name in known if name.startswith("portal_") and not name.endswith("_bucket")}
    assert sorted(figures - told) == [], "a row for each in docs/operate.md"
    assert sorted(told - figures) == [], "docs/operate.md tells what is not counted"
