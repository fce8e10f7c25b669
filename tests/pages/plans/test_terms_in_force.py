"""After a yes to the office's proposal every page shows the sum agreed on, and what was first asked."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from portal.access.door_settings.models import DoorSettings
from portal.access.door_settings.selectors import forget_door_settings
from portal.plans.models import Counter, PlanRule, Proposal, State
from tests.pages.conftest import Visit
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
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
ASKED, AGREED = "€500.00", "€150.00"


@pytest.fixture
def agreed(
    sign_in: SignIn,
    ask: Draft,
    put_in: Callable[..., str],
    visit: Visit,
    enter: Enter,
) -> tuple[str, Desk]:
    """Asked for 500 a month, agreed on 150; the page of the person, and the desk."""
    sign_in("nl-woman", "en")
    ask(choice="amount", amount="500")
    address = put_in("review")
    desk = enter("an", *DECIDE, "desk.view_case")
    shown = fill_counter(desk, months="", monthly="150")
    desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)
    page = visit(f"/plan/offer/{get_asked().token}/")
    visit(page.form_action(), {**page.form_fields(), "answer": "yes"}, status=303)
    return address, desk


def read_headline(desk: Desk) -> str:
    """The line that says what the request is about."""
    page = desk(f"/desk/plans/{get_asked().pk}/?lang=en")
    return "".join(page.all("h2")[0].itertext()).strip()


def test_a_proposal_that_waits_changes_nothing_yet(
    sign_in: SignIn, ask: Draft, put_in: Callable[..., str], enter: Enter
) -> None:
    sign_in("nl-woman", "en")
    ask(choice="amount", amount="500")
    put_in("review")
    desk = enter()
    shown = fill_counter(desk, months="", monthly="150")
    desk(shown.form_action(), {**shown.form_fields(), "send": "1"}, status=303)
    assert read_headline(desk) == "€500.00 a month, 3 months"
    assert f"{AGREED} a month, 9 months: waiting for an answer" in desk(f"/desk/plans/{get_asked().pk}/").text


def test_the_desk_shows_what_was_agreed(agreed: tuple[str, Desk], deliver: Deliver) -> None:
    _address, desk = agreed
    assert read_headline(desk) == "€150.00 a month, 9 months"
    deliver()
    assert get_asked().state == State.ACCEPTED
    assert read_headline(desk) == "€150.00 a month, 9 months"
    page = desk(f"/desk/plans/{get_asked().pk}/?lang=en")
    assert "First asked €500.00 a month, 3 months" in page.text


def test_the_board_shows_what_was_agreed(agreed: tuple[str, Desk], deliver: Deliver) -> None:
    _address, desk = agreed
    deliver()
    page = desk("/desk/plans/?lang=en")
    assert page.text.count(f"{AGREED} a month, 9 months") == 2  # the request, and the plan that runs
    assert "First asked: €500.00 a month, 3 months." in page.text


def test_the_queue_shows_what_was_agreed_when_it_comes_back(
    agreed: tuple[str, Desk], deliver: Deliver
) -> None:
    _address, desk = agreed
    Counter.objects.update(monthly_cents=40_00)  # less than Tagor takes by now
    deliver()
    assert get_asked().state == State.REVIEW
    queue = desk("/desk/?lang=en").text
    assert "€40.00 a month, 9 months. First asked: €500.00 a month, 3 months." in queue
    found = desk(f"/desk/file/{get_asked().file_id}/?lang=en").text
    assert "€40.00 a month" in found


def test_the_person_reads_what_was_agreed_and_what_was_asked(
    agreed: tuple[str, Desk], visit: Visit, deliver: Deliver
) -> None:
    address, _desk = agreed
    for _look in range(2):
        page = visit(address)
        assert f"Amount a month {AGREED}" in page.text
        assert "You asked for €500.00 a month, 3 months." in page.text
        deliver()
    assert page.heading == "Your plan is agreed"


def test_what_is_kept_of_a_person_tells_both(
    agreed: tuple[str, Desk], visit: Visit, deliver: Deliver
) -> None:
    deliver()
    kept = json.loads(visit("/my-data/my-data.json").answer.content)
    assert '"monthly_cents": 15000' in json.dumps(kept)
    assert '"asked_monthly_cents": 50000' in json.dumps(kept)


def test_the_limits_stand_beside_what_was_agreed(
    agreed: tuple[str, Desk], deliver: Deliver, office: Any
) -> None:
    _address, desk = agreed
    PlanRule.objects.create(office=office, minimum_cents=200_00)
    page = desk(f"/desk/plans/{get_asked().pk}/?lang=en")
    rows = [" ".join("".join(row.itertext()).split()) for row in page.all("tr")]
    (said,) = [row for row in rows if "Amount a month" in row]
    assert "€150.00" in said
    assert said.endswith("does not fit")


def test_two_people_agree_when_what_was_agreed_takes_protected_income(
    sign_in: SignIn, ask: Draft, put_in: Callable[..., str], propose: Callable[..., Counter], enter: Enter
) -> None:
    """What counts is what would be saved, not what was first asked."""
    sign_in("nl-woman", "en")
    ask(choice="amount", amount="100")
    put_in("review", is_below_protected=True)
    counter = propose(monthly_cents=90_00)
    Counter.objects.update(state="accepted")
    Proposal.objects.filter(state="countered").update(state="review", agreed=counter)
    desk = enter()
    assert "two people must agree" not in desk(f"/desk/plans/{get_asked().pk}/?lang=en").text
    press_at_desk(desk, "approve")
    assert get_asked().wants_approval


def test_who_owes_together_reads_the_sum_in_force(
    sign_in: SignIn, visit: Visit, office: Any, practice: PracticeOffice
) -> None:
    other, file = practice.file("couple-two"), sign_in("couple-one", "en")
    DoorSettings.objects.create(office=office, shared_requests="amount")
    forget_door_settings()
    on = timezone.localdate()
    asked = Proposal.objects.create(
        office=office,
        file_id=file.file_id,
        party_id=other.party_id,
        state="review",
        kind="amount",
        months=3,
        monthly_cents=500_00,
        balance_cents=1234_56,
        first_on=on,
        submitted_at=timezone.now(),
    )
    terms = {"kind": "amount", "months": 9, "monthly_cents": 150_00, "first_on": on, "expires_on": on}
    Proposal.objects.update(agreed=Counter.objects.create(proposal=asked, state="accepted", **terms))
    assert f"It is about {AGREED} a month" in visit("/file/").text
