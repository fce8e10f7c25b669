"""Nobody is sent to a host that is not the office's payment page."""

import pytest
from pytest_django import Settings

from portal.integrations.tagor.values.account import PaymentRedirect
from portal.payments.attempt.redirects import (
    RedirectRefused,
    check_redirect,
    get_origin,
    is_allowed_address,
    seal_redirect,
    unseal_redirect,
)

PAGE = "https://payment-web.sips-services.com/payment"
HOSTS = ["payment-web.sips-services.com", "127.0.0.1:8100"]


@pytest.fixture(autouse=True)
def _hosts(settings: Settings) -> None:

    settings.SANDBOX = False


def redirect(url: str = PAGE, **changes: str) -> PaymentRedirect:
    return PaymentRedirect(**{"url": url, "version": "IR_WS_2.0", "data": "opaque", **changes})  # type: ignore[arg-type]


def test_listed_host_over_https_is_allowed() -> None:
    check_redirect(redirect(), HOSTS, by_form=True)
    assert is_allowed_address("https://PAYMENT-WEB.sips-services.com:443/payment", HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "http://payment-web.sips-services.com/payment",
        "https://payment-web.sips-services.com:8443/payment",
        "https://payment-web.sips-services.com.evil.example/payment",
        "https://evil.example/payment-web.sips-services.com",
        "https://payment-web.sips-services.com@evil.example/",
        "https://user@payment-web.sips-services.com/",
        "https://evil.example\\@payment-web.sips-services.com/",
        "https://payment-web.sips-services.com;script-src/",
        "//payment-web.sips-services.com/payment",
        "javascript:alert(1)",
        "https://[bad/",
        "https://payment-web.sips-services.com:port/",
        "http://127.0.0.1:8100/sips/payment",
        "",
    ],
)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(RedirectRefused):
        check_redirect(redirect(url), HOSTS, by_form=True)


def test_practice_page_on_this_machine_is_allowed_beside_the_practice_office(settings: Settings) -> None:
    settings.SANDBOX = True
    assert is_allowed_address("http://127.0.0.1:8100/sips/payment", HOSTS)
    assert not is_allowed_address("http://127.0.0.1:9999/sips/payment", HOSTS)
    assert not is_allowed_address("http://payment-web.sips-services.com/payment", HOSTS)


@pytest.mark.parametrize(
    "changes", [{"status_code": "34"}, {"status_code": ""}, {"data": ""}, {"version": ""}]
)
def test_page_that_is_not_ready_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(RedirectRefused):
        check_redirect(redirect(**changes), HOSTS, by_form=True)


def test_origin_is_scheme_host_and_port() -> None:
    assert get_origin("http://127.0.0.1:8100/sips/payment?x=1") == "http://127.0.0.1:8100"


def test_sealed_redirect_opens_again_and_hides_its_content() -> None:
    sealed = seal_redirect(redirect())
    assert "opaque" not in sealed
    assert unseal_redirect(sealed, max_age_s=900) == redirect()


@pytest.mark.parametrize("sealed", ["", "garbage"])
def test_wiped_or_broken_redirect_opens_to_nothing(sealed: str) -> None:
    assert unseal_redirect(sealed, max_age_s=900) is None
