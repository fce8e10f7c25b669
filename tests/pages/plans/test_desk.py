"""Staff decide about requests on their own pages; the person reads it, and Tagor gets it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal import registry
from portal.audit.models import Event
from portal.plans.models import Counter, Endorsement, PlanNews, PlanRule, Proposal, State
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.plans.conftest import DECIDE, SAVE, Deliver, Desk, Draft, SignIn, fill_counter
from tests.pages.plans.conftest import get_asked as get
from tests.pages.plans.conftest import press_at_desk as press
from tests.practice import PracticeOffice

APPROVE = "TagorService/ApprovePaymentPlan"
RELEASE = (*DECIDE, "plans.release_proposal")
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(sign_in: SignIn, ask: Draft, deliver: Deliver) -> str:
    """The address of the person's page of a request that was sent and waits for the office."""
    sign_in("nl-woman", "en")
    address = ask()
    deliver()
    assert get().state == State.SENT
    return address


def test_a_normal_request_is_agreed_to_in_two_clicks(
    asked: str, enter: Callable[..., Desk], visit: Visit, deliver: Deliver, practice: PracticeOffice
) -> None:
    desk = enter()
    queue = desk("/desk/?lang=en")
    assert f"/desk/plans/{get().pk}/" in queue.links().values()
    answer = press(desk, "approve").answer
    receipt = desk(answer["Location"])
    assert "You agreed" in receipt.text
    assert "your yes is on its way to Tagor" in receipt.text
    assert f"/desk/plans/{get().pk}/" not in desk("/desk/?lang=en").links().values()
    deliver()
    assert len(practice.calls(APPROVE)) == 1
    assert visit(asked).heading == "Your plan is agreed"


def test_looking_writes_nothing_in_the_file(
    asked: str, enter: Callable[..., Desk], practice: PracticeOffice
) -> None:
    desk = enter()
    practice.clear_calls()
    desk(f"/desk/plans/{get().pk}/")
    desk(f"/desk/plans/{get().pk}/counter/")
    named = {call["operation"] for call in practice.calls()}
    assert not [name for name in named if "GetSaldo" in name or "Save" in name or "Approve" in name]


def test_who_decides_reads_whose_request_it_is(
    asked: str, enter: Callable[..., Desk], practice: PracticeOffice
) -> None:
    desk = enter()
    address = f"/desk/plans/{get().pk}/?lang=en"
    assert "Ziekenhuis Sint-Oefening against Lotte Verhoeven" in desk(address).text
    with practice.down():
        assert "against" not in desk(address).text


def test_who_decides_reads_that_the_file_was_stopped(asked: str, enter: Callable[..., Desk]) -> None:
    desk = enter()
    address = f"/desk/plans/{get().pk}/?lang=en"
    assert "stopped" not in desk(address).text
    registry.tagor().stop_file(file_id=get().file_id)
    cache.clear()
    assert "This file is stopped in Tagor" in desk(address).text


def test_saying_no_takes_a_reason_that_the_person_reads(
    asked: str, enter: Callable[..., Desk], visit: Visit
) -> None:
    desk = enter()
    page = press(desk, "decline", status=422, text=" ")
    assert "Write what the person will read." in page.text
    assert get().state == State.SENT
    press(desk, "decline", text="We need a higher amount.")
    assert get().state == State.DECLINED
    assert "We need a higher amount." in visit(asked).text
    assert "We need" not in str(list(Event.objects.values_list("details", flat=True)))


def test_a_question_and_its_answer_come_back_to_the_queue(
    asked: str, enter: Callable[..., Desk], visit: Visit
) -> None:
    desk = enter()
    press(desk, "ask", text="Do you have work?")
    assert f"/desk/plans/{get().pk}/" not in desk("/desk/").links().values()
    page = visit(f"/plan/answer/{get().token}/")
    assert "Do you have work?" in page.text
    visit(page.form_action(), {**page.form_fields(), "text": "Since May."}, status=303)
    queue = desk("/desk/?lang=en")
    assert "The person has answered." in queue.text
    assert "Since May." in desk(f"/desk/plans/{get().pk}/?lang=en").text


def test_another_plan_is_shown_before_it_is_sent(
    asked: str, enter: Callable[..., Desk], visit: Visit, deliver: Deliver
) -> None:
    desk = enter()
    shown = fill_counter(desk, note="Drie maanden lukt.")
    assert not Counter.objects.exists()
    assert "Amount a month" in shown.text
    assert "The office proposes another plan" in shown.text  # in the language of the person
    desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)
    assert Counter.objects.get().months == 3
    page = visit(f"/plan/offer/{get().token}/")
    assert "Drie maanden lukt." in page.text
    visit(page.form_action(), {**page.form_fields(), "answer": "yes"}, status=303)
    deliver()
    assert visit(asked).heading == "Your plan is agreed"


@pytest.mark.parametrize(
    "typed",
    [
        {"months": ""},
        {"months": "0"},
        {"months": "241"},
        {"months": "9" * 30},
        {"months": "²"},
        {"monthly": "50"},
        {"months": "", "monthly": "0"},
        {"months": "", "monthly": "99999999"},
        {"months": "", "monthly": "0,01"},
        {"first_on": "31/12/2099"},
        {"first_on": "x"},
        {"expires_on": "01/01/2020"},
        {"note": "x" * 1001},
        {"version": "x"},
        {"version": "9" * 40},
    ],
    ids=str,
)
def test_another_plan_that_makes_no_sense(
    asked: str, enter: Callable[..., Desk], typed: dict[str, str]
) -> None:
    desk = enter()
    address = f"/desk/plans/{get().pk}/counter/"
    fields = desk(address).form_fields()
    desk(address, {**fields, "monthly": "", "months": "3", "send": "1", **typed}, status=422)
    assert not Counter.objects.exists()


def test_a_page_that_is_out_of_date_decides_nothing(asked: str, enter: Callable[..., Desk]) -> None:
    an, bo = enter("an"), enter("bo")
    stale = an(f"/desk/plans/{get().pk}/?lang=en")
    press(bo, "ask", text="Do you have work?")
    for act, typed in (("approve", {}), ("decline", {"text": "no"}), ("ask", {"text": "?"})):
        fields = {**stale.form_fields(1), **typed}
        page = an(f"/desk/plans/{get().pk}/{act}/", fields, status=409)
        assert "Nothing was decided: something has changed" in page.text
        assert "It was: sent. Now it is: the office asks something." in page.text
    assert get().state == State.ASKED


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_no_page_showed(asked: str, enter: Callable[..., Desk], version: str) -> None:
    desk = enter()
    page = desk(f"/desk/plans/{get().pk}/approve/", {"version": version}, status=422)
    assert "decide" in page.text or page.text
    assert not get().wants_approval


def test_tagor_that_does_not_answer_decides_nothing(
    asked: str, enter: Callable[..., Desk], practice: PracticeOffice
) -> None:
    desk = enter()
    version = get().version
    practice.fault("tagor", "503")
    page = desk(f"/desk/plans/{get().pk}/?lang=en")
    assert "Tagor does not answer" in page.text
    assert "/approve/" not in page.html
    shown = {"version": version, "seen_state": "sent", "shown_plan": ""}
    desk(f"/desk/plans/{get().pk}/approve/", shown, status=503)
    assert not get().wants_approval


def test_two_people_agree_to_a_large_debt(
    asked: str, enter: Callable[..., Desk], office: Any, deliver: Deliver, practice: PracticeOffice
) -> None:
    PlanRule.objects.create(office=office, two_people_above_cents=100)
    an, bo = enter("an"), enter("bo")
    first = an(press(an, "approve").answer["Location"])
    assert "Your yes is kept." in first.text
    assert not get().wants_approval
    again = press(an, "approve", status=409)
    assert "Another person must agree as well." in again.text
    assert "an would agree" in bo(f"/desk/plans/{get().pk}/?lang=en").text
    press(bo, "approve")
    deliver()
    assert get().state == State.ACCEPTED
    told = Event.objects.get(act="plan-approved")
    assert told.details["first"] == str(Endorsement.objects.get().user_id) != told.staff_id


def test_the_first_yes_counts_for_what_was_seen_only(
    asked: str, enter: Callable[..., Desk], office: Any, visit: Visit
) -> None:
    PlanRule.objects.create(office=office, two_people_above_cents=100)
    an, bo = enter("an"), enter("bo")
    press(an, "approve")
    press(bo, "ask", text="Do you have work?")
    page = visit(f"/plan/answer/{get().token}/")
    visit(page.form_action(), {**page.form_fields(), "text": "No."}, status=303)
    assert "would agree" not in bo(f"/desk/plans/{get().pk}/?lang=en").text
    press(bo, "approve")
    assert not get().wants_approval


def test_two_people_propose_the_same_thing(asked: str, enter: Callable[..., Desk], office: Any) -> None:
    PlanRule.objects.create(office=office, two_people_above_cents=100)
    an, bo = enter("an"), enter("bo")
    for desk, months, made in ((an, "3", 0), (bo, "4", 0), (an, "4", 1)):
        shown = fill_counter(desk, months=months)
        desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)
        assert Counter.objects.count() == made


def test_the_form_of_a_proposal_says_when_that_very_plan_needs_two_people(
    sign_in: SignIn, ask: Draft, put_in: Callable[..., str], enter: Callable[..., Desk], office: Any
) -> None:
    sign_in("nl-woman", "en")
    ask(choice="amount", amount="100")
    put_in("review", is_below_protected=True)
    desk, protected = enter(), "The plan takes protected income: two people must agree."
    assert protected in desk(f"/desk/plans/{get().pk}/?lang=en").text
    assert protected not in desk(f"/desk/plans/{get().pk}/counter/?lang=en").text
    for monthly, needs_two in (("90", False), ("110", True)):
        page = fill_counter(desk, months="", monthly=monthly)
        assert (protected in page.text) == needs_two, monthly
    shown = desk(page.form_action(), {**page.form_fields(), "send": "1"}, status=303)
    assert "Your yes is kept." in desk(shown.answer["Location"]).text
    PlanRule.objects.create(office=office, two_people_above_cents=100)
    assert "The debt is large" in desk(f"/desk/plans/{get().pk}/counter/?lang=en").text


def test_a_held_request_is_released_by_who_may(
    sign_in: SignIn, ask: Draft, put_in: Callable[..., str], enter: Callable[..., Desk]
) -> None:
    sign_in("nl-woman", "en")
    ask()
    put_in("held", outcome="hold")
    an = enter("an")
    page = an(f"/desk/plans/{get().pk}/?lang=en")
    assert "/release/" not in page.html
    an(
        f"/desk/plans/{get().pk}/release/",
        {"version": get().version, "shown_plan": "", "seen_state": "held"},
        status=403,
    )
    bo = enter("bo", *RELEASE)
    press(bo, "release")
    assert get().state == State.SENDING


def test_who_may_only_read_decides_nothing(asked: str, enter: Callable[..., Desk]) -> None:
    desk = enter("cy", "plans.view_proposal")
    page = desk(f"/desk/plans/{get().pk}/?lang=en")
    assert not page.main_forms()
    for act in ("approve", "release", "ask", "decline"):
        desk(f"/desk/plans/{get().pk}/{act}/", {"version": get().version}, status=403)
    desk(f"/desk/plans/{get().pk}/counter/", status=403)


def test_a_draft_is_nobodys_business(sign_in: SignIn, draft: Draft, enter: Callable[..., Desk]) -> None:
    sign_in("nl-woman", "en")
    draft()
    desk = enter()
    desk(f"/desk/plans/{Proposal.objects.get().pk}/", status=404)
    desk(f"/desk/plans/{2**70}/", status=404)


def test_the_preview_is_the_block_of_the_page(asked: str, enter: Callable[..., Desk]) -> None:
    client = Client()
    make_staff("di", permissions=DECIDE)
    sign_in_staff(client, "di")
    headers = {"HX-Request": "true", "HX-Target": "work-item"}
    part = client.get(f"/desk/plans/{get().pk}/?lang=en", headers=headers)
    assert b"<html" not in part.content
    assert b"/approve/" in part.content


@pytest.mark.parametrize("state", ["review", "sent"])
def test_an_old_first_day_must_be_proposed_anew(
    state: str, asked: str, enter: Callable[..., Desk], practice: PracticeOffice
) -> None:
    desk = enter()
    address = f"/desk/plans/{get().pk}/"
    shown = desk(f"{address}?lang=en")
    index = [form.get("action", "") for form in shown.main_forms()].index(f"{address}approve/")
    past = (timezone.localdate() - timedelta(days=1)).replace(day=1)
    Proposal.objects.update(state=state, first_on=past)
    page = desk(f"{address}?lang=en")
    assert "The first payment is no longer ahead" in page.text
    assert f"{address}approve/" not in [form.get("action", "") for form in page.main_forms()]
    fields = {**shown.form_fields(index), "seen_state": state}
    assert "Propose another day." in desk(f"{address}approve/", fields, status=409).text
    assert practice.calls(APPROVE) == []


def test_a_plan_that_runs_in_tagor_already_is_agreed_to_after_its_first_day(
    asked: str, enter: Callable[..., Desk], deliver: Deliver, practice: PracticeOffice
) -> None:
    past = (timezone.localdate() - timedelta(days=1)).replace(day=1)
    Proposal.objects.update(first_on=past)
    practice.accept_plan()
    press(enter(), "approve")
    deliver()
    assert get().state == State.ACCEPTED


def test_whoever_waits_past_the_first_day_reads_so(asked: str, visit: Visit) -> None:
    past = (timezone.localdate() - timedelta(days=1)).replace(day=1)
    Proposal.objects.update(first_on=past)
    for path in (asked, "/file/"):
        assert "The office did not answer before" in visit(path).text, path
    assert "No answer before" not in visit(asked).text
    Proposal.objects.update(state="accepted", decided_at=timezone.now())
    text = visit(asked).text
    assert "each month, from" in text
    assert "or before. Then pay each month" not in text


def test_saves_and_approvals_are_never_twice(
    asked: str, enter: Callable[..., Desk], practice: PracticeOffice, deliver: Deliver
) -> None:
    desk = enter()
    page = desk(f"/desk/plans/{get().pk}/")
    fields = page.form_fields(0)
    desk(f"/desk/plans/{get().pk}/approve/", fields, status=303)
    desk(f"/desk/plans/{get().pk}/approve/", fields, status=409)
    deliver()
    assert len(practice.calls(SAVE)) == len(practice.calls(APPROVE)) == 1


def test_the_board_tells_which_plans_run_are_late_and_were_stopped(
    asked: str, enter: Callable[..., Desk], deliver: Deliver, office: Any
) -> None:
    desk = enter()
    press(desk, "approve")
    deliver()
    board = "/desk/plans/?lang=en"
    assert "Plans that run (1)" in desk(board).text
    found = get()
    told = PlanNews.objects.create(
        office=office,
        file_id=found.file_id,
        word="broken",
        agrees=True,
        occurred_at=timezone.now(),
        event_id=1,
    )
    page = desk(board)
    assert "Plans that run (0)" in page.text
    assert "Not kept to, as Aptic told (1)" in page.text
    assert f"/desk/file/{found.file_id}/" in page.links().values()
    PlanNews.objects.filter(pk=told.pk).update(word="deactivated")
    assert "Stopped, as Aptic told (1)" in desk(board).text
    PlanNews.objects.filter(pk=told.pk).update(occurred_at=timezone.now() - timedelta(days=1))
    assert "Plans that run (1)" in desk(board).text, "what was told before is about another plan"
    Proposal.objects.filter(pk=found.pk).update(first_on=date(2020, 1, 1))
    assert "Plans that run (0)" in desk(board).text, "its last month is over"
