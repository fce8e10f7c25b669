"""Words that were asked for, and what they do."""

import itertools

import pytest

from portal.integrations.sips.values import SipsWord
from portal.payments.models import Attempt, Booking, Notice, Oddity, State
from portal.payments.providers.sips_codes import read_word
from portal.payments.settling.bookings import plan_booking
from portal.payments.settling.notifications import receive
from tests.unit.payments.conftest import MakeAttempt

_numbers = itertools.count()


def notify(
    attempt: Attempt, code: str, status: str = "", *, source: Notice.Source = Notice.Source.STATUS
) -> Attempt:
    """A verified word on an attempt; the attempt after it."""
    word = SipsWord(
        merchant_id="123456789012345",
        reference=attempt.reference,
        code=code,
        amount_cents=attempt.amount_cents,
        currency="978",
        status=status,
        fingerprint=f"{attempt.reference}{next(_numbers)}",
    )
    receive(read_word(word), source)
    return Attempt.objects.get(pk=attempt.pk)


@pytest.fixture
def asked(make_attempt: MakeAttempt) -> Attempt:
    return make_attempt(provider="sips_direct", state=State.AT_BANK)


@pytest.mark.parametrize(
    ("code", "status", "state"),
    [
        ("00", "CAPTURED", State.BANK_PAID),
        ("00", "TO_CAPTURE", State.BANK_PAID),
        ("00", "REFUSED", State.BANK_REFUSED),
        ("00", "EXPIRED", State.BANK_EXPIRED),
        ("00", "CANCELLED", State.NEEDS_REVIEW),
        ("00", "CREDITED", State.NEEDS_REVIEW),
        ("00", "PENDING", State.BANK_UNKNOWN),
        ("00", "WAITING_AUTHOR", State.BANK_UNKNOWN),
        ("00", "", State.BANK_UNKNOWN),
        ("00", "NEVERSEEN", State.BANK_UNKNOWN),
        ("05", "REFUSED", State.BANK_REFUSED),
        ("17", "CANCELLED", State.BANK_CANCELLED),
        ("97", "EXPIRED", State.BANK_EXPIRED),
    ],
)
def test_only_money_that_is_taken_or_about_to_be_is_paid(
    code: str, status: str, state: State, asked: Attempt
) -> None:
    after = notify(asked, code, status)
    assert after.state == state
    assert after.oddity == {"NEVERSEEN": Oddity.UNKNOWN_CODE}.get(
        status, Oddity.CONTRADICTION if state == State.NEEDS_REVIEW else ""
    )


@pytest.mark.parametrize("status", ["CREDITED", "CANCELLED"])
@pytest.mark.parametrize("state", [State.SEEN, State.BOOKED])
def test_money_given_back_later_is_said_and_moves_nothing(
    status: str, state: State, make_attempt: MakeAttempt, caplog: pytest.LogCaptureFixture
) -> None:
    after = notify(make_attempt(provider="sips_direct", state=state), "00", status)
    assert (after.state, after.oddity) == (state, Oddity.CONTRADICTION)
    assert "ALERT" in caplog.text


def test_a_start_whose_answer_was_lost_but_was_paid_is_late(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(provider="sips_direct", state=State.UNKNOWN)
    assert notify(attempt, "00", source=Notice.Source.NOTIFICATION).state == State.PAID_LATE


def test_the_second_of_two_payments_at_the_same_time_is_flagged(make_attempt: MakeAttempt) -> None:
    first = make_attempt(provider="sips_direct", state=State.BANK_EXPIRED)
    second = make_attempt(provider="sips_direct", state=State.AT_BANK)
    notify(first, "00", source=Notice.Source.NOTIFICATION)
    assert notify(second, "00", source=Notice.Source.NOTIFICATION).state == State.PAID_TWICE


def test_a_payment_through_tagor_is_never_reported(make_attempt: MakeAttempt) -> None:
    """Tagor's Pay/Finish books it: a report would book it twice."""
    with pytest.raises(ValueError, match="own merchant"):
        plan_booking(make_attempt(provider="tagor_sips", state=State.BANK_PAID))
    assert not Booking.objects.exists()
