"""A payment gets its receipt with the move that it proves, and no other."""

import pytest

from portal.payments.attempt.receipt_of_payment import get_receipt_code
from portal.payments.attempt.states import Event, transition
from portal.payments.models import State
from portal.receipts.models import Receipt
from tests.unit.payments.conftest import MakeAttempt


def test_seen_and_booked_each_give_one(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.RETURNED)
    for event in (Event.SEE, Event.SEE, Event.BOOK, Event.BOOK):
        transition(attempt.pk, event)
    assert sorted(Receipt.objects.values_list("kind", flat=True)) == ["payment-booked", "payment-seen"]
    newest = Receipt.objects.get(kind="payment-booked")
    assert get_receipt_code(attempt) == newest.code
    assert newest.facts["amount_cents"] == attempt.amount_cents
    assert newest.facts["reference"] == attempt.reference


@pytest.mark.parametrize("event", [Event.CAME_BACK, Event.LAPSE, Event.BANK_PAID, Event.BANK_REFUSED])
def test_nothing_else_is_proof_of_payment(make_attempt: MakeAttempt, event: Event) -> None:
    attempt = make_attempt(state=State.AT_BANK)
    transition(attempt.pk, event)
    assert not Receipt.objects.exists()
    assert get_receipt_code(attempt) == ""


def test_receipt_names_what_was_received(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.AMOUNT_DIFFERS, received_cents=4999)
    transition(attempt.pk, Event.SEE)
    assert Receipt.objects.get().facts["amount_cents"] == 4999


def test_receipt_holds_no_token_and_no_name(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.RETURNED, file_name="26/004512")
    transition(attempt.pk, Event.SEE)
    assert set(Receipt.objects.get().facts) == {"file_number", "reference", "amount_cents"}
