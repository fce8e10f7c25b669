"""Two workers, or a worker and a person, want the same delivery at the same moment."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.audit.actors import Actor
from portal.integrations.errors import OutcomeUnknown, Unavailable
from portal.outbox import crew, services, transitions
from portal.outbox.handlers import Found, Handler
from portal.outbox.models import Delivery, State
from portal.outbox.sender import handle
from portal.outbox.tasks import deliver
from tests.unit.outbox.conftest import Letters, Put, read_state, run
from tests.unit.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_many_workers_sends(put: Put, letters: Letters) -> None:
    delivery = put()
    assert sorted(at_once(*[lambda: handle(delivery.pk)] * 8)) == [False] * 7 + [True]
    assert letters.arrived == ["hello"]


def test_one_of_many_workers_sends_what_needs_nothing_at_its_start(
    put: Put, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then there is no transaction around the claim."""
    monkeypatch.setattr(Letters, "on_sending", Handler.on_sending)
    for number in range(6):
        delivery = put(f"{number}", lane="")
        assert sorted(at_once(*[partial(handle, delivery.pk)] * 4)) == [False] * 3 + [True]
    assert letters.arrived == ["0", "1", "2", "3", "4", "5"]
    assert "sending" not in letters.told


def test_what_staff_rewrote_since_it_was_read_is_not_sent_as_it_was(put: Put, letters: Letters) -> None:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    put()
    Delivery.objects.update(due_at=an_hour_ago, not_before=an_hour_ago)
    read, given_up = Delivery.objects.get(), Delivery.objects.get()
    assert transitions.give_up(given_up, None, reason="unknown-kind")
    clerk = Actor.staff(AnonymousUser())
    assert services.retry(Delivery.objects.get(), by=clerk, texts={"words": "better"})
    assert not transitions.claim(read, letters, timezone.now())
    run()
    assert letters.arrived == ["better"]


def test_one_run_sends_a_whole_lane_in_order_beside_others(put: Put, letters: Letters) -> None:
    lane = [put(words) for words in "abc"]
    for number in range(8):
        put(f"{number}", lane=f"file {number}")
    deliver.call(delivery_id=lane[-1].pk)
    assert [words for words in letters.arrived if words in "abc"] == ["a", "b", "c"]
    assert len(letters.arrived) == 11


def test_one_whose_lane_took_all_the_time_is_queued_again(
    put: Put, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "LONGEST_S", 0)
    first, last = put("a"), put("b")
    put("elsewhere", lane="file-2")
    handle(first.pk)
    DBTaskResult.objects.filter(args_kwargs__kwargs={"delivery_id": last.pk}).delete()  # the run that goes on
    assert deliver.call(delivery_id=last.pk) == State.WAITING
    assert "b" not in letters.arrived
    runs = DBTaskResult.objects.filter(task_path=deliver.module_path)
    assert {"delivery_id": last.pk} in [run.args_kwargs["kwargs"] for run in runs]


def test_many_workers_send_a_lane_in_order(put: Put, letters: Letters) -> None:
    words = [f"{number:02}" for number in range(12)]
    for word in words:
        put(word)
    while len(letters.arrived) < len(words):
        at_once(*[services.deliver_due] * 4)
    assert letters.arrived == words


def test_same_intent_put_in_at_once_is_one(put: Put, letters: Letters) -> None:
    results = at_once(*[lambda: put().pk] * 6)
    assert len(set(results)) == 1
    run()
    assert letters.arrived == ["hello"]


def test_taken_back_or_sent_never_both(put: Put, letters: Letters) -> None:
    for number in range(12):
        delivery = put(f"{number}", lane="")
        is_cancelled, is_sent = at_once(
            partial(services.cancel, delivery),
            partial(handle, delivery.pk),
        )
        assert is_cancelled is not is_sent
        assert (f"{number}" in letters.arrived) is is_sent
        assert read_state(delivery)[0] == (State.DONE if is_sent else State.CANCELLED)


def test_one_of_many_workers_finds_out(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [OutcomeUnknown("x")]
    run()
    later = timezone.now() + timedelta(minutes=11)
    at_once(*[lambda: handle(delivery.pk, clock=lambda: later)] * 6)
    assert len(letters.seen_before) == 1
    run(timedelta(minutes=11))
    assert letters.arrived == ["hello"]


def test_while_one_worker_asks_another_does_not(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [OutcomeUnknown("x")]
    run()
    later = timezone.now() + timedelta(minutes=11)
    others: list[bool] = []

    def ask_slowly() -> Found:
        others.append(handle(delivery.pk, clock=lambda: later))
        return "absent"

    letters.answers = [ask_slowly]
    handle(delivery.pk, clock=lambda: later)
    assert others == [False]


def test_of_two_that_saw_it_doubtful_one_asks(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [OutcomeUnknown("x")]
    run()
    later = timezone.now() + timedelta(minutes=11)
    first, second = (Delivery.objects.get(pk=delivery.pk) for _ in range(2))
    assert transitions.take_to_find_out(first, later)
    assert not transitions.take_to_find_out(second, later)


def test_worker_that_was_taken_for_dead_cannot_move_what_another_claimed(put: Put, letters: Letters) -> None:
    """A slow worker says "nothing was sent" while the one after it has sent, and waits to find out."""
    delivery = put()

    def send_without_answer(words: str) -> None:
        letters.receive(words)
        raise OutcomeUnknown("x")

    def be_overtaken(_words: str) -> None:
        letters.plan = [send_without_answer]
        for minutes in (3, 11):
            run(timedelta(minutes=minutes))
        assert read_state(delivery) == (State.DOUBTFUL, "no-answer")
        raise Unavailable("nothing was sent, after all")

    letters.plan = [be_overtaken]
    run()
    assert read_state(delivery) == (State.DOUBTFUL, "no-answer")
    run(timedelta(days=1))
    assert letters.arrived == ["hello"]


def test_worker_that_was_taken_for_dead_cannot_undo_what_another_did(put: Put, letters: Letters) -> None:
    """A slow worker fails after another has found out, sent again and arrived."""
    delivery = put()

    def be_overtaken(_words: str) -> None:
        for minutes in (3, 11):
            run(timedelta(minutes=minutes))
        assert letters.arrived == ["hello"]
        raise Unavailable("nothing was sent, after all")

    letters.plan = [be_overtaken]
    run()
    assert read_state(delivery)[0] == State.DONE
    run(timedelta(days=1))
    assert letters.arrived == ["hello"]


def test_worker_that_was_taken_for_dead_may_still_say_that_it_arrived(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.answers = ["unclear"]

    def be_slow(words: str) -> None:
        run(timedelta(minutes=3))
        assert read_state(delivery)[0] == State.DOUBTFUL
        letters.receive(words)

    letters.plan = [be_slow]
    run()
    assert read_state(delivery) == (State.DONE, "")


def test_worker_that_was_taken_for_dead_while_reading_sends_nothing(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.reads = True
    stale = Delivery.objects.get(pk=delivery.pk)
    assert transitions.claim(stale, letters, timezone.now())
    run(timedelta(minutes=3))
    run(timedelta(minutes=11))
    assert letters.arrived == ["hello"]
    assert not transitions.store_before(stale, {"letters": []}, timezone.now())


def test_staff_and_worker_at_once_leave_one_state(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [OutcomeUnknown("x")]
    run()
    later = timezone.now() + timedelta(minutes=11)
    clerk = Actor.staff(AnonymousUser())
    at_once(
        lambda: services.drop(delivery, reason="by-hand", by=clerk),
        lambda: handle(delivery.pk, clock=lambda: later),
    )
    run(timedelta(minutes=12))
    dropped = read_state(delivery)[0] == State.CANCELLED
    assert letters.arrived == ([] if dropped else ["hello"])


def test_one_run_sends_what_is_due_side_by_side_and_lanes_in_order(put: Put, letters: Letters) -> None:
    """Each of the first eight waits until all eight are being sent: one by one, none would arrive."""
    together = threading.Barrier(8)

    def wait_for_the_others(words: str) -> None:
        together.wait(timeout=20)
        letters.receive(words)

    first = [put(f"{lane}", lane=f"lane {lane}") for lane in range(8)]
    for number in range(3):
        put(f"0{number}", lane="lane 0")
    letters.plan = [wait_for_the_others] * 8
    planned = DBTaskResult.objects.filter(task_path=deliver.module_path)
    assert planned.count() == 11
    assert deliver.call(delivery_id=first[0].pk) == State.DONE
    while planned.exists():
        deliver.call(delivery_id=first[0].pk)
    assert sorted(letters.arrived) == sorted([*map(str, range(8)), "00", "01", "02"])
    assert [words for words in letters.arrived if words.startswith("0")] == ["0", "00", "01", "02"]


def test_a_run_that_another_worker_has_begun_is_left_to_it(put: Put, letters: Letters) -> None:
    first, second = put("a", lane="1"), put("b", lane="2")
    planned = DBTaskResult.objects.filter(task_path=deliver.module_path)
    of_second = next(one for one in planned if one.args_kwargs["kwargs"]["delivery_id"] == second.pk)

    def begin_elsewhere(words: str) -> None:
        DBTaskResult.objects.filter(pk=of_second.pk).update(status="RUNNING")
        letters.receive(words)

    letters.plan = [begin_elsewhere, begin_elsewhere]
    deliver.call(delivery_id=first.pk)
    assert sorted(letters.arrived) == ["a", "b"]
    assert list(planned.values_list("pk", flat=True)) == [of_second.pk]
