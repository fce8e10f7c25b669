"""SavePaymentPlan goes out once, whatever happens on the way."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from portal.plans.models import Proposal
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.plans.conftest import SAVE, SignIn
from tests.practice import PracticeOffice

CRITERIA = "TagorService/GetPaymentPlanCriteria"
Saves = Callable[[], list[dict[str, Any]]]
Draft = Callable[..., str]
Send = Callable[..., Page]


def test_a_double_click_sends_once(sign_in: SignIn, draft: Draft, visit: Visit, saves: Saves) -> None:
    sign_in("nl-woman")
    check = visit(draft())
    first = visit(check.form_action(), check.form_fields(), status=303)
    second = visit(check.form_action(), check.form_fields(), status=303)
    assert first.answer["Location"] == second.answer["Location"]
    for _ in range(3):
        visit(first.answer["Location"])
    assert len(saves()) == 1
    assert Event.objects.filter(act="plan-sent").count() == 1


def test_two_drafts_in_two_tabs_send_one(
    sign_in: SignIn, draft: Draft, visit: Visit, send: Send, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    one, two = visit(draft(months="3")), draft(months="4")
    visit(one.form_action(), one.form_fields(), status=303)
    assert send(two).answer["Location"] == "/plan/"
    page = visit("/plan/")
    assert page.heading == "A payment plan has already been requested"
    assert "See your request" in page.links()
    assert len(saves()) == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_presses_send_once(
    sign_in: SignIn, draft: Draft, visit: Visit, client: Client, practice: PracticeOffice, saves: Saves
) -> None:
    sign_in("nl-woman")
    pages = [visit(draft(months="3")), visit(draft(months="4"))]
    practice.fault("tagor", "slow", operation=SAVE, seconds=0.5)
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
    assert answers == [303] * 6
    assert len(saves()) == 1
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["draft", "sent"]


def test_an_answer_that_was_lost_is_found_not_sent_again(
    sign_in: SignIn, draft: Draft, send: Send, visit: Visit, practice: PracticeOffice, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "drop", operation=SAVE, times=1)
    address = draft(choice="months", months="6")
    page = visit(send(address).answer["Location"])
    assert page.heading == "Your request is sent"
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.accepted_months, proposal.accepted_cents) == ("sent", 6, 20576)
    visit(address, status=303)
    assert len(saves()) == 1
    assert list(Event.objects.filter(act__startswith="plan-").values_list("act", flat=True)) == [
        "plan-unknown",
        "plan-sent",
    ]


def test_while_nobody_knows_nothing_is_sent_and_reloading_finds_out(
    sign_in: SignIn, draft: Draft, visit: Visit, practice: PracticeOffice, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    address = draft()
    check = visit(address)
    practice.fault("tagor", "garbage", operation="TagorService/PaymentInfo")
    Proposal.objects.update(state="unknown", claimed_at=timezone.now() - timedelta(minutes=9))
    unknown = visit(check.form_action(), check.form_fields(), follow=True)
    assert unknown.heading == "We do not know yet if your request arrived"
    assert saves() == []

    practice.clear_faults()
    Proposal.objects.update(checked_at=timezone.now() - timedelta(seconds=6))
    page = visit(unknown.links()["Load this page again"], follow=True)
    assert page.heading == "Check your request"
    assert saves() == []


def test_an_unknown_request_asks_tagor_at_most_every_few_seconds(
    sign_in: SignIn, draft: Draft, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    address = draft().replace("check", "sent")
    Proposal.objects.update(state="unknown", claimed_at=timezone.now())
    practice.clear_calls()
    for _ in range(4):
        assert visit(address).heading == "We do not know yet if your request arrived"
    assert len(practice.calls(CRITERIA)) == 1


def test_a_request_that_never_arrived_can_be_sent_after_a_minute(
    sign_in: SignIn, draft: Draft, send: Send, visit: Visit, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    address = draft()
    Proposal.objects.update(state="unknown", claimed_at=timezone.now() - timedelta(seconds=61))
    page = visit(address, follow=True)
    assert "Your request was not sent" in page.text
    assert Event.objects.filter(act="plan-not-arrived").count() == 1
    assert visit(send(address).answer["Location"]).heading == "Your request is sent"
    assert len(saves()) == 1


def test_a_process_that_died_while_sending_is_found_out(
    sign_in: SignIn, draft: Draft, send: Send, visit: Visit, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    address = draft()
    send(address)  # the plan is in Tagor, but our row never heard of it
    Proposal.objects.update(
        state="sending",
        claimed_at=timezone.now() - timedelta(minutes=5),
        sent_at=None,
        accepted_months=None,
        accepted_cents=None,
    )
    page = visit(address.replace("check", "sent"))
    assert page.heading == "Your request is sent"
    assert Proposal.objects.get().accepted_months == 6
    assert len(saves()) == 1


def test_tagor_busy_keeps_the_request_to_send_later(
    sign_in: SignIn, draft: Draft, send: Send, visit: Visit, practice: PracticeOffice, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    address = draft()
    practice.fault("tagor", "503", operation=SAVE, times=1)
    page = send(address, status=503)
    assert "Your request was not sent" in page.text
    assert "Nothing has changed." in page.text
    assert Proposal.objects.get().state == "draft"
    assert practice.state("nl-woman")["plans"] == []
    again = visit(page.form_action(), page.form_fields(), follow=True)
    assert again.heading == "Your request is sent"
    assert len(practice.state("nl-woman")["plans"]) == 1


def test_tagor_down_before_the_last_look_sends_nothing(
    sign_in: SignIn, draft: Draft, send: Send, practice: PracticeOffice, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    address = draft()
    with practice.down():
        assert "Your request was not sent" in send(address, status=503).text
    assert saves() == []
    assert Proposal.objects.get().state == "draft"


def test_a_plan_made_meanwhile_by_the_office_is_never_ended(
    sign_in: SignIn, draft: Draft, send: Send, visit: Visit, practice: PracticeOffice, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    first, second = draft(months="3"), draft(months="4")
    send(first)
    Proposal.objects.filter(state="sent").update(sent_at=timezone.now() - timedelta(days=3))
    practice.accept_plan("nl-woman")
    answer = send(second)
    assert answer.answer["Location"].startswith("/plan/?change=")
    assert visit(answer.answer["Location"]).heading == "Your payment plan"
    assert len(saves()) == 1
    assert Proposal.objects.get(months=4).refusal_code == "plan-active"


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("plan-too-low", "amount", "This amount a month is too low for the office."),
        ("plan-too-low", "offer", "This amount a month is too low for the office."),
        ("plan-too-long", "months", "This takes too long for the office."),
        ("plan-bad-date", "months", "The office cannot use this first date."),
        ("plan-active", "months", "There is already a payment plan in this file."),
        ("plan-not-allowed", "months", "The office does not allow a plan online"),
        ("unknown", "months", "Your request was not accepted."),
        ("something-new", "months", "Your request was not accepted."),
    ],
)
def test_every_refusal_has_own_words(
    sign_in: SignIn, draft: Draft, visit: Visit, code: str, kind: str, words: str
) -> None:
    sign_in("nl-woman", "en")
    address = draft(choice="months", months="6")
    Proposal.objects.update(state="refused", refusal_code=code, kind=kind)
    page = visit(address, follow=True)
    assert words in page.text
    assert page.form_fields()["first_on"]


def test_a_real_refusal_comes_back_beside_the_field(
    sign_in: SignIn, draft: Draft, send: Send, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    address = draft(choice="months", months="6")
    Proposal.objects.update(months=60, monthly_cents=2058)  # more than the office allows by now
    refused = send(address)
    page = visit(refused.answer["Location"])
    assert Proposal.objects.get().state == "refused"
    assert practice.state("nl-woman")["plans"] == []
    assert "for the office" in page.text
    assert "minimum" not in page.text.lower().replace("at least", "")
    assert Event.objects.filter(act="plan-refused").count() == 1
