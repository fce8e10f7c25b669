"""Many events in one transaction: each once, in order for each file, whatever happens to one of them."""

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.aptic.events import claimed_work
from portal.aptic.events.claiming import LEASE, claim
from portal.aptic.events.effects import HANDLERS, Case
from portal.aptic.events.effects.base import Handler
from portal.aptic.events.models import Event, State, TimelineNote
from portal.aptic.events.processing import BATCH, act_on_due
from portal.audit.actors import SYSTEM
from portal.audit.models import ChainHead
from portal.audit.models import Event as AuditEvent
from portal.audit.services import find_broken_link, record
from portal.crm.links.models import ContactCheck
from portal.integrations.errors import Unavailable
from tests.practice import PracticeOffice
from tests.unit.aptic.events.conftest import Faulty
from tests.unit.aptic.events.telling import Aptic, link_file, reload
from tests.unit.racing import at_once

FILES = 8
WRITES = re.compile(r'(?:INSERT INTO|UPDATE) "(\w+)"')
MIX = ("letterprocessed", "debtornamechange", "collectionrespiteinsert", "payment", "debtoraddresschange")


def post_many(aptic: Aptic, count: int, names: Sequence[str] = MIX) -> list[Event]:
    """Events about some files, each of which is known."""
    for number in range(FILES):
        link_file(f"F{number}", f"{number}")
    told = [
        aptic.make(names[number % len(names)], data={"accountNumber": f"F{number % FILES}"})
        for number in range(count)
    ]
    assert aptic.post(told).status_code == 200
    return list(Event.objects.order_by("pk"))


def list_acts(act_name: str) -> list[int]:
    """The events that the trail tells of, in its order."""
    acts = AuditEvent.objects.filter(act=act_name).order_by("number")
    return [told["event"] for told in acts.values_list("details", flat=True)]


def check_each_once(events: Sequence[Event]) -> None:
    assert set(Event.objects.values_list("state", flat=True)) == {State.DONE}
    by_name = Counter(event.name for event in events)
    assert TimelineNote.objects.count() == by_name["letterprocessed"]
    changed = [event.pk for event in events if event.name.startswith("debtor")]
    assert sorted(list_acts("contact-check-opened")) == changed
    assert sorted(list_acts("pause-began")) == [
        event.pk for event in events if event.name == "collectionrespiteinsert"
    ]
    assert find_broken_link() is None


def test_a_batch_is_some_statements_however_many_events(aptic: Aptic) -> None:
    events = post_many(aptic, BATCH)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert act_on_due() == BATCH
    assert len(queries) < BATCH / 2
    check_each_once(events)


def test_lock_of_the_trail_is_taken_last_and_once(aptic: Aptic) -> None:
    post_many(aptic, BATCH)
    record("before", by=SYSTEM)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act_on_due()
    said = [one["sql"] for one in queries]
    head = ChainHead._meta.db_table
    locked_at = [at for at, sql in enumerate(said) if f'FROM "{head}"' in sql]
    tables = {table for sql in said[locked_at[0] :] for table in WRITES.findall(sql)}
    assert tables == {head, AuditEvent._meta.db_table}
    assert len(said) - locked_at[0] < 10


def test_one_that_fails_neither_holds_nor_undoes_the_others(
    aptic: Aptic, faulty: Faulty, caplog: pytest.LogCaptureFixture
) -> None:
    events = post_many(aptic, 40)
    poisonous = next(event for event in events if event.name == "letterprocessed")
    faulty.poisonous = poisonous.remote_id
    behind = [event for event in events if event.lane == poisonous.lane and event.pk > poisonous.pk]
    act_on_due()
    left = Event.objects.exclude(state=State.DONE).order_by("pk")
    assert [(event.pk, event.tries, event.reason) for event in left] == [
        (poisonous.pk, 1, "handler-error"),
        *((event.pk, 0, "") for event in behind),
    ]
    assert {event.next_at for event in left} == {reload(poisonous).next_at}
    assert {event.claim for event in left} == {""}
    assert "Jan" not in caplog.text
    faulty.poisonous = ""
    act_on_due(now=timezone.now() + LEASE * 60)
    check_each_once(events)


def test_what_waits_for_a_system_holds_its_own_lane_alone(aptic: Aptic, faulty: Faulty) -> None:
    events = post_many(aptic, FILES * 2, names=("letterprocessed",))
    faulty.plan = [Unavailable("away")]
    assert act_on_due() == FILES * 2 - 1
    left = Event.objects.filter(state=State.RECEIVED).order_by("pk")
    assert list(left.values_list("pk", "tries")) == [(events[0].pk, 1), (events[FILES].pk, 0)]


def test_batch_of_a_worker_taken_for_dead_leaves_the_whole_lane_to_the_other(
    aptic: Aptic, faulty: Faulty
) -> None:
    """While it prepares, another claims the first of a lane: the second must not go before it."""
    events = post_many(aptic, FILES * 2, names=("letterprocessed",))
    taken = {"claim": "another", "next_at": timezone.now() + LEASE}
    faulty.plan = [lambda: Event.objects.filter(pk=events[0].pk).update(**taken)]
    act_on_due()
    left = Event.objects.exclude(state=State.DONE).order_by("pk")
    assert [event.pk for event in left] == [events[0].pk, events[FILES].pk]
    assert TimelineNote.objects.count() == FILES * 2 - 2


def test_batch_that_begins_in_the_middle_of_a_lane_claims_nothing_of_it(aptic: Aptic) -> None:
    events = post_many(aptic, FILES * 2, names=("letterprocessed",))
    claimed, last = claim(timezone.now(), after=events[0].pk, most=BATCH)
    assert last == events[-1].pk
    assert [event.pk for event in claimed] == [event.pk for event in events if event.lane != events[0].lane]
    assert claim(timezone.now(), after=events[FILES].pk - 1, most=1) == ([], events[FILES].pk)


def test_unknown_files_are_asked_about_once_for_the_whole_batch(
    aptic: Aptic, practice: PracticeOffice
) -> None:
    number = practice.state()["name"]
    told = [
        aptic.make("letterprocessed", data={"accountNumber": said})
        for said in (number, "nobody", number, "nobody", number)
    ]
    aptic.post(told)
    act_on_due()
    assert list(Event.objects.order_by("pk").values_list("state", flat=True)) == [
        *("done", "unlinked", "done", "unlinked", "done")
    ]
    assert len(practice.calls("Dossier/Search")) == 2
    assert TimelineNote.objects.count() == 3


def test_pauses_of_one_file_in_one_batch_end_as_the_newest_says(aptic: Aptic) -> None:
    """Among them one without an id that ends all before it, told in the middle."""
    link_file("F0", "0")
    told = [
        ("collectionrespiteinsert", -50, {"respiteId": "a"}),
        ("collectionrespiteinsert", -5, {}),
        ("collectionrespitedelete", -30, {}),
        ("collectionrespiteinsert", -40, {"respiteId": "b"}),
        ("collectionrespiteinsert", -10, {"respiteId": "a"}),
        ("collectionrespitedelete", -20, {"respiteId": "a"}),
    ]
    events = [
        aptic.make(name, minutes=minutes, data={"accountNumber": "F0", **data})
        for name, minutes, data in told
    ]
    aptic.post(events)
    act_on_due()
    together = list(Event.objects.order_by("pk").values_list("outcome", flat=True))
    for event in events:
        aptic.post({**event, "id": f"{event['id']}-again", "data": {**event["data"], "accountNumber": "F1"}})
    link_file("F1", "1")
    for _event in told:
        assert act_on_due(limit=1) == 1
    assert together == list(Event.objects.order_by("pk").values_list("outcome", flat=True))[len(told) :]


class Recorder(Handler):
    """Notes in which order the events of a file are applied, by whatever thread."""

    def __init__(self, wait: Callable[[], object] = lambda: None) -> None:
        self.applied: dict[str, list[int]] = defaultdict(list)
        self.wait = wait

    def read(self, case: Case) -> None:
        del case
        self.wait()

    def apply(self, case: Case, found: Any) -> str:
        del found
        self.applied[case.file_id].append(case.event.pk)
        return "timeline-note"


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    return lambda handler: monkeypatch.setattr(claimed_work, "HANDLERS", {**HANDLERS, "letter": handler})


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_act_once_and_in_order(aptic: Aptic, use: Callable[[Handler], None]) -> None:
    recorder = Recorder()
    use(recorder)
    events = post_many(aptic, 300, names=("letterprocessed", "debtornamechange"))
    for _ in range(10):
        at_once(*[act_on_due] * 4)
        if not Event.objects.filter(state=State.RECEIVED).exists():
            break
    assert set(Event.objects.values_list("state", flat=True)) == {State.DONE}
    letters = [event for event in events if event.name == "letterprocessed"]
    assert sorted(pk for applied in recorder.applied.values() for pk in applied) == [
        event.pk for event in letters
    ]
    assert all(applied == sorted(applied) for applied in recorder.applied.values())
    assert sorted(list_acts("contact-check-opened")) == [
        event.pk for event in events if event.name == "debtornamechange"
    ]
    assert ContactCheck.objects.count() == FILES / 2
    assert find_broken_link() is None


@pytest.mark.django_db(transaction=True)
def test_systems_are_asked_for_many_lanes_at_once(aptic: Aptic, use: Callable[[Handler], None]) -> None:
    """Each waits until all have begun: one after the other, none would ever go on."""
    recorder = Recorder(threading.Barrier(FILES, timeout=20).wait)
    recorder.is_alone = True  # type: ignore[misc]
    use(recorder)
    post_many(aptic, FILES, names=("letterprocessed",))
    assert act_on_due() == FILES
    assert set(Event.objects.values_list("state", flat=True)) == {State.DONE}


@pytest.mark.django_db(transaction=True)
def test_when_the_time_is_over_the_rest_is_given_back(
    aptic: Aptic, use: Callable[[Handler], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder()
    recorder.is_alone = True  # type: ignore[misc]
    use(recorder)
    events = post_many(aptic, FILES * 2, names=("letterprocessed",))
    monkeypatch.setattr(claimed_work, "LONGEST_S", -1)
    assert act_on_due() == 0
    assert {(event.state, event.tries, event.claim) for event in Event.objects.all()} == {("received", 0, "")}
    monkeypatch.setattr(claimed_work, "LONGEST_S", 20)
    assert act_on_due() == len(events)
    assert all(applied == sorted(applied) for applied in recorder.applied.values())
