"""What Tagor will refuse, staff cannot agree to; what it refuses after their yes comes back to them."""

from collections.abc import Callable
from typing import Any

import pytest

from portal import registry
from portal.office.models import Office
from portal.plans.models import Counter, PlanRule, Proposal, State
from tests.pages.conftest import Visit
from tests.pages.plans.conftest import (
    DECIDE,
    Deliver,
    Desk,
    Draft,
    Enter,
    Saves,
    SignIn,
    fill_counter,
    get_asked,
    press_at_desk,
)
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
RELEASE = (*DECIDE, "plans.release_proposal")
LOOKS_AGAIN = {
    "en": "The office looks at your plan again",
    "nl": "Het kantoor bekijkt uw plan opnieuw",
    "fr": "L’étude examine à nouveau votre plan",
    "de": "Die Kanzlei prüft Ihren Plan noch einmal",
}


@pytest.fixture
def ask_less(sign_in: SignIn, visit: Visit) -> Callable[..., str]:
    """Ask for less than Tagor takes, with a reason; the address of the page of the request."""

    def go(amount: str = "25", slug: str = "nl-woman", language: str = "en") -> str:
        sign_in(slug, language)
        form = visit("/plan/other/")
        typed = {**form.form_fields(), "amount": amount, "words": "I earn little."}
        day = visit("/plan/other/", typed, follow=True)
        check = visit(day.form_action(), day.form_fields(), follow=True)
        return str(visit(check.form_action(), check.form_fields(), status=303).answer["Location"])

    return go


def put_outside(model: type[Any], **changes: Any) -> None:
    """What was inside Tagor's limits when it was agreed to is outside of them by now."""
    model.objects.update(**changes)


def test_what_tagor_will_refuse_is_said_and_not_offered(
    ask_less: Callable[..., str], enter: Enter, visit: Visit, deliver: Deliver, saves: Saves
) -> None:
    address = ask_less()
    desk = enter()
    page = desk(f"/desk/plans/{get_asked().pk}/?lang=en")
    assert "Tagor will refuse this plan" in page.text
    assert "Tagor takes at least €51.44 a month in this file. This plan is €25.00 a month." in page.text
    assert "Tagor refuses it" in page.text
    forms = [form.get("action", "") for form in page.main_forms()]
    assert f"/desk/plans/{get_asked().pk}/approve/" not in forms
    assert f"/desk/plans/{get_asked().pk}/counter/" in page.links().values()
    deliver()
    assert saves() == []
    assert visit(address).heading == "A person looks at your request"


def test_the_person_reads_before_and_after_sending_that_tagor_takes_no_such_plan(
    ask_less: Callable[..., str], visit: Visit
) -> None:
    page = visit(ask_less())
    draft = Proposal.objects.get()
    assert (draft.state, draft.outcome) == ("review", "budget-wanted")
    least, meaning = "takes no plan below €51.44 a month", "can only answer with another plan"
    assert least in page.text
    assert meaning in page.text
    assert "The office agrees, proposes something else" not in page.text
    Proposal.objects.update(state="draft")
    check = visit(f"/plan/check/{draft.token}/")
    assert check.text.index(least) < check.text.index("Send my request")
    assert meaning in check.text


def test_where_tagor_may_take_it_nothing_is_foreseen(
    ask_less: Callable[..., str], visit: Visit, office: Office
) -> None:
    """Below the office's own rule, and within the limits of Tagor."""
    PlanRule.objects.create(office=office, minimum_cents=90_00, longest_months=0)
    page = visit(ask_less("60"))
    assert Proposal.objects.get().state == "review"
    assert "takes no plan below" not in page.text
    assert "The office agrees, proposes something else" in page.text


def test_agreeing_all_the_same_changes_nothing(
    ask_less: Callable[..., str], enter: Enter, deliver: Deliver, saves: Saves
) -> None:
    ask_less()
    desk, before = enter(), get_asked()
    shown = {"version": before.version, "seen_state": before.state, "shown_plan": ""}
    page = desk(f"/desk/plans/{before.pk}/approve/?lang=en", shown, status=409)
    assert "Nothing was decided: Tagor will refuse this plan" in page.text
    assert "at least €51.44 a month" in page.text
    deliver()
    after = get_asked()
    assert (after.state, after.version, after.wants_approval) == (before.state, before.version, False)
    assert saves() == []


def test_limits_are_read_again_before_a_yes(
    sign_in: SignIn, ask: Draft, put_in: Callable[..., str], enter: Enter
) -> None:
    """They were wider when the person asked, and when the page was opened."""
    sign_in("nl-woman", "en")
    ask(choice="months", months="12")
    put_in("review")
    desk = enter()
    page = desk(f"/desk/plans/{get_asked().pk}/?lang=en")
    fields = page.form_fields(0)
    put_outside(Proposal, months=25)
    refused = desk(page.form_action(), fields, status=409)
    assert "Tagor takes at most 24 months in this file. This plan takes 25 months." in refused.text
    assert get_asked().state == State.REVIEW


def test_nobody_is_the_first_of_two_to_agree_to_what_tagor_refuses(
    ask_less: Callable[..., str], enter: Enter, office: Any
) -> None:
    PlanRule.objects.create(office=office, two_people_above_cents=100)
    ask_less()
    desk, found = enter(), get_asked()
    desk(
        f"/desk/plans/{found.pk}/approve/", {"version": found.version, "seen_state": found.state}, status=409
    )
    assert get_asked().version == found.version


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"months": "", "monthly": "51.43"}, "Tagor takes at least €51.44 a month in this file."),
        ({"months": "25"}, "Tagor takes at most 24 months in this file. This plan takes 25 months."),
    ],
    ids=str,
)
def test_the_office_proposes_nothing_that_tagor_refuses(
    ask_less: Callable[..., str], enter: Enter, typed: dict[str, str], words: str
) -> None:
    ask_less()
    desk = enter()
    empty = desk(f"/desk/plans/{get_asked().pk}/counter/?lang=en").text
    assert "In this file Tagor takes at least €51.44." in empty
    assert "In this file Tagor takes at most 24 months." in empty
    page = fill_counter(desk, status=422, **typed)
    assert page.text.count(words) >= 2  # in the summary and beside the field
    fields = {**page.form_fields(), "send": "1"}
    desk(page.form_action(), fields, status=422)
    assert not Counter.objects.exists()


def test_the_least_that_tagor_takes_can_be_proposed_agreed_and_saved(
    ask_less: Callable[..., str], enter: Enter, visit: Visit, deliver: Deliver, saves: Saves
) -> None:
    address = ask_less()
    desk = enter()
    shown = fill_counter(desk, months="", monthly="51.44")
    desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)
    page = visit(f"/plan/offer/{get_asked().token}/")
    visit(page.form_action(), {**page.form_fields(), "answer": "yes"}, status=303)
    deliver()
    assert len(saves()) == 1
    assert visit(address).heading == "Your plan is agreed"


def test_where_tagor_offers_nothing_staff_are_warned_and_may_try(
    ask_less: Callable[..., str], enter: Enter
) -> None:
    """That Tagor tells no limit is no limit: it may still take the plan."""
    ask_less(slug="no-plan")
    Proposal.objects.update(state="review")
    desk = enter()
    page = desk(f"/desk/plans/{get_asked().pk}/?lang=en")
    assert "Tagor may refuse this plan" in page.text
    assert f"/desk/plans/{get_asked().pk}/approve/" in [form.get("action", "") for form in page.main_forms()]


# Refused after the yes ---------------------------------------------------------------------------------


@pytest.fixture
def refused(
    sign_in: SignIn,
    ask: Draft,
    put_in: Callable[..., str],
    enter: Enter,
    deliver: Deliver,
) -> tuple[str, Desk]:
    """Agreed to by the office, and refused by Tagor: the page of the person, and the desk."""
    sign_in("nl-woman", "en")
    ask(choice="amount", amount="150")
    address = put_in("review")
    desk = enter()
    press_at_desk(desk, "approve")
    put_outside(Proposal, monthly_cents=40_00)
    deliver()
    return address, desk


def test_refused_after_the_yes_it_is_work_of_the_office_again(
    refused: tuple[str, Desk], deliver: Deliver, visit: Visit
) -> None:
    _address, desk = refused
    found = get_asked()
    assert (found.state, found.refusal_code, found.wants_approval) == (State.REVIEW, "plan-too-low", False)
    queue = desk("/desk/?lang=en")
    assert f"/desk/plans/{found.pk}/" in queue.links().values()
    assert "You agreed, and Tagor did not take it." in queue.text
    page = desk(f"/desk/plans/{found.pk}/?lang=en")
    assert "Tagor finds the amount a month too low." in page.text
    forms = {form.get("action", "").split("/")[-2] for form in page.main_forms()}
    assert {"ask", "decline"} <= forms
    assert "approve" not in forms
    shown = fill_counter(desk, months="2")
    desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)
    offer = visit(f"/plan/offer/{found.token}/")
    visit(offer.form_action(), {**offer.form_fields(), "answer": "yes"}, status=303)
    deliver()
    assert get_asked().state == State.ACCEPTED


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_the_person_reads_that_the_office_agreed(
    refused: tuple[str, Desk], visit: Visit, language: str
) -> None:
    address, desk = refused
    page = visit(f"{address}?lang={language}")
    words = "The office’s system could not record it in this form."
    assert page.heading == LOOKS_AGAIN[language]
    assert (words in page.text) == (language == "en")
    if language != "en":
        return
    assert "You and the office agreed on a plan." in page.text
    assert "too low" not in page.text
    shown = fill_counter(desk, months="2")
    desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)
    page = visit(address)
    assert page.heading == "The office proposes another plan"
    assert words in page.text
    press_at_desk(desk, "decline", text="We cannot.")
    assert visit(address).heading == "The office does not agree with your plan"


def test_a_counter_that_tagor_refuses_comes_back_as_well(
    ask_less: Callable[..., str], enter: Enter, visit: Visit, deliver: Deliver
) -> None:
    address = ask_less()
    desk = enter()
    shown = fill_counter(desk, months="6")
    desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)
    page = visit(f"/plan/offer/{get_asked().token}/")
    visit(page.form_action(), {**page.form_fields(), "answer": "yes"}, status=303)
    put_outside(Counter, months=25)
    deliver()
    assert get_asked().state == State.REVIEW
    assert visit(address).heading == "The office looks at your plan again"
    assert f"/desk/plans/{get_asked().pk}/" in desk("/desk/").links().values()


def test_a_counter_to_what_stands_in_tagor_leaves_that_when_refused(
    sign_in: SignIn, ask: Draft, enter: Enter, visit: Visit, deliver: Deliver, practice: PracticeOffice
) -> None:
    """The plan that was saved first still stands: it can be agreed to, and cannot be taken back."""
    sign_in("nl-woman", "en")
    address = ask(choice="months", months="6")
    deliver()
    desk = enter()
    shown = fill_counter(desk, months="5")
    desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)
    page = visit(f"/plan/offer/{get_asked().token}/")
    assert "You cannot take that back here." in page.text
    visit(page.form_action(), {**page.form_fields(), "answer": "yes"}, status=303)
    put_outside(Counter, months=25)
    deliver()
    found = get_asked()
    assert (found.state, found.agreed, found.wants_approval) == (State.SENT, None, False)
    read = visit(address)
    assert read.heading == "The office looks at your plan again"
    assert "/undo/" not in read.html
    press_at_desk(desk, "approve")
    deliver()
    assert get_asked().state == State.ACCEPTED
    assert [(plan["months"], plan["accepted"]) for plan in practice.state("nl-woman")["plans"]] == [(6, True)]


def test_a_release_that_tagor_refuses_is_held_again(
    sign_in: SignIn, visit: Visit, enter: Enter, deliver: Deliver, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    form = visit("/plan/other/")
    typed = {**form.form_fields(), "amount": "90", "words": "I earn less now."}
    day = visit("/plan/other/", typed, follow=True)
    check = visit(day.form_action(), day.form_fields(), follow=True)
    visit(check.form_action(), check.form_fields(), status=303)
    assert get_asked().state == State.HELD
    desk = enter("bo", *RELEASE)
    press_at_desk(desk, "release")
    put_outside(Proposal, monthly_cents=1_00)
    deliver()
    found = get_asked()
    assert (found.state, found.refusal_code) == (State.HELD, "plan-too-low")
    assert f"/desk/plans/{found.pk}/" in desk("/desk/").links().values()
    page = desk(f"/desk/plans/{found.pk}/?lang=en")
    assert "/release/" not in page.html
    assert f"/desk/plans/{found.pk}/counter/" in page.links().values()
    assert practice.state("running-plan")["plans"][-1]["active"]


def test_another_plan_on_the_way_brings_it_back_to_the_queue(
    sign_in: SignIn,
    ask: Draft,
    put_in: Callable[..., str],
    enter: Enter,
    practice: PracticeOffice,
    deliver: Deliver,
) -> None:
    sign_in("nl-woman", "en")
    ask(choice="amount", amount="150")
    put_in("review")
    desk = enter("bo", *RELEASE)
    press_at_desk(desk, "approve")
    file = practice.file("nl-woman")
    registry.tagor().save_plan(credential=None, file_id=file.file_id, party_id=file.party_id, months=9)
    deliver()
    found = get_asked()
    assert (found.state, found.refusal_code, found.wants_approval) == (State.HELD, "plan-active", False)
    assert f"/desk/plans/{found.pk}/" in desk("/desk/").links().values()
    assert "/release/" in desk(f"/desk/plans/{found.pk}/").html


def test_what_nobody_agreed_to_still_ends_as_refused(
    sign_in: SignIn, ask: Draft, visit: Visit, deliver: Deliver
) -> None:
    sign_in("nl-woman", "en")
    address = ask(choice="amount", amount="150")
    put_outside(Proposal, monthly_cents=40_00)
    deliver()
    page = visit(address)
    assert page.heading == "Your request was not accepted"
    assert "too low for the office" in page.text


def test_a_refusal_of_an_older_release_does_not_blame(
    sign_in: SignIn, ask: Draft, put_in: Callable[..., str], visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    ask(choice="amount", amount="150")
    page = visit(put_in("refused", refusal_code="plan-too-low", wants_approval=True))
    for found in (page, visit(page.links()["Ask for another plan"])):
        assert "You and the office agreed on a plan." in found.text
        assert "too low" not in found.text
