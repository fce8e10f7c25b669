"""Whose payment is it? Told apart by what changed since the start, or not told at all."""

from datetime import date
from typing import Any

import pytest

from portal.integrations.tagor.values.account import DatedAmount, Line
from portal.payments.attempt.evidence import Facts, Verdict, is_pending_at_office, judge, make_baseline
from portal.payments.attempt.states import Event
from portal.payments.models import State
from tests.unit.payments.conftest import build_attempt

TODAY = date(2026, 11, 22)
PAID = DatedAmount(5000, TODAY)


def line(line_id: str, cents: int = -5000, reference: str = "") -> Line:
    return Line(
        line_id=line_id,
        booked_on=TODAY,
        description="Online betaling",
        remark="",
        reference=reference,
        booking_code_id="1",
        nature_code_id="2",
        amount_cents=cents,
        vat_cents=0,
        fee_cents=0,
        cost_cents=0,
    )


def facts(**changes: Any) -> Facts:
    return Facts(**{"file_name": "26/1", "unconfirmed": None, "confirmed": None, "lines": (), **changes})


def judge_attempt(
    attempt: Any, now: Facts, *, claimed: set[str] | None = None, rivals: set[str] | None = None
) -> Verdict:
    return judge(attempt, now, claimed=claimed or set(), rivals=rivals or set())


def started_from(before: Facts, **fields: Any) -> Any:
    return build_attempt(baseline=make_baseline(before, 5000), **fields)


def test_nothing_new_is_nothing_seen() -> None:
    before = facts(unconfirmed=PAID, lines=(line("1"),))
    assert judge_attempt(started_from(before), before).event is None


def test_new_unconfirmed_payment_of_the_amount_is_seen() -> None:
    verdict = judge_attempt(started_from(facts()), facts(unconfirmed=PAID, lines=(line("1"),)))
    assert verdict == Verdict(Event.SEE, "1")


def test_payment_of_another_amount_is_not_ours() -> None:
    now = facts(unconfirmed=DatedAmount(4999, TODAY), lines=(line("1", -4999),))
    assert judge_attempt(started_from(facts()), now).event is None


def test_second_equal_payment_on_one_day_is_known_by_its_line() -> None:
    before = facts(unconfirmed=PAID, lines=(line("1"),))
    now = facts(unconfirmed=PAID, lines=(line("1"), line("2")))
    assert judge_attempt(started_from(before), now) == Verdict(Event.SEE, "2")


def test_without_lines_a_change_of_the_head_is_enough() -> None:
    verdict = judge_attempt(started_from(facts(lines=None)), facts(unconfirmed=PAID, lines=None))
    assert verdict == Verdict(Event.SEE)


def test_without_lines_an_older_equal_payment_being_booked_is_not_ours() -> None:
    before = facts(unconfirmed=PAID, lines=None)
    assert judge_attempt(started_from(before), facts(confirmed=PAID, lines=None)).event is None


def test_line_of_another_attempt_is_not_ours() -> None:
    now = facts(unconfirmed=None, lines=(line("1"),))
    assert judge_attempt(started_from(facts()), now, claimed={"1"}).event is None


def test_one_payment_for_two_open_attempts_is_flagged_and_not_guessed() -> None:
    now = facts(unconfirmed=PAID, lines=(line("1"),))
    assert judge_attempt(started_from(facts()), now, rivals={"DPOTHER"}) == Verdict(ambiguous=True)


def test_reference_in_the_line_settles_it() -> None:
    attempt = started_from(facts())
    now = facts(
        unconfirmed=PAID, lines=(line("1", reference="DPOTHER"), line("2", reference=attempt.reference))
    )
    assert judge_attempt(attempt, now, rivals={"DPOTHER"}) == Verdict(Event.SEE, "2")


def test_line_that_names_another_attempt_is_not_ours() -> None:
    attempt = started_from(facts(unconfirmed=PAID))
    now = facts(unconfirmed=PAID, lines=(line("1", reference="DPOTHER"),))
    assert judge_attempt(attempt, now, rivals={"DPOTHER"}).event is None


def test_as_many_payments_as_attempts_is_no_longer_ambiguous() -> None:
    now = facts(unconfirmed=PAID, lines=(line("1"), line("2")))
    assert judge_attempt(started_from(facts()), now, rivals={"DPOTHER"}).event == Event.SEE


def test_confirmed_payment_is_booked() -> None:
    now = facts(confirmed=PAID, lines=(line("1"),))
    assert judge_attempt(started_from(facts()), now) == Verdict(Event.BOOK, "1")


def test_seen_payment_becomes_booked_with_the_same_line() -> None:
    attempt = started_from(facts(), state=State.SEEN, line_id="1")
    assert (
        judge_attempt(attempt, facts(confirmed=PAID, lines=(line("1"),)), rivals={"DPOTHER"}).event
        == Event.BOOK
    )


def test_not_booked_while_a_payment_of_the_amount_still_waits() -> None:
    attempt = started_from(facts(unconfirmed=PAID, lines=(line("1"),)), state=State.SEEN, line_id="2")
    now = facts(confirmed=PAID, unconfirmed=PAID, lines=(line("1"), line("2")))
    assert judge_attempt(attempt, now).event == Event.SEE


def test_old_confirmed_payment_of_the_amount_is_not_ours() -> None:
    before = facts(confirmed=PAID, lines=(line("1"),))
    now = facts(confirmed=PAID, unconfirmed=PAID, lines=(line("1"), line("2")))
    assert judge_attempt(started_from(before), now) == Verdict(Event.SEE, "2")


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        (PAID, True),
        (DatedAmount(5001, TODAY), False),
        (DatedAmount(5000, date(2026, 11, 21)), False),
        (DatedAmount(5000, None), False),
        (None, False),
    ],
)
def test_pending_means_this_amount_today(payment: DatedAmount | None, expected: bool) -> None:
    assert is_pending_at_office(facts(unconfirmed=payment), amount_cents=5000, today=TODAY) is expected
