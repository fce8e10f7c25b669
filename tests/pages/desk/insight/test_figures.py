"""Numbers of a period, each as a table beside its picture; small groups are not told apart."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.office.models import Office
from portal.payments.models import Attempt, State
from portal.plans.models import PlanNews, Proposal
from portal.web.retention import forget_all
from tests.pages.conftest import Visit
from tests.pages.desk.case.conftest import Enter, enter  # noqa: F401 - a fixture
from tests.unit.payments.conftest import build_attempt

pytestmark = pytest.mark.sqlite

NUMBERS, FAIRNESS = "/desk/insight/", "/desk/insight/fairness/"


def ask(office: Office, number: int, **fields: Any) -> None:
    now = timezone.now()
    values = {
        "office": office,
        "file_id": f"9{number}",
        "party_id": "1",
        "kind": "amount",
        "months": 10,
        "monthly_cents": 5000,
        "balance_cents": 50000,
        "first_on": now.date(),
        "state": Proposal.State.ACCEPTED,
        "language": "nl",
        "submitted_at": now - timedelta(hours=30),
        "decided_at": now,
    }
    Proposal.objects.create(**{**values, **fields})


def test_nothing_yet_says_so(visit: Visit, enter: Enter) -> None:  # noqa: F811
    enter("desk.view_insight")
    for path in (NUMBERS, FAIRNESS):
        assert "Nothing happened in this period" in visit(path).text


def test_payments_and_requests_are_counted_in_their_period(
    visit: Visit,
    enter: Enter,  # noqa: F811
    office: Office,
) -> None:
    for number in range(3):
        build_attempt(state=State.BOOKED, amount_cents=10000 + number).save()
    old = build_attempt(state=State.NEEDS_REVIEW, amount_cents=99)
    old.save()
    Attempt.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=60))
    ask(office, 1)
    enter("desk.view_insight")
    page = visit(NUMBERS)
    assert "booked 3" in page.text
    assert "€300.03" in page.text
    assert "must be looked at" not in page.text
    assert "must be looked at 1" in visit(f"{NUMBERS}?days=90").text
    assert "booked 3" in visit(f"{NUMBERS}?days=nonsense").text
    assert page.html.count('class="figure__bars"') == 4


def test_small_groups_are_not_told_apart(visit: Visit, enter: Enter, office: Office) -> None:  # noqa: F811
    for number in range(6):
        ask(office, number, language="nl")
    ask(office, 7, language="de", state=Proposal.State.DECLINED, is_below_protected=True)
    for _number in range(5):
        record("signed-in", by=DEFENDANT, file_id="900", details={"by": "pin"})
    enter("desk.view_insight")
    page = visit(FAIRNESS)
    assert "Nederlands 30" in page.text
    assert "Nederlands 100 %" in page.text
    assert "Deutsch fewer than 5" in page.text
    assert "Requests below the protected income" in page.text
    assert "Ways in" in page.text


def test_every_picture_has_its_table(visit: Visit, enter: Enter, office: Office) -> None:  # noqa: F811
    for number in range(6):
        ask(office, number)
    enter("desk.view_insight")
    page = visit(FAIRNESS)
    pictures = page.html.count('class="figure__bars"')
    assert pictures == len(page.all("table")) > 0
    assert page.html.count('aria-hidden="true" focusable="false"') >= pictures


def test_plans_that_were_agreed_are_counted_by_what_was_told_of_them(
    visit: Visit,
    enter: Enter,  # noqa: F811
    office: Office,
) -> None:
    day = timezone.now() - timedelta(days=2)
    for number in range(4):
        ask(office, number, decided_at=day)
    for number, word in ((0, "broken"), (1, "finished")):
        PlanNews.objects.create(
            file_id=f"9{number}",
            word=word,
            agrees=True,
            event_id=number,
            occurred_at=day + timedelta(hours=1),
        )
    PlanNews.objects.create(
        file_id="92", word="broken", agrees=True, event_id=9, occurred_at=day - timedelta(days=9)
    )
    enter("desk.view_insight")
    text = visit(NUMBERS).text
    shown = text[text.index("Plans that are kept") :]
    assert "Nothing else was told: they run 2" in shown
    assert "Not kept to 1" in shown
    assert "Paid to the end 1" in shown


def test_plans_that_are_over_or_were_replaced_do_not_run(
    visit: Visit,
    enter: Enter,  # noqa: F811
    office: Office,
) -> None:
    day = timezone.now() - timedelta(days=9)
    ask(office, 1, decided_at=day)
    ask(office, 1, decided_at=day + timedelta(days=1))
    ask(office, 2, decided_at=day, first_on=date(2020, 1, 1))
    PlanNews.objects.create(
        file_id="91", word="finished", agrees=True, event_id=1, occurred_at=day + timedelta(days=2)
    )
    enter("desk.view_insight")
    shown = visit(NUMBERS).text
    assert "Nothing else was told: they run 0" in shown
    assert "Their last month is over 1" in shown
    assert "Paid to the end 1" in shown
    assert "Replaced by a later plan 1" in shown


def test_a_plan_that_was_stopped_does_not_run_again_once_reports_are_deleted(
    visit: Visit,
    enter: Enter,  # noqa: F811
    office: Office,
) -> None:
    stopped = timezone.now() - timedelta(days=100)
    for number in (1, 2):
        ask(office, number, decided_at=stopped - timedelta(days=1))
        PlanNews.objects.create(
            file_id=f"9{number}", word="deactivated", agrees=True, event_id=number, occurred_at=stopped
        )
    PlanNews.objects.create(file_id="93", word="broken", agrees=True, event_id=3, occurred_at=stopped)
    PlanNews.objects.update(changed_at=stopped)
    forget_all(timezone.now())
    assert not PlanNews.objects.filter(file_id="93").exists(), "no plan of that file was agreed here"
    enter("desk.view_insight", "plans.view_proposal")
    shown = visit(f"{NUMBERS}?days=365").text
    assert "Stopped before the end 2" in shown
    assert "Nothing else was told: they run 0" in shown
    board = visit("/desk/plans/").text
    assert "Plans that run (0)" in board
    assert "Stopped, as Aptic told (2)" in board


def test_months_of_the_calendar_stand_beside_those_before(
    visit: Visit,
    enter: Enter,  # noqa: F811
    office: Office,
) -> None:
    first = timezone.localtime().replace(day=1, hour=12)
    in_last = first - timedelta(days=2)
    before = in_last.replace(day=1) - timedelta(days=2)
    for number, at in enumerate((in_last, in_last, before, first)):
        ask(office, number, state="review", submitted_at=at, decided_at=None)
    enter("desk.view_insight")
    page = visit(f"{NUMBERS}?days=last-month")
    assert f"{in_last:%B %Y}. To compare: 1 {before:%B %Y} up to and including {before.day + 1} " in page.text
    assert "to be looked at 2 1" in page.text
    download = visit(page.links()["Download these numbers"])
    assert "to be looked at;requests;2;1" in download.answer.content.decode()


def test_what_is_no_longer_kept_is_said_and_compared_with_nothing(
    visit: Visit,
    enter: Enter,  # noqa: F811
    settings: Settings,
    office: Office,
) -> None:
    del office
    settings.PAYMENT_RETENTION_DAYS = 40
    for days in (1, 35):
        paid = build_attempt(state=State.BOOKED, amount_cents=10000 + days)
        paid.save()
        Attempt.objects.filter(pk=paid.pk).update(created_at=timezone.now() - timedelta(days=days))
    enter("desk.view_insight")
    text = visit(NUMBERS).text
    assert "no longer kept" not in text
    assert "booked 1 –" in text, "not all of the 30 days before is kept"
    assert "What is older than 40 days is no longer kept." in visit(f"{NUMBERS}?days=90").text


def test_money_that_went_back_did_not_come_in(
    visit: Visit,
    enter: Enter,  # noqa: F811
    office: Office,
) -> None:
    del office
    build_attempt(state=State.BOOKED, amount_cents=10000).save()
    build_attempt(state=State.BOOKED, amount_cents=5000, refunded_cents=2000).save()
    build_attempt(state=State.SEEN, amount_cents=700, charged_back_cents=700).save()
    enter("desk.view_insight")
    assert "€130.00" in visit(NUMBERS).text
