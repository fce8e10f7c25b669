"""Asking again: while a plan runs, while a request is open, in two tabs."""

from collections.abc import Callable

import pytest

from portal.plans.models import Proposal
from tests.pages.conftest import Visit
from tests.pages.plans.conftest import Deliver, Draft, Saves, Send, SignIn

Ask = Callable[..., str]


def test_a_request_beside_a_running_plan_is_held(
    sign_in: SignIn, visit: Visit, draft: Draft, send: Send, deliver: Deliver, saves: Saves
) -> None:
    sign_in("running-plan", "en")
    first = visit("/plan/")
    assert "keep paying" in first.text
    again = first.links()["Ask for another plan"]
    assert "This file already has a plan" in visit(again).text
    check = draft(at=again, choice="months", months="3")
    assert "It stays " in visit(check).text
    page = visit(send(check).answer["Location"])
    assert page.heading == "We keep your request for the office"
    deliver()
    assert saves() == []
    assert Proposal.objects.get(state="held").months == 3


@pytest.mark.parametrize("slug", ["paid-off", "no-plan"])
def test_what_is_not_possible_is_not_possible_again(sign_in: SignIn, visit: Visit, slug: str) -> None:
    sign_in(slug, "en")
    assert not visit("/plan/?again=1").main_forms()


def test_a_new_request_takes_the_place_of_an_open_one_when_that_was_shown(
    sign_in: SignIn, visit: Visit, ask: Ask, draft: Draft, deliver: Deliver, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    first = ask(choice="months", months="3")
    page = visit("/plan/")
    assert page.heading == "A payment plan has already been requested"
    assert page.links()["See your request"] == first
    check = visit(draft(at=page.links()["Ask for another plan"], choice="months", months="4"))
    number = Proposal.objects.get(state="undo").number
    assert f"You already have a request: {number}" in check.text
    second = visit(check.form_action(), check.form_fields(), follow=True)
    assert second.heading == "We have received your request"
    assert visit(first).heading == "This request no longer counts"
    deliver()
    (saved,) = saves()
    assert saved["Periodes"] == 4


def test_a_check_page_from_before_the_other_request_shows_it_first(
    sign_in: SignIn, visit: Visit, draft: Draft, send: Send, deliver: Deliver, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    one, two = visit(draft(months="3")), visit(draft(months="4"))
    visit(one.form_action(), one.form_fields(), status=303)
    shown = visit(two.form_action(), two.form_fields(), status=409)
    assert "You already have a request" in shown.text
    assert Proposal.objects.filter(state="undo").get().months == 3
    visit(shown.form_action(), shown.form_fields(), status=303)
    deliver()
    (saved,) = saves()
    assert saved["Periodes"] == 4


def test_confirming_the_end_of_one_request_does_not_end_another(
    sign_in: SignIn, visit: Visit, ask: Ask, draft: Draft
) -> None:
    sign_in("nl-woman", "en")
    ask(months="3")
    check = visit(draft(at="/plan/?again=1", months="4"))
    third = visit(draft(at="/plan/?again=1", months="5"))
    visit(third.form_action(), third.form_fields(), status=303)
    visit(check.form_action(), check.form_fields(), status=409)
    assert Proposal.objects.get(state="undo").months == 5


def test_a_request_on_its_way_cannot_be_replaced(
    sign_in: SignIn, visit: Visit, draft: Draft, put_in: Callable[..., str]
) -> None:
    sign_in("nl-woman", "en")
    draft()
    put_in("unknown")
    page = visit("/plan/")
    assert "Ask for another plan" not in page.links()
    assert "See your request" in page.links()
