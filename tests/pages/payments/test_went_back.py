"""Money of a payment that went back later: no page counts it as paid, and none says that it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from portal.audit.actors import Actor
from portal.payments.attempt.receipt_of_payment import issue_payment_receipt
from portal.payments.models import Alert, Attempt, Refund, Reversal, State
from portal.payments.settling.refunds import ask_refund, end_refund
from portal.payments.settling.retention import delete_old
from portal.receipts.models import Receipt
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff
from tests.pages.payments.conftest import Ask, SignIn, make_mark
from tests.paper import read_words
from tests.practice import PracticeOffice
from tests.unit.payments.conftest import build_attempt

pytestmark = pytest.mark.sqlite

PAID_BACK = {"refunded_cents": 5000}
TAKEN_BACK = {"charged_back_cents": 5000}
IN_PART = {"refunded_cents": 2000}
AGAIN = "You may owe this amount again."


def make_returned(practice: PracticeOffice, slug: str, state: State, **fields: Any) -> Attempt:
    """A payment of 50 euros, of which so much went back today."""
    seeded, now = practice.file(slug), timezone.now()
    whose = {"file_id": seeded.file_id, "party_id": seeded.party_id}
    paid = {"received_cents": 5000, "bank_at": now, "booked_at": now if state == State.BOOKED else None}
    attempt = build_attempt(state=state, provider="mollie", **whose, **paid, **fields)
    attempt.save()
    for kind, cents in (("refund", attempt.refunded_cents), ("chargeback", attempt.charged_back_cents)):
        if cents:
            made = {"amount_cents": cents, "total_cents": cents, "found_at": now}
            Reversal.objects.create(attempt=attempt, kind=kind, **made)
    return attempt


@pytest.mark.parametrize(
    ("fields", "rest", "news"),
    [
        (PAID_BACK, "", "You got €50.00 of your payment back"),
        (TAKEN_BACK, "", "The bank took back €50.00 of your payment"),
        (IN_PART, "€1,204.56", "You got €20.00 of your payment back"),
    ],
)
def test_what_went_back_is_owed(
    fields: dict[str, int], rest: str, news: str, practice: PracticeOffice, sign_in: SignIn, visit: Visit
) -> None:
    make_returned(practice, "nl-woman", State.SEEN, **fields)
    sign_in("nl-woman", "en")
    for address in ("/file/", "/pay/"):
        page = visit(address)
        assert news in page.text
        assert ("You owe after booking" in page.text) == bool(rest)
        assert (f"you owe {rest}." if rest else "You owe today €1,234.56") in page.text


def let_payments_expire() -> None:
    """Long after; what waits for somebody was seen to."""
    Alert.objects.update(closed_at=timezone.now())
    delete_old(timezone.now() + timedelta(days=settings.PAYMENT_RETENTION_DAYS + 1))
    assert not Attempt.objects.exists()


def test_paying_again_what_went_back_asks_nothing(
    practice: PracticeOffice, sign_in: SignIn, ask_online: Ask
) -> None:
    make_returned(practice, "nl-woman", State.SEEN, **TAKEN_BACK)
    page = ask_online(sign_in("nl-woman", "en"), "other", "50")
    assert page.heading == "Go to the payment page"


@pytest.mark.parametrize("state", [State.BANK_PAID, State.SEEN, State.BOOKED])
@pytest.mark.parametrize(
    ("fields", "heading", "word"),
    [
        (PAID_BACK, "You got this payment back", "Paid back"),
        (TAKEN_BACK, "The bank took this payment back", "Taken back"),
        (IN_PART, "", "Paid back in part"),
        ({"charged_back_cents": 2000}, "", "Taken back in part"),
    ],
)
def test_page_and_history_of_the_payment_say_it_and_nothing_against_it(
    state: State,
    fields: dict[str, int],
    heading: str,
    word: str,
    practice: PracticeOffice,
    sign_in: SignIn,
    visit: Visit,
) -> None:
    attempt = make_returned(practice, "nl-woman", state, **fields, checked_at=timezone.now())
    sign_in("nl-woman", "en")
    page = visit(f"/pay/status/{attempt.token}/")
    assert page.heading == heading or not heading
    assert "do not have to do anything" not in page.text
    assert "goes down" not in page.text
    assert "has taken this amount off what you owe" not in page.text
    assert "The office takes it off what you have paid" in page.text
    assert word in visit("/file/history/").text


@pytest.mark.parametrize("state", [State.BANK_PAID, State.SEEN])
def test_what_accounting_paid_back_is_owed(
    state: State, practice: PracticeOffice, sign_in: SignIn, visit: Visit, ask_online: Ask
) -> None:
    attempt = make_returned(practice, "nl-woman", state, checked_at=timezone.now())
    clerk = Actor.staff(make_staff())
    refund = ask_refund(attempt, 5000, by=clerk)
    seeded = sign_in("nl-woman", "en")
    assert "After booking you owe €1,184.56." in visit("/file/").text, "the office still has it"
    end_refund(refund, is_done=True, by=clerk)
    for address in ("/file/", "/pay/"):
        assert "You owe today €1,234.56" in visit(address).text
    assert visit(f"/pay/status/{attempt.token}/").heading == "You got this payment back"
    assert "Paid back" in visit("/file/history/").text
    assert "You got €50.00 of your payment back" in visit("/file/").text
    assert "€50.00 of a payment was given back." in visit("/file/timeline/").text
    if state == State.SEEN:
        assert ask_online(seeded, "other", "50").heading == "Go to the payment page"


@pytest.mark.parametrize(
    ("fields", "refund", "told"),
    [
        ({}, 0, ""),
        (PAID_BACK, 0, "Since then this whole payment went back to whoever paid."),
        (TAKEN_BACK, 0, "Since then this whole payment went back to whoever paid."),
        (IN_PART, 0, "Since then a part of this payment went back to whoever paid: €20.00."),
        ({}, 5000, "Since then this whole payment went back to whoever paid."),
    ],
)
def test_whoever_checks_the_receipt_learns_that_the_money_went_back(
    fields: dict[str, int], refund: int, told: str, practice: PracticeOffice, visit: Visit
) -> None:
    attempt = make_returned(practice, "nl-woman", State.BOOKED, **fields)
    receipt = issue_payment_receipt(attempt)
    assert receipt is not None
    if refund:
        clerk = Actor.staff(make_staff())
        end_refund(ask_refund(attempt, refund, by=clerk), is_done=True, by=clerk)
    for _is_deleted in (False, True):
        page = visit(f"/receipt/{receipt.code}/?lang=en", follow=True)
        paper = visit(f"/receipt/{receipt.code}/receipt.pdf").answer.content
        for text in (page.text, read_words(paper)[0]):
            assert told in text
            assert ("Since then" in text) == bool(told)
            assert "Booked by the office" in text, "it stays the receipt of that day"
        let_payments_expire()


def test_whoever_checks_that_nothing_is_left_learns_that_the_bank_took_money_back(
    practice: PracticeOffice, sign_in: SignIn, visit: Visit
) -> None:
    seeded = sign_in("paid-off", "en")
    visit("/file/")
    visit("/file/paid-proof/", {"mark": make_mark(seeded)}, status=302)
    address, told = f"/receipt/{Receipt.objects.get().code}/", "Since then the bank took back a payment"
    assert told not in visit(address).text
    make_returned(practice, "paid-off", State.BOOKED, **TAKEN_BACK)
    assert told in visit(address).text
    let_payments_expire()
    assert told in visit(address).text, "also when the payment is no longer kept"


def test_what_accounting_and_the_service_tell_of_the_same_money_is_told_once(
    practice: PracticeOffice, sign_in: SignIn, visit: Visit
) -> None:
    attempt = make_returned(practice, "nl-woman", State.SEEN, **IN_PART)
    clerk = Actor.staff(make_staff())
    for cents, told in ((2000, "€20.00"), (1000, "€10.00")):
        end_refund(Refund.objects.create(**make_refund(attempt, cents, clerk)), is_done=True, by=clerk)
        sign_in("nl-woman", "en")
        assert f"You got {told} of your payment back" in visit("/file/").text
        assert visit("/file/timeline/").text.count("€20.00 of a payment was given back.") == 1


@pytest.mark.parametrize(
    ("fields", "refunds"),
    [
        ({}, [2000, 3000]),
        ({"charged_back_cents": 2000}, [3000]),
        ({"amount_cents": 6000, "refunded_cents": 5000}, []),
    ],
)
def test_what_went_back_bit_by_bit_is_no_payment_any_more(
    fields: dict[str, int], refunds: list[int], practice: PracticeOffice, sign_in: SignIn, visit: Visit
) -> None:
    attempt = make_returned(practice, "nl-woman", State.SEEN, **{"amount_cents": 5000, **fields})
    clerk = Actor.staff(make_staff())
    for cents in refunds:
        end_refund(Refund.objects.create(**make_refund(attempt, cents, clerk)), is_done=True, by=clerk)
    assert Attempt.objects.get().left_cents == 0
    sign_in("nl-woman", "en")
    text = visit("/file/").text
    assert "You owe today €1,234.56" in text
    assert "It is not booked yet." not in text


def make_refund(attempt: Attempt, cents: int, clerk: Actor) -> dict[str, Any]:
    return {
        "attempt": attempt,
        "amount_cents": cents,
        "asked_by_id": clerk.user_id,
        "asked_at": timezone.now(),
    }


def test_given_up_after_it_was_paid_back_is_not_called_unseen(
    practice: PracticeOffice, sign_in: SignIn, visit: Visit
) -> None:
    attempt = make_returned(practice, "nl-woman", State.LAPSED, **PAID_BACK, checked_at=timezone.now())
    sign_in("nl-woman", "en")
    page = visit(f"/pay/status/{attempt.token}/")
    assert page.heading == "You got this payment back"
    assert "it may still come" not in page.text
    assert "takes it off" not in page.text, "it was never in the file"


def test_no_proof_that_nothing_is_left_before_the_office_took_it_off(
    practice: PracticeOffice, sign_in: SignIn, visit: Visit
) -> None:
    proof = "Get a proof that nothing is left to pay"
    make_returned(practice, "paid-off", State.BOOKED, **TAKEN_BACK)
    seeded = sign_in("paid-off", "en")
    page = visit("/file/")
    assert "The bank took back €50.00 of your payment" in page.text
    assert proof not in page.text
    assert "Nothing is left to pay" not in page.text
    pay = visit("/pay/")
    assert pay.heading == "You cannot pay here yet"
    assert "The bank took back €50.00 of your payment" in pay.text
    assert visit("/pay/transfer/", follow=True).heading == pay.heading
    assert visit("/file/paid-proof/", {"mark": make_mark(seeded)}, status=302).answer["Location"] == "/file/"
    Reversal.objects.update(handled_at=timezone.now())
    assert proof in visit("/file/").text
    assert visit("/pay/").heading == "You have nothing to pay"
