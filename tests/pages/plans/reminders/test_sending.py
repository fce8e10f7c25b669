"""Reminders as they go out: once a payment, at the right moment, and only while they are needed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import registry
from portal.file.models import ReportSource, Respite
from portal.file.respite.services import Reported, Word, store_respites
from portal.integrations.tagor.values.account import Credential
from portal.office.models import Office
from portal.outbox.models import Delivery
from portal.outbox.services import deliver_due
from portal.plans.reminders.models import Reminder, ReminderRules, Subscription
from portal.plans.reminders.scheduling import run
from portal.plans.reminders.tasks import run_reminders
from portal.web.retention import forget_all
from tests.pages.conftest import Visit
from tests.pages.plans.reminders.conftest import TEMPLATE, At, Choose, SignIn, find_next_payment
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.sqlite

SLUG = "running-plan"
Sent = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def wish(sign_in: SignIn, choose: Choose) -> PracticeFile:
    """Somebody with a running plan asked for a mail three days before."""
    seeded = sign_in(SLUG, "en")
    choose(channel="mail", days_before="3")
    return seeded


@pytest.fixture
def due(wish: PracticeFile, practice: PracticeOffice) -> date:
    """The day of their next payment."""
    return find_next_payment(practice)


def send_now() -> int:
    run()
    return deliver_due()


def find_reasons() -> list[tuple[str, str]]:
    return list(Reminder.objects.order_by("pk").values_list("state", "reason"))


def test_three_days_before_by_the_template_of_the_office_to_the_party(
    wish: PracticeFile, due: date, at: At, sent: Sent, practice: PracticeOffice
) -> None:
    at(due - timedelta(days=3), 9)
    send_now()
    (mail,) = sent()
    party = practice.state(SLUG)["defendants"][0]
    assert (mail["medium"], mail["template"], mail["to"]) == ("mail", TEMPLATE, party["email"])
    assert (mail["file_id"], mail["party_id"]) == (wish.file_id, wish.party_id)
    (call,) = practice.calls("Actions/SendMail")
    assert "Emailadres" not in call["body"]["request"]
    assert find_reasons() == [("sent", "")]


def test_not_earlier(due: date, at: At, sent: Sent) -> None:
    at(due - timedelta(days=3), 8, 59)
    send_now()
    assert sent() == []
    assert not Delivery.objects.exists()


def test_never_twice_however_often_it_runs(due: date, at: At, sent: Sent) -> None:
    for hour in (9, 10, 11):
        at(due - timedelta(days=3), hour)
        Subscription.objects.update(next_look_at=timezone.now())
        send_now()
        send_now()
    assert len(sent()) == 1
    assert Reminder.objects.count() == Delivery.objects.count() == 1


def test_stopping_and_asking_again_brings_no_second_one(
    due: date, at: At, sent: Sent, wish: PracticeFile, office: Office
) -> None:
    at(due - timedelta(days=3))
    send_now()
    Subscription.objects.all().delete()
    Subscription.objects.create(
        office=office,
        file_id=wish.file_id,
        party_id=wish.party_id,
        channel="mail",
        days_before=3,
        since=timezone.now(),
        next_look_at=timezone.now(),
    )
    send_now()
    assert len(sent()) == 1


def test_each_payment_has_its_own(due: date, at: At, sent: Sent, practice: PracticeOffice) -> None:
    at(due - timedelta(days=3))
    send_now()
    at(due + timedelta(days=1))
    following = find_next_payment(practice)
    assert following > due
    at(following - timedelta(days=3))
    send_now()
    assert len(sent()) == 2
    assert Reminder.objects.filter(state="sent").count() == 2


def test_asked_on_the_last_day_it_goes_at_once(due: date, at: At, sent: Sent) -> None:
    at(due - timedelta(days=1), 11)
    send_now()
    assert len(sent()) == 1


def test_nothing_on_the_day_itself(due: date, at: At, sent: Sent) -> None:
    at(due, 9)
    send_now()
    assert sent() == []


def test_text_message(sign_in: SignIn, choose: Choose, practice: PracticeOffice, at: At, sent: Sent) -> None:
    sign_in(SLUG, "en")
    choose(channel="text", days_before="1")
    at(find_next_payment(practice) - timedelta(days=1))
    send_now()
    (text,) = sent()
    assert (text["medium"], text["to"]) == ("text", practice.state(SLUG)["defendants"][0]["mobile"])


def test_quiet_hours_hold_it_until_the_morning(due: date, at: At, sent: Sent) -> None:
    at(due - timedelta(days=2), 21)
    send_now()
    assert sent() == []
    (delivery,) = Delivery.objects.all()
    at(due - timedelta(days=1), 7, 59)
    deliver_due()
    assert sent() == []
    at(due - timedelta(days=1), 8)
    assert delivery.not_before is not None
    deliver_due()
    assert len(sent()) == 1


def test_hour_meant_that_is_quiet_moves_to_its_end(
    due: date, at: At, sent: Sent, rules: ReminderRules
) -> None:
    rules.quiet_until = rules.quiet_until.replace(hour=11)
    rules.save()
    at(due - timedelta(days=3), 10, 59)
    send_now()
    assert not Delivery.objects.exists()
    at(due - timedelta(days=3), 11)
    Subscription.objects.update(next_look_at=timezone.now())
    send_now()
    assert len(sent()) == 1


def add_sent(office: Office, wish: PracticeFile, days_ago: float) -> None:
    """A reminder of another file of the same person, sent some days ago."""
    on = timezone.localdate()
    Reminder.objects.create(
        office=office,
        file_id="9000000000000009999",
        party_id=wish.party_id,
        plan_id="1",
        planned_on=on - timedelta(days=int(days_ago)),
        due_on=on,
        channel="mail",
        state="sent",
        sent_at=timezone.now() - timedelta(days=days_ago),
    )


def test_limit_of_a_week_holds_it_back_over_all_files(
    due: date, at: At, sent: Sent, wish: PracticeFile, office: Office, rules: ReminderRules
) -> None:
    rules.most_per_week = 1
    rules.save()
    at(due - timedelta(days=3))
    add_sent(office, wish, days_ago=6)
    send_now()
    assert sent() == []
    at(due - timedelta(days=2), 9)
    deliver_due()
    assert sent() == []
    at(due - timedelta(days=2), 11)
    deliver_due()
    assert len(sent()) == 1


def test_limit_that_lasts_until_the_day_leaves_it_out(
    due: date, at: At, sent: Sent, wish: PracticeFile, office: Office, rules: ReminderRules
) -> None:
    rules.most_per_week = 1
    rules.save()
    at(due - timedelta(days=3))
    add_sent(office, wish, days_ago=1)
    send_now()
    assert sent() == []
    assert find_reasons()[-1] == ("skipped", "week-limit")


def test_second_of_two_is_allowed_when_the_office_allows_two(
    due: date, at: At, sent: Sent, wish: PracticeFile, office: Office
) -> None:
    at(due - timedelta(days=3))
    add_sent(office, wish, days_ago=1)
    send_now()
    assert len(sent()) == 1


def queue_only(due: date, at: At) -> None:
    """Let it be queued, and not sent yet."""
    at(due - timedelta(days=3))
    run()
    assert Delivery.objects.get().state == "waiting"


def test_withdrawn_before_it_left(due: date, at: At, sent: Sent) -> None:
    queue_only(due, at)
    Subscription.objects.all().delete()
    deliver_due()
    assert sent() == []
    assert find_reasons() == [("skipped", "withdrawn")]


def test_switched_off_before_it_left(due: date, at: At, sent: Sent, rules: ReminderRules) -> None:
    queue_only(due, at)
    rules.is_on = False
    rules.save()
    deliver_due()
    assert sent() == []
    assert find_reasons() == [("skipped", "switched-off")]


def test_pause_of_the_office_holds_it_back(due: date, at: At, sent: Sent) -> None:
    queue_only(due, at)
    reminder = Reminder.objects.get()
    told = ReportSource(reminder.office_id, timezone.now(), 0)
    word = Word(is_on=True, kind=Respite.Kind.COLLECTION, record_id="M-000001", until=due)
    store_respites([Reported(told, word, reminder.file_id)])
    deliver_due()
    assert sent() == []
    assert find_reasons() == [("skipped", "paused")]


def test_nothing_is_queued_while_the_file_rests(wish: PracticeFile, due: date, at: At, sent: Sent) -> None:
    at(due - timedelta(days=3), 9)
    told = ReportSource(None, timezone.now(), 0)
    word = Word(is_on=True, kind=Respite.Kind.COLLECTION, record_id="M-000001", until=due - timedelta(days=2))
    store_respites([Reported(told, word, wish.file_id)])
    send_now()
    assert not Reminder.objects.exists()
    at(due - timedelta(days=1), 9)
    send_now()
    assert len(sent()) == 1, "once the pause is over, it is due again"


def test_paid_before_it_left(
    due: date, at: At, sent: Sent, wish: PracticeFile, practice: PracticeOffice
) -> None:
    queue_only(due, at)
    registry.tagor().record_online_payment(file_id=wish.file_id, amount_cents=10000)
    deliver_due()
    assert sent() == []
    assert find_reasons() == [("skipped", "paid")]


def test_plan_replaced_before_it_left(
    due: date, at: At, sent: Sent, wish: PracticeFile, practice: PracticeOffice
) -> None:
    queue_only(due, at)
    registry.tagor().save_plan(
        credential=Credential("Hash", wish.hash), file_id=wish.file_id, party_id=wish.party_id, months=6
    )
    practice.accept_plan(SLUG)
    deliver_due()
    assert sent() == []
    assert find_reasons() == [("skipped", "plan-changed")]


def test_plan_ended_before_it_left(due: date, at: At, sent: Sent, wish: PracticeFile) -> None:
    queue_only(due, at)
    registry.tagor().save_plan(
        credential=Credential("Hash", wish.hash), file_id=wish.file_id, party_id=wish.party_id, months=6
    )
    deliver_due()
    assert sent() == []
    assert find_reasons() == [("skipped", "plan-ended")]


def test_no_reminder_while_the_office_has_stopped_the_file(
    due: date, at: At, sent: Sent, wish: PracticeFile
) -> None:
    queue_only(due, at)
    registry.tagor().stop_file(file_id=wish.file_id)
    deliver_due()
    at(due - timedelta(days=1), 9)
    send_now()
    assert sent() == []
    assert find_reasons() == [("skipped", "file-stopped")]
    assert Subscription.objects.exists(), "what the person wished stays, for when the office goes on"


def test_too_late_after_a_long_failure(due: date, at: At, sent: Sent, practice: PracticeOffice) -> None:
    queue_only(due, at)
    with practice.down():
        deliver_due()
    at(due, 9)
    deliver_due()
    assert sent() == []
    assert find_reasons() == [("skipped", "too-late")]


def test_everything_kept_goes_when_the_plan_has_ended(
    due: date, at: At, wish: PracticeFile, practice: PracticeOffice
) -> None:
    at(due - timedelta(days=3))
    send_now()
    registry.tagor().record_online_payment(
        file_id=wish.file_id, amount_cents=practice.file(SLUG).balance_cents
    )
    practice.book(SLUG)
    at(due + timedelta(days=1))
    run()
    assert not Subscription.objects.exists()
    assert not Reminder.objects.exists()


def test_tagor_down_is_tried_again_within_the_hour_and_sent_once(
    due: date, at: At, sent: Sent, practice: PracticeOffice
) -> None:
    now = at(due - timedelta(days=3), 9)
    with practice.down():
        send_now()
    assert Subscription.objects.get().next_look_at == now + timedelta(hours=1)
    at(due - timedelta(days=3), 10)
    run()
    with practice.down():
        deliver_due()
    assert sent() == []
    at(due - timedelta(days=3), 12)
    deliver_due()
    deliver_due()
    assert len(sent()) == 1


def test_answer_that_never_came_is_not_sent_again(
    due: date, at: At, sent: Sent, practice: PracticeOffice
) -> None:
    at(due - timedelta(days=3))
    practice.fault("tagor", "drop", operation="Actions/SendMail", times=1)
    send_now()
    for days in range(1, 12):
        at(due - timedelta(days=3) + timedelta(days=days))
        deliver_due()
    assert len(practice.calls("Actions/SendMail")) == 1
    assert find_reasons()[0][0] == "failed"


def test_refusal_of_the_office_waits_for_a_person(
    due: date, at: At, sent: Sent, practice: PracticeOffice
) -> None:
    practice.set_parameter("569", "")
    at(due - timedelta(days=3))
    send_now()
    assert sent() == []
    assert Delivery.objects.get().state == "given_up"
    assert find_reasons()[0][0] == "failed"


def test_nothing_is_written_in_the_file(due: date, at: At, practice: PracticeOffice) -> None:
    practice.clear_calls()
    at(due - timedelta(days=3))
    send_now()
    asked = {call["operation"] for call in practice.calls()}
    assert "TagorService/GetSaldo" not in asked
    assert {call["scheme"] for call in practice.calls()} <= {"Tgr"}


def test_chain_goes_on_while_anybody_wants_any_and_then_stops(due: date, at: At) -> None:
    planned = DBTaskResult.objects.filter(task_path=run_reminders.module_path, status="READY")
    assert planned.count() == 1
    planned.delete()
    now = at(due - timedelta(days=5))
    run_reminders.call()
    run_reminders.call()
    (next_one,) = planned
    assert next_one.run_after == now + timedelta(hours=1)
    planned.delete()
    Subscription.objects.all().delete()
    run_reminders.call()
    assert not planned.exists()


def test_one_plan_that_makes_no_sense_stops_nobody_else(
    wish: PracticeFile,
    due: date,
    at: At,
    sent: Sent,
    practice: PracticeOffice,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The first in the row has a plan whose days leave the calendar."""
    own = Subscription.objects.get()
    odd = practice.file("nl-woman")
    Subscription.objects.create(
        office=own.office,
        file_id=odd.file_id,
        party_id=odd.party_id,
        channel="mail",
        days_before=3,
        since=own.since,
        next_look_at=own.next_look_at - timedelta(days=1),
    )
    practice.set_clock("9999-06-01T10:00:00+02:00")
    registry.tagor().save_plan(
        credential=None,  # type: ignore[arg-type] - by the office: the link has long expired by then
        file_id=odd.file_id,
        party_id=odd.party_id,
        months=3,
    )
    practice.accept_plan()
    at(due - timedelta(days=3), 9)
    send_now()
    assert len(sent()) == 1
    assert Subscription.objects.get(file_id=odd.file_id).next_look_at > timezone.now()
    assert odd.file_id not in caplog.text


def test_reminders_are_told_and_deleted_by_their_person_and_never_come_again(
    due: date, at: At, sent: Sent, sign_in: SignIn, visit: Visit, choose: Choose
) -> None:
    at(due - timedelta(days=3))
    send_now()
    sign_in(SLUG, "en")
    told = "A reminder of the payment of "
    assert told in visit("/my-data/").text
    asked = visit("/my-data/remove/reminders/")
    assert told in asked.text
    visit(asked.form_action(), asked.form_fields(), status=303)
    assert not Reminder.objects.exists()
    assert told not in visit("/my-data/").text
    choose(channel="mail", days_before="3")
    send_now()
    assert len(sent()) == 1


def test_reminders_of_long_ago_go_though_nobody_ended_the_plan(
    due: date, at: At, sent: Sent, wish: PracticeFile
) -> None:
    now = at(due - timedelta(days=3))
    send_now()
    Subscription.objects.all().delete()
    Reminder.objects.update(created_at=now)
    forget_all(now + timedelta(days=59))
    assert Reminder.objects.exists()
    forget_all(now + timedelta(days=61))
    assert not Reminder.objects.exists()
