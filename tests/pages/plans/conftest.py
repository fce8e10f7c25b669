"""The doors of plan tests: answer the questions, send the request, let the outbox do its work."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from portal.outbox.services import deliver_due
from portal.plans.answer.decisions import counter_proposal
from portal.plans.answer.two_people import Decider
from portal.plans.models import Counter, Proposal
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

SAVE = "TagorService/SavePaymentPlan"
SignIn = Callable[..., PracticeFile]
Choose = Callable[..., Page]
Draft = Callable[..., str]
Send = Callable[..., Page]
Deliver = Callable[..., None]
Saves = Callable[[], list[dict[str, Any]]]
Desk = Callable[..., Page]
Enter = Callable[..., Desk]
DECIDE = ("plans.view_proposal", "plans.decide_proposal")


@pytest.fixture
def choose(visit: Visit) -> Choose:
    """Answer the first question as a browser would; the answer must be ``status`` (303: the date is next)."""

    def fill_in(*, status: int = 303, at: str = "/plan/", **typed: Any) -> Page:
        page = visit(at)
        return visit(page.form_action(), {**page.form_fields(), **typed}, status=status)

    return fill_in


@pytest.fixture
def draft(choose: Choose, visit: Visit) -> Draft:
    """Answer both questions, and get the address of the check page. ``first_on`` is an own date."""

    def make(*, first_on: str = "", at: str = "/plan/", **typed: Any) -> str:
        address = choose(at=at, **(typed or {"choice": "months", "months": "6"})).answer["Location"]
        assert address.startswith("/plan/date/"), address
        page = visit(address)
        day = {"day": "other", "first_on": first_on} if first_on else {}
        answer = visit(page.form_action(), {**page.form_fields(), **day}, status=303).answer
        assert answer["Location"].startswith("/plan/check/")
        return str(answer["Location"])

    return make


@pytest.fixture
def send(visit: Visit) -> Send:
    """Press "send" on a check page."""

    def press(address: str, *, status: int = 303, **extra: Any) -> Page:
        page = visit(address)
        return visit(page.form_action(), {**page.form_fields(), **extra}, status=status)

    return press


@pytest.fixture
def ask(draft: Draft, send: Send) -> Callable[..., str]:
    """The whole way: the address of the request's page, still to be taken back."""

    def go(**typed: Any) -> str:
        return str(send(draft(**typed)).answer["Location"])

    return go


@pytest.fixture
def deliver() -> Deliver:
    """Let the time for taking back pass, and the outbox do what is due."""

    def run(*, after: timedelta | None = None) -> None:
        wait = after or timedelta(minutes=settings.PLAN_UNDO_MINUTES, seconds=1)
        deliver_due(now=timezone.now() + wait)

    return run


@pytest.fixture
def put_in(visit: Visit) -> Callable[..., str]:
    """Put the only request in a state by hand, and get the address of its page."""

    def move(state: str, **changes: Any) -> str:
        at: datetime = timezone.now()
        filled = {"submitted_at": at, "outcome": "request", **changes}
        Proposal.objects.update(state=state, **filled)
        return f"/plan/sent/{Proposal.objects.get().token}/"

    return move


@pytest.fixture
def saves(practice: PracticeOffice) -> Saves:
    """What SavePaymentPlan was asked, oldest first."""

    def read() -> list[dict[str, Any]]:
        return [call["body"]["request"] for call in practice.calls(SAVE)]

    return read


@pytest.fixture
def decider(db: None) -> Decider:
    """Somebody of the office who decides."""
    return Decider.of(get_user_model().objects.create_user("clerk"))


@pytest.fixture
def propose(decider: Decider) -> Callable[..., Counter]:
    """The office proposes another plan for the only request that is not a draft."""

    def make(**changes: Any) -> Counter:
        proposal = Proposal.objects.exclude(state="draft").get()
        today = timezone.localdate()
        wanted = {
            "monthly_cents": 150_00,
            "first_on": (today + timedelta(days=40)).replace(day=5),
            "expires_on": today + timedelta(days=10),
            "note": "Fifteen is too little for us.",
        }
        return counter_proposal(proposal, by=decider, version=proposal.version, **{**wanted, **changes})

    return make


@pytest.fixture
def enter() -> Enter:
    """Sign somebody of the office in; returns their ``visit``."""

    def go_in(name: str = "an", *permissions: str) -> Desk:
        client = Client()
        make_staff(name, permissions=permissions or DECIDE)
        sign_in_staff(client, name)

        def go(path: str, data: dict[str, Any] | None = None, *, status: int = 200) -> Page:
            answer = client.get(path) if data is None else client.post(path, data)
            assert answer.status_code == status, answer.content.decode()[:1500]
            page = Page(answer)
            if (page.is_html and status < 300) or status >= 400:
                page.check()
            return page

        return go

    return go_in


def get_asked() -> Proposal:
    """The only request that is not a draft."""
    return Proposal.objects.exclude(state="draft").get()


def press_at_desk(desk: Desk, act: str, *, status: int = 303, **typed: Any) -> Page:
    """Send the form of an act as the page of the request shows it."""
    address = f"/desk/plans/{get_asked().pk}/"
    page = desk(f"{address}?lang=en")
    forms = [form.get("action", "") for form in page.main_forms()]
    index = forms.index(f"{address}{act}/")
    return desk(forms[index], {**page.form_fields(index), **typed}, status=status)


def fill_counter(desk: Desk, *, status: int = 200, **typed: Any) -> Page:
    """Fill in another plan at the desk, three months unless told otherwise; it is shown before it is sent."""
    address = f"/desk/plans/{get_asked().pk}/counter/"
    page = desk(f"{address}?lang=en")
    return desk(address, {**page.form_fields(), "monthly": "", "months": "3", **typed}, status=status)
