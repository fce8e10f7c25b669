"""Texts of the other pay pages: sentences, amounts and times, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.news import describe_small
from portal.office.account import group_iban, tidy_iban
from portal.office.selectors import get_office, get_office_face
from portal.payments.bank.transfer_qr import EpcError, make_epc_payload, make_epc_png, make_epc_svg
from portal.payments.models import Attempt, State
from portal.payments.providers import get_page_life
from portal.payments.providers.means import AT_ONCE, Kind
from portal.payments.providers.protocol import Slip
from portal.payments.starting import Admission, Obstacle
from portal.web.bank_days import get_country, get_next_arrival
from portal.web.formats import moment, money, plain_amount, week_day

ASK_OFFICE = (Obstacle.STOPPED, Obstacle.SMALL)
"""Obstacles about which the office is asked."""


def present_obstacle(admission: Admission, *, amount_cents: int) -> list[str]:
    """Why we ask before a payment that may be one too many."""
    earlier, amount = admission.attempt, {"amount": money(amount_cents)}
    if admission.obstacle == Obstacle.STOPPED:
        return [_("The office has stopped this file. Ask the office before you pay.")]
    if admission.obstacle == Obstacle.SMALL:
        return [describe_small(amount_cents)]
    if admission.obstacle == Obstacle.TOO_MUCH:
        arriving = {"amount": money(admission.arriving_cents)}
        return [
            _("You already paid %(amount)s. What you owe does not show it yet.") % arriving,
            _("With this payment you would pay more than you owe."),
        ]
    if admission.obstacle == Obstacle.AT_OFFICE or earlier is None:
        return [_("The office received a payment of %(amount)s today. It is not booked yet.") % amount]
    if earlier.state == State.SEEN or earlier.ambiguous:
        return [_("The office has already seen a payment of %(amount)s. It is not booked yet.") % amount]
    when = moment(earlier.started_at or earlier.created_at)
    return [
        _("A payment of %(amount)s was started on %(when)s.") % {**amount, "when": when},
        _("It may be on its way. The office does not see it yet."),
    ]


class NoOnline(StrEnum):
    """Why somebody who wanted to pay online gets the transfer."""

    AWAY = "away"
    OFTEN = "often"
    FAILED = "failed"
    TYPE = "type"


def explain_no_online(reason: str) -> tuple[str, str, bool] | None:
    """Title, text, and whether trying again may help; None when nobody asked to pay online."""
    known = {
        NoOnline.AWAY.value: (
            _("Online payment does not work now"),
            _("Nothing was taken from your account. The fault is not yours. A transfer always works."),
            True,
        ),
        NoOnline.OFTEN.value: (
            _("You started many payments in the last hour"),
            _("Nothing more can be started online for an hour. A transfer always works."),
            False,
        ),
        NoOnline.FAILED.value: (
            _("Online payment failed many times in the last hour"),
            _("The fault is not yours. Try online again in an hour. A transfer always works."),
            False,
        ),
        NoOnline.TYPE.value: (
            _("This file is paid by transfer"),
            _("The office does not take online payments for this kind of file."),
            False,
        ),
    }
    return known.get(reason)


def get_page_closes_at(attempt: Attempt) -> str:
    """The time until which the payment page can be opened."""
    return moment((attempt.started_at or attempt.created_at) + get_page_life(attempt))


@dataclass(frozen=True, slots=True)
class SlipPage:
    """A transfer as the page prints it; "" for unknown values. ``qr`` is an SVG element."""

    amount: str
    amount_to_copy: str
    holder: str
    iban: str
    iban_in_groups: str
    bic: str
    text: str
    qr: str
    in_time: str


def present_slip(slip: Slip) -> SlipPage:
    """The slip with its QR code; without the code when a value is missing or does not fit."""
    compact = tidy_iban(slip.iban)
    return SlipPage(
        amount=money(slip.amount_cents) if slip.amount_cents > 0 else "",
        amount_to_copy=plain_amount(slip.amount_cents),
        holder=slip.holder,
        iban=compact,
        iban_in_groups=group_iban(compact),
        bic=slip.bic,
        text=slip.text,
        qr=_make_qr(slip),
        in_time=describe_deadline(slip.iban, now=timezone.localtime()),
    )


def describe_times(methods: Sequence[tuple[str, Kind]] = ()) -> list[str]:
    """When the money moves for each method: online at once, a transfer on a bank day.

    ``methods``: what the payment page accepts; none when unknown. Nothing is promised for a method of unknown
    kind.
    """
    iban, now = get_office_face().iban, timezone.localtime()
    at_once = [name for name, kind in methods if kind in AT_ONCE]
    by_bank = [name for name, kind in methods if kind == Kind.TRANSFER]
    lines = []
    if len(at_once) == len(methods):
        lines.append(_("Online: the payment is made at once, on any day."))
    elif at_once:
        names = {"names": ", ".join(at_once)}
        lines.append(_("Online with %(names)s: the payment is made at once, on any day.") % names)
    when = {"when": describe_deadline(iban, now=now)}
    lines += [_("Online with %(name)s: %(when)s") % {**when, "name": name} for name in by_bank]
    return [*lines, _("Transfer: %(when)s") % when] if iban else lines


def describe_deadline(iban: str, *, now: datetime) -> str:
    """The deadline for a transfer to arrive on the earliest possible day. ``now``: aware, local."""
    arrival = get_next_arrival(now, cut_off=get_office().transfer_cut_off, country=get_country(iban))
    words = {
        "time": f"{arrival.pay_before:%H:%M}",
        "day": week_day(arrival.pay_before.date()),
        "there": week_day(arrival.on),
    }
    return _("Pay before %(time)s on %(day)s to be there on %(there)s.") % words


def make_picture(slip: Slip) -> bytes:
    """The QR code of a slip as PNG, or b"" when a value is missing or does not fit."""
    try:
        return make_epc_png(_make_payload(slip)) if slip.text else b""
    except EpcError:
        return b""


def _make_qr(slip: Slip) -> str:
    try:
        return make_epc_svg(_make_payload(slip)) if slip.text else ""
    except EpcError:
        return ""


def _make_payload(slip: Slip) -> str:
    return make_epc_payload(
        holder=slip.holder,
        iban=slip.iban,
        amount_cents=slip.amount_cents,
        text=slip.text,
        bic=slip.bic,
    )
