"""Every payment that is not settled is asked about, more and more rarely, whatever died meanwhile."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.payments.models import Alert, Attempt, State
from portal.payments.settling.reconcile import is_due, reconcile
from portal.payments.settling.retention import delete_old
from portal.payments.tasks import plan_reconciliation, reconcile_payments
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import Ask, Bank, SignIn, the_attempt
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite

HOUR = timedelta(hours=1)


def make_older(age: timedelta) -> None:
    """All attempts began so long ago, and nobody looked yet."""
    at = timezone.now() - age
    Attempt.objects.update(created_at=at, started_at=at, checked_at=None)


def count_asked(practice: PracticeOffice) -> int:
    return len(practice.calls("TagorService/GetDosInfo"))


def list_planned() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(status="READY", task_path__endswith=".reconcile_payments"))


def run(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    call_command("reconcile_payments", "--json")
    report: dict[str, object] = json.loads(capsys.readouterr().out)
    return report


@pytest.mark.parametrize(
    ("minutes", "checked_minutes", "due"),
    [
        (15, None, False),
        (16, None, True),
        (59, 17, False),
        (61, 17, True),
        (5 * 60, 61, False),
        (6 * 60 + 1, 61, True),
        (24 * 60 + 1, 6 * 60 + 1, True),
        (47 * 60, 24 * 60 + 1, False),
        (49 * 60, 24 * 60 + 1, True),
        (399 * 24 * 60 + 5, 398 * 24 * 60 + 5, True),
    ],
)
def test_looks_become_rarer(minutes: int, checked_minutes: int | None, *, due: bool) -> None:
    now = timezone.now()
    started_at = now - timedelta(minutes=minutes)
    checked_at = None if checked_minutes is None else started_at + timedelta(minutes=checked_minutes)
    attempt = Attempt(
        state=State.RETURNED, created_at=started_at, started_at=started_at, checked_at=checked_at
    )
    assert is_due(attempt, now) is due


@pytest.mark.parametrize("state", [State.BOOKED, State.NOT_STARTED, State.BANK_REFUSED])
def test_what_is_settled_is_asked_no_more(state: State) -> None:
    long_ago = timezone.now() - timedelta(days=2)
    assert not is_due(Attempt(state=state, created_at=long_ago, started_at=long_ago), timezone.now())


def test_payment_is_found_when_nobody_ever_came_back(
    sign_in: SignIn, ask_online: Ask, bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en")))
    make_older(20 * timedelta(minutes=1))
    report = run(capsys)
    assert report["moved"] == {"seen": 1}
    assert (report["asked"], report["failed"], report["left"]) == (1, 0, 0)


def test_running_again_asks_nothing(
    sign_in: SignIn, ask_online: Ask, bank: Bank, practice: PracticeOffice
) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en")))
    make_older(HOUR * 2)
    reconcile()
    asked = count_asked(practice)
    assert reconcile().asked == 0
    assert count_asked(practice) == asked


def test_one_answer_serves_every_payment_of_a_file(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    for amount in ("10", "20", "30"):
        ask_online(seeded, "other", amount)
    make_older(HOUR * 2)
    practice.clear_calls()
    report = reconcile()
    assert count_asked(practice) == 1
    assert report.left == 0
    assert set(Attempt.objects.values_list("state", flat=True)) == {State.LAPSED}


def test_run_is_bounded_and_the_next_goes_on(sign_in: SignIn, ask_online: Ask) -> None:
    for slug in ("nl-woman", "documents"):
        ask_online(sign_in(slug, "en"), "other", "10")
    make_older(HOUR * 2)
    first, second = reconcile(limit=1), reconcile(limit=1)
    assert (first.asked, first.left) == (1, 1)
    assert (second.asked, second.left) == (1, 0)


def test_office_away_leaves_everything_due(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    ask_online(sign_in("nl-woman", "en"))
    make_older(timedelta(minutes=20))
    before = the_attempt().checks
    practice.fault("tagor", "503")
    report = reconcile()
    assert (report.asked, report.failed, report.left) == (0, 1, 1)
    attempt = the_attempt()
    assert (attempt.checks, attempt.checked_at, attempt.state) == (before, None, State.LAPSED)


def test_attempt_that_died_before_it_started_is_closed(sign_in: SignIn, ask_online: Ask) -> None:
    ask_online(sign_in("nl-woman", "en"))
    Attempt.objects.update(state=State.CREATED, started_at=None)
    Attempt.objects.update(created_at=timezone.now() - timedelta(minutes=20))
    reconcile()
    assert the_attempt().state == State.UNKNOWN


def test_retention_ends_the_looks(sign_in: SignIn, ask_online: Ask, practice: PracticeOffice) -> None:
    ask_online(sign_in("nl-woman", "en"))
    practice.clear_calls()
    make_older(timedelta(days=settings.PAYMENT_RETENTION_DAYS + 1))
    assert reconcile().asked == 0
    assert count_asked(practice) == 0


def test_same_amount_long_after_is_not_taken_for_an_abandoned_payment(
    sign_in: SignIn, ask_online: Ask, bank: Bank
) -> None:
    """Somebody gave up, and weeks later pays as much in another way: that is not this attempt's money."""
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded, "other", "50")
    make_older(timedelta(days=3))
    reconcile()
    abandoned = the_attempt()
    assert abandoned.state == State.LAPSED
    bank.pay(ask_online(seeded, "other", "50"))
    Attempt.objects.update(checked_at=None)
    reconcile()
    abandoned.refresh_from_db()
    assert abandoned.state == State.LAPSED


def test_first_payment_plans_the_runs_once(sign_in: SignIn, ask_online: Ask) -> None:
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded, "other", "10")
    ask_online(seeded, "other", "20")
    plan_reconciliation(timezone.now())
    assert len(list_planned()) == 1


def test_runs_go_on_until_everything_is_settled(
    sign_in: SignIn, ask_online: Ask, bank: Bank, practice: PracticeOffice
) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en")))
    make_older(HOUR * 2)
    practice.book("nl-woman")
    DBTaskResult.objects.all().delete()
    assert reconcile_payments.call()["moved"] == {"booked": 1}
    assert len(list_planned()) == 1
    DBTaskResult.objects.all().delete()
    assert reconcile_payments.call() == {}
    assert list_planned() == []


@pytest.fixture
def alert_kinds(sign_in: SignIn, ask_online: Ask) -> Callable[[], set[str]]:
    """The open alerts after a run, for a payment that was just started."""
    ask_online(sign_in("nl-woman", "en"))

    def kinds() -> set[str]:
        reconcile()
        return set(Alert.objects.filter(closed_at=None).values_list("kind", flat=True))

    return kinds


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.BANK_UNKNOWN, "pending"),
        (State.BANK_PAID, "not_shown"),
        (State.PAID_LATE, "not_shown"),
        (State.NEEDS_REVIEW, "contradiction"),
        (State.AMOUNT_DIFFERS, "amount"),
        (State.PAID_TWICE, "paid_twice"),
    ],
)
def test_what_is_wrong_after_a_day_is_said_once(
    alert_kinds: Callable[[], set[str]], caplog: pytest.LogCaptureFixture, state: State, kind: str
) -> None:
    make_older(timedelta(hours=25))
    Attempt.objects.update(state=state, bank_at=timezone.now() - timedelta(hours=25))
    assert kind in alert_kinds()
    make_older(timedelta(hours=49))
    alert_kinds()
    assert Alert.objects.filter(kind=kind).count() == 1
    assert caplog.text.count(f": {kind}") == 1


def test_money_that_was_seen_and_is_not_booked_counts_until_it_is_however_long_that_takes(
    sign_in: SignIn, ask_online: Ask, bank: Bank, practice: PracticeOffice, visit: Visit
) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en"), "other", "50"))
    make_older(timedelta(hours=1))
    reconcile()
    assert the_attempt().state == State.SEEN
    make_older(timedelta(days=13))
    reconcile()
    assert not Alert.objects.exists()
    long_ago = timezone.now() - timedelta(days=settings.PAYMENT_RETENTION_DAYS + 1)
    Attempt.objects.update(seen_at=long_ago, created_at=long_ago, started_at=long_ago, checked_at=None)
    reconcile()
    assert Alert.objects.get(closed_at=None).kind == "not_booked"
    Alert.objects.update(closed_at=timezone.now())
    delete_old(timezone.now())
    sign_in("nl-woman", "en")
    assert "After booking you owe €1,184.56." in visit("/file/").text
    practice.book()
    Attempt.objects.update(checked_at=None)
    reconcile()
    assert the_attempt().state == State.BOOKED
    delete_old(timezone.now())
    assert not Attempt.objects.exists()


def test_alert_is_closed_when_the_office_shows_the_money(
    sign_in: SignIn, ask_online: Ask, bank: Bank, practice: PracticeOffice
) -> None:
    hand_over = ask_online(sign_in("nl-woman", "en"))
    make_older(timedelta(hours=25))
    Attempt.objects.update(state=State.BANK_PAID, bank_at=timezone.now() - timedelta(hours=25))
    reconcile()
    assert Alert.objects.filter(closed_at=None).exists()
    bank.pay(hand_over)
    Attempt.objects.update(checked_at=None)
    reconcile()
    assert the_attempt().state == State.SEEN
    assert not Alert.objects.filter(closed_at=None).exists()
