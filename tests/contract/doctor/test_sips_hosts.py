"""The hosts of the payment page: alive, retired, silent, or no host at all."""

import pytest
from pytest_django import Settings

from portal.doctor.findings import State
from portal.doctor.sips import examine_sips, is_under
from tests.practice import PracticeOffice, free_port


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
