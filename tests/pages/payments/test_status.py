"""Coming back proves nothing; the page says what the office shows, and nothing more."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.payments.models import Attempt, State
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.payments.conftest import (
    REFUSED_CARD,
    Ask,
    Bank,
    SignIn,
    WayBack,
    come_home,
    list_starts,
    the_attempt,
)
from tests.practice import PracticeOffice

Look = Callable[..., Page]
BODIES = [{"Data": "responseCode=00|amount=123456", "Seal": "0" * 64}, {}, {"x": "y" * 1000}]


@pytest.fixture
def open_status(visit: Visit) -> Look:
    """Open a status page some seconds after the last look, so that the office is asked again."""

    def open_again(place: str, *, status: int = 200) -> Page:
        Attempt.objects.update(checked_at=None)
        return visit(place, status=status)

    return open_again


@pytest.mark.parametrize("by_post", [True, False])
def test_return_without_session_leads_to_a_page_that_says_nothing_of_the_file(
    sign_in: SignIn, ask_online: Ask, bank: Bank, *, by_post: bool
) -> None:
    seeded = sign_in("nl-woman", "en")
    place = come_home(bank.pay(ask_online(seeded)), by_post=by_post)
    page = Client().get(place, headers={"Accept-Language": "en"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Thank you for coming back" in text
    for secret in ("1,234", "123456", seeded.file, seeded.name, the_attempt().reference, "paid"):
        assert secret not in text
    assert the_attempt().state == State.RETURNED


@pytest.mark.parametrize("body", BODIES)
def test_a_forged_return_changes_nothing_but_that_somebody_came_back(
    sign_in: SignIn, ask_online: Ask, open_status: Look, body: dict[str, str]
) -> None:
    ask_online(sign_in("nl-woman", "en"))
    page = open_status(come_home(WayBack(f"/pay/return/{the_attempt().token}/", body)))
    assert page.heading == "We are checking your payment"
    assert the_attempt().state == State.RETURNED


def test_return_needs_no_token_of_ours_and_no_known_content_type(sign_in: SignIn, ask_online: Ask) -> None:
    ask_online(sign_in("nl-woman", "en"))
    path = f"/pay/return/{the_attempt().token}/"
    stranger = Client(enforce_csrf_checks=True)
    for body, kind in [
        (b"\xff\xfe|||=", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"x", "multipart/form-data"),
    ]:
        assert stranger.post(path, body, content_type=kind).status_code == 303
    assert stranger.put(path).status_code == 405
    assert stranger.head(path).status_code == 303


def test_return_refuses_a_huge_body(sign_in: SignIn, ask_online: Ask) -> None:
    ask_online(sign_in("nl-woman", "en"))
    answer = Client().post(f"/pay/return/{the_attempt().token}/", b"x" * 70_000, content_type="text/plain")
    assert answer.status_code == 413
    path = f"/pay/return/{the_attempt().token}/"
    assert Client().generic("POST", path, b"x", "text/plain", CONTENT_LENGTH="9" * 5000).status_code == 413
    assert the_attempt().state == State.AT_BANK


@pytest.mark.parametrize("token", ["x", "x" * 43, "../../admin", "%00", "é" * 43])
@pytest.mark.parametrize("page", ["return", "status", "go"])
def test_garbage_tokens_do_not_exist(sign_in: SignIn, client: Client, page: str, token: str) -> None:
    sign_in("nl-woman", "en")
    assert client.get(f"/pay/{page}/{token}/").status_code == 404


def test_replayed_return_is_recorded_once(sign_in: SignIn, ask_online: Ask, bank: Bank) -> None:
    way = bank.pay(ask_online(sign_in("nl-woman", "en")))
    come_home(way)
    first = the_attempt().returned_at
    come_home(way)
    come_home(way, by_post=False)
    assert the_attempt().returned_at == first
    assert the_attempt().state == State.RETURNED


def test_return_wipes_the_way_to_the_payment_page(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit
) -> None:
    come_home(bank.pay(ask_online(sign_in("nl-woman", "en"))))
    assert the_attempt().sealed_redirect == ""
    page = visit(f"/pay/go/{the_attempt().token}/", follow=True)
    assert page.answer.request["PATH_INFO"].startswith("/pay/status/")  # type: ignore[attr-defined]


def test_status_before_anybody_came_back_offers_the_way_to_the_payment_page(
    sign_in: SignIn, ask_online: Ask, open_status: Look
) -> None:
    ask_online(sign_in("nl-woman", "en"))
    token = the_attempt().token
    page = open_status(f"/pay/status/{token}/")
    assert page.heading == "You started a payment"
    assert page.links()["Go to the payment page"] == f"/pay/go/{token}/"


def test_paid_and_notified_is_seen_then_booked(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look, practice: PracticeOffice
) -> None:
    place = come_home(bank.pay(ask_online(sign_in("nl-woman", "en"))))
    page = open_status(place)
    assert page.heading == "The office has seen your payment"
    assert "€1,234.56" in page.text
    assert page.refresh_s is None
    practice.book("nl-woman")
    assert open_status(place).heading == "Your payment is booked"
    attempt = the_attempt()
    assert attempt.state == State.BOOKED
    assert attempt.seen_at
    assert attempt.booked_at
    assert attempt.line_id


def test_nothing_says_paid_while_the_notification_is_missing(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look
) -> None:
    place = come_home(bank.pay(ask_online(sign_in("nl-woman", "en")), behaviour="no-notification"))
    page = open_status(place)
    assert page.heading == "We are checking your payment"
    assert "paid" not in page.text.lower()
    assert page.refresh_s == 5


def test_late_notification_is_seen_when_it_arrives(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look, practice: PracticeOffice
) -> None:
    practice.fault("sips", "late-notification", operation="notification", times=1, seconds=3)
    place = come_home(bank.pay(ask_online(sign_in("nl-woman", "en"))))
    assert open_status(place).heading == "We are checking your payment"
    ends_at = time.monotonic() + 20
    while open_status(place).heading != "The office has seen your payment":
        assert time.monotonic() < ends_at
        time.sleep(0.1)


def test_duplicate_notification_is_one_payment(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look, practice: PracticeOffice
) -> None:
    place = come_home(bank.pay(ask_online(sign_in("nl-woman", "en")), behaviour="duplicate-notification"))
    assert open_status(place).heading == "The office has seen your payment"


@pytest.mark.parametrize(
    ("act", "more"), [("cancel", {}), ("card", {"number": REFUSED_CARD}), ("expire", {})]
)
def test_stopped_or_refused_payment_is_never_seen(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look, act: str, more: dict[str, str]
) -> None:
    way = bank.act(ask_online(sign_in("nl-woman", "en")), act, **more)
    place = come_home(way, by_post=bool(way.fields))
    page = open_status(place)
    assert page.heading == "We are checking your payment"
    assert "Did you stop on the payment page?" in page.text
    assert "usually takes less than a minute" in page.text
    Attempt.objects.update(returned_at=timezone.now() - timedelta(minutes=3))
    assert "It has not seen it yet." in open_status(place).text
    Attempt.objects.update(returned_at=timezone.now() - timedelta(minutes=17))
    later = open_status(place)
    assert later.heading == "We do not see your payment"
    assert "It may have failed, or it may still come." in later.text
    assert "is being processed? Then wait a day too." in later.text, "a second payment would be one too many"
    assert later.links()["Pay again or another amount"] == "/pay/"


def test_payment_of_a_payer_who_never_came_back_is_seen_too(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look
) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en")))
    assert open_status(f"/pay/status/{the_attempt().token}/").heading == "The office has seen your payment"


def test_late_payment_of_a_lapsed_attempt_is_still_seen(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look
) -> None:
    page = ask_online(sign_in("nl-woman", "en"))
    past = timezone.now() - timedelta(minutes=20)
    Attempt.objects.update(started_at=past)
    place = f"/pay/status/{the_attempt().token}/"
    assert open_status(place).heading == "We do not see your payment"
    bank.pay(page)
    assert open_status(place).heading == "The office has seen your payment"


def test_two_equal_payments_of_one_day_are_told_apart(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look
) -> None:
    seeded = sign_in("nl-woman", "en")
    open_status(come_home(bank.pay(ask_online(seeded, "other", "50"))))
    second = ask_online(seeded, "other", "50", sure="on")
    newest = Attempt.objects.latest("pk")
    place = come_home(WayBack(f"/pay/return/{newest.token}/", {}))
    assert open_status(place).heading == "We are checking your payment"
    bank.pay(second)
    assert open_status(place).heading == "The office has seen your payment"
    lines = set(Attempt.objects.values_list("line_id", flat=True))
    assert len(lines) == 2
    assert "" not in lines


def test_another_file_sees_nothing(sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look) -> None:
    place = come_home(bank.pay(ask_online(sign_in("nl-woman", "en"))))
    sign_in("fr-man", "en")
    open_status(place, status=404)


def test_tagor_away_is_said_and_nothing_is_lost(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look, practice: PracticeOffice
) -> None:
    place = come_home(bank.pay(ask_online(sign_in("nl-woman", "en"))))
    with practice.down():
        page = open_status(place)
        assert page.heading == "We are checking your payment"
        assert "We cannot ask the office right now." in page.text
    practice.clear_calls()
    assert "The office has seen your payment" in _patiently(open_status, place)


def _patiently(open_status: Look, place: str) -> str:
    """The circuit breaker may stay open for a moment."""
    ends_at = time.monotonic() + 30
    while "We cannot ask" in (text := open_status(place).text):
        assert time.monotonic() < ends_at
        time.sleep(0.5)
    return text


def test_the_office_is_asked_at_most_every_few_seconds(
    sign_in: SignIn, ask_online: Ask, visit: Visit, practice: PracticeOffice
) -> None:
    ask_online(sign_in("nl-woman", "en"))
    place = f"/pay/status/{the_attempt().token}/"
    for checked_at, asked in [(timezone.now() + timedelta(hours=1), 0), (None, 1)]:
        Attempt.objects.update(checked_at=checked_at)
        practice.clear_calls()
        visit(place)
        assert len(practice.calls("TagorService/GetDosInfo")) == asked
    assert the_attempt().checks == 1


def test_page_looks_again_less_and_less_often_and_can_be_held(
    sign_in: SignIn, ask_online: Ask, open_status: Look
) -> None:
    ask_online(sign_in("nl-woman", "en"))
    place = come_home(WayBack(f"/pay/return/{the_attempt().token}/", {}))
    waits = []
    for minutes in (0, 2, 10, 31):
        Attempt.objects.update(returned_at=timezone.now() - timedelta(minutes=minutes))
        waits.append(open_status(place).refresh_s)
    assert waits == [5, 15, 60, None]
    Attempt.objects.update(returned_at=timezone.now())
    held = open_status(place + "?hold=1")
    assert held.refresh_s is None
    assert held.links()["Look again"] == "?"


def test_the_portal_never_reports_a_payment_itself(
    sign_in: SignIn, ask_online: Ask, bank: Bank, open_status: Look, practice: PracticeOffice
) -> None:
    """Tagor's Pay/Finish books it; a second report would book the money twice."""
    place = come_home(bank.pay(ask_online(sign_in("nl-woman", "en"))))
    open_status(place)
    practice.book("nl-woman")
    open_status(place)
    assert list_starts(practice) == 1
    assert practice.calls("TagorService/OnlinePaymentReceived") == []
    assert len(practice.calls("TagorService/GetSaldo")) == 1
    amounts = [payment["amount_cents"] for payment in practice.state("nl-woman")["payments"]]
    assert amounts.count(123456) == 1
