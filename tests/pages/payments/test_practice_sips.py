"""The practice SIPS talks to a running portal over HTTP, as well or as badly as it is asked to."""

import time

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from portal import registry
from portal.office.models import Office
from portal.payments.models import Attempt, Booking, Notice, Oddity, PaymentChannel, State
from tests.pages.payments.conftest import Ask, Bank, SignIn, the_attempt
from tests.pages.payments.direct import MERCHANT, SECRET, Sips, count_planned_reports, run_reports
from tests.practice import PracticeOffice

UNHEARD = (State.AT_BANK, "")
BEHAVIOURS = {
    "normal": (State.BANK_PAID, ""),
    "before-return": (State.BANK_PAID, ""),
    "duplicate-notification": (State.BANK_PAID, ""),
    "parallel-duplicate": (State.BANK_PAID, ""),
    "no-notification": UNHEARD,
    "tampered": UNHEARD,
    "garbage-notification": UNHEARD,
    "other-merchant": UNHEARD,
    "wrong-amount": (State.AMOUNT_DIFFERS, Oddity.AMOUNT),
    "60-then-00": (State.BANK_PAID, ""),
    "97-then-00": (State.PAID_LATE, Oddity.LATE),
    "00-then-05": (State.NEEDS_REVIEW, Oddity.CONTRADICTION),
}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sips(practice: PracticeOffice, settings: Settings, office: Office, live_server: LiveServer) -> Sips:
    """A portal that listens, and is a merchant of the practice SIPS."""
    settings.PORTAL_URL = live_server.url
    settings.SIPS_URL = f"{practice.base_url}/sips"
    settings.SIPS_MERCHANT_ID, settings.SIPS_SECRET = MERCHANT, SECRET
    PaymentChannel.objects.create(office=office, provider="sips_direct")
    registry.reset()
    return Sips(practice)


@pytest.mark.parametrize("by", ["page", "control"])
@pytest.mark.parametrize(("behaviour", "expected"), BEHAVIOURS.items())
def test_each_behaviour_ends_where_it_must(
    behaviour: str,
    expected: tuple[State, str],
    by: str,
    sips: Sips,
    sign_in: SignIn,
    ask_online: Ask,
    bank: Bank,
) -> None:
    page = ask_online(sign_in("nl-woman", "en"), "other", "50")
    if by == "control" and behaviour != "normal":
        sips.practice.fault("sips", behaviour, operation="notification", times=1, seconds=0.1)
    bank.pay(page, behaviour=behaviour if by == "page" else "normal")
    attempt = the_attempt()
    assert (attempt.state, attempt.oddity) == expected
    run_reports()
    is_reported = attempt.state in {State.BANK_PAID, State.PAID_LATE}
    assert sips.count_reports() == Booking.objects.filter(state="done").count() == is_reported


@pytest.mark.parametrize("behaviour", ["duplicate-notification", "parallel-duplicate"])
def test_a_duplicate_is_kept_and_reported_once(
    behaviour: str, sips: Sips, sign_in: SignIn, ask_online: Ask, bank: Bank
) -> None:
    bank.pay(ask_online(sign_in("nl-woman", "en"), "other", "50"), behaviour=behaviour)
    assert Notice.objects.count() == count_planned_reports() == 1


def test_a_late_notification_is_taken_when_it_comes(
    sips: Sips, sign_in: SignIn, ask_online: Ask, bank: Bank
) -> None:
    sips.practice.fault("sips", "late-notification", operation="notification", times=1, seconds=3)
    bank.pay(ask_online(sign_in("nl-woman", "en"), "other", "50"))
    assert the_attempt().state == State.AT_BANK
    ends_at = time.monotonic() + 20
    while Attempt.objects.get().state != State.BANK_PAID:
        assert time.monotonic() < ends_at
        time.sleep(0.05)


@pytest.mark.parametrize("act", ["cancel", "expire"])
def test_a_payer_who_stops_is_told_so(
    act: str, sips: Sips, sign_in: SignIn, ask_online: Ask, bank: Bank
) -> None:
    bank.act(ask_online(sign_in("nl-woman", "en"), "other", "50"), act)
    expected = State.BANK_CANCELLED if act == "cancel" else State.BANK_EXPIRED
    assert the_attempt().state == expected


def test_json_data_of_interface_3_is_understood(
    sips: Sips, sign_in: SignIn, ask_online: Ask, bank: Bank, settings: Settings
) -> None:
    settings.SIPS_INTERFACE_VERSION = "IR_WS_3.4"
    registry.reset()
    bank.pay(ask_online(sign_in("nl-woman", "en"), "other", "50"))
    assert the_attempt().state == State.BANK_PAID
