"""What is the same at every living service that the portal calls as the merchant.

Its page is a plain address, a browser that comes back proves nothing, its status is asked by our own key,
and nobody but the portal tells the office's Tagor of the money. A provider adds how it is started, how it is
asked and what its codes mean.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from django.conf import settings

from portal.integrations.errors import NotSetUp
from portal.integrations.tagor.values.account import PaymentRedirect
from portal.payments.attempt.states import Event
from portal.payments.models import Notice
from portal.payments.providers.protocol import Check, Opened, Order


class Codes(Protocol):
    """What a module of codes says about a status."""

    def read_event(self, notice: Notice) -> Event:
        """What it means. A code nobody knows is BANK_UNKNOWN."""

    def is_known_to_wait(self, notice: Notice) -> bool:
        """Whether it means "not decided" or "ask later"."""

    def is_alarming(self, notice: Notice) -> bool:
        """Whether somebody must be told: our own error, or money at risk."""


class OwnMerchant:
    """The part of ``Online`` that such services share. ``code_table`` is the provider's own table."""

    code_table: Codes
    sends_browser = True
    has_status = True
    has_notification = True
    can_verify_return = False
    must_report = True
    opens_by_form = False
    tells_reversals = True

    def parse_return(self, body: bytes) -> None:
        """Data that a browser brings back is not read."""

    def read_event(self, notice: Notice) -> Event:
        """By the provider's table of codes."""
        return self.code_table.read_event(notice)

    def is_known_to_wait(self, notice: Notice) -> bool:
        """By the provider's table of codes."""
        return self.code_table.is_known_to_wait(notice)

    def is_alarming(self, notice: Notice) -> bool:
        """By the provider's table of codes."""
        return self.code_table.is_alarming(notice)

    def close_page(self, checkout_id: str) -> None:
        """Does nothing, unless the service can: the page expires by itself."""


def make_return_url(order: Order) -> str:
    """The URL to which the service returns the browser."""
    return f"{settings.PORTAL_URL}/{order.return_path}"


def open_address(url: str, *, checkout_id: str, merchant: str) -> Opened:
    """A payment page that is opened by its address."""
    redirect = PaymentRedirect(url=url, version="", data="")
    return Opened(redirect, checkout_id=checkout_id, merchant=merchant)


def list_unset(build: Callable[[], object], *more: str) -> list[str]:
    """The settings without which a service cannot be used: those its client needs, and ``more``."""
    empty = [name for name in more if not getattr(settings, name)]
    try:
        build()
    except NotSetUp as error:
        return [*error.settings, *empty]
    return empty


def check_hosts(code: str, hosts: Sequence[str], *, setting: str) -> Check:
    """Whether there is a host of the payment page. ``setting``: what to set when there is none."""
    name = f"{code}.host"
    if not hosts:
        return Check(name, "bad", "No host of a payment page is known.", f"Set {setting}.")
    return Check(name, "good", f"Browsers may be sent to {', '.join(hosts)}.")
