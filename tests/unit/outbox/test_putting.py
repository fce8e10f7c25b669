"""An intent is kept with the change it belongs to, once, and its secret is sealed."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.office.models import Office
from portal.outbox import handlers, services
from portal.outbox.handlers import GiveUp, open_secret
from portal.outbox.models import Delivery, State
from portal.outbox.tasks import deliver, sweep
from tests.unit.outbox.conftest import Letters, Put, read_state, run


def test_same_kind_and_key_is_one_delivery(put: Put, letters: Letters) -> None:
    first, second = put("hello"), put("hello", payload={"words": "other"})
    assert first.pk == second.pk
    run()
    assert letters.arrived == ["hello"]
    assert put("hello").state == State.DONE


def test_same_key_without_an_office_is_one_delivery(put: Put) -> None:
    assert put("hello", office=None).pk == put("hello", office=Office()).pk


def test_intent_goes_with_its_transaction(put: Put) -> None:
    def change_and_fail() -> None:
        with transaction.atomic():
            put()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert not Delivery.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_kind_without_handler_is_refused(put: Put) -> None:
    with pytest.raises(ValueError, match="no handler"):
        put(kind="tests.unheard")


def test_two_handlers_of_one_kind_are_refused(letters: Letters) -> None:
    class Other(handlers.Handler):
        kind = letters.kind

    with pytest.raises(ValueError, match=letters.kind):
        handlers.index_handlers((handlers.get_handlers()[letters.kind], Other()))


def test_put_plans_the_delivery_and_one_sweep(put: Put) -> None:
    moment = timezone.now() + timedelta(minutes=10)
    first, second = put("a", not_before=moment), put("b")
    planned = {task.args_kwargs["kwargs"]["delivery_id"]: task.run_after for task in _tasks(deliver)}
    assert planned[first.pk] == moment
    assert planned[second.pk] != moment
    assert len(_tasks(sweep)) == 1


def test_task_delivers(put: Put, letters: Letters) -> None:
    delivery = put()
    assert deliver.call(delivery_id=delivery.pk) == "done"
    assert deliver.call(delivery_id=delivery.pk) == "done"
    assert letters.arrived == ["hello"]
    assert deliver.call(delivery_id=delivery.pk + 1) == "gone"


def test_task_that_comes_a_moment_early_is_planned_again(put: Put, letters: Letters) -> None:
    delivery = put(not_before=timezone.now() + timedelta(seconds=2))
    DBTaskResult.objects.all().delete()
    assert deliver.call(delivery_id=delivery.pk) == "waiting"
    assert [task.run_after for task in _tasks(deliver)] == [delivery.not_before]
    assert not letters.arrived


def test_secret_is_sealed_opens_for_the_handler_and_is_wiped(put: Put, letters: Letters) -> None:
    delivery = put(secret="12345")
    assert "12345" not in delivery.secret
    assert open_secret(delivery) == "12345"
    run()
    assert read_state(delivery) == (State.DONE, "")
    assert delivery.secret == ""
    with pytest.raises(GiveUp, match="secret-gone"):
        open_secret(delivery)


def test_secret_of_what_is_taken_back_is_wiped(put: Put) -> None:
    delivery = put(secret="12345")
    assert services.cancel(delivery)
    assert read_state(delivery) == (State.CANCELLED, "taken-back")
    assert delivery.secret == ""


def test_nothing_leaves_before_its_moment(put: Put, letters: Letters) -> None:
    put(not_before=timezone.now() + timedelta(minutes=10))
    run(timedelta(minutes=9))
    assert letters.arrived == []
    run(timedelta(minutes=11))
    assert letters.arrived == ["hello"]


def test_what_left_cannot_be_taken_back(put: Put, letters: Letters) -> None:
    delivery = put()
    run()
    assert not services.cancel(delivery)
    assert read_state(delivery)[0] == State.DONE


def test_what_was_taken_back_never_leaves(put: Put, letters: Letters) -> None:
    delivery = put()
    assert services.cancel(delivery)
    assert not services.cancel(delivery)
    run(timedelta(days=1))
    assert letters.arrived == []


def _tasks(task: object) -> list[DBTaskResult]:  # type: ignore[type-arg]
    path = task.module_path  # type: ignore[attr-defined]
    return list(DBTaskResult.objects.filter(task_path=path, status="READY"))
