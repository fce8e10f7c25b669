"""SavePaymentPlan goes out once, whatever people press and whatever breaks on the way."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client

from portal import registry
from portal.audit.models import Event
from portal.plans.models import Proposal
from portal.receipts.models import Receipt
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.plans.conftest import SAVE, Deliver, Draft, Saves, Send, SignIn
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite

Ask = Callable[..., str]


def test_a_double_click_asks_once(
    sign_in: SignIn, draft: Draft, visit: Visit, saves: Saves, deliver: Deliver
) -> None:
    sign_in("nl-woman")
    check = visit(draft())
    first = visit(check.form_action(), check.form_fields(), status=303)
    second = visit(check.form_action(), check.form_fields(), status=303)
    assert first.answer["Location"] == second.answer["Location"]
    for _ in range(3):
        deliver()
        visit(first.answer["Location"])
    assert len(saves()) == 1
    assert Event.objects.filter(act="plan-asked").count() == 1
    assert Receipt.objects.count() == 1


def test_the_back_button_shows_where_the_request_is(
    sign_in: SignIn, draft: Draft, send: Send, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    check = draft()
    sent = send(check).answer["Location"]
    for address in (check, check.replace("check", "date")):
        assert visit(address, status=303).answer["Location"] == sent


@pytest.mark.django_db(transaction=True)
def test_parallel_presses_of_two_drafts_ask_once(
    sign_in: SignIn, draft: Draft, visit: Visit, client: Client, saves: Saves, deliver: Deliver
) -> None:
    sign_in("nl-woman")
    pages = [visit(draft(months="3")), visit(draft(months="4"))]
    answers: list[int] = []
    gate = threading.Barrier(6)

    def press(page: Page) -> None:
        own = Client()
        own.cookies = client.cookies
        gate.wait(timeout=20)
        answers.append(own.post(page.form_action(), page.form_fields()).status_code)
        connections.close_all()

    threads = [threading.Thread(target=press, args=(pages[number % 2],)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == [303, 303, 303, 409, 409, 409]  # the other draft is told of this one
    deliver()
    assert len(saves()) == 1
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["draft", "sent"]


def test_an_answer_that_was_lost_is_found_not_sent_again(
    sign_in: SignIn, ask: Ask, visit: Visit, practice: PracticeOffice, saves: Saves, deliver: Deliver
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "drop", operation=SAVE, times=1)
    address = ask(choice="months", months="6")
    deliver()
    assert visit(address).heading in {"We do not know yet if your request arrived", "Your request is sent"}
    deliver(after=timedelta(hours=1))
    assert visit(address).heading == "Your request is sent"
    proposal = Proposal.objects.get()
    assert (proposal.accepted_months, proposal.accepted_cents) == (6, 20576)
    assert len(saves()) == 1


def test_tagor_busy_is_tried_again_by_itself(
    sign_in: SignIn, ask: Ask, visit: Visit, practice: PracticeOffice, saves: Saves, deliver: Deliver
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation=SAVE)
    address = ask()
    deliver()
    assert visit(address).heading == "We do not know yet if your request arrived"
    practice.clear_faults()
    registry.reset()  # the pause after so many failures takes real time
    deliver(after=timedelta(hours=1))
    deliver(after=timedelta(days=1))
    assert visit(address).heading == "Your request is sent"
    assert len(practice.state("nl-woman")["plans"]) == 1


def test_a_plan_made_meanwhile_by_the_office_is_never_ended(
    sign_in: SignIn, ask: Ask, visit: Visit, practice: PracticeOffice, saves: Saves, deliver: Deliver
) -> None:
    sign_in("nl-woman", "en")
    first = ask(months="3")
    deliver()
    practice.accept_plan("nl-woman")
    assert visit(first).heading == "Your plan is agreed"
    second = ask(at="/plan/?again=1", months="4")
    assert visit(second).heading == "We keep your request for the office"
    deliver()
    assert len(saves()) == 1
