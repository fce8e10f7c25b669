"""Texts of the status page after the bank's answer, state by state."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.payments.models import State


@dataclass(frozen=True, slots=True)
class Words:
    """``kind`` as ``ui.state`` takes it. ``can_pay_again``: certainly nothing was paid."""

    title: str
    kind: str
    word: str
    lines: list[str]
    can_pay_again: bool = False


def _paid() -> Words:
    return Words(
        title=_("The bank says you have paid"),
        kind="good",
        word=_("Paid at the bank"),
        lines=[
            _("We now tell the office. This usually takes less than a minute."),
            _("You do not have to do anything more."),
        ],
    )


def _refused() -> Words:
    return Words(
        title=_("The bank refused your payment"),
        kind="bad",
        word=_("Refused"),
        lines=[
            _("Nothing was taken from your account."),
            _("Often it is a limit of your card or a wrong code. Your bank can tell you why."),
            _("You can try again, or pay by transfer."),
        ],
        can_pay_again=True,
    )


def _cancelled() -> Words:
    return Words(
        title=_("You stopped this payment"),
        kind="info",
        word=_("Stopped"),
        lines=[
            _("You left the payment page before you paid. Nothing was taken from your account."),
            _("Do you still want to pay? Then begin again, or pay by transfer."),
        ],
        can_pay_again=True,
    )


def _expired() -> Words:
    return Words(
        title=_("The time for this payment ran out"),
        kind="warn",
        word=_("Time ran out"),
        lines=[
            _("A payment page stays open for a limited time. Nothing was taken from your account."),
            _("Do you still want to pay? Then begin again, or pay by transfer."),
        ],
        can_pay_again=True,
    )


def _pending() -> Words:
    return Words(
        title=_("The bank has not decided yet"),
        kind="wait",
        word=_("Pending at the bank"),
        lines=[
            _("We cannot see yet whether it worked."),
            _("Wait for the answer of the bank before you pay again. We keep asking."),
        ],
    )


def _late() -> Words:
    return Words(
        title=_("Your payment came late, but it came"),
        kind="good",
        word=_("Paid at the bank"),
        lines=[
            _("The bank says that this amount was paid."),
            _("We now tell the office. You do not have to do anything more."),
        ],
    )


def _twice() -> Words:
    return Words(
        title=_("You may have paid twice"),
        kind="warn",
        word=_("Paid twice"),
        lines=[
            _("The bank says that this payment went through too."),
            _("The office looks at both payments. Do not pay again now."),
        ],
    )


def _differs() -> Words:
    return Words(
        title=_("The bank names another amount"),
        kind="warn",
        word=_("The office looks at it"),
        lines=[
            _("You asked to pay another amount than the bank names."),
            _("The office looks at it. Do not pay again now."),
        ],
    )


def _review() -> Words:
    return Words(
        title=_("The office looks at your payment"),
        kind="warn",
        word=_("The office looks at it"),
        lines=[
            _("The answers of the bank do not agree with each other."),
            _("Do not pay again now. Do you have a question? Ask the office."),
        ],
    )


WORDS: dict[State, Callable[[], Words]] = {
    State.BANK_PAID: _paid,
    State.BANK_REFUSED: _refused,
    State.BANK_CANCELLED: _cancelled,
    State.BANK_EXPIRED: _expired,
    State.BANK_UNKNOWN: _pending,
    State.PAID_LATE: _late,
    State.PAID_TWICE: _twice,
    State.AMOUNT_DIFFERS: _differs,
    State.NEEDS_REVIEW: _review,
}
