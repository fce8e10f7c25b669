"""What each step of a journey asks of Tagor: what is told here, and never more.

Names of operations without their group. GetSaldo writes in the file: at most once in each journey.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.office.models import Office
from portal.plans.reminders.models import ReminderRules
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
Calls = dict[str, list[str]]

FIRST_LOOK = [
    *("GetDescription", "GetDosInfo", "GetLines", "GetParties", "GetPaymentPlanCriteria", "GetSaldo"),
    *("KantoorOpen", "PaymentInfo"),
]
"""The words of codes are kept for a day for everybody: most first looks ask seven things."""
SECOND_LOOK = ["GetDosInfo", "KantoorOpen", "PaymentInfo"]
RUNNING_PLAN = [
    *("GetBalances", "GetDescription", "GetDescription", "GetDosInfo", "GetLines", "GetPaymentPlans"),
    "PaymentInfo",
]
LETTER = ["HashToFile", "SelfServiceAllowed"]


class Journey:
    """Somebody who goes from page to page, and what every step asked."""

    def __init__(self, visit: Visit, practice: PracticeOffice) -> None:
        self.visit = visit
        self.practice = practice
        self.calls: Calls = {}

    def note(self, step: str) -> None:
        self.calls[step] = sorted(
            call["operation"].split("/")[-1] for call in self.practice.calls(system="tagor")
        )
        self.practice.clear_calls()

    def see(self, step: str, path: str, *, status: int = 200) -> Page:
        page = self.visit(path, status=status)
        self.note(step)
        return page

    def send(self, step: str, page: Page, **typed: str) -> str:
        """Fill in the form of ``page``; where it leads."""
        answer = self.visit(page.form_action(), {**page.form_fields(), **typed}, status=303).answer
        self.note(step)
        return str(answer["Location"])


@pytest.fixture
def journey(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> Callable[[str], Journey]:
    """A journey that begins with the letter of a file."""

    def begin(slug: str) -> Journey:
        practice.clear_calls()
        sign_in(slug, "en")
        one = Journey(visit, practice)
        one.note("letter")
        return one

    return begin


def test_from_the_letter_by_every_page_to_a_plan_and_a_payment(
    journey: Callable[[str], Journey], client: Client
) -> None:
    go = journey("nl-woman")
    go.see("balance", "/file/")
    go.see("balance again", "/file/")
    go.see("lines", "/file/lines/")
    documents = go.see("documents", "/file/documents/")
    papers = [href for href in documents.links().values() if href[-2:-1].isdecimal()]
    client.get(papers[0]).getvalue()
    go.note("document")
    plan = go.see("plan", "/plan/")
    date = go.see("date", go.send("plan filled in", plan, choice="months", months="6"))
    check = go.see("check", go.send("date filled in", date))
    go.see("asked", go.send("plan sent", check))
    pay = go.see("pay", "/pay/")
    go.see("hand over", go.send("pay sent", pay, kind="full", method="online"))
    go.see("transfer", "/pay/transfer/")
    go.see("balance at the end", "/file/")

    assert go.calls == {
        "letter": LETTER,
        "balance": FIRST_LOOK,
        "balance again": SECOND_LOOK,
        "lines": [],
        "documents": ["Get"],
        "document": ["GetFile"],
        "plan": ["GetPaymentPlanCriteria", "PaymentInfo"],
        "plan filled in": ["GetPaymentPlanCriteria", "PaymentInfo"],
        "date": [],
        "date filled in": [],
        "check": ["KantoorOpen"],
        "plan sent": ["KantoorOpen"],
        "asked": [],
        "pay": ["PaymentInfo"],
        "pay sent": ["GetDosInfo", "GetLines", "Start"],
        "hand over": [],
        "transfer": [],
        "balance at the end": SECOND_LOOK,
    }


def test_with_a_plan_that_runs(journey: Callable[[str], Journey], office: Office) -> None:
    ReminderRules.objects.create(office=office, is_on=True, mail_template="PLAN")
    go = journey("running-plan")
    go.see("running", "/plan/running/")
    go.see("running again", "/plan/running/")
    go.see("standing order", "/plan/running/standing-order/")
    go.see("change", "/plan/running/change/")
    go.see("reminders", "/plan/reminders/")
    go.see("plan", "/plan/")
    go.see("pay", "/pay/")
    go.see("balance", "/file/")

    assert go.calls == {
        "letter": LETTER,
        "running": RUNNING_PLAN,
        "running again": ["PaymentInfo"],
        "standing order": ["PaymentInfo"],
        "change": ["PaymentInfo"],
        "reminders": ["GetDosInfo", "PaymentInfo"],
        "plan": ["GetPaymentPlanCriteria", "GetSaldo", "PaymentInfo"],
        "pay": ["PaymentInfo"],
        "balance": ["GetDosInfo", "GetParties", "KantoorOpen", "PaymentInfo"],
    }


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/file/lines/", ["GetDescription", "GetLines", "GetSaldo"]),
        ("/plan/other/", ["GetDosInfo", "GetPaymentPlanCriteria", "GetSaldo", "PaymentInfo"]),
        ("/pay/", ["GetDosInfo", "GetSaldo", "PaymentInfo"]),
        ("/pay/transfer/", ["GetDosInfo", "GetSaldo"]),
        ("/plan/reminders/", RUNNING_PLAN),
    ],
)
def test_straight_to_a_page(
    path: str, asked: list[str], journey: Callable[[str], Journey], office: Office
) -> None:
    ReminderRules.objects.create(office=office, is_on=True, mail_template="PLAN")
    go = journey("running-plan")
    go.see("page", path)

    assert go.calls["page"] == asked
