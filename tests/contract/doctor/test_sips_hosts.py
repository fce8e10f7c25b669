"""The hosts of the payment page: alive, retired, silent, or no host at all."""

import pytest
from pytest_django import Settings

from portal.payments.bank.findings import examine_sips, is_under
from portal.payments.checks import check_sips_keys
from portal.web.examining import State
from tests.practice import PracticeOffice, free_port

SIPS = "https://pay.example"


def test_a_living_host_answers(practice: PracticeOffice) -> None:
    (finding,) = examine_sips()
    assert finding.state is State.OK


def test_a_retired_host_is_named_without_a_call(settings: Settings) -> None:
    settings.SIPS_ALLOWED_HOSTS = ["payment-webinit.sips-atos.com"]
    (finding,) = examine_sips()
    assert finding.state is State.BAD
    assert "575" in finding.remedy


def test_a_silent_host_is_bad(settings: Settings) -> None:
    settings.SIPS_ALLOWED_HOSTS = [f"127.0.0.1:{free_port()}"]
    (finding,) = examine_sips()
    assert finding.state is State.BAD
    assert "Nobody answers" in finding.words


def test_outside_practice_a_host_must_speak_tls(practice: PracticeOffice, settings: Settings) -> None:
    settings.SANDBOX = False
    (finding,) = examine_sips()
    assert finding.state is State.BAD


@pytest.mark.parametrize("entry", ["https://pay.office.example", "somebody@pay.office.example"])
def test_an_address_is_no_host(settings: Settings, entry: str) -> None:
    settings.SIPS_ALLOWED_HOSTS = [entry]
    (finding,) = examine_sips()
    assert finding.state is State.BAD


def test_only_the_domain_itself_and_what_is_under_it_counts() -> None:
    assert is_under("payment.sips-atos.com:443", "sips-atos.com")
    assert is_under("sips-atos.com", "sips-atos.com")
    assert not is_under("notsips-atos.com", "sips-atos.com")
    assert not is_under("sips-atos.com.example", "sips-atos.com")


def set_merchant(
    settings: Settings, *, merchant_id: str, secret: str, url: str = "https://pay.example"
) -> None:
    settings.SIPS_ALLOWED_HOSTS = []
    settings.SIPS_MERCHANT_ID, settings.SIPS_SECRET, settings.SIPS_URL = merchant_id, secret, url


@pytest.mark.parametrize(
    ("merchant_id", "secret"),
    [("002001000000001", "a-secret-of-our-own"), ("201001000000009", "002001000000001_KEY1")],
)
def test_a_public_shop_is_told_outside_practice(settings: Settings, merchant_id: str, secret: str) -> None:
    set_merchant(settings, merchant_id=merchant_id, secret=secret)
    settings.SANDBOX = False
    _hosts, merchant = examine_sips()
    assert (merchant.name, merchant.state) == ("sips.merchant", State.WARN)
    assert [one.id for one in check_sips_keys()] == ["doctor.W001"]
    assert secret not in repr(merchant) + repr(check_sips_keys())
    settings.SANDBOX = True
    assert examine_sips()[1].state is State.OK
    assert check_sips_keys() == []


def test_half_a_merchant_and_a_secret_that_makes_no_sense_are_told(settings: Settings) -> None:
    settings.SANDBOX = False
    set_merchant(settings, merchant_id="201001000000009", secret="a-secret-of-our-own", url="")
    assert examine_sips()[1].state is State.WARN
    set_merchant(settings, merchant_id="201001000000009", secret="2:new,old")
    assert examine_sips()[1].state is State.BAD
    assert check_sips_keys() == []
    set_merchant(settings, merchant_id="201001000000009", secret="a-secret-of-our-own")
    assert examine_sips()[1].state is State.OK
    set_merchant(settings, merchant_id="", secret="")
    assert [one.name for one in examine_sips()] == ["sips.hosts"]
