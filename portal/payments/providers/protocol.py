"""The interface of all payment providers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from portal.integrations.tagor.values.account import PaymentRedirect
from portal.payments.attempt.evidence import Facts
from portal.payments.attempt.states import Event
from portal.payments.models import Attempt, Notice
from portal.payments.providers.means import Kind


@dataclass(frozen=True, slots=True)
class Order:
    """The payment to start.

    ``return_path`` is where a browser comes back to, relative to the portal's address. ``token`` identifies
    the attempt in URLs that only the payment service gets.
    """

    file_id: str
    file_name: str
    amount_cents: int
    reference: str = ""
    return_path: str = ""
    language: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """What to enter on a transfer. ``iban`` is "" when the office has not set its account."""

    holder: str
    iban: str
    bic: str
    text: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A payment page that is ready.

    ``redirect`` without ``data`` is a plain address to open; with it, a form to post. ``checkout_id`` is the
    payment service's id and ``merchant`` our account: "" where the reference is enough.
    """

    redirect: PaymentRedirect
    checkout_id: str = ""
    merchant: str = ""


@dataclass(frozen=True, slots=True)
class PaymentStatus:
    """A payment's verified status: sealed with our key, or the answer to our own query.

    ``code`` and ``status`` in the service's own terms; ``currency`` as it writes it. ``amount_cents`` None:
    not named. ``is_about_order``: reference, merchant and mode are those of the attempt. ``refunded_cents``
    and ``charged_back_cents``: the totals returned. Only equal messages have the same ``fingerprint``.
    """

    provider: str
    reference: str
    code: str
    fingerprint: str
    amount_cents: int | None = None
    currency: str = ""
    status: str = ""
    is_about_order: bool = True
    payment_id: str = ""
    refunded_cents: int = 0
    charged_back_cents: int = 0


@dataclass(frozen=True, slots=True)
class Method:
    """A payment method that the service offers now; ``name`` is the service's own name for it."""

    method_id: str
    name: str
    kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a rehearsal. ``kind`` as ``ui.state`` takes it; ``text`` holds no secret."""

    name: str
    kind: str
    text: str
    remedy: str = ""


class Provider(Protocol):
    """One way of paying.

    ``sends_browser``: ``start`` opens a page on another site; otherwise it gives a slip. ``has_status``:
    ``fetch_status`` calls a system; otherwise it returns None. ``has_notification``: the payment service
    notifies us. ``can_verify_return``: a browser can bring proof; otherwise its data is ignored.
    ``must_report``: only the portal reports the money to the office.
    """

    code: str
    sends_browser: bool
    has_status: bool
    has_notification: bool
    can_verify_return: bool
    must_report: bool

    def start(self, order: Order) -> Opened | Slip:
        """Begin. Raises: IntegrationError."""

    def parse_return(self, body: bytes) -> PaymentStatus | None:
        """The proof that a browser brought, or None: then it is only a hint.

        Raises: NoticeRefused, Unavailable.
        """

    def fetch_status(self, attempt: Attempt) -> Facts | PaymentStatus | None:
        """The current data on an attempt: facts of the office, or a status of the payment service.

        Safe to repeat. Raises: IntegrationError.
        """


class Online(Provider, Protocol):
    """A provider with a payment page.

    ``opens_by_form``: its page is opened by a form, otherwise by a plain address. ``page_life``: how long it
    stays valid. ``least_between_checks``: the shortest time between status queries. ``tells_reversals``:
    whether its status includes money paid back. ``repeat_life``: how long a repeated reference returns the
    same page, so that a start whose answer was lost can be found; zero where it never does.
    """

    opens_by_form: bool
    page_life: timedelta
    least_between_checks: timedelta
    tells_reversals: bool
    repeat_life: timedelta

    def start(self, order: Order) -> Opened:
        """Open a payment page. Raises: IntegrationError."""

    def list_unset(self) -> Sequence[str]:
        """The settings to fill in or to mend before anybody can pay there; none when it is set up."""

    def list_hosts(self) -> Sequence[str]:
        """Hosts a browser may be sent to, ``host`` or ``host:port``; none when it is not set up."""

    def get_api_url(self) -> str:
        """The service's URL, with which the doctor compares its clock; "" where that is not needed."""

    def get_merchant(self) -> str:
        """Our merchant account by the current keys, without secrets; "" where it is not the portal."""

    def read_event(self, notice: Notice) -> Event:
        """What a status means for an attempt. A code nobody knows is BANK_UNKNOWN."""

    def is_known_to_wait(self, notice: Notice) -> bool:
        """Whether the code of a BANK_UNKNOWN means "not decided" or "ask later"."""

    def is_alarming(self, notice: Notice) -> bool:
        """Whether somebody must hear of the code, whatever it does: a fault of ours, or money at risk."""

    def close_page(self, checkout_id: str) -> None:
        """Make sure that nobody pays on a page any more, if the service can. Raises: IntegrationError."""

    def list_methods(self, amount_cents: int) -> list[Method]:
        """The payment methods there. Raises: IntegrationError."""

    def check(self) -> list[Check]:
        """Key, host, clock and so on, by harmless calls. Never raises."""
