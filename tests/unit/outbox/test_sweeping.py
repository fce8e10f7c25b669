"""Nothing is lost with the queue, nothing is kept longer than needed, and a long queue slows nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.audit.actors import Actor
from portal.integrations.errors import OutcomeUnknown
from portal.office.models import Office
from portal.outbox import retention, services
from portal.outbox.handlers import GiveUp
from portal.outbox.models import Delivery, State
from portal.outbox.pauses import KEPT_FOR, SECRETS_KEPT_FOR, SWEEP_EVERY, SWEEP_RARELY
from portal.outbox.tasks import SWEEP_LIMIT, deliver, sweep
from portal.web.retention import forget
from tests.unit.outbox.conftest import KIND, Letters, Put, read_state, run

DAY = timedelta(days=1)


def planned_sweeps() -> list[timedelta]:
    """How far off the planned sweeps are."""
    tasks = DBTaskResult.objects.filter(task_path=sweep.module_path, status="READY")
    return [task.run_after - timezone.now() for task in tasks]


def start_planned_sweep() -> int:
    """As the worker does: the task is no longer ready while it runs."""
    DBTaskResult.objects.filter(task_path=sweep.module_path).update(status="RUNNING")
    return int(sweep.call())


def test_sweep_delivers_what_the_queue_lost(put: Put, letters: Letters) -> None:
    put()
    DBTaskResult.objects.all().delete()
    assert start_planned_sweep() == 1
    assert letters.arrived == ["hello"]


def test_lost_queue_comes_back_with_the_next_delivery(put: Put, letters: Letters) -> None:
    put("a")
    DBTaskResult.objects.all().delete()
    put("b")
    assert len(planned_sweeps()) == 1
    start_planned_sweep()
    assert letters.arrived == ["a", "b"]


def test_command_delivers_without_a_queue(
    put: Put, letters: Letters, capsys: pytest.CaptureFixture[str]
) -> None:
    put()
    DBTaskResult.objects.all().delete()
    call_command("deliver_outbox")
    assert letters.arrived == ["hello"]
    assert len(planned_sweeps()) == 1
    assert capsys.readouterr().out == "looked at: 1\nstill open: 0\ngiven up: 0\n"


def test_sweep_that_dies_half_way_breaks_no_chain(put: Put, letters: Letters) -> None:
    put()
    letters.plan = [lambda _words: (_ for _ in ()).throw(SystemExit)]
    with pytest.raises(SystemExit):
        start_planned_sweep()
    assert len(planned_sweeps()) == 1


def test_sweeps_go_on_while_anything_is_kept(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [OutcomeUnknown("x")]
    start_planned_sweep()
    (wait,) = planned_sweeps()
    assert SWEEP_EVERY - timedelta(minutes=1) < wait <= SWEEP_EVERY
    run(timedelta(minutes=11))
    assert read_state(delivery)[0] == State.DONE
    start_planned_sweep()
    (wait,) = planned_sweeps()
    assert wait > SWEEP_RARELY / 2
    Delivery.objects.all().delete()
    assert start_planned_sweep() == 0
    assert planned_sweeps() == []


def test_new_delivery_brings_a_rare_sweep_forward(put: Put, letters: Letters) -> None:
    put("a")
    run()
    start_planned_sweep()
    put("b")
    (wait,) = planned_sweeps()
    assert wait <= SWEEP_EVERY


def test_sweep_that_leaves_something_comes_back_soon(put: Put, letters: Letters) -> None:
    for number in range(SWEEP_LIMIT + 1):
        put(f"{number}", lane="")
    assert start_planned_sweep() == SWEEP_LIMIT
    (wait,) = planned_sweeps()
    assert wait < timedelta(minutes=1)
    start_planned_sweep()
    assert len(letters.arrived) == SWEEP_LIMIT + 1


def test_what_ended_long_ago_is_deleted_but_not_what_a_person_must_see(put: Put, letters: Letters) -> None:
    done, cancelled, given_up, waiting = (put(words, lane="") for words in ("a", "b", "c", "d"))
    services.cancel(cancelled)
    services.deliver_due(limit=1)
    letters.plan = [GiveUp("no")]
    services.deliver_due(limit=1)
    assert [read_state(one)[0] for one in (done, cancelled, given_up)] == ["done", "cancelled", "given_up"]
    assert retention.tidy(timezone.now() + KEPT_FOR - DAY) == 0
    assert retention.tidy(timezone.now() + KEPT_FOR + DAY) == 2
    assert set(Delivery.objects.values_list("pk", flat=True)) == {given_up.pk, waiting.pk}


def test_sweep_has_what_is_old_deleted(put: Put, letters: Letters) -> None:
    put()
    run()
    Delivery.objects.update(ended_at=timezone.now() - KEPT_FOR - DAY)
    start_planned_sweep()
    assert DBTaskResult.objects.filter(task_path=forget.module_path, status="READY").count() == 1
    assert forget.call()["deliveries"] == 1
    assert not Delivery.objects.exists()


def test_secret_of_what_was_given_up_is_wiped_after_some_days(put: Put, letters: Letters) -> None:
    delivery = put(secret="12345")
    letters.plan = [GiveUp("no")]
    run()
    retention.tidy(timezone.now() + SECRETS_KEPT_FOR - DAY)
    assert read_state(delivery)[0] == State.GIVEN_UP
    assert delivery.can_retry
    retention.tidy(timezone.now() + SECRETS_KEPT_FOR + DAY)
    delivery.refresh_from_db()
    assert delivery.secret == ""
    assert not delivery.can_retry
    assert not services.retry(delivery, by=Actor.staff(AnonymousUser()))


def fill(office: Office, count: int, **fields: Any) -> None:
    moment = timezone.now() - timedelta(hours=1)
    values = {"office": office, "kind": KIND, "due_at": moment, "not_before": moment}
    values |= {"give_up_at": moment + DAY, "payload": {"words": "one of many"}}
    Delivery.objects.bulk_create(
        [Delivery(key=f"k{n}", lane=f"l{n % 500}", **{**values, **fields}) for n in range(count)]
    )


def test_ten_thousand_waiting_ones_cost_one_delivery_no_query_more(
    put: Put, letters: Letters, office: Office
) -> None:
    def count_queries(words: str) -> int:
        delivery = put(words, lane=f"lane {words}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            deliver.call(delivery_id=delivery.pk)
        assert read_state(delivery)[0] == State.DONE
        return len(queries)

    alone = count_queries("alone")
    fill(office, 10_000)
    assert count_queries("in the crowd") == alone


def test_due_query_walks_an_index_and_not_the_table(put: Put, office: Office) -> None:
    fill(office, 2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    due = Delivery.objects.filter(state__in=("waiting",), not_before__lte=timezone.now())
    for found in (due.order_by("not_before", "pk")[:10], due.filter(lane="l1", due_at__lte=timezone.now())):
        plan = found.explain()
        assert "outbox_due" in plan or "outbox_lane" in plan, plan


def test_after_a_restore_what_was_due_is_asked_about_before_it_is_sent(put: Put, letters: Letters) -> None:
    """It may have been sent since the backup was made; what is not due yet cannot have been."""
    due, later = put("due"), put("later", not_before=timezone.now() + timedelta(hours=1), lane="file-2")
    assert services.doubt_all_due() == 1
    assert services.doubt_all_due() == 0
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert (states[due.pk], states[later.pk]) == (State.DOUBTFUL, State.WAITING)
    services.deliver_due(limit=10)
    assert letters.told == ["doubtful"]
    assert letters.arrived == []
