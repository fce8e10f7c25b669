"""What a person must look at, judged from what Tagor shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.integrations.tagor.values.account import DatedAmount, Line
from portal.payments.attempt.evidence import Facts
from portal.payments.models import Attempt, State
from portal.payments.settling.alerts import find_problems, list_open, review_alerts
from tests.unit.payments.conftest import MakeAttempt


def make_line(line_id: str, **fields: Any) -> Line:
    values: dict[str, Any] = {
        "booked_on": timezone.localdate(),
        "description": "",
        "remark": "",
        "reference": "",
        "booking_code_id": "",
        "nature_code_id": "",
        "amount_cents": -5000,
        "vat_cents": 0,
        "fee_cents": 0,
        "cost_cents": 0,
    }
    return Line(line_id=line_id, **{**values, **fields})


def make_facts(*lines: Line) -> Facts:
    seen = DatedAmount(on=timezone.localdate(), amount_cents=5000)
    return Facts(file_name="26/1", unconfirmed=seen, confirmed=None, lines=lines)


def problems(attempt: Attempt, facts: Facts | None = None) -> set[str]:
    return find_problems(attempt, facts, now=timezone.now())


def test_two_lines_with_one_reference_are_said(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.SEEN)
    lines = [make_line(number, reference=attempt.reference) for number in ("1", "2")]
    assert problems(attempt, make_facts(*lines)) == {"shown_twice"}


def test_two_lines_without_reference_on_the_days_of_one_payment_are_said(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.SEEN)
    assert problems(attempt, make_facts(make_line("1"), make_line("2"))) == {"shown_twice"}


def test_two_payments_of_one_amount_explain_two_lines(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.SEEN)
    make_attempt(state=State.SEEN)
    assert problems(attempt, make_facts(make_line("1"), make_line("2"))) == set()


def test_equal_line_weeks_later_is_another_payment(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.SEEN)
    later = make_line("2", booked_on=timezone.localdate() + timedelta(days=20))
    assert problems(attempt, make_facts(make_line("1"), later)) == set()


def test_line_from_before_the_start_is_no_payment_of_this_attempt(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.SEEN, baseline={"lines": ["1"]})
    assert problems(attempt, make_facts(make_line("1"), make_line("2"))) == set()


@pytest.mark.parametrize("state", [State.STARTED, State.SEEN, State.BOOKED, State.LAPSED])
def test_nothing_is_wrong_with_a_payment_on_its_way(make_attempt: MakeAttempt, state: State) -> None:
    assert problems(make_attempt(state=state)) == set()


def test_alert_is_raised_and_closed_once_with_its_events(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.NEEDS_REVIEW)
    assert [alert.kind for alert in review_alerts(attempt)] == ["contradiction"]
    assert review_alerts(attempt) == []
    Attempt.objects.update(state=State.BOOKED)
    attempt.refresh_from_db()
    for _ in range(2):
        review_alerts(attempt)
    assert not list_open(attempt).exists()
    acts = list(Event.objects.values_list("act", flat=True))
    assert acts == ["payment-alert-raised", "payment-alert-closed"]


def test_what_only_tagor_can_tell_stays_while_it_is_away(make_attempt: MakeAttempt) -> None:
    attempt = make_attempt(state=State.SEEN)
    review_alerts(attempt, make_facts(make_line("1"), make_line("2")))
    review_alerts(attempt)
    assert [alert.kind for alert in list_open(attempt)] == ["shown_twice"]
    review_alerts(attempt, make_facts(make_line("1")))
    assert not list_open(attempt).exists()
