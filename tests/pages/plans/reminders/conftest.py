"""The doors of reminder tests: an office that sends them, somebody who asks for them, and a clock to move."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.office.models import Office
from portal.plans.reminders.models import ReminderRules
from portal.web.bank_days import move_to_bank_day
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

BRUSSELS = ZoneInfo("Europe/Brussels")
TEMPLATE = "AFBETALINGSPLAN"
START = "/plan/reminders/"
SignIn = Callable[..., PracticeFile]
Choose = Callable[..., Page]
At = Callable[..., datetime]


@pytest.fixture
def rules(office: Office) -> ReminderRules:
    """The office sends mails and texts three days before; at night it is quiet."""
    return ReminderRules.objects.create(
        office=office, is_on=True, mail_template=TEMPLATE, text_template=TEMPLATE
    )


@pytest.fixture
def choose(visit: Visit, rules: ReminderRules) -> Choose:
    """Fill in the page as a browser would; the answer must be ``status``."""

    def fill_in(*, status: int = 303, **typed: str) -> Page:
        page = visit(START)
        index = len(page.main_forms()) - 1
        return visit(page.form_action(index), {**page.form_fields(index), **typed}, status=status)

    return fill_in


@pytest.fixture
def sent(practice: PracticeOffice) -> Callable[[], list[dict[str, Any]]]:
    """The mails and texts that Tagor sent, oldest first."""

    def read() -> list[dict[str, Any]]:
        return list(practice.get("outbox"))

    return read


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, practice: PracticeOffice) -> At:
    """Set the clocks of the portal and of the practice office: ``at(day, 9, 30)``."""

    def move(on: date, hour: int = 10, minute: int = 0) -> datetime:
        now = datetime(on.year, on.month, on.day, hour, minute, tzinfo=BRUSSELS)
        monkeypatch.setattr(timezone, "now", lambda: now)
        practice.set_clock(now.isoformat())
        return now

    return move


def find_next_payment(practice: PracticeOffice, slug: str = "running-plan") -> date:
    """The bank day of the next payment of a seeded plan, worked out here."""
    plan = practice.state(slug)["plans"][-1]
    on = start = date.fromisoformat(plan["starts_on"])
    number = 0
    while move_to_bank_day(on) <= timezone.localdate():
        number += 1
        years, month = divmod(start.month - 1 + number, 12)
        first = date(start.year + years, month + 1, 1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        on = first.replace(day=min(start.day, last.day))
    return move_to_bank_day(on)
