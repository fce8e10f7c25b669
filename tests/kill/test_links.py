"""Whatever dies between "kept" and "arrived", each customer is told of an event once."""

import json
from typing import Any

import pytest

from tests.kill.processes import Site, wait_for
from tests.kill.worker import IN_TIME_S, deliveries, finish_with, kill_worker_at, take_for_dead

SETTINGS = "tests.kill.mirror.settings"
LONG_HOLD_S = 30.0
SLUG = "nl-woman"
CREATE = {"cirrus": "create_activity", "dossierdata": "create_note"}
LISTED = {"cirrus": "activities", "dossierdata": "note"}
TABLES = ("links_mirrorrule", "links_link", "crm_crmtoken")


def told(site: Site, system: str) -> list[dict[str, Any]]:
    """What really stands there of the events of these tests."""
    held = "externalkey" if system == "cirrus" else "content"
    return [row for row in site.office.records(system, LISTED[system]) if "P-" in str(row.get(held))]


def happen(site: Site, system: str, *numbers: str) -> None:
    """Each number is an event; the office has one customer there and wants a note of it."""
    tokens = json.dumps(site.office.dossierdata_tokens())
    file_id = site.office.file(SLUG).file_id
    site.manage("mirror_events", system, file_id, tokens, *numbers)


@pytest.fixture(autouse=True)
def nobody_there(site: Site) -> None:
    for table in TABLES:
        site.write(f"DELETE FROM {table}")  # noqa: S608 - our own names


def finish(site: Site) -> None:
    take_for_dead(site)
    finish_with(site, lambda: set(deliveries(site)) == {"done"})


@pytest.mark.parametrize("system", CREATE)
def test_a_worker_killed_while_sending_tells_once(site: Site, system: str) -> None:
    happen(site, system, "R-1")
    kill_worker_at(site, CREATE[system], system=system)
    assert deliveries(site) == ["sending"]
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
    assert deliveries(site) == ["sending"]
    finish(site)
    assert len(told(site, system)) == 1
    assert len(site.office.calls(CREATE[system])) == 1


def test_a_worker_killed_before_anything_left_tells_after_all(site: Site) -> None:
    happen(site, "cirrus", "R-1")
    kill_worker_at(site, "get_account", system="cirrus", hold_s=LONG_HOLD_S)
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
