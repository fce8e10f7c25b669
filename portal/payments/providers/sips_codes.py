"""What the codes of SIPS mean for an attempt.

Source: Sips data dictionary, responseCode, transactionStatus.
"""

from portal.integrations.sips.values import SipsWord
from portal.payments.attempt.states import Event
from portal.payments.models import Notice, Provider
from portal.payments.providers.protocol import PaymentStatus

_PAID_CODE, _CANCELLED_CODE, _EXPIRED_CODE = "00", "17", "97"
_REFUSED_CODES = frozenset({"02", "03", "05", "11", "12", "14", "30", "34", "54", "63", "75"})
_OUR_FAULT_CODES = frozenset({"03", "12", "30", "34"})
_PENDING_CODE = "60"
_TO_BE_CHECKED_CODES = frozenset({"90", "94", "99"})

_PAID_STATUSES = frozenset({"TO_CAPTURE", "CAPTURED"})
_PENDING_STATUSES = frozenset(
    {"", "PENDING", "REFERRAL", "TO_AUTHORIZE", "TO_REPLAY", "TO_VALIDATE", "WAITING_AUTHOR"}
)
_STATUS_EVENTS = {
    "REFUSED": Event.BANK_REFUSED,
    "EXPIRED": Event.BANK_EXPIRED,
    # Money that was paid back, or not taken after all: a person finds out which.
    "CANCELLED": Event.DISAGREE,
    "CREDITED": Event.DISAGREE,
    "TO_CREDIT": Event.DISAGREE,
}


def read_word(word: SipsWord) -> PaymentStatus:
    """A verified message of SIPS, in the common form of all providers."""
    named = {word.order_id, word.context} - {""}
    return PaymentStatus(
        provider=Provider.SIPS_DIRECT.value,
        reference=word.reference,
        code=word.code,
        status=word.status,
        amount_cents=word.amount_cents,
        currency=word.currency,
        is_about_order=named <= {word.reference},
        fingerprint=word.fingerprint,
    )


def read_event(notice: Notice) -> Event:
    """The meaning of a response code and, after our own query, a transaction status."""
    if _is_paid(notice):
        return Event.BANK_PAID
    if notice.code == _PAID_CODE:
        return _STATUS_EVENTS.get(notice.status, Event.BANK_UNKNOWN)
    if notice.code == _CANCELLED_CODE:
        return Event.BANK_CANCELLED
    if notice.code == _EXPIRED_CODE:
        return Event.BANK_EXPIRED
    return Event.BANK_REFUSED if notice.code in _REFUSED_CODES else Event.BANK_UNKNOWN


def _is_paid(notice: Notice) -> bool:
    """00, and after our own query also a status in which the money is taken or about to be."""
    if notice.code != _PAID_CODE:
        return False
    return notice.source != Notice.Source.STATUS or notice.status in _PAID_STATUSES


def is_known_to_wait(notice: Notice) -> bool:
    """Whether the code means "not decided" or "ask later"."""
    if notice.code == _PAID_CODE:
        return notice.status in _PENDING_STATUSES
    return notice.code == _PENDING_CODE or notice.code in _TO_BE_CHECKED_CODES


def is_alarming(notice: Notice) -> bool:
    """Whether the code means our own error, or that somebody must look in the journal."""
    return notice.code in _OUR_FAULT_CODES or notice.code in _TO_BE_CHECKED_CODES
