"""Worldline and Mollie with the portal as merchant: only the answer to our own question counts.

Every test runs for both, unless only one of them has the case.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal import registry
from portal.audit.actors import SYSTEM
from portal.office.models import Office
from portal.payments.models import Alert, Attempt, Booking, Notice, Oddity, PaymentChannel, Reversal, State
from portal.payments.settling import methods
from portal.payments.settling.alerts import review_alerts
from portal.payments.settling.follow_up import ask_service, refresh
from portal.payments.settling.left_pages import close_page, find_start
from portal.payments.settling.reconcile import check_reversals, has_unsettled
from portal.payments.settling.review import decide_alert
from portal.payments.settling.settlement import export_settlement
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import Ask, SignIn, the_attempt
from tests.pages.payments.direct import count_planned_reports, run_reports
from tests.pages.payments.services import (
    CREATE,
    STATUS,
    Service,
    get_page_address,
    make_event,
    post,
    post_event,
    run_news,
    sign,
)
from tests.practice import PracticeOffice, wait_until

pytestmark = pytest.mark.sqlite

OUTCOMES = {
    "paid": (State.BANK_PAID, State.BANK_PAID),
    "refused": (State.BANK_REFUSED, State.BANK_REFUSED),
    "cancelled": (State.BANK_CANCELLED, State.BANK_CANCELLED),
    "pending": (State.BANK_UNKNOWN, State.BANK_UNKNOWN),
    "waiting-long": (State.BANK_UNKNOWN, State.BANK_UNKNOWN),
    "uncertain": (State.BANK_UNKNOWN, State.BANK_UNKNOWN),
    "reserved": (State.BANK_UNKNOWN, State.BANK_UNKNOWN),
    "capture-refused": (State.BANK_REFUSED, State.BANK_REFUSED),
    "at-bank": (State.AT_BANK, State.AT_BANK),
    "unknown-status": (State.BANK_UNKNOWN, State.BANK_UNKNOWN),
    "half-paid": (State.BANK_UNKNOWN, State.BANK_PAID),
    "amount-more": (State.AMOUNT_DIFFERS, State.AMOUNT_DIFFERS),
    "amount-less": (State.AMOUNT_DIFFERS, State.AMOUNT_DIFFERS),
    "other-currency": (State.NEEDS_REVIEW, State.NEEDS_REVIEW),
    "other-reference": (State.NEEDS_REVIEW, State.NEEDS_REVIEW),
    "no-payment": (State.BANK_UNKNOWN, State.NEEDS_REVIEW),
    "refunded": (State.NEEDS_REVIEW, State.NEEDS_REVIEW),
    "charged-back": (State.NEEDS_REVIEW, State.NEEDS_REVIEW),
}
"""The state that each outcome at the practice service leads to: at Worldline, at Mollie."""


@pytest.fixture(params=["worldline", "mollie"])
def service(
    request: pytest.FixtureRequest, practice: PracticeOffice, settings: Settings, office: Office
) -> Service:
    """The portal set up as a merchant there, for every type of file."""
    return set_up(request.param, practice, settings, office)


@pytest.fixture
def worldline(practice: PracticeOffice, settings: Settings, office: Office) -> Service:
    return set_up("worldline", practice, settings, office)


@pytest.fixture
def mollie(practice: PracticeOffice, settings: Settings, office: Office) -> Service:
    return set_up("mollie", practice, settings, office)


def set_up(code: str, practice: PracticeOffice, settings: Settings, office: Office) -> Service:
    for name, value in {**practice.worldline_settings, **practice.mollie_settings}.items():
        setattr(settings, name, [value] if name.endswith("_HOSTS") else value)
    PaymentChannel.objects.create(office=office, provider=code)
    registry.reset()
    return Service(code, practice)


@pytest.fixture
def started(service: Service, sign_in: SignIn, ask_online: Ask) -> Attempt:
    """A payment of 50 euros whose payer is at the page of the service."""
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    return the_attempt()


def state_of(attempt: Attempt) -> str:
    return Attempt.objects.get(pk=attempt.pk).state


def set_state(attempt: Attempt, state: State, **fields: Any) -> Attempt:
    Attempt.objects.filter(pk=attempt.pk).update(state=state, **fields)
    return Attempt.objects.get(pk=attempt.pk)


def test_a_payment_is_paid_reported_once_seen_and_booked(
    service: Service, sign_in: SignIn, ask_online: Ask, visit: Visit, practice: PracticeOffice
) -> None:
    hand_over = ask_online(sign_in("nl-woman", "en"), "other", "50")
    assert f"You now go to {practice.host}" in hand_over.text
    place = service.pay(hand_over)
    stranger = Client().get(place)
    assert (stranger.status_code, service.list_starts()) == (303, 1)
    assert visit(stranger["Location"]).heading == "The bank says you have paid"
    run_reports()
    run_reports()
    assert visit(stranger["Location"]).heading == "The office has seen your payment"
    assert service.count_reports() == 1
    practice.book("nl-woman")
    Attempt.objects.update(checked_at=None)
    assert visit(stranger["Location"]).heading == "Your payment is booked"
    amounts = [payment["amount_cents"] for payment in practice.state("nl-woman")["payments"]]
    assert amounts.count(5000) == 1


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_status_has_its_state(outcome: str, service: Service, started: Attempt) -> None:
    service.decide(started, outcome=outcome)
    assert service.notify(started).status_code in {200, 204}
    wanted = OUTCOMES[outcome][service.code == "mollie"]
    assert state_of(started) == wanted
    assert count_planned_reports() == (1 if wanted == State.BANK_PAID else 0)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_state_is_said_in_words(outcome: str, service: Service, started: Attempt, visit: Visit) -> None:
    service.decide(started, outcome=outcome)
    service.notify(started)
    Attempt.objects.update(checked_at=timezone.now())
    page = visit(f"/pay/status/{started.token}/")
    offers = "Pay again or another amount" in page.links()
    assert offers is (state_of(started) in {State.BANK_REFUSED, State.BANK_CANCELLED, State.BANK_EXPIRED})


def test_an_unknown_status_alerts_and_is_paid_when_it_says_so(
    service: Service, started: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    service.decide(started, outcome="unknown-status")
    service.notify(started)
    assert the_attempt().oddity == Oddity.UNKNOWN_CODE
    assert "ALERT" in caplog.text
    service.decide(started, outcome="paid")
    service.notify(started)
    assert state_of(started) == State.BANK_PAID


def test_money_that_is_only_reserved_alerts(
    service: Service, started: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    service.decide(started, outcome="reserved")
    service.notify(started)
    assert "ALERT payment attempt" in caplog.text


def test_a_browser_that_comes_back_proves_nothing(service: Service, started: Attempt, visit: Visit) -> None:
    made_up = f"/pay/return/{started.token}/?RETURNMAC=x&hostedCheckoutId=1&status=paid"
    for browser in (Client().get, Client().post):
        assert browser(made_up).status_code == 303
    assert state_of(started) == State.RETURNED
    assert visit(f"/pay/status/{started.token}/").heading == "We are checking your payment"
    assert not Notice.objects.exists()


def test_the_same_news_twice_has_one_effect(service: Service, started: Attempt) -> None:
    service.decide(started, outcome="paid")
    for _again in range(3):
        service.post(started)
    assert run_news() == 1
    service.notify(started)
    assert (Notice.objects.count(), Booking.objects.count(), count_planned_reports()) == (1, 1, 1)


def test_news_that_cannot_be_read_is_kept_until_it_can(service: Service, started: Attempt) -> None:
    """Answered as taken although the question failed: it is asked again, or the payment would be lost."""
    service.decide(started, outcome="paid")
    service.practice.fault(service.code, "503", operation=STATUS[service.code])
    service.notify(started)
    assert state_of(started) == State.AT_BANK
    service.practice.clear_faults()
    registry.reset()
    assert run_news() == 1
    assert state_of(started) == State.BANK_PAID


def test_a_missed_webhook_is_found_by_asking(service: Service, started: Attempt) -> None:
    service.decide(started, outcome="paid")
    assert refresh(started).state == State.BANK_PAID
    assert Notice.objects.get().source == Notice.Source.STATUS


def test_refused_then_paid_is_looked_at(service: Service, started: Attempt) -> None:
    service.decide(started, outcome="refused")
    service.notify(started)
    service.decide(started, outcome="paid")
    service.notify(started)
    assert (state_of(started), count_planned_reports()) == (State.NEEDS_REVIEW, 0)


def test_paid_after_the_time_ran_out_is_late_and_reported(service: Service, started: Attempt) -> None:
    service.decide(started, outcome="expired")
    Attempt.objects.update(started_at=timezone.now() - timedelta(hours=2))
    service.notify(started)
    assert state_of(started) == State.BANK_EXPIRED
    service.decide(started, outcome="paid")
    service.notify(started)
    assert (state_of(started), count_planned_reports()) == (State.PAID_LATE, 1)


def test_paid_after_we_gave_it_up_is_late(service: Service, started: Attempt) -> None:
    set_state(started, State.LAPSED)
    service.decide(started, outcome="paid")
    service.notify(started)
    assert state_of(started) == State.PAID_LATE


def test_an_earlier_payment_that_comes_late_beside_a_new_one_is_paid_twice(
    service: Service, started: Attempt, ask_online: Ask, practice: PracticeOffice
) -> None:
    set_state(started, State.LAPSED)
    ask_online(practice.file("nl-woman"), "other", "50")
    second = Attempt.objects.exclude(pk=started.pk).get()
    for one in (second, started):
        service.decide(one, outcome="paid")
        service.notify(one)
    assert (state_of(second), state_of(started)) == (State.BANK_PAID, State.PAID_TWICE)


@pytest.mark.parametrize("state", [State.BANK_PAID, State.SEEN, State.BOOKED])
@pytest.mark.parametrize("part", [1000, 5000])
@pytest.mark.parametrize("kind", ["refund", "chargeback"])
def test_money_that_goes_back_is_kept_said_and_handled(
    kind: str, part: int, state: State, service: Service, started: Attempt, visit: Visit
) -> None:
    """After "paid" nobody asks by itself: the service says that there is news, weeks later."""
    service.decide(started, outcome="paid")
    service.notify(started)
    set_state(started, state)
    cents = 5000 if (service.code, kind) == ("worldline", "chargeback") else part
    field = "refund_cents" if kind == "refund" else "charge_back_cents"
    service.decide(started, **{field: cents})
    service.notify(started)
    found = Reversal.objects.get()
    assert (found.kind, found.amount_cents, found.handled_at) == (kind, cents, None)
    assert state_of(started) == (State.NEEDS_REVIEW if state == State.BANK_PAID else state)
    kinds = set(Alert.objects.filter(closed_at=None).values_list("kind", flat=True))
    assert kind in kinds
    service.notify(started)
    assert Reversal.objects.count() == 1


@pytest.mark.parametrize("outcome", ["refunded", "charged-back"])
def test_what_went_back_before_it_was_heard_of_was_paid_first(
    outcome: str, service: Service, started: Attempt
) -> None:
    """The settlement has a row for each way: together they come to nothing."""
    service.decide(started, outcome=outcome)
    service.notify(started)
    found, today = the_attempt(), timezone.localdate()
    assert (found.received_cents, found.left_cents) == (5000, 0)
    rows = [row.split(";") for row in export_settlement(today, today, by=SYSTEM).decode().splitlines()]
    assert [(row[1], row[3]) for row in rows[1:]] == [("50.00", "CRDT"), ("50.00", "DBIT")]


def test_what_went_back_is_found_by_asking_rarely(service: Service, started: Attempt) -> None:
    """The service tells of it once; whoever missed that asks once a day, later once a week."""
    service.decide(started, outcome="paid")
    service.notify(started)
    paid = set_state(started, State.BOOKED, checked_at=timezone.now())
    service.decide(started, refund_cents=700)
    assert has_unsettled()
    assert check_reversals(timezone.now(), limit=10) == 0
    set_state(paid, State.BOOKED, checked_at=timezone.now() - timedelta(hours=25))
    assert check_reversals(timezone.now(), limit=10) == 1
    assert Reversal.objects.get().amount_cents == 700
    old = timezone.now() - timedelta(days=20)
    set_state(paid, State.BOOKED, bank_at=old, checked_at=timezone.now() - timedelta(days=6))
    assert check_reversals(timezone.now(), limit=10) == 0
    set_state(paid, State.BOOKED, bank_at=old, checked_at=timezone.now() - timedelta(days=8))
    assert check_reversals(timezone.now(), limit=10) == 1


def test_staff_say_that_it_was_taken_off_and_more_is_said_again(service: Service, started: Attempt) -> None:
    service.decide(started, outcome="paid")
    service.notify(started)
    set_state(started, State.BOOKED)
    for cents in (1000, 500):
        service.decide(started, refund_cents=cents)
        service.notify(started)
        alert = Alert.objects.get(closed_at=None, kind=Alert.Kind.REFUND)
        decide_alert(alert, Alert.Decision.TAKEN_OFF, by=SYSTEM)
        assert not Reversal.objects.filter(handled_at=None).exists()
        review_alerts(the_attempt())
        assert not Alert.objects.filter(closed_at=None, kind=Alert.Kind.REFUND).exists()
    assert [one.amount_cents for one in Reversal.objects.all()] == [1000, 500]


def test_a_chargeback_that_was_won_is_not_forgotten(
    mollie: Service, sign_in: SignIn, ask_online: Ask
) -> None:
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    attempt = the_attempt()
    for cents in (0, 5000, 0, 5000):
        mollie.decide(attempt, outcome="paid", charge_back_cents=cents)
        mollie.notify(attempt)
        assert the_attempt().charged_back_cents == cents
    assert Reversal.objects.count() == 1


def test_reserved_and_answered_in_the_same_second_has_one_effect(service: Service, started: Attempt) -> None:
    service.decide(started, outcome="paid")
    ask_service(started)
    refresh(started)
    service.notify(started)
    assert (Notice.objects.count(), Booking.objects.count()) == (1, 1)


# Webhooks ------------------------------------------------------------------------------------------------


REFUSED = {
    "wrong secret": (403, {"secret": "wrong"}),
    "unknown key": (403, {"key_id": "another"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_webhook_that_is_not_signed_by_our_key_is_refused(
    name: str, worldline: Service, sign_in: SignIn, ask_online: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    status, how = REFUSED[name]
    assert post_event(make_event(the_attempt()), **how).status_code == status
    assert (run_news(), "ALERT webhook refused" in caplog.text) == (0, True)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"merchantId": "PSPOTHER"}, 403),
        ({"apiVersion": "v2"}, 400),
        ({"payment": {"id": "9999999999_0"}}, 204),
        ({"payment": None, "refund": None}, 400),
        ({"type": "payment.teleported"}, 204),
        ({"payment": []}, 400),
    ],
)
def test_a_signed_event_moves_nothing_but_what_it_is_about(
    changes: dict[str, Any], status: int, worldline: Service, sign_in: SignIn, ask_online: Ask
) -> None:
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    assert post_event(make_event(the_attempt()) | changes).status_code == status
    assert run_news() == (1 if changes == {"type": "payment.teleported"} else 0)


@pytest.mark.parametrize("body", [b"null", b"[]", b'""', b"{}", b'{"apiVersion":"\xff"}', b"[" * 9000])
def test_a_signed_body_that_is_no_event_is_refused(body: bytes, worldline: Service) -> None:
    answer = post("/pay/worldline/webhook/", body, "application/json", **sign(body))
    assert answer.status_code == 400


def test_an_event_without_the_pages_id_is_found_by_the_payments_own(
    worldline: Service, sign_in: SignIn, ask_online: Ask
) -> None:
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    event = make_event(the_attempt())
    del event["payment"]["hostedCheckoutSpecificOutput"]
    assert post_event(event).status_code == 204
    assert run_news() == 1


def test_an_event_that_names_another_reference_makes_us_ask_nothing(
    worldline: Service, sign_in: SignIn, ask_online: Ask
) -> None:
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    event = make_event(the_attempt())
    event["payment"]["paymentOutput"]["references"]["merchantReference"] = "DPOTHER"
    assert post_event(event).status_code == 204
    assert run_news() == 0


def test_the_question_whether_the_address_is_ours_is_answered_in_plain_text(worldline: Service) -> None:
    name = "X-GCS-Webhooks-Endpoint-Verification"
    answer = Client().get("/pay/worldline/webhook/", headers={name: "aB3+/=_.-"})
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"aB3+/=_.-", "text/plain")
    for bad in ("<script>", "", "x" * 257, "a b"):
        assert Client().get("/pay/worldline/webhook/", headers={name: bad}).status_code == 404


@pytest.mark.parametrize("payment_id", ["tr_other00000", "tr_../x", "", "x" * 5000])
def test_an_id_of_another_payment_makes_us_ask_nothing(
    payment_id: str, mollie: Service, sign_in: SignIn, ask_online: Ask
) -> None:
    """Others took any id on any hook, so one paid payment could pay another."""
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    assert mollie.post(the_attempt(), payment_id=payment_id).status_code == 200
    assert (run_news(), mollie.count_questions()) == (0, 0)


def test_an_unknown_address_is_answered_like_a_known_one(mollie: Service) -> None:
    kind = "application/x-www-form-urlencoded"
    answer = post("/pay/mollie/webhook/" + "x" * 43 + "/", b"id=tr_abc", kind)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(("kind", "size", "status"), [("text/plain", 10, 415), (None, 70_000, 413)])
def test_another_kind_of_body_or_a_huge_one_is_refused(
    kind: str | None, size: int, status: int, service: Service, started: Attempt
) -> None:
    usual = {"worldline": "application/json", "mollie": "application/x-www-form-urlencoded"}[service.code]
    path = {"worldline": "/pay/worldline/webhook/", "mollie": f"/pay/mollie/webhook/{started.token}/"}
    assert post(path[service.code], b"x" * size, kind or usual).status_code == status
    endless = Client().generic("POST", path[service.code], b"x", usual, CONTENT_LENGTH="9" * 5000)
    assert endless.status_code == 413


@pytest.mark.parametrize("name", ["WORLDLINE_MERCHANT_ID", "MOLLIE_API_KEY"])
def test_a_service_that_is_not_set_up_has_no_address(name: str, settings: Settings, db: None) -> None:
    setattr(settings, name, "")
    paths = {"WORLDLINE_MERCHANT_ID": "/pay/worldline/webhook/", "MOLLIE_API_KEY": "/pay/mollie/webhook/x/"}
    assert post(paths[name], b"{}", "application/json").status_code == 404


def test_nothing_of_a_webhook_reaches_the_log(
    service: Service, started: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    service.decide(started, outcome="paid")
    service.notify(started)
    for secret in (
        started.token,
        "Practice Payer",
        "BE68539007547034",
        "practice-hook-secret-1",
        "practiceKey",
    ):
        assert secret not in caplog.text


# Starts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["other-host", "plain-http"])
def test_nobody_is_sent_to_a_host_that_is_not_listed(
    fault: str, service: Service, sign_in: SignIn, ask_online: Ask
) -> None:
    service.practice.fault(service.code, fault)
    page = ask_online(sign_in("nl-woman", "en"), "other", "50")
    assert "Online payment does not work now" in page.text
    assert "elsewhere.example" not in page.html
    assert state_of(the_attempt()) == State.NOT_STARTED


def test_a_double_click_starts_once(service: Service, sign_in: SignIn, ask_online: Ask) -> None:
    seeded = sign_in("nl-woman", "en")
    pages = [get_page_address(ask_online(seeded, "other", "50")) for _click in range(2)]
    assert pages[0] == pages[1]
    assert service.list_starts() == 1


def test_the_payer_may_pay_as_long_as_the_page_is_there(
    service: Service, started: Attempt, visit: Visit
) -> None:
    minutes = {"worldline": 30, "mollie": 60}[service.code]
    Attempt.objects.update(started_at=timezone.now() - timedelta(minutes=minutes - 1))
    assert refresh(the_attempt()).state == State.AT_BANK
    Attempt.objects.update(started_at=timezone.now() - timedelta(minutes=minutes + 1), checked_at=None)
    assert refresh(the_attempt()).state == State.LAPSED


@pytest.mark.parametrize(
    "fault", ["401", "403", "409", "422", "429", "500", "503", "lost", "html", "empty", "elsewhere"]
)
def test_a_service_that_fails_ends_in_the_transfer_with_its_code(
    fault: str, service: Service, sign_in: SignIn, ask_online: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    service.practice.fault(service.code, fault)
    page = ask_online(sign_in("nl-woman", "en"), "other", "50")
    assert page.answer.request["PATH_INFO"] == "/pay/transfer/"  # type: ignore[attr-defined]
    assert "Online payment does not work now" in page.text
    assert "€50.00" in page.text
    assert "<svg" in page.html
    assert "ALERT payment attempt" in caplog.text
    assert state_of(the_attempt()) in {State.NOT_STARTED, State.UNKNOWN}


def test_a_start_that_hangs_is_answered_in_time_and_found_later(
    service: Service, sign_in: SignIn, ask_online: Ask, settings: Settings
) -> None:
    """The page that was made after all is known from then on, and closed where that can be."""
    settings.UPSTREAM_PAGE_DEADLINE_S = 0.6
    service.practice.fault(service.code, "slow", operation=CREATE[service.code], times=1, seconds=1.5)
    page = ask_online(sign_in("nl-woman", "en"), "other", "50")
    assert "Online payment does not work now" in page.text
    attempt = the_attempt()
    assert (attempt.state, attempt.checkout_id) == (State.UNKNOWN, "")
    assert find_start.call(attempt_id=attempt.pk) == ("closed")
    found = the_attempt()
    assert found.checkout_id
    assert find_start.call(attempt_id=attempt.pk) == "known"
    # The one that hung comes through at last, and is the same.
    wait_until(lambda: all(call["status"] for call in service.practice.calls(CREATE[service.code])))
    (made,) = service.practice.checkouts()
    assert made["outcome"] == ("cancelled" if service.code == "mollie" else "")


def test_a_page_that_was_made_after_a_lost_answer_and_paid_is_paid_late(
    service: Service, sign_in: SignIn, ask_online: Ask
) -> None:
    service.practice.fault(service.code, "drop", operation=CREATE[service.code], times=1)
    ask_online(sign_in("nl-woman", "en"), "other", "50")
    assert state_of(the_attempt()) == State.UNKNOWN
    (made,) = service.practice.checkouts()
    service.practice.change_checkout(made["checkout_id"], outcome="paid")
    find_start.call(attempt_id=the_attempt().pk)
    assert len(service.practice.checkouts()) == 1
    service.notify(the_attempt())
    assert state_of(the_attempt()) == State.PAID_LATE


def test_a_page_given_up_for_another_is_closed_where_that_can_be(
    mollie: Service, sign_in: SignIn, ask_online: Ask
) -> None:
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded, "other", "50")
    first = the_attempt()
    Client().get(f"/pay/return/{first.token}/")
    ask_online(seeded, "other", "50", sure="on")
    assert state_of(first) == State.LAPSED
    assert close_page.call(attempt_id=first.pk) == "closed"
    outcomes = [one["outcome"] for one in mollie.practice.checkouts()]
    assert outcomes == ["cancelled", ""]


def test_the_pay_page_names_what_the_service_takes(
    service: Service,
    sign_in: SignIn,
    visit: Visit,
    practice: PracticeOffice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The names come from the service; asked once in an hour, and a page without them is whole."""
    monkeypatch.setattr(methods, "PAYMENT_METHODS_S", 10.0)  # a busy machine takes longer than people wait
    sign_in("nl-woman", "en")
    page = visit("/pay/")
    assert "There you can pay with: Bancontact iDEAL | Wero" in page.text
    assert page.html.count('<ul class="means"') == 1
    visit("/pay/")
    assert (
        len(practice.calls({"worldline": "getPaymentProducts", "mollie": "listMethods"}[service.code])) == 1
    )
    if service.code == "mollie":  # what is no brand is said in the reader's language
        assert "Carte" in visit("/pay/?lang=fr").text


def test_a_service_that_does_not_say_what_it_takes_leaves_the_page_whole(
    service: Service, sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    practice.fault(service.code, "503")
    sign_in("nl-woman", "en")
    page = visit("/pay/")
    assert "There you can pay with" not in page.text
    assert "Online: the payment is made at once, on any day." in page.text


def test_one_payment_of_the_plan_is_paid(
    service: Service, sign_in: SignIn, ask_online: Ask, visit: Visit
) -> None:
    seeded = sign_in("running-plan", "en")
    assert "One payment of your plan" in visit("/pay/").text
    ask_online(seeded, "instalment")
    assert (the_attempt().kind, the_attempt().state) == ("instalment", State.AT_BANK)
