"""Payment service, portal and Tagor beside each other, by kind; and the settlement for accounting."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from portal.payments.models import Attempt, Booking, Oddity, Reversal, State
from tests.pages.conftest import Visit
from tests.pages.payments.desk.conftest import ALL, DESK, Make

HOME = f"{DESK}reconciliation/"


def age(attempt: Attempt, days: int = 2) -> Attempt:
    then = timezone.now() - timedelta(days=days)
    Attempt.objects.filter(pk=attempt.pk).update(created_at=then, bank_at=then)
    return attempt


def test_each_difference_stands_under_its_kind(make: Make, enter: Callable[..., None], visit: Visit) -> None:
    cases = {
        "Paid at the payment service, not in Tagor after a day": make(
            State.BANK_PAID, provider="mollie", amount_cents=1001, received_cents=1001
        ),
        "In Tagor, but the payment service did not say that it was paid": make(
            State.BOOKED, provider="worldline", amount_cents=1002
        ),
        "Paid with another amount than was asked": make(
            State.AMOUNT_DIFFERS, provider="mollie", amount_cents=1003, oddity=Oddity.AMOUNT
        ),
        "No outcome after a day": make(State.BANK_UNKNOWN, provider="worldline", amount_cents=1004),
    }
    back = make(State.BOOKED, provider="mollie", amount_cents=1005, received_cents=1005, refunded_cents=5)
    Reversal.objects.create(
        attempt=back, kind="refund", amount_cents=5, total_cents=5, found_at=timezone.now()
    )
    cases["Went back to the payer, not taken off in Tagor yet"] = back
    doubt = make(State.BANK_PAID, provider="sips_direct", amount_cents=1006, received_cents=1006)
    Booking.objects.create(
        attempt=doubt, reference=doubt.reference, amount_cents=1006, state="doubtful", sent_at=timezone.now()
    )
    cases["Reported to Tagor without a clear answer"] = doubt
    for attempt in cases.values():
        age(attempt)
    enter(*ALL)
    page = visit(HOME)
    for kind, attempt in cases.items():
        assert kind in page.text
        assert attempt.reference in page.text
    assert f"{back.reference} · €0.05" in page.text


def test_what_agrees_is_said_to_agree(make: Make, enter: Callable[..., None], visit: Visit) -> None:
    age(make(State.BOOKED, provider="mollie", received_cents=5000))
    enter(*ALL)
    page = visit(HOME)
    assert "Everything agrees." in page.text
    assert "€50.00" in page.text


@pytest.mark.parametrize(
    ("first", "last"), [("x", "1/1/2026"), ("2/1/2026", "1/1/2026"), ("", ""), ("1/1/2020", "1/1/2026")]
)
def test_a_period_that_cannot_be_is_said_beside_the_field(
    first: str, last: str, enter: Callable[..., None], visit: Visit
) -> None:
    enter(*ALL)
    visit(HOME, {"first": first, "last": last}, status=422)


def test_another_period_shows_other_payments(make: Make, enter: Callable[..., None], visit: Visit) -> None:
    old = age(make(State.BANK_UNKNOWN, provider="mollie"), days=100)
    enter(*ALL)
    assert old.reference not in visit(HOME).text
    first = f"{timezone.localdate() - timedelta(days=110):%d/%m/%Y}"
    page = visit(HOME, {"first": first, "last": f"{timezone.localdate():%d/%m/%Y}"}, follow=True)
    assert old.reference in page.text


def test_the_settlement_has_a_row_for_each_movement(
    make: Make, enter: Callable[..., None], client: Client
) -> None:
    paid = make(State.BOOKED, provider="mollie", received_cents=5000, checkout_id="tr_1")
    Attempt.objects.update(bank_at=timezone.now())
    Reversal.objects.create(
        attempt=paid, kind="chargeback", amount_cents=700, total_cents=700, found_at=timezone.now()
    )
    make(State.BANK_REFUSED, provider="mollie", amount_cents=9)
    enter(*ALL)
    today = f"{timezone.localdate():%d/%m/%Y}"
    answer = client.post(f"{DESK}settlement/", {"first": today, "last": today})
    rows = [line.split(";") for line in answer.content.decode("utf-8-sig").splitlines()]
    assert rows[0][:6] == ["BookgDt", "Amt", "Ccy", "CdtDbtInd", "EndToEndId", "AcctSvcrRef"]
    movements = sorted((row[1], row[3], row[4], row[5]) for row in rows[1:])
    assert movements == [("50.00", "CRDT", paid.reference, "tr_1"), ("7.00", "DBIT", paid.reference, "tr_1")]
    assert Event.objects.get(act="payments-settlement-exported").details["rows"] == 2


def test_only_who_may_export_takes_the_settlement(enter: Callable[..., None], visit: Visit) -> None:
    enter("payments.view_attempt")
    assert "Download the settlement" not in visit(HOME).text
    visit(f"{DESK}settlement/", {"first": "1/1/2026", "last": "2/1/2026"}, status=403)
