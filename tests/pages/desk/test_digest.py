"""Mails to staff: counts alone, as the office chose, and nothing twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.desk.digest.mailing import RUN, find_next_day, list_alerts, list_new_alerts, send_due
from portal.messages.models import Thread
from portal.office.findings import examine_office
from portal.office.kept_choice import write_choice
from portal.office.models import Office
from portal.plans.models import Endorsement, Proposal, State
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff

HOME = "/desk/settings/digest/"
ZONE = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 3, 2, 8, 5, tzinfo=ZONE)
pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(office: Office) -> Callable[[], Proposal]:
    """A request that waits for somebody."""

    def make() -> Proposal:
        return Proposal.objects.create(
            office=office,
            file_id="77001",
            file_name="26/004512",
            party_id="1",
            state=State.REVIEW,
            kind="amount",
            months=10,
            monthly_cents=50_00,
            balance_cents=500_00,
            first_on=timezone.localdate().replace(day=5),
            submitted_at=timezone.now(),
        )

    return make


def choose(office: Office, how: str) -> None:
    write_choice(office, "digest", {"how": how, "hour": "8"})


def test_each_gets_counts_of_what_they_may_do_and_no_name(
    office: Office, waiting: Callable[[], Proposal]
) -> None:
    make_staff("an", permissions=["plans.view_proposal", "plans.decide_proposal"], email="an@kantoor.example")
    make_staff("bo", permissions=["office.change_look"], email="bo@kantoor.example")
    make_staff("cy", permissions=["plans.view_proposal", "plans.decide_proposal"])
    waiting()
    choose(office, "daily")
    assert send_due(office, MONDAY) == 1
    (sent,) = mail.outbox
    assert sent.to == ["an@kantoor.example"]
    assert ": 1" in sent.body
    assert "/desk/" in sent.body
    assert not {"26/004512", "77001", "500"} & set(sent.body.replace(",", " ").split())

    assert send_due(office, MONDAY + timedelta(minutes=10)) == 0
    assert send_due(office, MONDAY + timedelta(days=1)) == 1


@pytest.mark.parametrize(("how", "hour"), [("off", 9), ("daily", 7)])
def test_nothing_leaves_when_it_is_off_or_early(
    office: Office, waiting: Callable[[], Proposal], how: str, hour: int
) -> None:
    make_staff("an", permissions=["plans.view_proposal", "plans.decide_proposal"], email="an@kantoor.example")
    waiting()
    choose(office, how)
    assert send_due(office, MONDAY.replace(hour=hour)) == 0


def test_the_next_day_is_a_working_day() -> None:
    friday = datetime(2026, 3, 6, 9, tzinfo=ZONE)
    assert find_next_day(friday, 8) == datetime(2026, 3, 9, 8, tzinfo=ZONE)
    assert find_next_day(friday, 10) == datetime(2026, 3, 6, 10, tzinfo=ZONE)


def test_the_office_chooses_and_the_next_run_is_planned(
    client: Client, visit: Visit, office: Office, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    make_staff(permissions=["office.change_digest"])
    sign_in_staff(client)
    page = visit(f"{HOME}?lang=en")
    assert "No mail leaves this portal" in page.text
    check = visit(HOME, {**page.form_fields(), "how": "daily", "hour": "7"})
    assert "Mails to staff No mails Each working day, what waits" in check.text
    visit(HOME, {**check.form_fields(), "save": "1"}, status=303)
    assert RUN.list_planned().count() == 1


def test_alerts_that_the_office_chose_go_out_at_once_each_once_and_without_a_name(
    office: Office, waiting: Callable[[], Proposal]
) -> None:
    decide = ["plans.view_proposal", "plans.decide_proposal"]
    answer = ["talk.view_thread", "talk.answer_thread"]
    an = make_staff("an", permissions=[*decide, *answer], email="an@kantoor.example")
    noon = MONDAY.replace(hour=12)
    write_choice(office, "digest", {"how": "soon", "hour": "8", "alerts": ["plan-second", "dispute"]})
    send_due(office, noon)
    mail.outbox.clear()

    request = waiting()
    Proposal.objects.update(moved_at=noon + timedelta(minutes=2))
    assert send_due(office, noon + timedelta(minutes=5)) == 0, "an ordinary request is no alert"
    endorsement = Endorsement.objects.create(
        proposal=request, version=request.version, act="approve", user=an
    )
    Endorsement.objects.update(at=noon + timedelta(minutes=6))
    told = {
        "office": office,
        "file_id": "77001",
        "party_id": "1",
        "file_name": "26/004512",
        "state": "waiting",
    }
    for kind in ("dispute", "question"):
        Thread.objects.create(kind=kind, sent_at=noon, waiting_since=noon + timedelta(minutes=7), **told)
    assert send_due(office, noon + timedelta(minutes=15)) == 1
    (sent,) = mail.outbox
    rows = [line for line in sent.body.splitlines() if line.endswith(": 1")]
    assert len(rows) == 2
    assert not {"26/004512", "77001", "500"} & set(sent.body.replace(",", " ").split())
    assert send_due(office, noon + timedelta(minutes=25)) == 0, "told once"
    Proposal.objects.update(version=endorsement.version + 1)
    Endorsement.objects.update(at=noon + timedelta(minutes=26))
    assert send_due(office, noon + timedelta(minutes=35)) == 0, "news made the first yes void"


def test_every_alert_is_one_that_its_rows_know(office: Office) -> None:
    alerts = list_alerts()
    codes = [alert.code for _work, alert in alerts]
    assert len(set(codes)) == len(codes)
    assert {"payment-alert", "plan-held", "plan-second", "wrong-person", "dispute"} <= set(codes)
    assert {"delivery-given-up", "webhook-drift"} <= set(codes)
    boss = make_staff("cy", is_superuser=True)
    assert {count for _title, count in list_new_alerts(boss, MONDAY, codes)} == {0}
    assert len(list_new_alerts(boss, MONDAY, codes)) == len(codes)


def test_the_doctor_warns_when_no_mail_goes_out(office: Office, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    choose(office, "daily")
    (found,) = [one for one in examine_office() if one.name == "office.staff-mail"]
    assert found.state == "warn"
