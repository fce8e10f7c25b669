"""What every way of paying offers, whoever moves the money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from portal.integrations.tagor.values.account import PaymentRedirect
from portal.payments.attempt.states import Event
from portal.payments.models import Attempt, Notice
from portal.payments.providers.means import Kind
from portal.payments.settling.evidence import Facts


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be paid.

    ``return_path`` is where a browser comes back to, relative to the portal's address. ``token`` names the
    attempt in addresses that only the payment service gets.
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
    """What to write on a transfer. ``iban`` is "" when the office has not told its account."""

    holder: str
    iban: str
    bic: str
    text: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A payment page that is ready.

    ``redirect`` without ``data`` is a plain address to open; with it, a form to post. ``checkout_id`` is what
    the payment service calls it and ``merchant`` who asks for the money: "" where the reference is enough.
    """

    redirect: PaymentRedirect
    checkout_id: str = ""
    merchant: str = ""


@dataclass(frozen=True, slots=True)
class PaymentStatus:
    """What a payment service says of one payment, verified: sealed with our key, or an answer to our
    question.

    ``code`` and ``status`` in the service's own terms; ``currency`` as it writes it. ``amount_cents``
    None: not named. ``is_about_order``: reference, merchant and mode are those of the attempt.
    ``refunded_cents`` and ``charged_back_cents``: what went back, in all. ``fingerprint`` is the same for
    the same message only.
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
    """A means of paying that the service offers now; ``name`` is the service's own word for it."""

    method_id: str
    name: str
    kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True)
class Check:
    """One thing a rehearsal looked at. ``kind`` as ``ui.state`` takes it; ``text`` names no secret."""

    name: str
    kind: str
    text: str
    remedy: str = ""


class Provider(Protocol):
    """One way of paying.

    ``sends_browser``: ``start`` opens a page on another site; otherwise it gives a slip. ``has_status``:
    ``fetch_status`` asks somebody; otherwise it gives None. ``has_notification``: the payment service tells
    us by itself. ``can_verify_return``: a browser can bring proof; otherwise what it brings is left unread.
    ``must_report``: nobody but the portal tells the office of the money.
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
        """The proof a browser brought, or None: then it is a hint. Raises: NoticeRefused, Unavailable."""

    def fetch_status(self, attempt: Attempt) -> Facts | PaymentStatus | None:
        """What is known of an attempt now: facts of the office, or a status of the payment service.

        Safe to repeat. Raises: IntegrationError.
        """


class Online(Provider, Protocol):
    """A way of paying on somebody's payment page.

    ``opens_by_form``: its page is opened by a form, otherwise by a plain address. ``page_life``: how long it
    can be paid on. ``least_between_checks``: how often its status is asked for at most. ``tells_reversals``:
    whether its status tells of money that went back. ``repeat_life``: how long the
    same reference asked again gives the same page, so that a start whose answer was lost can be found; zero
    where it never does.
    """

    opens_by_form: bool
    page_life: timedelta
    least_between_checks: timedelta
    tells_reversals: bool
    repeat_life: timedelta

    def start(self, order: Order) -> Opened:
        """Open a payment page. Raises: IntegrationError."""

    def list_hosts(self) -> Sequence[str]:
        """Hosts a browser may be sent to, ``host`` or ``host:port``; none when it is not set up."""

    def get_api_url(self) -> str:
        """Where the service is asked, for the doctor's look at its clock; "" where that is not needed."""

    def get_merchant(self) -> str:
        """Who asks for the money by the keys in force, in words that hold no secret; "" where it is not
        us.
        """

    def read_event(self, notice: Notice) -> Event:
        """What a status means for an attempt. A code nobody knows is BANK_UNKNOWN."""

    def is_known_to_wait(self, notice: Notice) -> bool:
        """Whether the code of a BANK_UNKNOWN is one that means: not decided, or ask later."""

    def is_alarming(self, notice: Notice) -> bool:
        """Whether somebody must hear of the code, whatever it does: a fault of ours, or money at risk."""

    def close_page(self, checkout_id: str) -> None:
        """Make sure that nobody pays on a page any more, where the service can. Raises: IntegrationError."""

    def list_methods(self, amount_cents: int) -> list[Method]:
        """What people can pay with there. Raises: IntegrationError."""

    def check(self) -> list[Check]:
        """Key, host, clock and the like, by harmless questions. Never raises."""
