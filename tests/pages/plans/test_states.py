"""The page of a request tells where it stands, in every state, and always has a way on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from portal.plans.models import Proposal, State
from tests.pages.conftest import Visit
from tests.pages.plans.conftest import Deliver, Draft, Saves, SignIn
from tests.practice import PracticeOffice

PutIn = Callable[..., str]
Ask = Callable[..., str]
HEADINGS = {
    "undo": "We have received your request",
    "held": "We keep your request for the office",
    "review": "A person looks at your request",
    "sending": "Your request is being sent",
    "unknown": "We do not know yet if your request arrived",
    "sent": "Your request is sent",
    "accepted": "Your plan is agreed",
    "countered": "The office proposes another plan",
    "asked": "The office asks you something",
    "declined": "The office does not agree with your plan",
    "refused": "Your request was not accepted",
    "superseded": "This request no longer counts",
    "withdrawn": "You took your request back",
    "failed": "We could not pass on your request",
    "expired": "This request is too old",
}
AGAIN = {"declined", "refused", "expired", "withdrawn", "failed"}
ALL_IN_ALL = sorted(set(State.values) - {"draft"})


def test_every_state_has_its_page() -> None:
    assert set(HEADINGS) | {"draft"} == set(State.values)


@pytest.mark.parametrize("state", ALL_IN_ALL)
def test_a_state_says_what_it_is_and_what_can_be_done(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit, state: str
) -> None:
    sign_in("nl-woman", "en")
    draft()
    page = visit(put_in(state, undo_until=timezone.now() + timedelta(minutes=9)))
    assert page.heading == HEADINGS[state]
    assert Proposal.objects.get().number in page.text
    assert "€205.76" in page.text
    assert {"/pay/", "/file/help/", "/file/"} <= set(page.links().values())
    again = [href for href in page.links().values() if href.startswith("/plan/?change=")]
    assert bool(again) == (state in AGAIN)
    for href in again:
        assert visit(href).form_fields()["choice"] == "months"


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
@pytest.mark.parametrize("state", ALL_IN_ALL)
def test_every_state_is_said_in_every_language(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit, state: str, language: str
) -> None:
    sign_in("nl-woman", language)
    draft()
    page = visit(put_in(state, undo_until=timezone.now() + timedelta(minutes=9)))
    assert page.heading not in HEADINGS.values()
    for words in ("your request", "the office", "What happens", "You can"):
        assert words not in page.text, words


@pytest.mark.parametrize(
    ("state", "seconds"), [("undo", None), ("sending", 2), ("unknown", 15), ("sent", 0), ("held", 0)]
)
def test_a_page_that_will_change_looks_again_by_itself(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit, state: str, seconds: int | None
) -> None:
    sign_in("nl-woman", "en")
    draft()
    address = put_in(state, undo_until=timezone.now() + timedelta(seconds=100))
    page = visit(address)
    if seconds == 0:
        assert page.refresh_s is None
        return
    told = page.refresh_s
    assert told is not None
    assert told == seconds if seconds else 100 <= told <= 106
    held = visit(f"{address}{page.links()['Stop that']}")
    assert held.refresh_s is None


def test_between_the_end_of_the_window_and_the_sending_it_says_being_sent(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    draft()
    page = visit(put_in("undo", undo_until=timezone.now() - timedelta(seconds=1)))
    assert page.heading == "Your request is being sent"
    assert page.refresh_s == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("plan-too-low", "This amount a month is too low for the office."),
        ("plan-too-long", "This takes too long for the office."),
        ("plan-bad-date", "The office cannot use this first date."),
        ("plan-active", "There is already a payment plan in this file."),
        ("plan-not-allowed", "The office does not allow a plan online"),
        ("unknown", "The office’s system did not take it."),
        ("something-new", "The office’s system did not take it."),
    ],
)
def test_every_refusal_has_own_words(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit, code: str, words: str
) -> None:
    sign_in("nl-woman", "en")
    draft()
    page = visit(put_in("refused", refusal_code=code))
    assert words in page.text
    assert words in visit(page.links()["Ask for another plan"]).text


def test_a_real_refusal_says_what_to_change(
    sign_in: SignIn, ask: Ask, visit: Visit, deliver: Deliver, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    address = ask(choice="months", months="6")
    Proposal.objects.update(months=60, monthly_cents=2058)  # more than the office allows by now
    deliver()
    page = visit(address)
    assert page.heading == "Your request was not accepted"
    assert practice.state("nl-woman")["plans"] == []
    assert "for the office" in page.text


def test_a_plan_that_the_office_agreed_to_is_said_to_be_agreed(
    sign_in: SignIn, ask: Ask, visit: Visit, deliver: Deliver, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    address = ask(choice="months", months="6")
    deliver()
    assert visit(address).heading == "Your request is sent"
    practice.accept_plan("nl-woman")
    page = visit(address)
    assert page.heading == "Your plan is agreed"
    assert page.links()["See your plan"] == "/plan/running/"


def test_the_reason_of_the_office_is_shown_as_text(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    draft()
    page = visit(put_in("declined", reason="Too <b>low</b>\nCall us."))
    assert "Too <b>low</b>" in page.text


# Taking back ------------------------------------------------------------------------------------------


def test_a_request_can_be_taken_back_until_the_time_shown(
    sign_in: SignIn, ask: Ask, visit: Visit, deliver: Deliver, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    page = visit(ask())
    until = timezone.localtime(timezone.now() + timedelta(minutes=settings.PLAN_UNDO_MINUTES))
    shown = {f"{at:%H:%M}" for at in (until, until - timedelta(minutes=1))}
    assert any(f"You can take it back until {at}." in page.text for at in shown)
    gone = visit(page.form_action(), page.form_fields(), follow=True)
    assert gone.heading == "You took your request back"
    deliver()
    assert saves() == []
    assert visit("/plan/").heading == "Pay in parts"
    twice = visit(page.form_action(), page.form_fields(), follow=True)
    assert twice.heading == "You took your request back"


def test_after_that_it_is_too_late_and_says_so(
    sign_in: SignIn, ask: Ask, visit: Visit, deliver: Deliver, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    page = visit(ask())
    deliver()
    late = visit(page.form_action(), page.form_fields(), status=409)
    assert "It is too late to take it back here" in late.text
    assert late.heading == "Your request is sent"
    assert len(saves()) == 1


@pytest.mark.parametrize("state", ["held", "review", "asked"])
def test_what_has_not_left_can_be_taken_back(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit, state: str
) -> None:
    sign_in("nl-woman", "en")
    draft()
    page = visit(put_in(state))
    assert visit(page.form_action(), page.form_fields(), follow=True).heading == "You took your request back"


def test_what_waits_for_tagor_can_be_taken_back(
    sign_in: SignIn, ask: Ask, visit: Visit, deliver: Deliver, saves: Saves, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    address = ask()
    with practice.down():
        deliver()
    assert Proposal.objects.get(token=address.split("/")[3]).state == "sending"
    assert "/undo/" not in visit(address).html
    Proposal.objects.update(claimed_at=timezone.now() - timedelta(minutes=2))
    page = visit(address)
    assert visit(page.form_action(), page.form_fields(), follow=True).heading == "You took your request back"
    deliver(after=timedelta(days=1))
    assert saves() == []


@pytest.mark.parametrize("state", ["sent", "accepted", "declined", "refused", "superseded", "failed"])
def test_what_has_left_or_ended_offers_no_way_back(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit, state: str
) -> None:
    sign_in("nl-woman", "en")
    draft()
    address = put_in(state)
    page = visit(address)
    assert "/undo/" not in page.html
    fields: dict[str, Any] = visit("/plan/other/").form_fields() if state != "sent" else {}
    if fields:
        assert visit(f"{address}undo/", fields, status=409).heading == HEADINGS[state]


def test_a_request_that_is_held_shows_its_time_in_office_time(
    sign_in: SignIn, draft: Draft, put_in: PutIn, visit: Visit
) -> None:
    sign_in("nl-woman", "nl")
    draft()
    at = datetime.fromisoformat("2026-07-01T12:30:00+00:00")
    assert "1 juli 2026 om 14:30" in visit(put_in("held", submitted_at=at)).text
