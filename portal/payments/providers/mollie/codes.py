"""What the statuses of Mollie mean for an attempt.

Only "paid" is money; it stays "paid" when the money went back, so the sums are read too. "authorized" is only
reserved, and comes only when captures are made by hand: an alarm.
Source: docs.mollie.com, handling payment status.
"""

from portal.payments.attempt.states import Event
from portal.payments.models import Notice
from portal.payments.providers.means import Kind

NOTHING_YET = frozenset({"open"})
_PENDING, _AUTHORIZED = "pending", "authorized"
_EVENTS = {
    "paid": Event.BANK_PAID,
    "failed": Event.BANK_REFUSED,
    "canceled": Event.BANK_CANCELLED,
    "expired": Event.BANK_EXPIRED,
}
KINDS = {
    "bancontact": Kind.APP,
    "ideal": Kind.APP,
    "wero": Kind.APP,
    "kbc": Kind.BANK,
    "belfius": Kind.BANK,
    "creditcard": Kind.CARD,
    "applepay": Kind.WALLET,
    "googlepay": Kind.WALLET,
    "paypal": Kind.WALLET,
    "banktransfer": Kind.TRANSFER,
}
"""The kinds of its methods; those paid later, such as by invoice, are left out."""


def read_event(notice: Notice) -> Event:
    """What a status means."""
    return _EVENTS.get(notice.code, Event.BANK_UNKNOWN)


def is_known_to_wait(notice: Notice) -> bool:
    """Whether the status means "not decided yet"."""
    return notice.code in {_PENDING, _AUTHORIZED}


def is_alarming(notice: Notice) -> bool:
    """Reserved although it should have been captured at once."""
    return notice.code == _AUTHORIZED
