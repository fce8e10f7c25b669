"""The worker looks after payments whose browser is gone."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.audit.models import Event as AuditEvent
from portal.payments.models import Attempt, State
from portal.payments.tasks import ONCE, list_looks, recheck_payment
from tests.pages.payments.conftest import Ask, Bank, SignIn, come_home, the_attempt
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite


def planned() -> list[tuple[int, timedelta]]:
    """Step and time of every look that is planned, counted from the start of the payment."""
    started_at = the_attempt().started_at
    assert started_at is not None
    waiting = DBTaskResult.objects.filter(status="READY", task_path__endswith=".recheck_payment")
    waiting = waiting.order_by("run_after")
    return [(one.args_kwargs["kwargs"]["step"], one.run_after - started_at) for one in waiting]


def test_a_started_payment_is_looked_at_after_a_minute(sign_in: SignIn, ask_online: Ask) -> None:
    ask_online(sign_in("nl-woman", "en"))
    assert planned() == [(0, timedelta(minutes=1))]


def test_a_return_adds_one_look_however_often_it_comes(sign_in: SignIn, ask_online: Ask, bank: Bank) -> None:
    way = bank.pay(ask_online(sign_in("nl-woman", "en")))
    come_home(way)
    come_home(way)
    assert sorted(step for step, _ in planned()) == [ONCE, 0]


def test_looks_go_on_until_a_day_has_passed(sign_in: SignIn, ask_online: Ask) -> None:
    ask_online(sign_in("nl-woman", "en"))
    for step in range(len(list_looks(the_attempt()))):
        Attempt.objects.update(checked_at=None)
        recheck_payment.call(attempt_id=the_attempt().pk, step=step)
    assert [when for _, when in planned()] == list(list_looks(the_attempt()))


def test_look_sees_a_payment_with_the_office_key(
    sign_in: SignIn, ask_online: Ask, bank: Bank, practice: PracticeOffice
) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en")))
    practice.clear_calls()
    assert recheck_payment.call(attempt_id=the_attempt().pk, step=0) == State.SEEN
    assert {call["scheme"].lower() for call in practice.calls(system="tagor")} == {"tgr"}


def test_look_twice_changes_nothing(sign_in: SignIn, ask_online: Ask, bank: Bank) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en")))
    for _ in range(2):
        Attempt.objects.update(checked_at=None)
        recheck_payment.call(attempt_id=the_attempt().pk, step=ONCE)
    assert AuditEvent.objects.filter(act="payment-see").count() == 1


def test_booked_payment_is_looked_at_no_more(
    sign_in: SignIn, ask_online: Ask, bank: Bank, practice: PracticeOffice
) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en")))
    practice.book("nl-woman")
    assert recheck_payment.call(attempt_id=the_attempt().pk, step=0) == State.BOOKED
    assert [step for step, _ in planned()] == [0]


@pytest.mark.parametrize("is_down", [False, True])
def test_page_that_closed_is_wiped_even_with_tagor_down(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, *, is_down: bool
) -> None:
    ask_online(sign_in("nl-woman", "en"))
    Attempt.objects.update(started_at=timezone.now() - timedelta(minutes=16))
    if is_down:
        practice.fault("tagor", "503")
    assert recheck_payment.call(attempt_id=the_attempt().pk, step=1) == State.LAPSED
    assert the_attempt().sealed_redirect == ""
    assert 2 in [step for step, _ in planned()]


def test_a_return_without_payment_is_given_up_after_a_day(
    sign_in: SignIn, ask_online: Ask, bank: Bank
) -> None:
    come_home(bank.act(ask_online(sign_in("nl-woman", "en")), "cancel"))
    Attempt.objects.update(started_at=timezone.now() - timedelta(hours=24, minutes=1))
    assert (
        recheck_payment.call(attempt_id=the_attempt().pk, step=len(list_looks(the_attempt())) - 1)
        == State.LAPSED
    )


def test_look_at_an_attempt_that_is_gone(db: None) -> None:
    assert recheck_payment.call(attempt_id=404, step=0) == "gone"


@pytest.mark.django_db(transaction=True)
def test_the_real_worker_runs_a_look(sign_in: SignIn, ask_online: Ask, bank: Bank) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en")))
    looks = DBTaskResult.objects.filter(task_path__endswith=".recheck_payment")
    looks.update(run_after=timezone.now() - timedelta(seconds=1))
    call_command("db_worker", "--batch", "--no-startup-delay", "--interval", "0.1", verbosity=0)
    assert DBTaskResult.objects.filter(status="SUCCESSFUL").count() == 1
    assert the_attempt().state == State.SEEN
