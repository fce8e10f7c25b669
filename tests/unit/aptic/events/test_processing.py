"""The worker: once each, in order for each file, tried again, given up with a reason, deleted in the end."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from portal.aptic.events import processing
from portal.aptic.events.claiming import LEASE
from portal.aptic.events.models import Event, State, Sweep, TimelineNote
from portal.aptic.events.processing import MAX_FAULTS, MAX_TRIES, act_on_due
from portal.aptic.events.receiving.store import open_payload
from portal.aptic.events.tasks import sweep
from portal.crm.links.models import ContactCheck
from portal.file.models import Respite
from portal.integrations.errors import Rejected, Unavailable
from portal.web.retention import forget_all
from tests.practice import PracticeOffice
from tests.unit.aptic.events.conftest import Faulty
from tests.unit.aptic.events.telling import FILE_ID, NUMBER, Aptic, link_file, reload

NAME = "letterprocessed"


def later(**time: float) -> int:
    return act_on_due(now=timezone.now() + timedelta(**time))


def states() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("state", flat=True))


def test_system_that_is_away_is_asked_again(linked: Aptic, faulty: Faulty) -> None:
    faulty.plan = [Unavailable("away"), Unavailable("away")]
    event = linked.post_and_act(NAME)
    assert (event.state, event.reason, event.tries) == (State.RECEIVED, "unavailable", 1)
    for number in range(1, 3):
        later(hours=2 * number)
    event = reload(event)
    assert (event.state, event.reason, event.tries) == (State.DONE, "", 3)
    assert TimelineNote.objects.count() == 1


def test_it_is_given_up_with_a_reason(linked: Aptic, faulty: Faulty) -> None:
    faulty.plan = [Unavailable("away")] * MAX_TRIES
    event = linked.post_and_act(NAME)
    for number in range(1, MAX_TRIES):
        later(hours=2 * number)
    event = reload(event)
    assert (event.state, event.reason, event.tries) == (State.FAILED, "unavailable", MAX_TRIES)
    assert not TimelineNote.objects.exists()


def test_refusal_ends_it_at_once(linked: Aptic, faulty: Faulty) -> None:
    faulty.plan = [Rejected("not-in-file")]
    event = linked.post_and_act(NAME)
    assert (event.state, event.reason) == (State.FAILED, "not-in-file")


def test_our_own_mistake_leaves_nothing_half_done_and_tells_nothing(
    linked: Aptic, faulty: Faulty, caplog: pytest.LogCaptureFixture
) -> None:
    faulty.fails_after = True
    event = linked.post_and_act(NAME)
    assert not TimelineNote.objects.exists()
    for number in range(1, MAX_FAULTS):
        later(hours=2 * number)
    assert (reload(event).state, event.reason) == (State.FAILED, "handler-error")
    assert "ALERT event" in caplog.text
    assert "Jan" not in caplog.text


def test_events_of_one_file_go_in_order_and_others_go_on(linked: Aptic, faulty: Faulty) -> None:
    faulty.plan = [Unavailable("away")]
    link_file("B", "5")
    first, second = linked.post_event(NAME), linked.post_event(NAME)
    other = linked.post_event(NAME, data={"accountNumber": "B"})
    assert act_on_due() == 2
    assert states() == [State.RECEIVED, State.RECEIVED, State.DONE]
    assert act_on_due() == 0
    later(hours=1)
    assert faulty.seen == [other.remote_id, first.remote_id, second.remote_id]


def test_a_blocked_crowd_does_not_hide_the_others(linked: Aptic, faulty: Faulty) -> None:
    """More than one batch behind an event that another worker has claimed."""
    first = linked.post_event(NAME)
    Event.objects.filter(pk=first.pk).update(claim="other", next_at=timezone.now() + LEASE)
    linked.post([linked.make(NAME) for _ in range(processing.BATCH + 5)])
    link_file("B", "5")
    other = linked.post_event(NAME, data={"accountNumber": "B"})
    assert act_on_due() == 1
    assert reload(other).state == State.DONE


def test_claimed_event_is_nobody_elses_until_its_worker_is_taken_for_dead(linked: Aptic) -> None:
    event = linked.post_event(NAME)
    Event.objects.filter(pk=event.pk).update(claim="dead", next_at=timezone.now() + LEASE, tries=1)
    assert act_on_due() == 0
    later(seconds=LEASE.total_seconds() + 1)
    assert (reload(event).state, event.tries) == (State.DONE, 2)
    assert TimelineNote.objects.count() == 1


def test_worker_that_was_too_slow_changes_nothing(linked: Aptic, faulty: Faulty) -> None:
    """While it reads, it is taken for dead and another has claimed the event."""
    event = linked.post_event(NAME)
    taken = {"claim": "another", "next_at": timezone.now() + LEASE}
    faulty.plan = [lambda: Event.objects.filter(pk=event.pk).update(**taken)]
    act_on_due()
    assert (reload(event).state, event.claim) == (State.RECEIVED, "another")
    assert not TimelineNote.objects.exists()


def test_file_is_found_by_its_number_in_tagor(aptic: Aptic, practice: PracticeOffice) -> None:
    file = practice.file()
    for name in (NAME, "debtormerge", "conversationinsert"):
        event = aptic.post_and_act(name, data={"accountNumber": practice.state()["name"]})
        assert (event.state, event.file_id) == (State.DONE, file.file_id)
    assert len(practice.calls("Dossier/Search")) == 1
    wild = aptic.post_and_act(NAME, data={"accountNumber": practice.state()["name"][:3] + "*"})
    assert (wild.state, wild.reason) == (State.UNLINKED, "no-file")


def test_file_waits_for_a_tagor_that_is_away(aptic: Aptic, practice: PracticeOffice) -> None:
    with practice.down():
        event = aptic.post_and_act(NAME, data={"accountNumber": practice.state()["name"]})
    assert (event.state, event.reason) == (State.RECEIVED, "unavailable")


@pytest.mark.parametrize("file", [{}, {"accountNumber": "X"}, {"debtorId": "X"}, {"accountNumber": "x" * 90}])
def test_unknown_file_is_not_linked(file: dict[str, str], aptic: Aptic) -> None:
    aptic.file = file
    event = aptic.post_and_act(NAME)
    assert (event.state, event.reason) == (State.UNLINKED, "no-file")


@pytest.mark.parametrize("data", [None, [], "text", 5, {"accountNumber": {"a": 1}}])
def test_data_of_any_shape_is_survived(data: object, linked: Aptic) -> None:
    event = linked.make(NAME)
    event["data"] = data
    assert linked.post(event).status_code == 200
    act_on_due()
    assert states() == [State.UNLINKED]


def test_payload_whose_key_is_gone_is_given_up(linked: Aptic, settings: Settings) -> None:
    event = linked.post_event(NAME)
    settings.CREDENTIAL_KEYS = ["another key altogether"]
    assert (reload(event, act=True).state, event.reason) == (State.FAILED, "payload-gone")
    assert open_payload(event) is None


# Sweeps and retention ---------------------------------------------------------------------------------


def planned() -> list[DBTaskResult[..., Any]]:
    return list(DBTaskResult.objects.filter(task_path=sweep.module_path, status="READY"))


def test_a_crowd_of_events_plans_one_sweep(linked: Aptic) -> None:
    for _ in range(5):
        linked.post_event(NAME)
    assert len(planned()) == 1
    assert planned()[0].run_after <= timezone.now()


def test_keeping_one_event_is_one_insert_of_it(linked: Aptic) -> None:
    linked.post_event(NAME)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        linked.post_event(NAME)
    inserts = [one["sql"] for one in queries if one["sql"].startswith("INSERT")]
    assert len(inserts) == 1
    assert "events_event" in inserts[0]


def test_sweep_acts_plans_the_next_and_stops_when_nothing_is_kept(linked: Aptic) -> None:
    linked.post_event(NAME)
    DBTaskResult.objects.all().delete()
    Sweep.objects.all().delete()
    assert sweep.func() == 1
    assert states() == [State.DONE]
    (following,) = planned()
    assert following.run_after - timezone.now() < timedelta(seconds=11)
    Event.objects.update(received_at=timezone.now() - timedelta(hours=1))
    DBTaskResult.objects.all().delete()
    sweep.func()
    assert planned()[0].run_after - timezone.now() > timedelta(minutes=50)
    DBTaskResult.objects.all().delete()
    Event.objects.all().delete()
    assert sweep.func() == 0
    assert planned() == []


def test_full_sweep_goes_on_at_once(linked: Aptic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.aptic.events.tasks.SWEEP_LIMIT", 2)
    for _ in range(3):
        linked.post_event(NAME)
    DBTaskResult.objects.all().delete()
    assert sweep.func() == 2
    assert planned()[0].run_after <= timezone.now()


def test_what_is_old_is_deleted_and_what_still_holds_is_kept(linked: Aptic, settings: Settings) -> None:
    for name in (NAME, "debtormerge", "collectionrespiteinsert", "transaction", "something"):
        linked.post_and_act(name)
    waiting = linked.post_event(NAME)
    now = timezone.now()
    in_time = now + timedelta(days=settings.EVENT_RETENTION_DAYS) - timedelta(minutes=1)
    assert forget_all(in_time)["events"] == 0
    assert forget_all(in_time + timedelta(minutes=2))["events"] == 5
    assert list(Event.objects.all()) == [waiting]
    assert (TimelineNote.objects.count(), ContactCheck.objects.count(), Respite.objects.count()) == (0, 1, 1)


def test_settled_checks_and_pauses_are_deleted(linked: Aptic) -> None:
    linked.post_and_act("collectionrespitedelete")
    linked.post_and_act("debtormerge")
    ContactCheck.objects.update(is_open=False, closed_at=timezone.now())
    forget_all(timezone.now() + timedelta(days=1000))
    assert not Respite.objects.exists()
    assert not ContactCheck.objects.exists()


def test_number_and_file_are_kept_beside_the_sealed_words(linked: Aptic) -> None:
    event = linked.post_and_act(NAME, data={"name": "Jan Janssens"})
    assert (event.file_name, event.file_id) == (NUMBER, FILE_ID)
    assert "Janssens" not in event.payload
    assert "Janssens" in str(open_payload(event))
