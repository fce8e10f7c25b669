"""Shares the tests out over the test processes: the longest first, so that all end at about the same time.

A file stays together, because its tests may share what is dear to start. ``seconds.json`` says what each
took; ``script/test tests -n 2 --keep-seconds`` writes it anew.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

KEPT = Path(__file__).with_name("seconds.json")
WORTH_KEEPING_S = 2
UNMEASURED_S = 15
# Their functions share what is started once a process, and together they take longer than any other file.
BY_FUNCTION = {
    f"tests/e2e/test_{name}.py" for name in ("in_place", "pages", "pay", "pay_outcomes", "plan", "running")
}


def scope_of(nodeid: str) -> str:
    """What is given to one process as a whole."""
    path, _colons, function = nodeid.partition("::")
    return f"{path}::{function.partition('[')[0]}" if path in BY_FUNCTION else path


def guess(nodeid: str) -> int:
    """Seconds of a scope that nobody has measured yet."""
    return UNMEASURED_S if nodeid.startswith(("tests/e2e/", "tests/kill/")) else 0


class LongestFirst(LoadFileScheduling):
    """The order is that in which the processes collected."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


class Stopwatch:
    """Adds up what each scope took, and keeps it at the end."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[scope_of(report.nodeid)] += report.duration  # type: ignore[assignment] - floats too

    def pytest_sessionfinish(self) -> None:
        kept = {scope: round(s) for scope, s in sorted(self.seconds.items()) if s >= WORTH_KEEPING_S}
        KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep-seconds", action="store_true", help="write tests/seconds.json anew")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--keep-seconds") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Stopwatch())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In every test process; a run of one process keeps the order of the files."""
    if hasattr(config, "workerinput"):
        seconds = json.loads(KEPT.read_text("utf-8"))
        items.sort(key=lambda item: -seconds.get(scope_of(item.nodeid), guess(item.nodeid)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongestFirst | None:
    """For ``--dist loadfile`` alone."""
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return LongestFirst(config, log)
