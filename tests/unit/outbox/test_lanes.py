"""One after the other inside a lane, whatever happens to the first."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.integrations.errors import OutcomeUnknown, Unavailable
from portal.outbox import services
from portal.outbox.crew import CONNECTIONS_LEFT, MOST_AT_ONCE, count_places
from portal.outbox.handlers import GiveUp
from portal.outbox.models import Delivery, State
from portal.outbox.tasks import deliver
from tests.unit.outbox.conftest import Letters, Put, read_state, run

SOON = timedelta(minutes=1)


def test_order_is_kept(put: Put, letters: Letters) -> None:
    for words in "abc":
        put(words)
    assert run() == 3
    assert letters.arrived == ["a", "b", "c"]


def test_same_moment_goes_by_number(put: Put, letters: Letters) -> None:
    moment = timezone.now() + SOON
    for words in "abc":
        put(words, not_before=moment)
    run(2 * SOON)
    assert letters.arrived == ["a", "b", "c"]


def test_later_one_waits_for_one_that_is_tried_again(put: Put, letters: Letters) -> None:
    first, second, elsewhere = put("a"), put("b"), put("c", lane="file-2")
    letters.plan = [Unavailable("x")]
    run()
    assert read_state(first)[0] == read_state(second)[0] == State.WAITING
    assert read_state(elsewhere)[0] == State.DONE
    run(SOON)
    assert letters.arrived == ["c", "a", "b"]


def test_later_one_waits_for_a_doubtful_one(put: Put, letters: Letters) -> None:
    put("a")
    second = put("b")
    letters.plan = [OutcomeUnknown("x")]
    run()
    run(SOON)
    assert read_state(second)[0] == State.WAITING
    run(timedelta(minutes=11))
    assert letters.arrived == ["a", "b"]


def test_later_one_goes_when_the_first_is_given_up_or_taken_back(put: Put, letters: Letters) -> None:
    put("a")
    second = put("b")
    put("c")
    letters.plan = [GiveUp("no")]
    services.cancel(second)
    run()
    assert letters.arrived == ["c"]


def test_one_whose_moment_is_far_holds_up_nobody(put: Put, letters: Letters) -> None:
    put("undo window", not_before=timezone.now() + 10 * SOON)
    put("b")
    run()
    assert letters.arrived == ["b"]


def test_one_that_comes_due_waits_for_an_older_one_under_way(put: Put, letters: Letters) -> None:
    """The undo window of the first ends while the second, due before it, is doubtful."""
    put("a", not_before=timezone.now() + SOON)
    put("b")
    letters.plan = [OutcomeUnknown("x")]
    run()
    run(2 * SOON)
    assert letters.arrived == []
    run(11 * SOON)
    assert letters.arrived == ["b", "a"]


def test_without_a_lane_there_is_no_order(put: Put, letters: Letters) -> None:
    put("a", lane="")
    put("b", lane="")
    letters.plan = [Unavailable("x")]
    run()
    assert letters.arrived == ["b"]


def test_delivery_put_before_there_was_an_office_keeps_its_place(put: Put, letters: Letters) -> None:
    put("a", office=None)
    put("b")
    letters.plan = [Unavailable("x")]
    run()
    assert letters.arrived == []


def test_one_that_found_the_lane_busy_is_queued_when_it_is_its_turn(put: Put, letters: Letters) -> None:
    first, second = put("a"), put("b")
    DBTaskResult.objects.all().delete()
    assert deliver.call(delivery_id=second.pk) == "waiting"
    deliver.call(delivery_id=first.pk)
    (task,) = DBTaskResult.objects.filter(task_path=deliver.module_path)
    assert task.args_kwargs["kwargs"] == {"delivery_id": second.pk}
    assert letters.arrived == ["a"]


def test_limit_is_kept_and_blocked_ones_take_no_place_in_it(put: Put, letters: Letters) -> None:
    for number in range(10):
        put(f"{number}")
    free = put("free", lane="other")
    letters.plan = [Unavailable("x")]
    assert run(limit=2) == 2
    assert read_state(free)[0] == State.DONE
    assert Delivery.objects.filter(state=State.WAITING).count() == 10


def test_one_put_in_by_a_slow_clock_does_not_overtake_one_under_way(put: Put, letters: Letters) -> None:
    put("a")
    letters.plan = [OutcomeUnknown("x")]
    run()
    put("b")
    Delivery.objects.filter(key="b").update(due_at=timezone.now() - SOON)
    run()
    assert letters.arrived == []


def test_one_behind_what_was_taken_back_is_queued(put: Put, letters: Letters) -> None:
    first, second = put("a"), put("b")
    DBTaskResult.objects.all().delete()
    services.cancel(first)
    (task,) = DBTaskResult.objects.filter(task_path=deliver.module_path)
    assert task.args_kwargs["kwargs"] == {"delivery_id": second.pk}


def test_no_more_go_at_once_than_the_pool_has_connections_for() -> None:
    assert count_places({"OPTIONS": {"pool": {"max_size": 6}}}) == 6 - CONNECTIONS_LEFT
    assert count_places({"OPTIONS": {"pool": {"max_size": 1}}}) == 1
    assert count_places({"OPTIONS": {"pool": {"max_size": 400}}}) == MOST_AT_ONCE
    assert count_places({"OPTIONS": {}}) == count_places({}) == MOST_AT_ONCE
