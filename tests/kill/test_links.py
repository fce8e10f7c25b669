"""Whatever dies between "kept" and "arrived", each customer is told of an event once."""

import json
from typing import Any

import pytest

from tests.kill.processes import Site, wait_for
from tests.kill.test_plans import LONG_AGO

SETTINGS = "tests.kill.mirror.settings"
HOLD_S, LONG_HOLD_S, IN_TIME_S = 2.0, 30.0, 40.0
SLUG = "nl-woman"
CREATE = {"cirrus": "create_activity", "dossierdata": "create_note"}
LISTED = {"cirrus": "activities", "dossierdata": "note"}
TABLES = ("links_mirrorrule", "links_link", "crm_crmtoken")


def told(site: Site, system: str) -> list[dict[str, Any]]:
    """What really stands there of the events of these tests."""
    held = "externalkey" if system == "cirrus" else "content"
    return [row for row in site.office.records(system, LISTED[system]) if "P-" in str(row.get(held))]


def states(site: Site) -> list[str]:
    return [state for (state,) in site.read("SELECT state FROM outbox_delivery ORDER BY id")]


def happen(site: Site, system: str, *numbers: str) -> None:
    """Each number is an event; the office has one customer there and wants a note of it."""
    tokens = json.dumps(site.office.dossierdata_tokens())
    file_id = site.office.file(SLUG).file_id
    site.manage("mirror_events", system, file_id, tokens, *numbers)


@pytest.fixture(autouse=True)
def nobody_there(site: Site) -> None:
    for table in TABLES:
        site.write(f"DELETE FROM {table}")  # noqa: S608 - our own names


def take_for_dead(site: Site) -> None:
    moment = site.write_moment(LONG_AGO)
    open_ones = "state IN ('sending', 'doubtful')"
    site.write(
        f"UPDATE outbox_delivery SET claimed_at = ?, not_before = ? WHERE {open_ones}",  # noqa: S608
        moment,
        moment,
    )
    site.make_work_due()


def kill_while_held(site: Site, system: str, operation: str, *, hold_s: float = HOLD_S) -> None:
    """Let a worker reach a call that the system holds, and kill it in the middle of it."""
    before = len(site.office.calls(operation))
    site.office.fault(system, "slow", operation=operation, seconds=hold_s)
    worker = site.start_worker()
    wait_for(lambda: len(site.office.calls(operation)) > before, IN_TIME_S)
    worker.kill()
    site.office.clear_faults()


def finish(site: Site, *, workers: int = 2) -> None:
    take_for_dead(site)
    for _ in range(workers):
        site.start_worker()

    def is_over() -> bool:
        site.make_work_due()
        return set(states(site)) == {"done"}

    wait_for(is_over, IN_TIME_S)


@pytest.mark.parametrize("system", CREATE)
def test_a_worker_killed_while_sending_tells_once(site: Site, system: str) -> None:
    happen(site, system, "R-1")
    kill_while_held(site, system, CREATE[system])
    assert states(site) == ["sending"]
    wait_for(lambda: told(site, system), IN_TIME_S)
    finish(site)
    assert len(told(site, system)) == 1
    assert len(site.office.calls(CREATE[system])) == 1


@pytest.mark.parametrize("system", CREATE)
def test_a_worker_killed_before_it_kept_the_answer_finds_its_own(site: Site, system: str) -> None:
    happen(site, system, "R-1")
    with site.slow_to_move("done", table="outbox_delivery"):
        worker = site.start_worker()
        wait_for(lambda: told(site, system), IN_TIME_S)
        worker.kill()
    assert states(site) == ["sending"]
    finish(site)
    assert len(told(site, system)) == 1
    assert len(site.office.calls(CREATE[system])) == 1


def test_a_worker_killed_before_anything_left_tells_after_all(site: Site) -> None:
    happen(site, "cirrus", "R-1")
    kill_while_held(site, "cirrus", "get_account", hold_s=LONG_HOLD_S)
    assert site.office.calls("create_activity") == []
    finish(site)
    assert len(told(site, "cirrus")) == 1


@pytest.mark.parametrize("system", CREATE)
def test_two_workers_and_events_that_come_twice_tell_each_once(site: Site, system: str) -> None:
    numbers = [f"R-{number}" for number in range(8)]
    happen(site, system, *numbers, *numbers)
    finish(site)
    assert len(told(site, system)) == len(numbers)
    assert len(site.office.calls(CREATE[system])) == len(numbers)
