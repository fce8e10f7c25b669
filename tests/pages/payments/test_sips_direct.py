"""The portal as merchant: only what SIPS seals counts, each word once, each payment reported once."""

import logging
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from portal import registry
from portal.audit.actors import Actor
from portal.audit.models import Event as AuditEvent
from portal.office.models import Office
from portal.payments.attempt.references import make_reference, make_token
from portal.payments.models import Attempt, Booking, Notice, Oddity, PaymentChannel, State
from portal.payments.settling.follow_up import refresh
from portal.payments.settling.reconcile import reconcile
from portal.payments.settling.review import Outcome, Reason, resolve
from portal.payments.starting import MOST_STARTS_AN_HOUR
from portal.payments.tasks import ONCE, recheck_payment
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import Ask, Bank, SignIn, WayBack, come_home, list_starts, the_attempt
from tests.pages.payments.direct import MERCHANT, PATH, SECRET, Sips, count_planned_reports, run_reports
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite

CODES = {
    "00": State.BANK_PAID,
    "02": State.BANK_REFUSED,
    "03": State.BANK_REFUSED,
    "05": State.BANK_REFUSED,
    "11": State.BANK_REFUSED,
    "12": State.BANK_REFUSED,
    "14": State.BANK_REFUSED,
    "17": State.BANK_CANCELLED,
    "30": State.BANK_REFUSED,
    "34": State.BANK_REFUSED,
    "54": State.BANK_REFUSED,
    "60": State.BANK_UNKNOWN,
    "63": State.BANK_REFUSED,
    "75": State.BANK_REFUSED,
    "90": State.BANK_UNKNOWN,
    "94": State.BANK_UNKNOWN,
    "97": State.BANK_EXPIRED,
    "99": State.BANK_UNKNOWN,
    "X7": State.BANK_UNKNOWN,
}


@pytest.fixture
def sips(practice: PracticeOffice, settings: Settings, office: Office) -> Sips:
    """The portal set up as a merchant of the practice SIPS, for every type of file."""
    settings.SIPS_URL = f"{practice.base_url}/sips"
    settings.SIPS_MERCHANT_ID, settings.SIPS_SECRET = MERCHANT, SECRET
    PaymentChannel.objects.create(office=office, provider="sips_direct")
    registry.reset()
    return Sips(practice)


@pytest.fixture
def started(sips: Sips, sign_in: SignIn, ask_online: Ask) -> Attempt:
    """A payment of 50 euros whose payer is at the bank."""
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    return the_attempt()


def state_of(attempt: Attempt) -> str:
    return Attempt.objects.get(pk=attempt.pk).state


def age(attempt: Attempt, **by: float) -> None:
    """Makes an attempt and all that is known of it older."""
    moment = timezone.now() - timedelta(**by)
    Attempt.objects.filter(pk=attempt.pk).update(created_at=moment, started_at=moment)


def test_a_payment_is_paid_reported_once_seen_and_booked(
    sips: Sips,
    sign_in: SignIn,
    ask_online: Ask,
    bank: Bank,
    visit: Visit,
    practice: PracticeOffice,
) -> None:
    way = bank.pay(ask_online(sign_in("nl-woman", "en"), "other", "50"))
    assert list_starts(practice) == 0
    assert sips.relay(way).status_code == 200
    place = come_home(way)
    assert visit(place).heading == "The bank says you have paid"
    run_reports()
    run_reports()
    assert visit(place).heading == "The office has seen your payment"
    assert sips.count_reports() == 1
    practice.book("nl-woman")
    Attempt.objects.update(checked_at=None)
    assert visit(place).heading == "Your payment is booked"
    amounts = [payment["amount_cents"] for payment in practice.state("nl-woman")["payments"]]
    assert amounts.count(5000) == 1


@pytest.mark.parametrize(("code", "state"), CODES.items())
def test_each_response_code_has_its_state(code: str, state: State, sips: Sips, started: Attempt) -> None:
    assert sips.notify(started, code).status_code == 200
    assert state_of(started) == state
    assert count_planned_reports() == (1 if code == "00" else 0)


@pytest.mark.parametrize("code", CODES)
def test_each_state_is_said_in_words(code: str, sips: Sips, started: Attempt, visit: Visit) -> None:
    sips.notify(started, code)
    Attempt.objects.update(checked_at=timezone.now())
    page = visit(f"/pay/status/{started.token}/")
    offers = "Pay again or another amount" in page.links()
    assert offers is (CODES[code] in {State.BANK_REFUSED, State.BANK_CANCELLED, State.BANK_EXPIRED})


def test_an_unknown_code_stays_pending_and_alerts(
    sips: Sips, started: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    sips.notify(started, "X7")
    assert the_attempt().oddity == Oddity.UNKNOWN_CODE
    assert "ALERT" in caplog.text
    sips.notify(started, "00")
    assert state_of(started) == State.BANK_PAID


@pytest.mark.parametrize("guarantee", ["N", "U", ""])
def test_paid_without_guarantee_is_paid(guarantee: str, sips: Sips, started: Attempt) -> None:
    sips.notify(started, "00", guaranteeIndicator=guarantee)
    assert state_of(started) == State.BANK_PAID


@pytest.mark.parametrize("acquirer", ["60", "62"])
def test_refused_stays_refused_whatever_the_acquirer_code(
    acquirer: str, sips: Sips, started: Attempt
) -> None:
    sips.notify(started, "05", acquirerResponseCode=acquirer)
    assert state_of(started) == State.BANK_REFUSED


@pytest.mark.parametrize("brand", ["BCMC", "VISA", "UNKNOWN", "NEVERSEEN"])
def test_any_brand_is_paid(brand: str, sips: Sips, started: Attempt) -> None:
    sips.notify(started, "00", paymentMeanBrand=brand)
    assert state_of(started) == State.BANK_PAID


def test_a_false_seal_changes_nothing(sips: Sips, started: Attempt) -> None:
    sips.secret = "another-key"
    assert sips.notify(started, "00").status_code == 403
    assert state_of(started) == State.AT_BANK
    assert not Notice.objects.exists()


def test_a_flood_of_false_seals_raises_one_alert(
    sips: Sips, started: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    sips.secret = "guessed"
    for _number in range(5):
        sips.notify(started, "00")
    assert [record.message for record in caplog.records if "ALERT" in record.message] == [
        "ALERT notification refused: seal"
    ]


def test_another_merchant_changes_nothing(sips: Sips, started: Attempt) -> None:
    assert sips.notify(started, "00", merchantId="002001000000002").status_code == 400
    assert state_of(started) == State.AT_BANK


def test_another_amount_is_kept_and_looked_at(sips: Sips, started: Attempt) -> None:
    sips.notify(started, "00", amount="5001")
    attempt = the_attempt()
    assert (attempt.state, attempt.received_cents) == (State.AMOUNT_DIFFERS, 5001)
    assert not Booking.objects.exists()


@pytest.mark.parametrize("changes", [{"currencyCode": "840"}, {"currencyCode": ""}, {"amount": ""}])
def test_paid_in_another_currency_or_of_no_amount_is_looked_at(
    changes: dict[str, str], sips: Sips, started: Attempt
) -> None:
    sips.notify(started, "00", **changes)
    assert state_of(started) == State.NEEDS_REVIEW
    assert not Booking.objects.exists()


@pytest.mark.parametrize("changes", [{"orderId": "OTHER"}, {"returnContext": "OTHER"}])
def test_an_order_that_disagrees_with_the_reference_is_looked_at(
    changes: dict[str, str], sips: Sips, started: Attempt
) -> None:
    sips.notify(started, "00", **changes)
    assert state_of(started) == State.NEEDS_REVIEW


def test_an_unknown_reference_is_kept_and_answered_like_a_known_one(
    sips: Sips, started: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    changes = {"transactionReference": "DPNOBODY", "orderId": "", "returnContext": ""}
    unknown = sips.notify(started, "00", **changes)
    known = sips.notify(started, "00")
    assert (unknown.status_code, unknown.content) == (known.status_code, known.content) == (200, b"")
    assert Notice.objects.get(reference="DPNOBODY").outcome == "no attempt"
    assert "ALERT a sealed word of the bank" in caplog.text


def test_a_payment_of_tagor_is_never_moved_or_reported_by_a_word(
    sips: Sips, sign_in: SignIn, ask_online: Ask
) -> None:
    PaymentChannel.objects.all().delete()
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    attempt = the_attempt()
    assert attempt.provider == "tagor_sips"
    sips.notify(attempt, "00")
    assert state_of(attempt) == State.AT_BANK
    assert not Booking.objects.exists()


def test_a_sealed_return_of_another_payment_is_not_believed(
    sips: Sips, sign_in: SignIn, ask_online: Ask, bank: Bank
) -> None:
    first = bank.pay(ask_online(sign_in("nl-woman", "en"), "other", "50"))
    ask_online(sign_in("fr-man", "en"), "other", "50")
    other = Attempt.objects.latest("pk")
    come_home(WayBack(f"/pay/return/{other.token}/", first.fields))
    assert state_of(other) == State.RETURNED
    assert not Notice.objects.exists()


def test_a_forged_return_proves_nothing(sips: Sips, started: Attempt) -> None:
    sips.secret = "another-key"
    come_home(WayBack(f"/pay/return/{started.token}/", sips.make(started, "00")))
    assert state_of(started) == State.RETURNED


@pytest.mark.parametrize("order", ["callback-first", "return-first", "return-only", "callback-only"])
def test_callback_and_return_in_any_order_are_one_payment(order: str, sips: Sips, started: Attempt) -> None:
    form = sips.make(started, "00")
    steps = {
        "callback": lambda: sips.post(form),
        "return": lambda: come_home(WayBack(f"/pay/return/{started.token}/", form)),
    }
    first, _, how = order.partition("-")
    steps[first]()
    if how == "first":
        steps["return" if first == "callback" else "callback"]()
    assert state_of(started) == State.BANK_PAID
    assert Notice.objects.count() == Booking.objects.count() == 1
    run_reports()
    assert sips.count_reports() == 1


def test_a_return_by_refresh_or_days_later_is_no_second_payment(sips: Sips, started: Attempt) -> None:
    way = WayBack(f"/pay/return/{started.token}/", sips.make(started, "00"))
    come_home(way)
    run_reports()
    come_home(way)
    age(started, days=3)
    come_home(way)
    run_reports()
    assert sips.count_reports() == 1
    assert state_of(started) == State.SEEN


def test_the_same_callback_twice_has_one_effect(sips: Sips, started: Attempt) -> None:
    for _ in range(3):
        sips.notify(started, "00")
    assert Notice.objects.count() == Booking.objects.count() == count_planned_reports() == 1


@pytest.mark.django_db(transaction=True)
def test_callbacks_at_the_same_moment_have_one_effect(sips: Sips, started: Attempt) -> None:
    form = sips.make(started, "00")
    codes: list[int] = []

    def notify_once() -> None:
        codes.append(sips.post(form).status_code)
        connection.close()

    _side_by_side(notify_once, 6)
    assert codes == [200] * 6
    assert Notice.objects.count() == Booking.objects.count() == count_planned_reports() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_report_once(sips: Sips, started: Attempt) -> None:
    sips.notify(started, "00")

    def work() -> None:
        run_reports()
        connection.close()

    _side_by_side(work, 4)
    assert sips.count_reports() == 1
    assert Booking.objects.get().state == Booking.State.DONE


def _side_by_side(work: Any, count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


@pytest.mark.parametrize("later", ["05", "17", "97"])
def test_paid_then_denied_is_looked_at_and_not_reported(later: str, sips: Sips, started: Attempt) -> None:
    sips.notify(started, "00")
    sips.notify(started, later)
    assert the_attempt().oddity == Oddity.CONTRADICTION
    assert state_of(started) == State.NEEDS_REVIEW
    run_reports()
    assert sips.count_reports() == 0


@pytest.mark.parametrize("later", ["05", "17", "97"])
def test_denied_after_the_office_saw_it_stays_seen_and_alerts(
    later: str, sips: Sips, started: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    sips.notify(started, "00")
    run_reports()
    caplog.clear()
    sips.notify(started, later)
    attempt = the_attempt()
    assert (attempt.state, attempt.oddity) == (State.SEEN, Oddity.CONTRADICTION)
    assert "ALERT" in caplog.text


def test_expired_then_paid_is_late_and_reported(sips: Sips, started: Attempt) -> None:
    sips.notify(started, "97")
    sips.notify(started, "00")
    assert (the_attempt().state, the_attempt().oddity) == (State.PAID_LATE, Oddity.LATE)
    run_reports()
    assert sips.count_reports() == 1


@pytest.mark.parametrize(("later", "state"), [("00", State.BANK_PAID), ("05", State.BANK_REFUSED)])
def test_pending_then_decided(later: str, state: State, sips: Sips, started: Attempt) -> None:
    sips.notify(started, "60")
    sips.notify(started, later)
    assert state_of(started) == state


def test_pending_for_ever_stays_pending_and_blocks_a_second_payment(
    sips: Sips, started: Attempt, ask_online: Ask, practice: PracticeOffice
) -> None:
    sips.notify(started, "60")
    age(started, days=40)
    reconcile()
    assert state_of(started) == State.BANK_UNKNOWN
    age(started, days=1)
    page = ask_online(practice.file("nl-woman"), "other", "50", status=409)
    assert page.heading == "You may be paying twice"


def test_an_earlier_payment_that_comes_late_beside_a_new_one_is_paid_twice(
    sips: Sips, started: Attempt, ask_online: Ask, practice: PracticeOffice
) -> None:
    sips.notify(started, "97")
    ask_online(practice.file("nl-woman"), "other", "50")
    second = Attempt.objects.latest("pk")
    sips.notify(second, "00")
    sips.notify(started, "00")
    assert (state_of(second), state_of(started)) == (State.BANK_PAID, State.PAID_TWICE)
    run_reports()
    assert sips.count_reports() == 2


def test_a_word_on_an_attempt_that_was_given_up_is_late(sips: Sips, started: Attempt) -> None:
    age(started, hours=2)
    recheck_payment.call(attempt_id=started.pk, step=ONCE)
    assert state_of(started) == State.LAPSED
    sips.notify(started, "00")
    assert state_of(started) == State.PAID_LATE


def test_a_file_that_was_paid_by_other_means_still_gets_the_money(
    sips: Sips, started: Attempt, practice: PracticeOffice
) -> None:
    practice.fault("tagor", "refuse", operation="TagorService/OnlinePaymentReceived", times=1)
    sips.notify(started, "00")
    run_reports()
    assert Booking.objects.get().state == Booking.State.REFUSED
    assert state_of(started) == State.BANK_PAID


def test_a_missed_callback_is_found_by_asking(
    sips: Sips, sign_in: SignIn, ask_online: Ask, bank: Bank, practice: PracticeOffice
) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en"), "other", "50"))
    age(the_attempt(), minutes=17)
    reconcile()
    assert the_attempt().state == State.BANK_PAID
    assert Notice.objects.get().source == Notice.Source.STATUS


@pytest.mark.parametrize(
    ("number", "state"),
    [
        ("4100000000000005", State.BANK_REFUSED),
        ("4100000000000060", State.BANK_UNKNOWN),
        ("", State.LAPSED),
    ],
)
def test_what_asking_finds(
    number: str,
    state: State,
    sips: Sips,
    sign_in: SignIn,
    ask_online: Ask,
    bank: Bank,
) -> None:
    page = ask_online(sign_in("nl-woman", "en"), "other", "50")
    if number:
        bank.act(page, "card", number=number)
    age(the_attempt(), minutes=17)
    reconcile()
    assert the_attempt().state == state


def test_a_word_that_was_kept_but_not_acted_on_is_acted_on_later(sips: Sips, started: Attempt) -> None:
    """A process that dies between keeping a word and acting on it loses nothing."""
    sips.notify(started, "00")
    Booking.objects.all().delete()
    Notice.objects.update(handled_at=None)
    Attempt.objects.update(state=State.AT_BANK, received_cents=None)
    reconcile()
    assert state_of(started) == State.BANK_PAID
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("fault", ["drop", "html"])
def test_a_report_without_answer_is_verified_before_it_could_be_repeated(
    fault: str, sips: Sips, started: Attempt, practice: PracticeOffice
) -> None:
    practice.fault("tagor", fault, operation="TagorService/OnlinePaymentReceived", times=1)
    sips.notify(started, "00")
    run_reports()
    assert Booking.objects.get().state == Booking.State.DOUBTFUL
    run_reports()
    arrived = fault == "drop"
    assert Booking.objects.get().state == (Booking.State.DONE if arrived else Booking.State.DOUBTFUL)
    assert sips.count_reports() == 1
    Booking.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    run_reports()
    run_reports()
    assert Booking.objects.get().state == Booking.State.DONE
    assert sips.count_reports() == (1 if arrived else 2)
    amounts = [payment["amount_cents"] for payment in practice.state("nl-woman")["payments"]]
    assert amounts.count(5000) == 1


def test_a_worker_killed_while_reporting_reports_no_second_time(
    sips: Sips, started: Attempt, practice: PracticeOffice
) -> None:
    sips.notify(started, "00")
    run_reports()
    killed_at = timezone.now() - timedelta(minutes=3)
    Booking.objects.update(state=Booking.State.SENDING, sent_at=killed_at, done_at=None)
    Attempt.objects.update(state=State.BANK_PAID)
    run_reports()
    assert Booking.objects.get().state == Booking.State.DONE
    assert state_of(started) == State.SEEN
    assert sips.count_reports() == 1


def test_a_report_waits_while_tagor_is_away(sips: Sips, started: Attempt, practice: PracticeOffice) -> None:
    sips.notify(started, "00")
    with practice.down():
        run_reports()
        assert Booking.objects.get().state == Booking.State.WAITING
    assert count_planned_reports() == 1
    assert sips.count_reports() == 0


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_only_post_is_served(method: str, sips: Sips) -> None:
    assert getattr(Client(), method)(PATH).status_code == 405


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_only_a_form_is_served(kind: str, sips: Sips) -> None:
    assert sips.post_raw(b"{}", kind).status_code == 415


def test_a_body_of_five_megabytes_is_refused(sips: Sips) -> None:
    assert sips.post_raw(b"x" * 5_000_000).status_code == 413


def test_a_length_of_thousands_of_digits_is_refused(sips: Sips) -> None:
    answer = Client().generic(
        "POST", PATH, b"x", "application/x-www-form-urlencoded", CONTENT_LENGTH="9" * 5000
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("body", [b"", b"\xff\xfe|||=", b"Data=%FF&Seal=x", b"&".join([b"a=1"] * 10_000)])
def test_garbage_is_refused_without_a_fault(body: bytes, sips: Sips) -> None:
    assert sips.post_raw(body).status_code in {400, 403, 415}


def test_a_body_without_a_length_is_an_empty_one(sips: Sips) -> None:
    """Chunked, or HTTP 1.0: nothing can be read, nothing falls over, and asking finds the payment."""
    request: Any = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    request |= {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    assert Client().generic("POST", PATH, b"Data=x", **request).status_code in {400, 403}


def test_without_a_merchant_the_address_does_not_exist(practice: PracticeOffice, office: Office) -> None:
    assert Sips(practice).post({"Data": "x"}).status_code == 404


def test_a_public_practice_key_is_refused_outside_the_practice(
    sips: Sips, started: Attempt, settings: Settings
) -> None:
    settings.SANDBOX = False
    registry.reset()
    assert sips.notify(started, "00").status_code == 503
    assert state_of(started) == State.AT_BANK


def test_nothing_of_a_notification_reaches_the_log(
    sips: Sips, started: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    private = {
        "maskedPan": "4100#########00",
        "customerIpAddress": "192.0.2.7",
        "customerEmail": "a@b.example",
    }
    form = sips.make(started, "00", **private)
    sips.post(form)
    sips.post({**form, "Seal": "0" * 64})
    for secret in (*private.values(), SECRET, form["Data"], form["Seal"]):
        assert secret not in caplog.text


def test_the_channel_of_the_type_of_file_goes_before_that_of_the_office(
    sips: Sips, sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, office: Office
) -> None:
    seeded = sign_in("nl-woman", "en")
    kind = registry.tagor().get_file_info(credential=None, file_id=seeded.file_id, party_id=seeded.party_id)
    PaymentChannel.objects.create(office=office, file_type_id=kind.file_type_id, provider="tagor_sips")
    ask_online(seeded, "other", "50")
    assert the_attempt().provider == "tagor_sips"
    PaymentChannel.objects.filter(file_type_id=kind.file_type_id).update(provider="transfer")
    page = ask_online(seeded, "other", "60")
    assert page.answer.request["PATH_INFO"] == "/pay/transfer/"  # type: ignore[attr-defined]
    assert "This file is paid by transfer" in page.text


@pytest.mark.parametrize("fault", ["410", "html", "garbage", "refuse", "drop"])
def test_a_payment_service_that_fails_lets_nobody_pay_and_offers_the_transfer(
    fault: str, sips: Sips, sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    practice.fault("sips", fault, operation="paymentInit", times=1)
    page = ask_online(sign_in("nl-woman", "en"), "other", "50")
    assert "Online payment does not work now" in page.text
    assert the_attempt().state in {State.NOT_STARTED, State.UNKNOWN}
    ask_online(practice.file("nl-woman"), "other", "50")
    assert Attempt.objects.count() == 2


def test_a_queue_that_was_lost_is_filled_again(sips: Sips, started: Attempt) -> None:
    """Killed between "paid" and "tell Tagor", or restored from a backup without its queue."""
    sips.notify(started, "00")
    DBTaskResult.objects.all().delete()
    reconcile()
    reconcile()
    assert count_planned_reports() == 1


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.LAPSED, "You started many payments in the last hour"),
        (State.NOT_STARTED, "Online payment failed many times in the last hour The fault is not yours."),
        (State.UNKNOWN, "Online payment failed many times in the last hour The fault is not yours."),
    ],
)
def test_a_file_that_begins_a_payment_every_minute_gets_the_transfer(
    state: State, told: str, sips: Sips, started: Attempt, ask_online: Ask, practice: PracticeOffice
) -> None:
    seeded = practice.file("nl-woman")
    fields = {"file_id": seeded.file_id, "party_id": seeded.party_id, "kind": "other", "state": state}
    for number in range(MOST_STARTS_AN_HOUR):
        Attempt.objects.create(
            token=make_token(), reference=make_reference(), amount_cents=number + 1, **fields
        )
    page = ask_online(seeded, "other", "60")
    assert page.answer.request["PATH_INFO"] == "/pay/transfer/"  # type: ignore[attr-defined]
    assert told in page.text
    assert sips.notify(started, "00").status_code == 200


@pytest.mark.parametrize(("times", "state"), [(1, State.AT_BANK), (2, State.NOT_STARTED)])
def test_a_used_reference_is_replaced_once(
    times: int, state: State, sips: Sips, sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    practice.fault("sips", "used-reference", operation="paymentInit", times=times)
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    asked = [call["body"]["transactionReference"] for call in practice.calls("paymentInit")]
    assert len(set(asked)) == len(asked) == 2
    assert (the_attempt().reference, the_attempt().state) == (asked[-1], state)


def test_a_report_makes_a_line_that_is_known_as_its_own(sips: Sips, started: Attempt) -> None:
    sips.notify(started, "00")
    run_reports()
    lines = {line["line_id"]: line["amount_cents"] for line in sips.practice.state("nl-woman")["lines"]}
    assert lines[the_attempt().line_id] == -5000


def test_a_line_that_may_be_of_another_payment_is_left_to_staff(
    sips: Sips, started: Attempt, practice: PracticeOffice, caplog: pytest.LogCaptureFixture
) -> None:
    practice.fault("tagor", "drop", operation="TagorService/OnlinePaymentReceived", times=1)
    sips.notify(started, "00")
    run_reports()
    line_id = practice.state("nl-woman")["lines"][-1]["line_id"]
    taken = {"file_id": started.file_id, "party_id": "1", "kind": "other", "amount_cents": 5000}
    Attempt.objects.create(**taken, token=make_token(), reference="DPX", line_id=line_id, state=State.SEEN)
    Booking.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    run_reports()
    assert Booking.objects.get().state == Booking.State.DOUBTFUL
    assert "staff must decide" in caplog.text
    assert sips.count_reports() == 1


@pytest.mark.parametrize(
    ("action", "state", "reports"), [("mark_arrived", State.SEEN, 1), ("send_again", State.SEEN, 2)]
)
def test_staff_decide_about_a_report_that_was_refused(
    action: str, state: State, reports: int, sips: Sips, started: Attempt, admin_client: Client
) -> None:
    sips.practice.fault("tagor", "refuse", operation="TagorService/OnlinePaymentReceived", times=1)
    sips.notify(started, "00")
    run_reports()
    form = {"action": action, "_selected_action": [str(Booking.objects.get().pk)]}
    assert admin_client.post("/admin/payments/booking/", form).status_code == 302
    run_reports()
    assert Booking.objects.get().state == Booking.State.DONE
    assert (state_of(started), sips.count_reports()) == (state, reports)


def test_another_amount_that_staff_accept_is_reported_as_it_was_paid(
    sips: Sips, started: Attempt, practice: PracticeOffice
) -> None:
    sips.notify(started, "00", amount="4000")
    resolve(the_attempt(), Outcome.PAID, Reason.ON_STATEMENT, by=Actor(AuditEvent.ActorKind.STAFF))
    run_reports()
    practice.book("nl-woman")
    Attempt.objects.update(checked_at=None)
    assert refresh(the_attempt()).state == State.BOOKED
    amounts = [payment["amount_cents"] for payment in practice.state("nl-woman")["payments"]]
    assert amounts.count(4000) == 1
