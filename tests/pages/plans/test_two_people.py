"""The second of two people reads what the first decided, and confirms that and nothing else."""

from typing import Any

import pytest

from portal.plans.models import Counter, Endorsement, PlanRule, State
from tests.pages.page import XHTML, Page
from tests.pages.plans.conftest import (
    DECIDE,
    Deliver,
    Desk,
    Draft,
    Enter,
    SignIn,
    fill_counter,
    get_asked,
    press_at_desk,
)

pytestmark = pytest.mark.django_db
RELEASE = (*DECIDE, "plans.release_proposal")
PROPOSED = {"months": "", "monthly": "150", "note": "Half of it\r\nis enough."}
CONFIRM = "Confirm the proposal of an: €150.00 a month, 9 months"
INSTEAD = "Agree to what was asked instead"


@pytest.fixture
def asked(sign_in: SignIn, ask: Draft, deliver: Deliver, office: Any) -> None:
    """A request that Tagor holds and two people must agree to."""
    sign_in("nl-woman", "en")
    ask()
    deliver()
    PlanRule.objects.create(office=office, two_people_above_cents=100)


def propose(desk: Desk, **typed: str) -> Page:
    """Propose something else at the desk."""
    shown = fill_counter(desk, **{**PROPOSED, **typed})
    return desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)


def open_page(desk: Desk) -> Page:
    """The page of the request."""
    return desk(f"/desk/plans/{get_asked().pk}/?lang=en")


def list_buttons(page: Page) -> list[str]:
    """The words of the buttons that decide, in order."""
    forms = [form for form in page.main_forms() if "/desk/plans/" in form.get("action", "")]
    return ["".join(button.itertext()).strip() for form in forms for button in form.iter(f"{XHTML}button")]


@pytest.mark.usefixtures("asked")
def test_the_second_confirms_what_the_first_proposed(enter: Enter) -> None:
    an, bo = enter("an"), enter("bo")
    propose(an)
    page = open_page(bo)
    assert list_buttons(page)[:2] == [CONFIRM, INSTEAD]
    assert "Agree as second person" not in page.text
    assert "Half of it" in page.text
    noted = Endorsement.objects.get().terms["note"]
    assert noted.split() == PROPOSED["note"].split()
    press_at_desk(bo, "confirm")
    made = Counter.objects.get()
    assert (made.monthly_cents, made.kind, made.note) == (150_00, "amount", noted)
    assert get_asked().state == State.COUNTERED


@pytest.mark.usefixtures("asked")
def test_months_are_confirmed_as_months(enter: Enter) -> None:
    an, bo = enter("an"), enter("bo")
    propose(an, months="4", monthly="")
    press_at_desk(bo, "confirm")
    made = Counter.objects.get()
    assert (made.months, made.kind) == (4, "months")


@pytest.mark.usefixtures("asked")
def test_what_the_first_proposed_meanwhile_is_not_confirmed_unseen(enter: Enter) -> None:
    an, bo = enter("an"), enter("bo")
    propose(an)
    page = open_page(bo)
    forms = [form.get("action", "") for form in page.main_forms()]
    index = next(place for place, action in enumerate(forms) if action.endswith("/confirm/"))
    propose(an, monthly="140")
    late = bo(forms[index], page.form_fields(index), status=409)
    assert not Counter.objects.exists()
    assert "Nothing was decided" in late.text
    assert "Confirm the proposal of an: €140.00 a month" in late.text


@pytest.mark.usefixtures("asked")
def test_agreeing_to_what_was_asked_is_another_decision(enter: Enter) -> None:
    an, bo = enter("an"), enter("bo")
    propose(an)
    assert "It needs a second person itself." in open_page(bo).text
    press_at_desk(bo, "approve")
    assert get_asked().state == State.SENT
    assert not get_asked().wants_approval
    assert CONFIRM not in open_page(an).text
    assert list_buttons(open_page(an))[0] == "Agree as second person"


@pytest.mark.usefixtures("asked")
def test_the_first_confirms_nothing_alone(enter: Enter) -> None:
    an = enter("an")
    propose(an)
    page = open_page(an)
    assert CONFIRM not in page.text
    shown = {"version": get_asked().version, "seen_state": "sent"}
    shown["shown_plan"] = page.form_fields(0)["shown_plan"]
    refused = an(f"/desk/plans/{get_asked().pk}/confirm/", shown, status=409)
    assert "Another person must agree as well." in refused.text
    assert not Counter.objects.exists()


def test_a_proposal_is_confirmed_where_tagor_refuses_what_was_asked(
    sign_in: SignIn, ask: Draft, put_in: Any, enter: Enter, office: Any
) -> None:
    sign_in("nl-woman", "en")
    ask(choice="amount", amount="60")
    put_in("review", monthly_cents=25_00, months=50)
    PlanRule.objects.create(office=office, two_people_above_cents=100)
    an, bo = enter("an"), enter("bo")
    propose(an)
    page = open_page(bo)
    assert "Tagor refuses it" in page.text
    assert "One person has proposed something else" in page.text
    assert list_buttons(page)[0] == CONFIRM
    assert INSTEAD not in page.text
    press_at_desk(bo, "confirm")
    assert Counter.objects.get().monthly_cents == 150_00


def test_the_second_sees_that_the_first_would_end_the_other_plan(
    sign_in: SignIn, ask: Draft, put_in: Any, enter: Enter, office: Any
) -> None:
    sign_in("nl-woman", "en")
    ask()
    put_in("held", outcome="hold")
    PlanRule.objects.create(office=office, two_people_above_cents=100)
    an, bo = enter("an", *RELEASE), enter("bo", *RELEASE)
    press_at_desk(an, "release")
    assert list_buttons(open_page(bo))[0] == "As second person: end that plan, and save this one"
    press_at_desk(bo, "release")
    assert get_asked().state == State.SENDING


@pytest.mark.usefixtures("asked")
def test_each_reads_who_proposed_and_wrote(enter: Enter) -> None:
    an, bo, cy = enter("an"), enter("bo"), enter("cy")
    propose(an)
    press_at_desk(bo, "confirm")
    mine, theirs = open_page(bo).text, open_page(cy).text
    assert "You proposed €150.00" in mine
    assert "You wrote Half of it" in mine
    assert "bo proposed €150.00" in theirs
    assert "bo wrote Half of it" in theirs
    assert "You " not in theirs.split("bo proposed")[1].split("What you")[0][:80]
    assert "The office’s proposal is with the person." in theirs


@pytest.mark.usefixtures("asked")
def test_each_reads_who_asked_and_who_said_no(enter: Enter) -> None:
    an, bo = enter("an"), enter("bo")
    press_at_desk(an, "ask", text="Do you have work?")
    assert "You asked Do you have work?" in open_page(an).text
    assert "an asked Do you have work?" in open_page(bo).text
    press_at_desk(bo, "decline", text="It is too little.")
    assert "Your reason It is too little." in open_page(bo).text
    assert "Reason of bo It is too little." in open_page(an).text


@pytest.mark.usefixtures("asked")
def test_the_trail_tells_what_the_first_of_two_decided(enter: Enter) -> None:
    an, boss = enter("an"), enter("eva", "audit.view_event")
    propose(an)
    trail = boss("/desk/insight/audit/?lang=en").text
    assert "Proposed another plan, as the first of two people" in trail
    assert "Agreed to a request" not in trail


@pytest.mark.parametrize(
    ("least", "said"),
    [
        (200_00, "Tagor: at least €51.44; the office’s rule: at least €200.00 does not fit"),
        (40_00, "Tagor: at least €51.44 fits"),
    ],
)
def test_each_limit_says_whose_it_is(
    sign_in: SignIn, ask: Draft, put_in: Any, enter: Enter, office: Any, least: int, said: str
) -> None:
    sign_in("nl-woman", "en")
    ask(choice="amount", amount="150")
    put_in("review")
    PlanRule.objects.create(office=office, minimum_cents=least)
    assert said in open_page(enter()).text
