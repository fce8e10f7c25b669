"""Events while portal and worker are killed: what was answered with 200 is kept, and acted on once."""

import json
import threading
import time
import uuid
from collections import Counter
from typing import Any

import httpx
import pytest

from tests.kill.processes import Site, wait_for
from tests.practice import APTIC_WEBHOOK_SECRET, free_port

PATH = "/webhooks/aptic/"
BURST, SENDERS = 300, 6
IN_TIME_S = 90
TABLES = (
    "events_timelinenote",
    "events_contactcheck",
    "events_respite",
    "events_paymentlook",
    "events_plannews",
    "events_event",
    "events_sweep",
    "links_link",
)
LINK = """INSERT INTO links_link
    (system, resource, state, party_id, owner_id, label, score, reasons, details,
     record_id, file_id, created_at, office_id)
    SELECT 'aptic', 'number', 'confirmed', '', '', '', 0, '[]', '{}', ?, ?, ?, id FROM office_office"""
NAMES = ("letterprocessed", "debtornamechange", "collectionrespiteinsert", "payment", "transaction")


@pytest.fixture
def clean_site(site: Site) -> Site:
    for table in TABLES:
        site.write(f"DELETE FROM {table}")  # noqa: S608 - our own names
    file = site.office.file()
    for number in range(8):
        site.write(LINK, f"F{number}", f"{file.file_id}{number}", "2026-01-01 00:00:00")
    return site


def make_event(number: int) -> dict[str, Any]:
    data = {"accountNumber": f"F{number % 8}", "number": number}
    name = NAMES[number % len(NAMES)]
    return {"event": name, "id": str(uuid.uuid4()), "secret": APTIC_WEBHOOK_SECRET, "data": data}


def send_until_taken(site: Site, events: list[dict[str, Any]]) -> None:
    """As Aptic would: again and again until the answer is 200. Now and then once more after that."""
    ends_at = time.monotonic() + IN_TIME_S
    with httpx.Client(timeout=10, trust_env=False) as client:
        for number, event in enumerate(events):
            while not _post(client, site, event):
                assert time.monotonic() < ends_at, "the portal never came back"
                time.sleep(0.05)
            if number % 10 == 0:
                _post(client, site, event)


def _post(client: httpx.Client, site: Site, event: dict[str, Any]) -> bool:
    try:
        return client.post(site.url + PATH, json=event).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def start_sending(site: Site, events: list[dict[str, Any]]) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=send_until_taken, args=[site, events[at::SENDERS]]) for at in range(SENDERS)
    ]
    for thread in threads:
        thread.start()
    return threads


def count(site: Site, table: str = "events_event", where: str = "1 = 1") -> int:
    return int(site.read(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])  # noqa: S608 - our own names


def states(site: Site) -> Counter[str]:
    return Counter(dict(site.read("SELECT state, count(*) FROM events_event GROUP BY state")))


def take_for_dead(site: Site) -> None:
    """Whoever had claimed events has had all the time there is."""
    site.write("UPDATE events_event SET next_at = received_at WHERE state = 'received' AND claim <> ''")
    site.make_work_due()


def finish(site: Site) -> None:
    """Fresh workers; whoever had claimed an event is taken for dead, and every planned task may run."""

    def is_over() -> bool:
        take_for_dead(site)
        return not count(site, where="state = 'received'")

    site.start_worker()
    wait_for(is_over, IN_TIME_S)


def list_opened(site: Site) -> list[int]:
    """The events for which the trail says that a check was opened, each as often as it says so."""
    acts = site.read("SELECT details FROM audit_event WHERE act = 'contact-check-opened'")
    return [(json.loads(said) if isinstance(said, str) else said)["event"] for (said,) in acts]


def check_each_once(site: Site, sent: list[dict[str, Any]]) -> None:
    assert {remote_id for (remote_id,) in site.read("SELECT remote_id FROM events_event")} == {
        event["id"] for event in sent
    }
    assert count(site) == len(sent)
    assert set(states(site)) <= {"done", "ignored"}
    of_name = Counter(event["event"] for event in sent)
    assert count(site, "events_timelinenote") == of_name["letterprocessed"]
    assert count(site, "events_contactcheck", "kind = 'name'") == len(
        {event["data"]["accountNumber"] for event in sent if event["event"] == "debtornamechange"}
    )
    checked = {pk for (pk,) in site.read("SELECT id FROM events_event WHERE outcome = 'contact-check'")}
    assert Counter(pk for pk in list_opened(site) if pk in checked) == Counter(checked)


def test_burst_with_the_portal_killed_again_and_again(clean_site: Site) -> None:
    """Nothing is acted on yet: every event that was answered is in the database, each once."""
    site, events = clean_site, [make_event(number) for number in range(BURST)]
    site.start_portal()
    threads = start_sending(site, events)
    for part in (4, 2):
        wait_for(lambda part=part: count(site) > BURST // part, IN_TIME_S)
        site.kill_portal()
        site.start_portal()
    for thread in threads:
        thread.join(timeout=IN_TIME_S)
    assert count(site) == BURST
    finish(site)
    check_each_once(site, events)


@pytest.mark.sqlite
def test_burst_with_workers_killed_in_the_middle_of_it(clean_site: Site) -> None:
    """Two workers at a time on two portals' events, both killed and replaced; each effect happens once."""
    site, events = clean_site, [make_event(number) for number in range(BURST)]
    site.start_portal()
    threads = start_sending(site, events)
    for part in (6, 3):
        workers = [site.start_worker(), site.start_worker()]
        wait_for(lambda part=part: count(site, where="state = 'done'") > BURST // part, IN_TIME_S)
        for worker in workers:
            worker.kill()
        take_for_dead(site)
    for thread in threads:
        thread.join(timeout=IN_TIME_S)
    finish(site)
    check_each_once(site, events)


def test_worker_killed_in_the_transaction_of_an_effect(clean_site: Site) -> None:
    """Its line was written and its event not ended: neither counts, and the next worker does both."""
    site, event = clean_site, make_event(0)
    site.start_portal(free_port())
    port = next(iter(site.portals))
    with site.slow_to_move("done", table="events_event"):
        worker = site.start_worker()
        httpx.post(f"http://127.0.0.1:{port}{PATH}", json=event, timeout=30, trust_env=False)
        wait_for(lambda: count(site, where="tries = 1"), IN_TIME_S)
        time.sleep(0.3)
        worker.kill()
    assert (count(site, "events_timelinenote"), states(site)) == (0, Counter(received=1))
    finish(site)
    check_each_once(site, [event])
    assert count(site, where="tries = 2") == 1


def test_worker_killed_in_the_middle_of_a_batch(clean_site: Site) -> None:
    """The effects of all were written and none had ended: nothing counts, and the next worker does it all."""
    site, events = clean_site, [make_event(number) for number in range(40)]
    site.start_portal()
    send_until_taken(site, events)
    with site.slow_to_move("done", table="events_event"):
        worker = site.start_worker()
        asleep = "datname = current_database() AND wait_event = 'PgSleep'"
        wait_for(lambda: count(site, "pg_stat_activity", asleep) == 1, IN_TIME_S)
        worker.kill()
    assert states(site) == Counter(received=32, ignored=8)
    assert count(site, where="tries = 1 AND claim <> ''") == 32
    assert [count(site, table) for table in TABLES[:4]] == [0, 0, 0, 0]
    assert not {pk for (pk,) in site.read("SELECT id FROM events_event")} & set(list_opened(site))
    finish(site)
    check_each_once(site, events)
    assert count(site, where="state = 'done' AND tries = 2") == 32


def test_queue_that_is_lost_comes_back_with_the_next_event(clean_site: Site) -> None:
    site, events = clean_site, [make_event(number) for number in range(20)]
    site.start_portal()
    send_until_taken(site, events[:19])
    site.write("DELETE FROM django_tasks_database_dbtaskresult")
    site.start_worker()
    send_until_taken(site, events[19:])
    send_until_taken(site, [extra := make_event(0)])
    finish(site)
    check_each_once(site, [*events, extra])


def test_the_practice_office_tells_twice_and_out_of_order_while_everything_dies(clean_site: Site) -> None:
    """Aptic itself sends: it tells again what was not answered, and the file is found in Tagor."""
    site, times = clean_site, 100
    site.office.add_aptic_webhook(site.url + PATH, "letterprocessed", "debtoraddresschange")
    for switch in ("duplicates", "reordering", "in-a-list"):
        site.office.set_switch("aptic", switch)
    for name in ("letterprocessed", "debtoraddresschange"):
        site.office.fire_event(name, times=times)
    site.start_portal()
    worker = site.start_worker()
    wait_for(lambda: count(site) > times // 2, IN_TIME_S)
    site.kill_portal()
    worker.kill()
    site.start_portal()
    wait_for(lambda: not site.office.event_deliveries()["left"], IN_TIME_S)
    finish(site)
    file_id = site.office.file().file_id
    assert (count(site), count(site, where=f"file_id = '{file_id}'")) == (2 * times, 2 * times)
    assert set(states(site)) == {"done"}
    assert count(site, "events_timelinenote") == times
    assert count(site, "events_contactcheck") == 1
