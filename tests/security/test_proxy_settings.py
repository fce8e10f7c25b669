"""Mistakes about proxies and secrets are told before anybody suffers from them."""

import pytest
from pytest_django import Settings

from portal.checks import check_addresses, check_proxies, check_secrets
from portal.doctor.site import examine_site
from portal.web.examining import State

pytestmark = pytest.mark.django_db


def state(name: str) -> State:
    return next(one.state for one in examine_site() if one.name == name)


def test_a_proxy_that_nobody_counted_is_told(settings: Settings) -> None:
    settings.IS_HTTPS, settings.TRUSTED_PROXY_COUNT = True, 0
    assert [one.id for one in check_proxies()] == ["portal.W004"]
    assert state("site.proxies") is State.BAD
    settings.TRUSTED_PROXY_COUNT = 1
    assert not check_proxies()
    assert state("site.proxies") is State.OK


def test_a_proxy_that_is_not_there_is_told(settings: Settings) -> None:
    settings.IS_HTTPS, settings.TRUSTED_PROXY_COUNT = False, 1
    assert state("site.proxies") is State.WARN


@pytest.mark.parametrize("secret", ["x", "secret", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_a_secret_of_one_letter_is_told(settings: Settings, secret: str) -> None:
    settings.APTIC_WEBHOOK_SECRET = ["a-long-and-mixed-secret-4711", secret]
    assert [one.id for one in check_secrets()] == ["portal.E004"]
    assert state("site.door-secrets") is State.BAD
    settings.APTIC_WEBHOOK_SECRET = ["a-long-and-mixed-secret-4711"]
    assert not check_secrets()


@pytest.mark.parametrize("name", ["TAGOR_URL", "APTIC_URL", "OIDC_URL", "CIRRUS_TOKEN_URL"])
def test_a_system_that_is_asked_in_the_open_is_told(settings: Settings, name: str) -> None:
    for address in ("", "https://tagor.office.example/rest", "http://127.0.0.1:8100/rest"):
        setattr(settings, name, address)
        assert name not in str(check_addresses()), address
    setattr(settings, name, "http://tagor.office.example/rest")
    assert [one.id for one in check_addresses() if name in one.msg] == ["portal.W006"]
