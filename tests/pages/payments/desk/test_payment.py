"""One payment: the bank's words in order, Tagor's lines beside, and every exit that a person takes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from portal import registry
from portal.audit.models import Event
from portal.payments.desk.presenters import ADVICE
from portal.payments.models import Alert, Attempt, Booking, Notice, Oddity, Refund, State
from portal.payments.settling.alerts import PATIENCE, review_alerts
from portal.payments.settling.bookings import deliver_booking
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.payments.desk.conftest import ALL, DESK, Make
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite


@pytest.fixture
def staff(enter: Callable[..., None]) -> None:
    enter(*ALL)


def address(attempt: Attempt, act: str = "") -> str:
    return f"{DESK}{attempt.pk}/{act}"


def now(attempt: Attempt) -> str:
    attempt.refresh_from_db()
    return attempt.state


def act(visit: Visit, attempt: Attempt, name: str, data: dict[str, str]) -> Page:
    """Post a decision; the page that follows."""
    answer = visit(address(attempt, name), data, status=303)
    return visit(answer.answer["Location"])


def pay_in_tagor(attempt: Attempt) -> None:
    """The office books money of this sum: a line that names nobody."""
    registry.tagor().record_online_payment(
        file_id=attempt.file_id, amount_cents=attempt.paid_cents, party_id=attempt.party_id
    )


def test_the_words_of_the_bank_stand_in_order_beside_the_lines(
    visit: Visit, make: Make, staff: None, practice: PracticeOffice
) -> None:
    attempt = make(State.NEEDS_REVIEW, provider="sips_direct", amount_cents=4321)
    for number, (code, outcome) in enumerate((("05", "bank_refused"), ("00", "needs_review"))):
        Notice.objects.create(
            attempt=attempt,
            fingerprint=str(number),
            source="notification",
            reference=attempt.reference,
            code=code,
            amount_cents=4321,
            outcome=outcome,
            handled_at=timezone.now(),
        )
    pay_in_tagor(attempt)
    practice.clear_calls()
    page = visit(address(attempt))
    assert page.text.index("refused, says the bank") < page.text.index(
        "must be looked at", page.text.index("05")
    )
    assert "€43.21" in page.text
    asked = {call["operation"] for call in practice.calls()}
    assert asked == {"Dossier/GetLines"}, "looking writes nothing in the file"


@pytest.mark.parametrize("kind", Alert.Kind)
def test_each_alert_says_what_to_do(kind: Alert.Kind, visit: Visit, make: Make, staff: None) -> None:
    """The procedure in docs/payments.md begins on these two pages."""
    attempt = make(State.BOOKED, provider="mollie", refunded_cents=1234, charged_back_cents=345)
    Alert.objects.create(attempt=attempt, kind=kind, raised_at=timezone.now())
    page = visit(f"{DESK}alerts/")
    assert attempt.file_name in page.text
    page = visit(address(attempt))
    with translation.override("en"):
        assert str(ADVICE[kind]) in page.text
    assert "Given back to the payer €12.34" in page.text
    assert "Taken back by the bank €3.45" in page.text


def test_without_tagor_the_page_still_decides(
    visit: Visit, make: Make, staff: None, practice: PracticeOffice
) -> None:
    attempt = make(State.NEEDS_REVIEW)
    with practice.down():
        page = visit(address(attempt))
        assert "Tagor does not answer" in page.text
        act(visit, attempt, "resolve/", {"outcome": "unpaid", "reason": "in-journal"})
    assert now(attempt) == State.LAPSED


@pytest.mark.parametrize(
    ("state", "outcome", "reason", "after"),
    [
        (State.NEEDS_REVIEW, "paid", "on-statement", State.BANK_PAID),
        (State.NEEDS_REVIEW, "unpaid", "not-on-statement", State.LAPSED),
        (State.AMOUNT_DIFFERS, "paid", "in-journal", State.BANK_PAID),
        (State.AMOUNT_DIFFERS, "unpaid", "paid-back", State.LAPSED),
        (State.BANK_UNKNOWN, "paid", "in-journal", State.BANK_PAID),
        (State.BANK_UNKNOWN, "unpaid", "in-journal", State.LAPSED),
    ],
)
def test_a_person_decides_what_the_bank_left_open(
    visit: Visit, make: Make, staff: None, state: State, outcome: str, reason: str, after: State
) -> None:
    attempt = make(state, received_cents=4000)
    Attempt.objects.update(created_at=timezone.now() - PATIENCE - timedelta(hours=1))
    attempt.refresh_from_db()
    review_alerts(attempt)
    assert attempt.alerts.filter(closed_at=None).exists()
    page = act(visit, attempt, "resolve/", {"outcome": outcome, "reason": reason})
    assert "This is kept." in page.text
    assert "(an)" in page.text, "the history says who"
    assert now(attempt) == after
    assert not attempt.alerts.filter(closed_at=None, kind__in=("contradiction", "amount", "pending")).exists()
    moved = Event.objects.get(act=f"payment-review-{outcome}")
    assert moved.staff_id, "the trail says who moved it"


def test_what_is_pending_at_the_bank_is_the_banks_for_a_day(visit: Visit, make: Make, staff: None) -> None:
    attempt = make(State.BANK_UNKNOWN)
    assert "Was it paid?" not in visit(address(attempt)).text
    page = act(visit, attempt, "resolve/", {"outcome": "paid", "reason": "in-journal"})
    assert "has moved meanwhile" in page.text
    assert now(attempt) == State.BANK_UNKNOWN


def test_a_reason_that_says_the_opposite_is_refused(visit: Visit, make: Make, staff: None) -> None:
    attempt = make(State.NEEDS_REVIEW)
    page = visit(address(attempt, "resolve/"), {"outcome": "paid", "reason": "not-on-statement"}, status=422)
    assert "This reason does not go with it." in page.text
    assert "Choose what you found out." in visit(address(attempt, "resolve/"), {}, status=422).text
    assert now(attempt) == State.NEEDS_REVIEW


def test_two_people_decide_once(visit: Visit, make: Make, staff: None) -> None:
    attempt = make(State.NEEDS_REVIEW)
    act(visit, attempt, "resolve/", {"outcome": "unpaid", "reason": "in-journal"})
    page = act(visit, attempt, "resolve/", {"outcome": "paid", "reason": "in-journal"})
    assert "has moved meanwhile" in page.text
    assert now(attempt) == State.LAPSED


@pytest.mark.parametrize(
    ("kind", "state", "decision"),
    [
        ("not_shown", State.BANK_PAID, "booked-by-hand"),
        ("not_booked", State.SEEN, "booked-by-hand"),
        ("not_booked", State.SEEN, "pay-back"),
        ("shown_twice", State.SEEN, "line-taken-back"),
        ("shown_twice", State.SEEN, "two-payments"),
        ("ambiguous", State.RETURNED, "other-payment"),
        ("paid_twice", State.PAID_TWICE, "kept"),
    ],
)
def test_an_alert_that_a_person_saw_to_is_not_raised_again(
    visit: Visit, make: Make, staff: None, kind: str, state: State, decision: str
) -> None:
    attempt = make(state, ambiguous=kind == "ambiguous")
    alert = Alert.objects.create(attempt=attempt, kind=kind, raised_at=timezone.now())
    Attempt.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert "Choose what you found out." in visit(address(attempt, f"alerts/{alert.pk}/"), {}, status=422).text
    act(visit, attempt, f"alerts/{alert.pk}/", {"decision": decision})
    alert.refresh_from_db()
    assert (alert.decision, alert.decided_by.username) == (decision, "an")  # type: ignore[union-attr]
    attempt.refresh_from_db()
    review_alerts(attempt)
    assert not attempt.alerts.filter(closed_at=None, kind=kind).exists()
    assert "has moved meanwhile" in act(visit, attempt, f"alerts/{alert.pk}/", {"decision": decision}).text


def test_what_staff_booked_by_hand_is_booked(visit: Visit, make: Make, staff: None) -> None:
    attempt = make(State.SEEN)
    Attempt.objects.update(seen_at=timezone.now() - timedelta(days=15))
    attempt.refresh_from_db()
    (alert,) = review_alerts(attempt)
    assert "The office saw this money two weeks ago" in visit(address(attempt)).text
    act(visit, attempt, f"alerts/{alert.pk}/", {"decision": "booked-by-hand"})
    assert now(attempt) == State.BOOKED


def test_what_was_paid_twice_waits_for_a_person_though_it_is_booked(
    visit: Visit, make: Make, staff: None
) -> None:
    attempt = make(State.BOOKED, oddity=Oddity.TWICE)
    (alert,) = review_alerts(attempt)
    page = act(visit, attempt, f"alerts/{alert.pk}/", {"decision": "pay-back"})
    assert "to be paid back" in page.text
    (refund,) = Refund.objects.all()
    assert refund.amount_cents == attempt.amount_cents
    assert "26/004512" in visit(f"{DESK}refunds/").text
    visit(f"{DESK}refunds/{refund.pk}/end/", {"act": "done"}, status=303)
    refund.refresh_from_db()
    assert (refund.state, refund.ended_by.username) == ("done", "an")  # type: ignore[union-attr]
    again = visit(f"{DESK}refunds/{refund.pk}/end/", {"act": "drop"}, status=303)
    assert "Somebody ended this one before" in visit(again.answer["Location"]).text
    assert "paid back" in visit(f"{DESK}refunds/?list=ended").text
    acts = list(Event.objects.filter(act__startswith="payment-refund").values_list("act", flat=True))
    assert acts == ["payment-refund-asked", "payment-refund-done"]


def test_never_more_goes_back_than_was_paid(visit: Visit, make: Make, staff: None) -> None:
    attempt = make(State.BOOKED, amount_cents=5000)
    too_much = visit(address(attempt, "refund/"), {"amount": "50,01"}, status=422)
    assert "or less" in too_much.text
    act(visit, attempt, "refund/", {"amount": "20"})
    assert "was asked already" in act(visit, attempt, "refund/", {"amount": "1"}).text, "one at a time"
    visit(f"{DESK}refunds/{Refund.objects.get().pk}/end/", {"act": "done"}, status=303)
    assert "or less" in visit(address(attempt, "refund/"), {"amount": "30,01"}, status=422).text
    act(visit, attempt, "refund/", {"amount": "30"})
    visit(f"{DESK}refunds/{Refund.objects.get(state='asked').pk}/end/", {"act": "done"}, status=303)
    assert "There is nothing more to pay back" in act(visit, attempt, "refund/", {"amount": "1"}).text
    assert sorted(Refund.objects.values_list("amount_cents", flat=True)) == [2000, 3000]


@pytest.mark.parametrize(
    ("fields", "most"),
    [({"refunded_cents": 2000}, "30.00"), ({"charged_back_cents": 5000}, "")],
)
def test_what_went_back_at_the_service_goes_back_no_second_time(
    fields: dict[str, int], most: str, visit: Visit, make: Make, staff: None
) -> None:
    page = visit(address(make(State.BOOKED, provider="mollie", **fields)))
    (typed,) = [one.get("value") for one in page.all("input") if one.get("name") == "amount"] or [""]
    assert typed == most


def test_a_line_is_named_as_the_payment(visit: Visit, make: Make, staff: None) -> None:
    attempt = make(State.LAPSED, ambiguous=True, amount_cents=4321)
    other = make(State.BANK_PAID, amount_cents=9876)
    pay_in_tagor(attempt)
    pay_in_tagor(other)
    page = visit(address(attempt))
    lines = [field.get("value") for field in page.all("input") if field.get("name") == "line"]
    assert len(lines) == 1, "only a line of this sum"
    foreign = [
        field.get("value") for field in visit(address(other)).all("input") if field.get("name") == "line"
    ]
    for wrong in (foreign[0], "1", ""):
        visit(address(attempt, "line/"), {"line": str(wrong)}, status=422)
    assert "This is kept." in act(visit, attempt, "line/", {"line": str(lines[0])}).text
    assert now(attempt) == State.SEEN
    assert attempt.line_id == lines[0]
    twin = make(State.LAPSED, amount_cents=4321)
    assert "Which line is this payment?" not in visit(address(twin)).text, "the line is taken"
    act(visit, twin, "line/", {"line": str(lines[0])})
    assert now(twin) == State.LAPSED


def test_a_payment_booked_by_hand_is_not_reported_too(
    visit: Visit, make: Make, staff: None, practice: PracticeOffice
) -> None:
    attempt = make(State.BANK_PAID, provider="sips_direct")
    booking = Booking.objects.create(attempt=attempt, reference=attempt.reference, amount_cents=5000)
    alert = Alert.objects.create(attempt=attempt, kind="not_shown", raised_at=timezone.now())
    page = act(visit, attempt, f"alerts/{alert.pk}/", {"decision": "pay-back"})
    assert "Decide about the report first." in page.text
    assert not Refund.objects.exists()
    act(visit, attempt, f"alerts/{alert.pk}/", {"decision": "booked-by-hand"})
    deliver_booking.call(booking_id=booking.pk)
    assert practice.calls("TagorService/OnlinePaymentReceived") == []
    assert now(attempt) == State.SEEN


@pytest.mark.parametrize("state", ["doubtful", "refused"])
def test_staff_say_whether_a_report_arrived(
    visit: Visit, make: Make, staff: None, practice: PracticeOffice, state: str
) -> None:
    fields = {"state": state, "sent_at": timezone.now(), "amount_cents": 5000}
    one = make(State.BANK_PAID, provider="sips_direct")
    two = make(State.BANK_PAID, provider="sips_direct", amount_cents=6000)
    for attempt in (one, two):
        Booking.objects.create(attempt=attempt, reference=attempt.reference, **fields)
    assert one.reference in visit(f"{DESK}reports/").text
    act(visit, one, "report/", {"act": "arrived"})
    assert now(one) == State.SEEN
    act(visit, two, "report/", {"act": "again"})
    deliver_booking.call(booking_id=two.booking.pk)
    assert len(practice.calls("TagorService/OnlinePaymentReceived")) == 1
    assert "There is nothing to decide" in visit(f"{DESK}reports/").text
    assert one.reference in visit(f"{DESK}reports/?list=done").text
    assert "has moved meanwhile" in act(visit, two, "report/", {"act": "arrived"}).text


def test_a_waiting_report_goes_at_once(visit: Visit, make: Make, staff: None) -> None:
    attempt = make(State.BANK_PAID, provider="sips_direct")
    Booking.objects.create(attempt=attempt, reference=attempt.reference, amount_cents=5000)
    assert "Report it now" in visit(address(attempt)).text
    assert "This is kept." in act(visit, attempt, "report/", {"act": "now"}).text
    assert Event.objects.filter(act="payment-report-hastened").exists()
    assert "has moved meanwhile" in act(visit, attempt, "report/", {"act": "nonsense"}).text


def test_staff_ask_how_it_stands(visit: Visit, make: Make, staff: None, practice: PracticeOffice) -> None:
    attempt = make(State.RETURNED)
    pay_in_tagor(attempt)
    assert "We asked." in act(visit, attempt, "look/", {}).text
    assert now(attempt) == State.SEEN
    other = make(State.RETURNED, amount_cents=77)
    with practice.down():
        assert "did not answer" in act(visit, other, "look/", {}).text


def test_no_name_and_no_key_of_the_payer_is_shown(
    client: Client, visit: Visit, make: Make, staff: None
) -> None:
    attempt = make(State.STARTED, sealed_redirect="a sealed way to the bank")
    html = visit(address(attempt)).html
    assert attempt.token not in html
    assert "sealed way" not in html
    assert client.get(address(attempt))["Cache-Control"].startswith("no-store")
    visit(f"{DESK}999999/", status=404)


def test_the_payment_leads_to_its_file(visit: Visit, make: Make, enter: Callable[..., None]) -> None:
    attempt = make(State.BOOKED)
    enter("payments.view_attempt", "desk.view_case")
    assert f"/desk/file/{attempt.file_id}/" in visit(address(attempt)).links().values()
