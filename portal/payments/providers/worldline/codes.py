"""What the status codes of Worldline Direct mean for an attempt.

Only CAPTURED with 9 is money. 5, 50 to 55, 91, 92 and 99 are not: reserved, requested, being captured. An
unknown code, or one that contradicts its status text, is unknown, never a success. Source:
docs.direct.worldline-solutions.com, statuses; the codes' texts lean on the older lists of Ogone.
"""

from datetime import timedelta

from django.utils import timezone

from portal.payments.attempt.states import Event
from portal.payments.models import Attempt, Notice
from portal.payments.providers.means import Kind

CHECKOUT_OPEN = frozenset({"IN_PROGRESS"})
NOTHING_YET = frozenset({0, 4, 46})
"""The page is open, or the payer is at the bank: no result yet."""
TAKEN = 9
GIVEN_BACK = frozenset({7, 8, 81, 82, 85})
TAKEN_ONCE = frozenset({TAKEN, 83, *GIVEN_BACK})
TAKEN_BACK = frozenset({"CHARGEBACKED", "REVERSED", "CHARGEBACK_NOTIFICATION"})

_LEFT, _OUT_OF_TIME = "left", "expired"
_CODES = {
    "1": ("CANCELLED", Event.BANK_CANCELLED),
    "6": ("CANCELLED", Event.BANK_CANCELLED),
    "2": ("REJECTED", Event.BANK_REFUSED),
    "93": ("REJECTED_CAPTURE", Event.BANK_REFUSED),
    "9": ("CAPTURED", Event.BANK_PAID),
    "83": ("CAPTURED", Event.BANK_PAID),
}
_WAITING = {
    **dict.fromkeys(("50", "51", "52", "55"), "AUTHORIZATION_REQUESTED"),
    **dict.fromkeys(("61", "62"), "CANCELLED"),
    **dict.fromkeys(("91", "92", "99"), "CAPTURE_REQUESTED"),
    "5": "PENDING_CAPTURE",
}
_UNCERTAIN = frozenset({"52", "62", "92"})
_RESERVED = "5"
KINDS = {
    "3012": Kind.APP,  # Bancontact
    "809": Kind.APP,  # iDEAL | Wero
    "900": Kind.APP,  # Wero
    **dict.fromkeys(("1", "2", "3", "117", "130"), Kind.CARD),
    **dict.fromkeys(("302", "320", "840"), Kind.WALLET),
    "5408": Kind.TRANSFER,
}
"""Of its payment products, by number."""


def read_event(notice: Notice) -> Event:
    """The meaning of a status. A person looks at money that was paid back, in whatever form."""
    if notice.code == _LEFT:
        return Event.BANK_CANCELLED
    if notice.code == _OUT_OF_TIME:
        return Event.BANK_EXPIRED
    if notice.status in TAKEN_BACK or notice.code in {str(code) for code in GIVEN_BACK}:
        return Event.DISAGREE
    word, event = _CODES.get(notice.code, ("", Event.BANK_UNKNOWN))
    return event if notice.status == word else Event.BANK_UNKNOWN


def is_known_to_wait(notice: Notice) -> bool:
    """Whether the code means "not decided" or "ask later"."""
    return _WAITING.get(notice.code) == notice.status


def is_alarming(notice: Notice) -> bool:
    """Reserved although it should have been captured, or uncertain: somebody looks in the merchant portal."""
    return notice.code == _RESERVED or notice.code in _UNCERTAIN


def name_checkout(status: str, attempt: Attempt, page_life: timedelta) -> str:
    """A code for a checkout that ended without a payment; the status itself when it is unknown."""
    if status != "CANCELLED_BY_CONSUMER":
        return "unknown"
    age = timezone.now() - (attempt.started_at or attempt.created_at)
    return _OUT_OF_TIME if age >= page_life else _LEFT
