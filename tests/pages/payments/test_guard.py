"""Nobody pays twice or too much without knowing it, whatever they click."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.payments.models import Attempt, State
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import Ask, Bank, SignIn, come_home, list_starts, the_attempt
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite

TOO_MUCH = "With this payment you would pay more than you owe."


def pay_and_come_home(sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit) -> str:
    """Everything, 1,234.56, seen by the office."""
    place = come_home(bank.pay(ask_online(sign_in("nl-woman", "en"))))
    assert "The office has seen your payment" in visit(place).title
    return place


def test_unbooked_payment_and_another_amount_are_too_much(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit, practice: PracticeOffice
) -> None:
    pay_and_come_home(sign_in, ask_online, bank, visit)
    page = ask_online(practice.file("nl-woman"), "other", "50", status=409)
    assert "You already paid €1,234.56." in page.text
    assert TOO_MUCH in page.text
    assert list_starts(practice) == 1


def test_paying_too_much_is_possible_knowingly(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit, practice: PracticeOffice
) -> None:
    pay_and_come_home(sign_in, ask_online, bank, visit)
    ask_online(practice.file("nl-woman"), "other", "50", sure="on")
    assert list_starts(practice) == 2


def test_two_parts_within_the_debt_need_no_question(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    visit(come_home(bank.pay(ask_online(seeded, "other", "600"))))
    ask_online(seeded, "other", "634,56")
    assert list_starts(practice) == 2
    assert "You already paid €600.00." in ask_online(seeded, "other", "634,57", status=409).text


def test_payment_booked_after_the_balance_was_read_counts_too(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit, practice: PracticeOffice
) -> None:
    """The session still shows the old balance, so everything could be paid a second time."""
    place = pay_and_come_home(sign_in, ask_online, bank, visit)
    practice.book("nl-woman")
    Attempt.objects.update(checked_at=None)
    visit(place)
    assert the_attempt().state == State.BOOKED
    page = ask_online(practice.file("nl-woman"), status=409)
    assert TOO_MUCH in page.text
    assert list_starts(practice) == 1


def test_payment_booked_before_the_balance_was_read_is_in_it(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    place = come_home(bank.pay(ask_online(seeded, "other", "600")))
    practice.book("nl-woman")
    visit(place)
    long_ago = timezone.now() - timedelta(days=1)
    Attempt.objects.update(booked_at=long_ago, seen_at=long_ago)
    sign_in("nl-woman", "en")
    ask_online(practice.file("nl-woman"), "full")
    assert list_starts(practice) == 2


@pytest.mark.parametrize(
    "state", [State.RETURNED, State.SEEN, State.BANK_PAID, State.BANK_UNKNOWN, State.NEEDS_REVIEW]
)
def test_second_tab_meets_the_payment_that_is_on_its_way(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, state: State
) -> None:
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded)
    Attempt.objects.update(state=state, returned_at=timezone.now())
    page = ask_online(seeded, status=409)
    assert page.heading == "You may be paying twice"
    assert f"/pay/status/{the_attempt().token}/" in page.links().values()
    assert list_starts(practice) == 1


def test_back_from_the_payment_page_opens_the_same_payment(
    sign_in: SignIn, ask_online: Ask, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    first = ask_online(seeded)
    visit("/pay/")
    again = ask_online(seeded)
    assert again.form_fields()["redirectionData"] == first.form_fields()["redirectionData"]
    assert list_starts(practice) == 1


@pytest.mark.parametrize("state", [State.BANK_REFUSED, State.BANK_CANCELLED, State.BANK_EXPIRED])
def test_payment_that_failed_for_sure_is_no_obstacle(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, state: State
) -> None:
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded)
    Attempt.objects.update(state=state)
    ask_online(seeded)
    assert list_starts(practice) == 2
