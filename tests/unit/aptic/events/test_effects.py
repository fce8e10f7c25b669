"""Each effect happens once, whatever comes twice or late; what must be asked is asked, never believed."""

import logging
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.aptic.events import selectors, services
from portal.aptic.events.models import Event, State, TimelineNote
from portal.aptic.events.processing import act_on_due
from portal.audit.actors import Actor
from portal.audit.models import Event as AuditEvent
from portal.crm.links import contact_checks as checks
from portal.crm.links.models import ContactCheck
from portal.file.models import Respite
from portal.file.respite.selectors import get_respite
from portal.office.models import Office
from portal.office.selectors import get_office_row
from portal.payments.models import Attempt
from portal.payments.tasks import recheck_payment
from portal.plans.models import PlanNews, PlanRule, Proposal
from portal.plans.models import State as PlanState
from portal.plans.reminders.models import Subscription
from portal.plans.running.plan_news import get_plan_news
from tests.practice import PracticeOffice
from tests.unit.aptic.events.telling import FILE_ID, Aptic, link_file, reload
from tests.unit.payments.conftest import build_attempt
from tests.unit.plans.conftest import Draft, Work, ask, draft, office, visit, work  # noqa: F401 - fixtures

OPEN_ATTEMPT = {"file_id": FILE_ID, "state": "started"}


def list_checks() -> list[DBTaskResult[..., Any]]:
    """The looks at payments that wait in the queue."""
    return list(DBTaskResult.objects.filter(task_path=recheck_payment.module_path, status="READY"))


@pytest.fixture
def clerk(db: None, django_user_model: Any) -> Actor:
    return Actor.staff(django_user_model.objects.create_user("clerk"))


def replay(event: Event, by: Actor) -> Event:
    assert services.replay(event, by=by)
    return reload(event, act=True)


# Payments ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["payment", "disbursement", "ledgerpayment"])
def test_money_has_every_open_payment_of_the_file_looked_at(name: str, linked: Aptic) -> None:
    waiting = [build_attempt(**OPEN_ATTEMPT, amount_cents=cents) for cents in (1000, 2000)]
    others = [build_attempt(file_id=FILE_ID, state="booked"), build_attempt(file_id="other", state="started")]
    for attempt in (*waiting, *others):
        attempt.save()
    assert linked.post_and_act(name).outcome == "payments-looked-at"
    assert {look.args_kwargs["kwargs"]["attempt_id"] for look in list_checks()} == {one.pk for one in waiting}


def test_a_crowd_of_payments_makes_two_looks_the_second_after_the_last(linked: Aptic) -> None:
    """One at once, and one that sees all that came in meanwhile."""
    build_attempt(**OPEN_ATTEMPT).save()
    for _ in range(20):
        linked.post_event("payment")
    now = timezone.now()
    assert act_on_due(now=now) == 20
    said = list(Event.objects.order_by("pk").values_list("outcome", flat=True))
    assert said == ["payments-looked-at"] * 2 + ["look-planned"] * 18
    first, second = sorted(look.run_after for look in list_checks())
    assert second - first == timedelta(seconds=5)


def test_nobody_waits_for_a_payment(linked: Aptic) -> None:
    assert linked.post_and_act("payment").outcome == "no-payment"
    assert list_checks() == []


def test_look_believes_the_office_and_not_the_event(of_practice: Aptic, practice: PracticeOffice) -> None:
    """Whatever the event says of an amount: without money in Tagor nothing is paid."""
    attempt = build_attempt(**OPEN_ATTEMPT | {"file_id": practice.file().file_id})
    attempt.save()
    of_practice.post_and_act("payment", data={"amount": 50})
    practice.clear_calls()
    (planned,) = list_checks()
    recheck_payment.func(**planned.args_kwargs["kwargs"])
    assert practice.calls()
    assert Attempt.objects.get().state == "started"


# Plans ------------------------------------------------------------------------------------------------


@pytest.fixture
def of_practice(practice: PracticeOffice, linked: Aptic, settings: Any) -> Aptic:
    """Tells of the practice office's own file, by the number that Tagor has."""
    settings.TAGOR_URL = practice.tagor_url
    linked.file = {"accountNumber": practice.state()["name"]}
    return linked


def test_activated_plan_accepts_the_request_that_waited(
    of_practice: Aptic,
    practice: PracticeOffice,
    ask: Draft,  # noqa: F811
    work: Work,  # noqa: F811
) -> None:
    sent = work(ask())
    assert sent.state == PlanState.SENT
    early = of_practice.post_and_act("paymentplanactivated")
    assert (early.outcome, Proposal.objects.get().state) == ("plan-differs", PlanState.SENT)
    practice.accept_plan()
    event = of_practice.post_and_act("paymentplanactivated")
    assert (event.outcome, Proposal.objects.get().state) == ("plan-accepted", PlanState.ACCEPTED)
    again = of_practice.post_and_act("paymentplanactivated")
    assert again.outcome == "plan-read"
    assert AuditEvent.objects.filter(act="plan-accepted").count() == 1


def test_only_the_event_of_an_activated_plan_is_an_agreement(
    of_practice: Aptic,
    practice: PracticeOffice,
    ask: Draft,  # noqa: F811
    work: Work,  # noqa: F811
) -> None:
    practice.set_parameter("plan-shows", "saved")
    rule = PlanRule.objects.create(office=get_office_row(), auto_accepts=True)
    assert work(ask()).state == PlanState.SENT
    of_practice.post_and_act("paymentplanbroken")
    assert Proposal.objects.get().state == PlanState.SENT
    of_practice.post_and_act("paymentplanactivated")
    rule.refresh_from_db()
    assert (Proposal.objects.get().state, rule.proven_on) == (PlanState.ACCEPTED, timezone.localdate())


@pytest.mark.parametrize(
    ("name", "agrees"),
    [
        ("paymentplanactivated", True),
        ("paymentplandeactivated", False),
        ("paymentplanbroken", False),
        ("paymentplanfinished", False),
    ],
)
def test_news_of_a_running_plan_are_held_against_tagor(
    name: str,
    agrees: bool,
    of_practice: Aptic,
    practice: PracticeOffice,
) -> None:
    of_practice.file = {"accountNumber": practice.state("running-plan")["name"]}
    event = of_practice.post_and_act(name)
    news = get_plan_news(practice.file("running-plan").file_id)
    assert news is not None
    assert (event.outcome == "plan-read", news.agrees) == (agrees, agrees)
    assert name == f"paymentplan{news.word}"


def test_late_news_of_a_plan_do_not_undo_newer_ones(of_practice: Aptic, practice: PracticeOffice) -> None:
    of_practice.post_and_act("paymentplanfinished", minutes=-1)
    practice.clear_calls()
    late = of_practice.post_and_act("paymentplanactivated", minutes=-5)
    assert late.outcome == "late"
    assert practice.calls("TagorService/PaymentInfo") == []
    assert PlanNews.objects.get().word == "finished"


def test_reminders_of_the_plan_are_looked_at_again(of_practice: Aptic, practice: PracticeOffice) -> None:
    file, later = practice.file(), timezone.now() + timedelta(days=1)
    wish = Subscription.objects.create(
        office=Office.objects.get(),
        file_id=file.file_id,
        party_id=file.party_id,
        channel="mail",
        days_before=3,
        since=timezone.now(),
        next_look_at=later,
    )
    of_practice.post_and_act("paymentplanfinished")
    wish.refresh_from_db()
    assert wish.next_look_at < later


# Persons ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("debtornamechange", "name"),
        ("debtoraddresschange", "address"),
        ("debtoridnumberchange", "idnumber"),
        ("debtormerge", "merge"),
    ],
)
def test_changed_person_is_to_be_checked_once(name: str, kind: str, linked: Aptic) -> None:
    for _ in range(2):
        assert linked.post_and_act(name).outcome == "contact-check"
    (check,) = checks.list_open_checks(FILE_ID)
    assert check.kind == kind


def test_checked_stays_checked_until_something_newer(linked: Aptic, clerk: Actor) -> None:
    late = linked.make("debtornamechange", minutes=-10)
    seen = linked.post_and_act("debtornamechange", minutes=-5)
    checks.close_check(ContactCheck.objects.get(), by=clerk)
    linked.post(late)
    act_on_due()
    before = linked.post_and_act("debtornamechange", minutes=-1)
    assert before.outcome == "checked-since"  # it had happened before somebody looked
    assert checks.list_open_checks() == []
    assert linked.post_and_act("debtoraddresschange").outcome == "contact-check"
    assert [check.kind for check in checks.list_open_checks()] == ["address"]
    assert replay(seen, clerk).outcome == "contact-check"  # somebody wants it checked again
    assert len(checks.list_open_checks()) == 2


def test_person_of_several_files_has_all_of_them_checked(linked: Aptic) -> None:
    for file_id in ("1", "2"):
        link_file("guid", file_id, resource="debtor")
    linked.file = {"debtorId": "guid"}
    assert linked.post_and_act("debtormerge").outcome == "contact-check"
    assert {check.file_id for check in checks.list_open_checks()} == {"1", "2"}
    plan = linked.post_and_act("letterprocessed")
    assert (plan.state, plan.reason) == (State.UNLINKED, "several-files")


# Pauses -----------------------------------------------------------------------------------------------


def test_pause_is_shown_until_its_last_day(linked: Aptic) -> None:
    today = timezone.localdate()
    linked.post_and_act("collectionrespiteinsert", data={"endDate": (today + timedelta(days=3)).isoformat()})
    pause = get_respite(FILE_ID)
    assert pause is not None
    assert pause.until == today + timedelta(days=3)
    assert get_respite(FILE_ID, today=today + timedelta(days=3)) is not None
    assert get_respite(FILE_ID, today=today + timedelta(days=4)) is None
    assert get_respite("other") is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("named", [True, False])
def test_pause_ends_as_the_newest_word_says_in_any_order(
    order: tuple[int, ...],
    named: bool,
    linked: Aptic,
) -> None:
    data = {"respiteId": "r1"} if named else {}
    told = [
        linked.make("collectionrespiteinsert", minutes=-30, data={**data, "until": "2030-01-01"}),
        linked.make("collectionrespitedelete", minutes=-20, data=data),
        linked.make("collectionrespiteinsert", minutes=-10, data={**data, "until": "2031-01-01"}),
    ]
    for number in order:
        linked.post(told[number])
        act_on_due()
    pause = get_respite(FILE_ID)
    assert pause is not None
    assert pause.until == date(2031, 1, 1)
    linked.post_and_act("collectionrespitedelete", minutes=-5, data=data)
    assert get_respite(FILE_ID) is None


def test_word_that_all_pauses_are_over_counts_for_one_told_late(linked: Aptic) -> None:
    linked.post_and_act("collectionrespiteinsert", minutes=-30, data={"respiteId": "a"})
    linked.post_and_act("collectionrespitedelete", minutes=-10)
    assert (
        linked.post_and_act("collectionrespiteinsert", minutes=-20, data={"respiteId": "b"}).outcome == "late"
    )
    assert get_respite(FILE_ID) is None


def test_pause_of_an_invoice_is_not_one_of_the_file(linked: Aptic) -> None:
    assert linked.post_and_act("ledgerrespiteinsert").outcome == "pause-began"
    assert get_respite(FILE_ID) is None
    assert Respite.objects.get().is_on
    linked.post_and_act("ledgerrespitedelete")
    assert not Respite.objects.get().is_on


@pytest.mark.parametrize("until", ["soon", None, 5, "99999-01-01", "0001-01-01T00:00:00+14:00"])
def test_pause_without_a_day_that_can_be_read_has_none(until: object, linked: Aptic) -> None:
    linked.post_and_act("collectionrespiteinsert", data={"endDate": until})
    assert get_respite(FILE_ID) is not None


# The others -------------------------------------------------------------------------------------------


def test_letter_is_one_line_of_the_timeline(linked: Aptic, clerk: Actor) -> None:
    event = linked.post_and_act("letterprocessed", minutes=-3, data={"name": "Dagvaarding"})
    linked.post({**linked.make("letterprocessed"), "id": event.remote_id})
    replay(event, clerk)
    replay(event, clerk)
    (note, _other) = TimelineNote.objects.order_by("occurred_at")
    assert (note.kind, note.occurred_at) == ("letter", event.occurred_at)
    assert event.occurred_at in [entry.at for entry in selectors.list_timeline_entries(FILE_ID)]
    assert selectors.list_timeline_entries("other") == []


def test_conversation_is_for_somebody_to_look_at(linked: Aptic) -> None:
    event = linked.post_and_act("conversationnewmessage")
    assert (event.state, event.outcome, event.file_id) == (State.DONE, "to-messages", FILE_ID)


@pytest.mark.parametrize("name", ["jobfailed", "userloginfailed"])
def test_alert_is_raised_once_for_a_crowd(name: str, aptic: Aptic, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    said = [aptic.post_and_act(name, data={"userName": "jan"}).outcome for _ in range(3)]
    assert said == ["alerted", "alerted-before", "alerted-before"]
    alerts = [one.getMessage() for one in caplog.records if "ALERT" in one.getMessage()]
    assert alerts == [f"ALERT Aptic tells {name}"]
    assert "jan" not in caplog.text


def test_timeline_and_checks_are_written_once_for_duplicates(linked: Aptic) -> None:
    for name in ("letterprocessed", "debtormerge"):
        event = linked.make(name)
        for _ in range(3):
            assert linked.post(event).status_code == 200
            assert linked.post([event, event]).status_code == 200
            act_on_due()
    assert Event.objects.count() == 2
    assert TimelineNote.objects.count() == ContactCheck.objects.count() == 1
    assert AuditEvent.objects.filter(act="contact-check-opened").count() == 1
