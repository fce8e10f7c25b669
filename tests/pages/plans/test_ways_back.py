"""Taking back, and who may do what when: every page and every act go by the one table of states."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from portal.desk.people.sessions import end_all
from portal.plans.models import Counter, Proposal, State
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD
from tests.pages.plans.conftest import DECIDE, Deliver, Draft, Enter, SignIn, get_asked
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
PutIn = Callable[..., str]
Propose = Callable[..., Counter]
OPEN_TO = {
    "approve": {"review", "sent"},
    "release": {"held"},
    "ask": {"held", "review", "sent"},
    "decline": {"held", "review", "sent", "asked", "countered"},
    "counter": {"held", "review", "sent", "asked"},
}
ENDED = {"accepted", "declined", "refused", "superseded", "withdrawn", "expired"}
WHO_GOES_ON = {
    "undo": "The person can take it back until",
    "sending": "It is on its way to Tagor at this moment.",
    "unknown": "Nobody knows yet whether Tagor has it.",
    "countered": "The office’s proposal is with the person.",
    "asked": "The office’s question is with the person.",
    "failed": "It could not be delivered.",
    **dict.fromkeys(ENDED, "Nothing is left to decide."),
}


@pytest.fixture
def put_in_undo(put_in: PutIn) -> PutIn:
    """Any state, with the time for taking back still running."""
    return lambda state, **changes: put_in(
        state, **{"undo_until": timezone.now() + timedelta(minutes=9), **changes}
    )


@pytest.mark.parametrize("state", sorted(set(State.values) - {"draft"}))
def test_the_desk_says_who_goes_on_and_no_address_goes_round_it(
    sign_in: SignIn, draft: Draft, put_in_undo: PutIn, enter: Enter, state: str
) -> None:
    sign_in("nl-woman", "en")
    draft()
    put_in_undo(state)
    desk, found = enter("bo", *DECIDE, "plans.release_proposal"), get_asked()
    address = f"/desk/plans/{found.pk}/"
    page = desk(f"{address}?lang=en")
    assert WHO_GOES_ON.get(state, "") in page.text
    assert ("/counter/" in page.html) == (state in OPEN_TO["counter"])
    for act, states in OPEN_TO.items():
        if state in states:
            continue
        assert f"{address}{act}/" not in page.html, act
        typed = {"version": found.version, "seen_state": state, "shown_plan": "", "text": ""}
        if act == "counter":
            assert desk(f"{address}counter/", status=303).answer["Location"] == address
            typed |= {"months": "3", "first_on": "1/2/2027", "expires_on": "1/1/2027", "send": "1"}
        told = desk(f"{address}{act}/?lang=en", typed, status=409)
        assert "Nothing was decided" in told.text, act
        assert WHO_GOES_ON.get(state, "") in told.text, act
    after = get_asked()
    assert (after.state, after.version) == (state, found.version)
    assert not Counter.objects.exists()


def test_a_yes_on_its_way_is_not_decided_about_again(
    sign_in: SignIn, ask: Draft, deliver: Deliver, enter: Enter
) -> None:
    sign_in("nl-woman", "en")
    ask()
    deliver()
    Proposal.objects.filter(state="sent").update(wants_approval=True)
    desk, found = enter(), get_asked()
    shown = {"version": found.version, "seen_state": "sent", "text": "No."}
    for act in ("ask", "decline"):
        page = desk(f"/desk/plans/{found.pk}/{act}/?lang=en", shown, status=409)
        assert "Now it is: your yes is on its way to Tagor." in page.text
    desk(f"/desk/plans/{found.pk}/counter/", status=303)
    assert get_asked().version == found.version


def test_a_reason_typed_when_the_session_ended_is_there_again_in_its_own_form(
    sign_in: SignIn, draft: Draft, put_in: PutIn, enter: Enter
) -> None:
    sign_in("nl-woman", "en")
    draft()
    put_in("review")
    desk = enter("bo", *DECIDE)
    address = f"/desk/plans/{get_asked().pk}/"
    shown = desk(address)
    places = [form.get("action", "") for form in shown.main_forms()]
    filled = {**shown.form_fields(places.index(f"{address}decline/")), "text": "It is too little."}
    end_all(User.objects.get(username="bo"))
    door = desk(f"{address}decline/", filled, status=303).answer["Location"]
    back = parse_qs(urlsplit(door).query)["next"][0]
    desk("/desk/sign-in/", {"username": "bo", "password": PASSWORD, "next": back}, status=303)
    page = desk(desk(back, status=303).answer["Location"])
    assert page.html.count("It is too little.") == 1
    assert page.form_fields(places.index(f"{address}decline/"))["text"] == "It is too little."
    assert page.form_fields(places.index(f"{address}ask/"))["text"] == ""


# The person -------------------------------------------------------------------------------------------


def test_a_proposal_of_the_office_says_until_when_the_request_can_be_taken_back(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit, propose: Propose
) -> None:
    sign_in("nl-woman", "en")
    draft(choice="amount", amount="500")
    address = put_in("review")
    propose()
    way = "You can take your request back as long as you have not accepted the plan of the office."
    offer, page = visit(address.replace("sent", "offer")), visit(address)
    assert way in offer.text
    assert way in page.text
    assert "Once it is there, you cannot take it back here." in offer.text
    assert offer.links()["Take my request back"] == address
    gone = visit(page.form_action(), page.form_fields(), follow=True)
    assert gone.heading == "You took your request back"
    assert Counter.objects.get().state == "withdrawn"
    late = visit(offer.form_action(), {**offer.form_fields(), "answer": "yes"}, follow=True)
    assert late.heading == "You took your request back"


def test_what_stands_in_tagor_is_not_taken_back_on_any_page(
    sign_in: SignIn, ask: Draft, deliver: Deliver, visit: Visit, propose: Propose
) -> None:
    sign_in("nl-woman", "en")
    address = ask()
    deliver()
    propose()
    offer = visit(address.replace("sent", "offer"))
    assert "You cannot take that back here." in offer.text
    assert "Take my request back" not in offer.links()
    assert "/undo/" not in visit(address).html
    assert "/undo/" not in visit("/file/").html


def test_taken_while_tagor_is_away_it_can_be_taken_back_until_it_is_there(
    sign_in: SignIn,
    draft: Draft,
    put_in: PutIn,
    visit: Visit,
    propose: Propose,
    deliver: Deliver,
    practice: PracticeOffice,
) -> None:
    sign_in("nl-woman", "en")
    draft(choice="amount", amount="500")
    address = put_in("review")
    propose()
    offer = visit(address.replace("sent", "offer"))
    with practice.down():
        visit(offer.form_action(), {**offer.form_fields(), "answer": "yes"}, status=303)
        assert "You can take it back as long as it waits here." in visit(address).text
        deliver()
        assert "/undo/" not in visit(address).html  # being tried at this moment
        Proposal.objects.update(claimed_at=timezone.now() - timedelta(minutes=2))
        page = visit(address)
        visit(page.form_action(), page.form_fields(), status=303)
    deliver(after=timedelta(days=1))
    assert get_asked().state == State.WITHDRAWN
    assert practice.state("nl-woman")["plans"] == []
