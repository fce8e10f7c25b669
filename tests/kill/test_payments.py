"""Whatever dies between "started" and "booked", nothing is lost and nobody pays twice."""

import threading
from collections.abc import Callable

import pytest

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
from tests.practice import free_port

START, HEAD = "Pay/Start", "TagorService/GetDosInfo"


def test_portal_killed_at_every_step(site: Site, payer: Payer) -> None:
    """Start, hand-over, payment, return, seen, booked: the portal dies at each, one payment comes out."""
    already_paid = paid_cents(site)
    site.start_portal()
    payer.sign_in()

    # While Tagor starts the payment: the payer never sees the payment page.
    hold_and_kill(site, START, lambda: lose(payer.pay_online), site.kill_portal)
    site.start_portal()
    assert states(site) == ["created"]
    assert payer.pay_online().heading == "One moment"
    assert len(site.office.calls(START)) == 1
    site.make_older(minutes=2)
    hand_over = payer.pay_online()
    assert states(site) == ["unknown", "at_bank"]

    # While the payer is at the bank, and stays away when the bank answers.
    site.kill_portal()
    way_back = payer.pay_at_bank(hand_over)
    site.start_portal()

    # While the way back asks the office.
    hold_and_kill(site, HEAD, lambda: lose(lambda: payer.get(way_back)), site.kill_portal)
    assert states(site) == ["unknown", "returned"]
    site.start_portal()
    site.write("UPDATE payments_attempt SET checked_at = NULL")
    assert "The office has seen your payment" in payer.get(way_back).title
    assert kinds_of_receipts(site) == ["payment-seen"]

    # While the office is asked whether it is booked.
    site.office.book(SLUG)
    site.write("UPDATE payments_attempt SET checked_at = NULL")
    status = way_back.replace("/return/", "/status/")
    hold_and_kill(site, HEAD, lambda: lose(lambda: payer.get(status)), site.kill_portal)
    assert states(site) == ["unknown", "seen"]
    site.start_portal()
    site.write("UPDATE payments_attempt SET checked_at = NULL")
    assert "Your payment is booked" in payer.get(status).title

    assert states(site) == ["unknown", "booked"]
    assert kinds_of_receipts(site) == ["payment-booked", "payment-seen"]
    moves = count_acts(site, "payment-%")
    assert (moves["payment-see"], moves["payment-book"]) == (1, 1)
    assert sorted(paid_cents(site)) == sorted([*already_paid, OWED])
    assert site.office.calls(REPORT) == []


def test_worker_killed_while_it_looks_leaves_the_payment_to_the_next(site: Site, payer: Payer) -> None:
    site.start_portal()
    payer.sign_in()
    payer.pay_at_bank(payer.pay_online())
    site.make_older(minutes=20)

    worker = site.start_worker()
    hold_and_kill(site, HEAD, site.make_work_due, worker.kill)
    assert states(site) == ["at_bank"]

    # What the dead worker held is lost; the hourly run, planned before it began, finds the payment.
    site.write("UPDATE payments_attempt SET checked_at = NULL")
    site.make_work_due()
    site.start_worker()
    wait_for(lambda: states(site) != ["at_bank"])
    assert states(site) == ["seen"]
    assert kinds_of_receipts(site) == ["payment-seen"]


def test_worker_killed_while_it_tells_tagor_tells_once(site: Site, payer: Payer) -> None:
    """The bank's word is kept, the report is under way: the line in the file shows that it arrived."""
    site.be_merchant()
    site.start_portal()
    payer.sign_in()
    worker = site.start_worker()
    before = len(paid_cents(site))
    hand_over = payer.pay_online()
    hold_and_kill(site, REPORT, lambda: payer.pay_at_bank(hand_over), worker.kill)
    assert states(site) == ["bank_paid"]
    wait_for(lambda: len(paid_cents(site)) > before)

    # Longer ago than any report takes; the next run queues it again.
    site.write("UPDATE payments_booking SET sent_at = ?", "2026-01-01 00:00:00+00:00")
    site.make_work_due()
    site.start_worker()
    wait_for(lambda: states(site) == ["seen"])
    site.manage("reconcile_payments")
    wait_for(lambda: not is_reporting(site))
    assert len(site.office.calls(REPORT)) == 1
    assert len(paid_cents(site)) == before + 1


def test_portal_killed_with_a_word_kept_and_not_acted_upon(site: Site, payer: Payer) -> None:
    """The notification is in the database, its payer stays away: a later run acts upon it, once."""
    site.be_merchant()
    site.start_portal()
    payer.sign_in()
    before = len(paid_cents(site))
    hand_over = payer.pay_online()
    with site.slow_to_move("bank_paid"):
        bank = threading.Thread(target=payer.pay_at_bank, args=[hand_over])
        bank.start()
        wait_for(lambda: list_notices(site))
        site.kill_portal()
        bank.join(timeout=30)
    assert list_notices(site) == [("notification", False)]
    assert states(site) == ["at_bank"]

    # SIPS answers nobody who asks: what was kept has to do.
    site.office.fault("sips", "503", operation="getTransactionData")
    site.make_work_due()
    site.start_worker()
    wait_for(lambda: states(site) == ["seen"])
    assert list_notices(site) == [("notification", True)]
    assert len(site.office.calls(REPORT)) == 1
    assert len(paid_cents(site)) == before + 1
    site.start_portal()
    assert "The office has seen your payment" in payer.get(payer.way_back).title


@pytest.mark.sqlite
def test_two_portals_and_two_workers_make_one_payment(site: Site, payer: Payer) -> None:
    """Every button pressed on both portals at once, every look done by both workers, one of each killed."""
    first, second = site.start_portal(), site.start_portal(free_port())
    payer.sign_in()
    pages = _at_once(*[lambda port=port: payer.pay_online(port=port) for port in (first, second) * 3])
    assert len(pages) == 6
    assert len(site.office.calls(START)) == 1
    assert len(states(site)) == 1

    way_back = payer.pay_at_bank(payer.pay_online())
    site.make_older(minutes=20)
    workers = site.start_worker(), site.start_worker()
    site.make_work_due()
    _at_once(*[lambda: payer.get(way_back) for _ in range(4)], workers[0].kill)
    site.make_work_due()
    wait_for(lambda: states(site) == ["seen"])
    site.kill_portal(second)

    site.office.book(SLUG)
    site.write("UPDATE payments_attempt SET checked_at = NULL")
    status = way_back.replace("/return/", "/status/")
    _at_once(*[lambda: payer.get(status) for _ in range(4)])
    assert states(site) == ["booked"]
    moves = count_acts(site, "payment-%")
    assert (moves["payment-created"], moves["payment-see"], moves["payment-book"]) == (1, 1, 1)
    assert kinds_of_receipts(site) == ["payment-booked", "payment-seen"]
    assert paid_cents(site).count(OWED) == 1


def _at_once(*acts: Callable[[], object]) -> list[object]:
    """Do everything at the same moment; what came of it. Raises whatever one of them raised."""
    barrier, results, faults = threading.Barrier(len(acts)), [], []

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results.append(act())
        except BaseException as error:  # noqa: BLE001 - raised again below
            faults.append(error)

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if faults:
        raise faults[0]
    return results
