"""Whatever dies between "kept" and "arrived", each note stands in the file once, and in order."""

import threading
from collections.abc import Callable

import httpx
import pytest

from tests.kill.payer import SLUG, lose
from tests.kill.processes import Site, wait_for
from tests.kill.worker import IN_TIME_S, LONG_AGO, deliveries, kill_worker_at

SETTINGS = "tests.kill.notes.settings"
READ, WRITE, PING = "Dossier/GetInfo", "Dossier/CreateInfoLine", "Config/Ping"


def notes(site: Site) -> list[str]:
    """What really stands in the file, oldest first: only the notes of these tests."""
    texts = [row["text"] for row in site.office.state(SLUG)["info"]]
    return [text for text in texts if text.startswith("note")]


def put(site: Site, *texts: str, lanes: int = 1) -> None:
    site.manage("put_notes", site.office.file(SLUG).file_id, *texts, "--lanes", str(lanes))


def take_for_dead(site: Site) -> None:
    """The time of whoever was sending is over, and every planned task may run."""
    moment = site.write_moment(LONG_AGO)
    site.write("UPDATE outbox_delivery SET not_before = ? WHERE state = 'sending'", moment)
    site.make_work_due()


def finish_with(site: Site, workers: int = 2) -> None:
    """Fresh workers bring everything to its end."""
    take_for_dead(site)
    for _ in range(workers):
        site.start_worker()
    wait_for(lambda: set(deliveries(site)) == {"done"}, IN_TIME_S)


def hang_in_portal(site: Site, *, hang: str, text: str) -> None:
    """Put a note in through a portal that is killed just before or just after its commit."""
    site.start_portal()
    before = len(site.office.calls(PING))
    fields = {"file_id": site.office.file(SLUG).file_id, "text": text, "hang": hang}
    address = f"{site.url}/kill-note/"
    post: Callable[[], object] = lambda: httpx.post(address, data=fields, timeout=30, trust_env=False)  # noqa: E731
    thread = threading.Thread(target=lose, args=[post])
    thread.start()
    wait_for(lambda: len(site.office.calls(PING)) > before, IN_TIME_S)
    site.kill_portal()
    thread.join(timeout=30)


def test_portal_killed_around_the_commit(site: Site) -> None:
    """Before it, nothing was promised and nothing is sent; after it, it arrives without that portal."""
    hang_in_portal(site, hang="before", text="note never promised")
    assert deliveries(site) == []
    hang_in_portal(site, hang="after", text="note promised")
    assert deliveries(site) == ["waiting"]
    finish_with(site)
    assert notes(site) == ["note promised"]


def test_worker_killed_before_the_request_left(site: Site) -> None:
    put(site, "note 1", "note 2")
    kill_worker_at(site, READ)
    assert deliveries(site) == ["sending", "waiting"]
    assert site.office.calls(WRITE) == []
    finish_with(site)
    assert notes(site) == ["note 1", "note 2"]
    assert len(site.office.calls(WRITE)) == 2


def test_worker_killed_while_the_office_works_on_the_request(site: Site) -> None:
    """The note appears only after another worker has asked: an early "absent" is not believed."""
    put(site, "note 1", "note 2")
    kill_worker_at(site, WRITE)
    assert (notes(site), deliveries(site)) == ([], ["sending", "waiting"])
    finish_with(site)
    assert notes(site) == ["note 1", "note 2"]
    assert len(site.office.calls(WRITE)) == 2


def test_worker_killed_before_it_kept_the_answer(site: Site) -> None:
    put(site, "note 1")
    with site.slow_to_move("done", table="outbox_delivery"):
        worker = site.start_worker()
        wait_for(lambda: notes(site), IN_TIME_S)
        worker.kill()
    assert deliveries(site) == ["sending"]
    finish_with(site)
    assert notes(site) == ["note 1"]
    assert len(site.office.calls(WRITE)) == 1


@pytest.mark.sqlite
def test_two_workers_one_killed_and_the_queue_lost(site: Site) -> None:
    """Thirty notes in five lanes: each once and in order, although every task of the queue disappears."""
    texts = [f"note {number:02}" for number in range(30)]
    put(site, *texts, lanes=5)
    workers = [site.start_worker(), site.start_worker()]
    wait_for(lambda: len(notes(site)) >= 5, IN_TIME_S)
    workers[0].kill()
    workers[1].kill()
    site.write("DELETE FROM django_tasks_database_dbtaskresult")
    put(site, "note that brings the sweep back")
    finish_with(site)
    written = notes(site)
    assert sorted(written) == sorted([*texts, "note that brings the sweep back"])
    for lane in range(5):
        assert [text for text in written if text in texts[lane::5]] == texts[lane::5]
    assert len(site.office.calls(WRITE)) == len(texts) + 1
