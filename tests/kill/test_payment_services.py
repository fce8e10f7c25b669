"""Worldline and Mollie: whatever dies between "started" and "booked", one payment comes out, told once."""

import threading
from collections import Counter

import pytest

from portal.sandbox.checkout.post import BEHAVIOURS
from tests.kill.payer import SLUG, Payer, lose
from tests.kill.payments import (
    OWED,
    REPORT,
    count_acts,
    hold_and_kill,
    is_reporting,
    kinds_of_receipts,
    list_notices,
    paid_cents,
    states,
)
from tests.kill.processes import Site, wait_for

CREATE = {"worldline": "createHostedCheckout", "mollie": "createPayment"}
STATUS = {"worldline": "getHostedCheckout", "mollie": "getPayment"}


@pytest.fixture(params=CREATE)
def code(request: pytest.FixtureRequest, site: Site) -> str:
    """The service that takes every payment."""
    site.be_merchant(request.param)
    return str(request.param)


def ask_again(site: Site) -> None:
    """As if nobody had looked for long."""
    site.write("UPDATE payments_attempt SET checked_at = NULL")


def checkout_ids(site: Site) -> list[str]:
    """What the portal knows of each attempt by the service's own name, oldest first."""
    return [one for (one,) in site.read("SELECT checkout_id FROM payments_attempt ORDER BY id")]


def test_portal_killed_at_every_step(code: str, site: Site, payer: Payer) -> None:
    """Start, payment, way back, booked: the portal dies at each, one payment comes out."""
    already_paid = paid_cents(site)
    site.start_portal()
    payer.sign_in()

    # While the service makes the page: the payer never sees it.
    hold_and_kill(site, CREATE[code], lambda: lose(payer.pay_online), site.kill_portal, system=code)
    site.start_portal()
    assert states(site) == ["created"]
    assert payer.pay_online().heading == "One moment"
    site.make_older(minutes=2)
    hand_over = payer.pay_online()
    assert states(site) == ["unknown", "at_bank"]
    assert checkout_ids(site)[0] == ""

    # A worker finds the page that nobody saw, by asking for it again: no second one is made.
    site.make_work_due()
    worker = site.start_worker()
    wait_for(lambda: all(checkout_ids(site)))
    made = [one["checkout_id"] for one in site.office.checkouts()]
    assert sorted(made) == sorted(checkout_ids(site))
    worker.kill()

    # While the payer is at the service; its webhook finds nobody.
    site.kill_portal()
    way_back = payer.pay_at_service(hand_over)
    site.start_portal()

    # While the way back asks the service.
    ask_again(site)
    hold_and_kill(
        site, STATUS[code], lambda: lose(lambda: payer.get(way_back)), site.kill_portal, system=code
    )
    assert states(site) in (["unknown", "returned"], ["unknown", "at_bank"])
    site.start_portal()
    ask_again(site)
    assert payer.get(way_back).heading == "The bank says you have paid"

    # The report was planned with the word of the service.
    site.start_worker()
    wait_for(lambda: states(site) == ["unknown", "seen"])
    site.office.book(SLUG)
    ask_again(site)
    payer.get(way_back.replace("/return/", "/status/"))
    assert states(site) == ["unknown", "booked"]
    assert kinds_of_receipts(site) == ["payment-booked", "payment-seen"]
    moves = count_acts(site, "payment-%")
    assert (moves["payment-see"], moves["payment-book"]) == (1, 1)
    assert Counter(paid_cents(site)) == Counter([*already_paid, OWED])
    assert len(site.office.calls(REPORT)) == 1


def test_worker_killed_while_it_asks_after_news_leaves_the_payment_to_the_next(
    code: str, site: Site, payer: Payer
) -> None:
    """The webhook was taken and its payer stays away; the worker that asks because of it dies."""
    site.start_portal()
    payer.sign_in()
    hand_over = payer.pay_online()
    worker = site.start_worker()
    hold_and_kill(site, STATUS[code], lambda: payer.pay_at_service(hand_over), worker.kill, system=code)
    assert states(site) == ["at_bank"]
    assert list_notices(site) == []

    site.make_older(minutes=20)
    site.make_work_due()
    site.start_worker()
    wait_for(lambda: states(site) == ["seen"])
    assert list_notices(site) == [("status", True)]
    assert len(site.office.calls(REPORT)) == 1


def test_worker_killed_while_it_tells_tagor_tells_once(code: str, site: Site, payer: Payer) -> None:
    """The line in the file shows that the report arrived: it is not sent a second time."""
    site.start_portal()
    payer.sign_in()
    before = len(paid_cents(site))
    hand_over = payer.pay_online()
    worker = site.start_worker()
    hold_and_kill(site, REPORT, lambda: payer.pay_at_service(hand_over), worker.kill)
    assert states(site) == ["bank_paid"]
    wait_for(lambda: len(paid_cents(site)) > before)

    site.write("UPDATE payments_booking SET sent_at = ?", "2026-01-01 00:00:00+00:00")
    site.make_work_due()
    site.start_worker()
    wait_for(lambda: states(site) == ["seen"])
    site.manage("reconcile_payments")
    wait_for(lambda: not is_reporting(site))
    assert len(site.office.calls(REPORT)) == 1
    assert len(paid_cents(site)) == before + 1


def test_worker_killed_with_a_status_kept_and_not_acted_upon(code: str, site: Site, payer: Payer) -> None:
    """What the service said is in the database; it then answers nobody: a later run acts upon it, once."""
    site.start_portal()
    payer.sign_in()
    before = len(paid_cents(site))
    hand_over = payer.pay_online()
    worker = site.start_worker()
    with site.slow_to_move("bank_paid"):
        payer.pay_at_service(hand_over)
        wait_for(lambda: list_notices(site))
        worker.kill()
    assert list_notices(site) == [("status", False)]
    assert states(site) == ["at_bank"]

    site.office.fault(code, "503")
    site.make_work_due()
    site.start_worker()
    wait_for(lambda: states(site) == ["seen"])
    assert list_notices(site) == [("status", True)]
    assert len(site.office.calls(REPORT)) == 1
    assert len(paid_cents(site)) == before + 1


def test_two_workers_and_two_webhooks_make_one_report(code: str, site: Site, payer: Payer) -> None:
    """The webhook comes twice at once while the payer comes back, and one of two workers dies."""
    site.start_portal()
    payer.sign_in()
    workers = site.start_worker(), site.start_worker()
    site.office.fault(code, "parallel-webhook", operation="webhook", times=1)
    way_back = payer.pay_at_service(payer.pay_online())
    visits = [threading.Thread(target=payer.get, args=[way_back]) for _ in range(3)]
    for visit in visits:
        visit.start()
    workers[0].kill()
    for visit in visits:
        visit.join(timeout=30)
    site.make_older(minutes=20)
    site.make_work_due()
    wait_for(lambda: states(site) == ["seen"])
    moves = count_acts(site, "payment-%")
    assert (moves["payment-created"], moves["payment-bank-paid"], moves["payment-see"]) == (1, 1, 1)
    assert len(site.office.calls(REPORT)) == 1
    assert paid_cents(site).count(OWED) == 1


def test_whatever_its_webhooks_do_each_payment_is_reported_once(code: str, site: Site, payer: Payer) -> None:
    """Twice, late, forged, in another order, never: each way has a payment of its own amount."""
    before = len(paid_cents(site))
    site.start_portal()
    payer.sign_in()
    site.start_worker()
    ways = [way for way in BEHAVIOURS[code] if way != "normal"]
    for euros, way in enumerate(ways, 1):
        site.office.fault(code, way, operation="webhook", times=1)
        payer.form |= {"kind": "other", "amount": str(euros)}
        payer.get(payer.pay_at_service(payer.pay_online()))

    def is_over() -> bool:
        ask_again(site)
        site.make_work_due()
        return set(states(site)) == {"seen"}

    wait_for(is_over, 60)
    assert sorted(paid_cents(site)[before:]) == [euros * 100 for euros in range(1, len(ways) + 1)]
    assert len(site.office.calls(REPORT)) == len(ways) > 8
