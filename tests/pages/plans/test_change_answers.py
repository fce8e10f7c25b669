"""The office answers a request to change a plan on its own page; the person reads it, and says yes or no."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.outbox.services import deliver_due
from portal.plans.models import ChangeRequest, Counter, PlanRule, Proposal, State
from portal.plans.tasks import expire_offered_day
from portal.web.formats import short_day
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.plans.conftest import DECIDE, SAVE, Deliver, Desk, Enter, SignIn
from tests.practice import PracticeOffice

RELEASE = (*DECIDE, "plans.release_proposal")
APPROVE = "TagorService/ApprovePaymentPlan"
SLUG = "running-plan"
pytestmark = pytest.mark.django_db
Send = Callable[..., str]


def in_days(days: int) -> str:
    return short_day(timezone.localdate() + timedelta(days=days))


def get() -> ChangeRequest:
    return ChangeRequest.objects.get()


def page_of(change: ChangeRequest) -> str:
    return f"/desk/plans/changes/{change.pk}/"


@pytest.fixture
def enter(enter: Enter) -> Enter:
    """Sign somebody of the office in, who may release unless told otherwise."""
    return lambda name="an", *permissions: enter(name, *(permissions or RELEASE))


@pytest.fixture
def send(sign_in: SignIn, visit: Visit) -> Send:
    """A person with a running plan asks for a change; the address of the receipt."""

    def through(**typed: Any) -> str:
        sign_in(SLUG, "en")
        page = visit("/plan/running/change/")
        address = visit(page.form_action(), {**page.form_fields(), **typed}, status=303).answer["Location"]
        page = visit(address)
        visit(page.form_action(), page.form_fields(), status=303)
        deliver_due()
        return str(address)

    return through


def press(desk: Desk, act: str, *, status: int = 303, **typed: Any) -> Page:
    """Send the form of an act as the page shows it."""
    path = page_of(get())
    page = desk(f"{path}?lang=en")
    actions = [form.get("action", "") for form in page.main_forms()]
    index = actions.index(f"{path}{act}/")
    return desk(actions[index], {**page.form_fields(index), **typed}, status=status)


def test_a_later_day_is_agreed_to_and_written_in_the_file(
    send: Send, enter: Enter, visit: Visit, practice: PracticeOffice
) -> None:
    address = send(kind="later", later_on=in_days(60), text="Paid later.")
    desk = enter()
    queue = desk("/desk/?lang=en")
    assert page_of(get()) in queue.links().values()
    page = desk(page_of(get()))
    assert "Paid later." in page.text
    receipt = desk(press(desk, "agree").answer["Location"])
    assert "You agreed" in receipt.text
    assert page_of(get()) not in desk("/desk/").links().values()
    before = len(practice.state(SLUG)["messages"])
    deliver_due()
    deliver_due()
    (message,) = practice.state(SLUG)["messages"][before:]
    assert get().number in str(message)
    read = visit(address)
    assert read.heading == "The office agrees"
    assert "You can pay this payment on" in read.text
    assert read.heading in visit("/file/").text


def test_a_question_goes_there_and_back(send: Send, enter: Enter, visit: Visit) -> None:
    address = send(kind="other", text="Can I pay in cash?")
    desk = enter()
    assert "Write what the person will read." in press(desk, "ask", status=422, text=" ").text
    press(desk, "ask", text="How much?")
    assert page_of(get()) not in desk("/desk/").links().values()
    page = visit(address)
    assert "How much?" in page.text
    assert visit(page.form_action(), {**page.form_fields(), "text": ""}, status=422).heading
    visit(page.form_action(), {**page.form_fields(), "text": "All of it."}, status=303)
    assert visit(page.form_action(), {**page.form_fields(), "text": "Again."}, status=303)
    assert get().reply == "All of it."
    assert "The person has answered." in desk("/desk/?lang=en").text
    assert "All of it." in desk(page_of(get())).text
    press(desk, "agree", text="Come to the counter.")
    assert "Come to the counter." in visit(address).text
    assert "cash" not in str(list(Event.objects.values_list("details", flat=True)))


def test_each_reads_who_asked_proposed_and_said_no(send: Send, enter: Enter, visit: Visit) -> None:
    address = send(kind="later", later_on=in_days(60), text="")
    an, bo = enter("an"), enter("bo")
    press(an, "ask", text="Do you have work?")
    page = visit(address)
    visit(page.form_action(), {**page.form_fields(), "text": "No."}, status=303)
    path, typed = (
        f"{page_of(get())}offer/",
        {"later_on": in_days(45), "until": in_days(10), "text": "Sooner."},
    )
    bo(path, {**bo(f"{path}?lang=en").form_fields(), **typed, "send": "1"}, status=303)
    mine, theirs = (desk(f"{page_of(get())}?lang=en").text for desk in (bo, an))
    assert "You proposed" in mine
    assert "an asked Do you have work?" in mine
    assert "bo proposed" in theirs
    assert "bo wrote Sooner." in theirs
    assert "You asked Do you have work?" in theirs
    press(an, "decline", text="It is too late.")
    assert "Reason of an It is too late." in bo(f"{page_of(get())}?lang=en").text


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_another_day_is_shown_first_then_taken_or_turned_down(
    answer: str, send: Send, enter: Enter, visit: Visit
) -> None:
    address = send(kind="later", later_on=in_days(60), text="")
    desk = enter()
    path = f"{page_of(get())}offer/"
    page = desk(f"{path}?lang=en")
    typed = {"later_on": in_days(45), "until": in_days(10), "text": "Sooner, please."}
    wrong = desk(path, {**page.form_fields(), **typed, "until": in_days(50)}, status=422)
    assert "Choose a day before the payment." in wrong.text
    shown = desk(path, {**page.form_fields(), **typed})
    assert "Sooner, please." in shown.text
    assert get().answer == "waiting"
    desk(path, {**shown.form_fields(), "send": "1"}, status=303)
    page = visit(address)
    assert page.heading == "The office proposes another day"
    fields = page.form_fields(0 if answer == "yes" else 1)
    visit(page.form_action(), {**fields, "answer": answer, "text": "No money yet."}, status=303)
    change = get()
    if answer == "yes":
        assert (change.answer, short_day(change.later_on or timezone.localdate())) == ("agreed", in_days(45))
    else:
        assert (change.answer, change.reply) == ("waiting", "No money yet.")
        assert page_of(change) in desk("/desk/").links().values()


def test_an_offered_day_runs_out(send: Send, enter: Enter, visit: Visit) -> None:
    address = send(kind="later", later_on=in_days(60), text="")
    desk = enter()
    path = f"{page_of(get())}offer/"
    page = desk(path)
    typed = {"later_on": in_days(45), "until": in_days(10), "text": "", "send": "1"}
    desk(path, {**page.form_fields(), **typed}, status=303)
    page = visit(address)
    assert not expire_offered_day.func(get().pk)
    ChangeRequest.objects.update(offer_until=timezone.localdate() - timedelta(days=1))
    visit(page.form_action(), {**page.form_fields(), "answer": "yes"}, status=409)
    assert expire_offered_day.func(get().pk)
    assert page_of(get()) in desk("/desk/").links().values()
    assert visit(address).heading == "We have your request"


def test_a_day_that_ran_out_is_told_before_the_worker_saw_it(send: Send, enter: Enter, visit: Visit) -> None:
    send(kind="later", later_on=in_days(60), text="")
    desk = enter()
    path = f"{page_of(get())}offer/"
    typed = {"later_on": in_days(45), "until": in_days(10), "text": "", "send": "1"}
    desk(path, {**desk(path).form_fields(), **typed}, status=303)
    assert "You can answer until" in visit(f"/plan/running/change/{get().token}/").text
    ChangeRequest.objects.update(offer_until=timezone.localdate() - timedelta(days=1))
    home = visit("/file/")
    assert get().answer == "waiting"
    assert "The office proposes another day" not in home.text
    assert "You did not answer by" in home.text


def test_paying_less_becomes_a_new_plan_in_tagor(
    send: Send, enter: Enter, visit: Visit, deliver: Deliver, practice: PracticeOffice
) -> None:
    address = send(kind="lower", amount="60", text="Less work.")
    desk = enter()
    practice.clear_calls()
    page = desk(f"{page_of(get())}?lang=en")
    assert "Pay €" in page.text
    assert not [call for call in practice.calls() if "GetSaldo" in call["operation"]]
    receipt = desk(press(desk, "agree").answer["Location"])
    assert "You let it replace the plan." in receipt.text
    deliver()
    assert len(practice.calls(SAVE)) == len(practice.calls(APPROVE)) == 1
    made = Proposal.objects.get()
    assert (made.state, made.monthly_cents, get().plan) == (State.ACCEPTED, 60_00, made)
    page = visit(address)
    assert made.number in page.text
    assert visit(f"/plan/sent/{made.token}/").heading == "Your plan is agreed"


def test_another_plan_is_proposed_and_taken(send: Send, enter: Enter, visit: Visit, deliver: Deliver) -> None:
    send(kind="day", day="20", text="")
    desk = enter()
    path = f"{page_of(get())}counter/"
    page = desk(f"{path}?lang=en")
    typed = {"monthly": "70", "months": "", "expires_on": in_days(5), "note": "A little less."}
    first = (timezone.localdate() + timedelta(days=40)).replace(day=20)
    shown = desk(path, {**page.form_fields(), **typed, "first_on": short_day(first)})
    desk(path, {**shown.form_fields(), "send": "1"}, status=303)
    made = Proposal.objects.get()
    assert made.state == State.COUNTERED
    assert Counter.objects.get().monthly_cents == 70_00
    page = visit(f"/plan/offer/{made.token}/")
    assert "A little less." in page.text
    visit(page.form_action(), {**page.form_fields(), "answer": "yes"}, status=303)
    deliver()
    assert Proposal.objects.get().state == State.ACCEPTED


def test_two_people_for_a_new_plan(send: Send, enter: Enter, office: Any, deliver: Deliver) -> None:
    PlanRule.objects.create(office=office, two_people_above_cents=1)
    send(kind="lower", amount="60", text="")
    desk = enter()
    receipt = desk(press(desk, "agree").answer["Location"])
    assert "A colleague must agree as well." in receipt.text
    assert Proposal.objects.get().state == State.HELD
    second = enter("bea")
    page = second(f"/desk/plans/{Proposal.objects.get().pk}/?lang=en")
    index = [form.get("action", "").endswith("/release/") for form in page.main_forms()].index(True)
    second(page.main_forms()[index].get("action"), page.form_fields(index), status=303)
    deliver()
    assert Proposal.objects.get().state == State.ACCEPTED


def test_an_open_request_for_a_plan_comes_first(send: Send, enter: Enter, office: Any) -> None:
    send(kind="lower", amount="60", text="")
    change = get()
    Proposal.objects.create(
        office=office,
        file_id=change.file_id,
        party_id=change.party_id,
        state=State.REVIEW,
        kind="months",
        months=3,
        monthly_cents=100,
        balance_cents=300,
        first_on=timezone.localdate() + timedelta(days=20),
        submitted_at=timezone.now(),
    )
    page = enter()(f"{page_of(change)}?lang=en")
    assert "The file has an open request for a plan" in page.text
    assert "End that plan, and save this one" not in page.text


def test_a_page_that_is_out_of_date_decides_nothing(send: Send, enter: Enter) -> None:
    send(kind="later", later_on=in_days(60), text="")
    desk, other = enter(), enter("bea")
    path = page_of(get())
    page = desk(f"{path}?lang=en")
    index = [form.get("action", "").endswith("/agree/") for form in page.main_forms()].index(True)
    fields = page.form_fields(index)
    assert desk(f"{path}agree/", {**fields, "version": "x"}, status=422)
    press(other, "decline", text="Not this time.")
    for version in (fields["version"], "x"):
        said = desk(f"{path}agree/", {**fields, "version": version}, status=409)
        assert "Nothing was decided: something has changed" in said.text
    assert get().answer == "declined"


def test_a_page_from_before_the_persons_answer_decides_nothing(
    send: Send, enter: Enter, visit: Visit
) -> None:
    """The request waits for the office as it did on that page, and says something else now."""
    address = send(kind="later", later_on=in_days(60), text="")
    desk, other = enter(), enter("bea")
    path = page_of(get())
    old = desk(f"{path}?lang=en")
    index = [form.get("action", "").endswith("/agree/") for form in old.main_forms()].index(True)
    press(other, "ask", text="How much?")
    page = visit(address)
    visit(page.form_action(), {**page.form_fields(), "text": "All of it."}, status=303)
    said = desk(f"{path}agree/", old.form_fields(index), status=409)
    assert "Nothing was decided: something has changed" in said.text
    assert get().answer == "waiting"


def test_tagor_away_leaves_asking_and_saying_no(send: Send, enter: Enter, practice: PracticeOffice) -> None:
    send(kind="lower", amount="60", text="")
    desk = enter()
    page = desk(f"{page_of(get())}?lang=en")
    index = [form.get("action", "").endswith("/agree/") for form in page.main_forms()].index(True)
    fields = page.form_fields(index)
    with practice.down():
        assert "Tagor does not answer" in desk(f"{page_of(get())}?lang=en").text
        desk(f"{page_of(get())}agree/", fields, status=503)
        press(desk, "decline", text="No.")
    assert get().answer == "declined"
    assert not Proposal.objects.exists()


def test_who_may_not_release_cannot_end_a_plan(send: Send, enter: Enter) -> None:
    send(kind="lower", amount="60", text="")
    desk = enter("an", *DECIDE)
    page = desk(f"{page_of(get())}?lang=en")
    assert "Only a new plan can do this" in page.text
    desk(f"{page_of(get())}agree/", {"version": "0", "shown_plan": ""}, status=403)
    desk(f"{page_of(get())}counter/", status=403)
    assert get().answer == "waiting"


def test_who_may_only_read_answers_nothing(send: Send, enter: Enter) -> None:
    send(kind="other", text="xyz")
    desk = enter("an", "plans.view_proposal")
    page = desk(page_of(get()))
    assert page.main_forms() == []
    for act in ("agree", "ask", "decline", "offer"):
        desk(f"{page_of(get())}{act}/", {"version": "0", "text": "x"}, status=403)


def test_a_draft_is_nobodys_business(sign_in: SignIn, visit: Visit, enter: Enter) -> None:
    sign_in(SLUG, "en")
    page = visit("/plan/running/change/")
    visit(page.form_action(), {**page.form_fields(), "kind": "other", "text": "x"}, status=303)
    enter()(page_of(get()), status=404)


def test_a_lower_amount_that_tagor_refuses_is_not_agreed_to_and_makes_no_plan(
    send: Send, enter: Enter, practice: PracticeOffice
) -> None:
    send(kind="lower", amount="10", text="I earn less.")
    desk, found = enter(), get()
    page = desk(f"{page_of(found)}?lang=en")
    assert "Tagor will refuse this plan" in page.text
    assert "/agree/" not in page.html
    assert f"{page_of(found)}counter/" in page.links().values()
    mark = page.form_fields(0)["shown_plan"]
    shown = {"version": found.version, "seen_state": found.answer, "shown_plan": mark}
    told = desk(f"{page_of(found)}agree/?lang=en", shown, status=409)
    assert "Nothing was decided: Tagor will refuse this plan" in told.text
    form = desk(f"{page_of(found)}counter/?lang=en").form_fields()
    typed = {**form, "monthly": "10", "months": "", "send": "1"}
    assert "Tagor takes at least" in desk(f"{page_of(found)}counter/?lang=en", typed, status=422).text
    assert not Proposal.objects.exists()
    assert get().version == found.version


@pytest.mark.parametrize("answer", ["asked", "agreed", "declined", "planned"])
def test_an_empty_form_to_what_is_answered_says_so(send: Send, enter: Enter, answer: str) -> None:
    send(kind="other", text="I move house.")
    ChangeRequest.objects.update(answer=answer)
    desk, found = enter(), get()
    for act in ("agree", "ask", *(["decline"] if answer != "asked" else [])):
        shown = {"version": found.version, "seen_state": "waiting", "text": ""}
        told = desk(f"{page_of(found)}{act}/?lang=en", shown, status=409)
        assert "Nothing was decided: something has changed" in told.text
    assert (get().answer, get().version) == (answer, found.version)
