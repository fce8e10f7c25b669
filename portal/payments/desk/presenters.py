"""Payments as staff read them: rows of the lists, and everything about one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.file.known_numbers import shorten_id
from portal.integrations.tagor.values.account import Line
from portal.payments.attempt.evidence import names_reference
from portal.payments.desk.history import describe_event
from portal.payments.models import Alert, Attempt, Booking, Notice, Oddity, Provider, Refund, State
from portal.web.formats import moment, money, name_person, short_day

KINDS: dict[str, str] = {
    **dict.fromkeys(
        (State.CREATED, State.STARTED, State.AT_BANK, State.RETURNED, State.BANK_UNKNOWN), "wait"
    ),
    **dict.fromkeys((State.LAPSED, State.NOT_STARTED, State.UNKNOWN), "info"),
    **dict.fromkeys((State.BANK_REFUSED, State.BANK_CANCELLED, State.BANK_EXPIRED), "info"),
    **dict.fromkeys((State.PAID_TWICE, State.AMOUNT_DIFFERS, State.NEEDS_REVIEW), "warn"),
    **dict.fromkeys((State.BANK_PAID, State.PAID_LATE, State.SEEN, State.BOOKED), "good"),
}
KINDS_OF_REPORT: dict[str, str] = {
    Booking.State.WAITING: "wait",
    Booking.State.SENDING: "wait",
    Booking.State.DOUBTFUL: "warn",
    Booking.State.REFUSED: "bad",
    Booking.State.DONE: "good",
}
KINDS_OF_REFUND: dict[str, str] = {
    Refund.State.ASKED: "wait",
    Refund.State.DONE: "good",
    Refund.State.DROPPED: "info",
}
ADVICE: dict[str, Any] = {
    Alert.Kind.PENDING: gettext_lazy(
        "The payment service has given no outcome for a day. Look in its own pages, then decide below."
    ),
    Alert.Kind.NOT_SHOWN: gettext_lazy(
        "The bank says paid, and Tagor does not show it after a day. Look in the file. Is it not there? "
        "Then book it by hand."
    ),
    Alert.Kind.NOT_BOOKED: gettext_lazy(
        "The office saw this money two weeks ago, and Tagor still does not show it as booked. Book it there. "
        "Or say here that this was done."
    ),
    Alert.Kind.SHOWN_TWICE: gettext_lazy(
        "Tagor shows more than one line for this payment. Compare them with the bank statement."
    ),
    Alert.Kind.AMBIGUOUS: gettext_lazy(
        "Money came in that may belong to one of several equal payments. "
        "Compare the references on the bank statement."
    ),
    Alert.Kind.CONTRADICTION: gettext_lazy(
        "The payment service said two things. Read both in its journal, then decide below."
    ),
    Alert.Kind.AMOUNT: gettext_lazy(
        "The payment service names another amount than was asked. Check its journal first: "
        "somebody may have tampered."
    ),
    Alert.Kind.PAID_TWICE: gettext_lazy(
        "Two payments of one amount went through. Ask the payer: keep it on the file, or pay it back."
    ),
    Alert.Kind.REFUND: gettext_lazy(
        "Money of this payment went back to the payer. Take it off in Tagor, then say so here."
    ),
    Alert.Kind.CHARGEBACK: gettext_lazy(
        "The payer’s bank took the money back. Take it off in Tagor, then say so here. "
        "Ask the payment service why."
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """An attempt in the list."""

    reference: str
    href: str
    file: str
    amount: str
    kind_of_state: str
    state: str
    oddity: str
    at: str


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert in the list, or on the page of its payment."""

    kind: str
    advice: str
    since: str
    file: str = ""
    amount: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report to Tagor."""

    reference: str
    href: str
    file: str
    amount: str
    kind_of_state: str
    state: str
    tries: str
    sent: str


@dataclass(frozen=True, slots=True)
class RefundRow:
    """Money to pay back. ``pk``: of the refund, for its form."""

    reference: str
    href: str
    file: str
    amount: str
    kind_of_state: str
    state: str
    asked: str
    ended: str
    pk: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class BankRow:
    """One status from the bank."""

    at: str
    source: str
    said: str
    amount: str
    outcome: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A payment line in Tagor. ``whose``: how it belongs to this payment or another, "" when to none."""

    line_id: str
    on: str
    amount: str
    text: str
    whose: str
    is_free: bool


def present_row(attempt: Attempt) -> Row:
    """One line of the list."""
    return Row(
        reference=attempt.reference,
        href=reverse("payment_desk:payment", args=[attempt.pk]),
        file=attempt.file_name or shorten_id(attempt.file_id),
        amount=money(attempt.paid_cents),
        kind_of_state=KINDS[attempt.state],
        state=str(State(attempt.state).label),
        oddity=name_oddity(attempt),
        at=moment(attempt.created_at),
    )


def describe_amount(attempt: Attempt) -> str:
    """What was paid, and what was asked when that differs."""
    if attempt.received_cents in {None, attempt.amount_cents}:
        return money(attempt.amount_cents)
    values = {"paid": money(attempt.paid_cents), "asked": money(attempt.amount_cents)}
    return _("%(paid)s (asked: %(asked)s)") % values


def name_oddity(attempt: Attempt) -> str:
    """What was unusual, as text; "" when nothing was."""
    return str(Oddity(attempt.oddity).label) if attempt.oddity else ""


def present_facts(attempt: Attempt) -> list[tuple[str, str]]:
    """The data of one payment; nothing about a card or an account."""
    facts = [
        (pgettext("of a person", "File"), attempt.file_name or shorten_id(attempt.file_id)),
        (_("Asked"), money(attempt.amount_cents)),
    ]
    if attempt.received_cents is not None:
        facts.append((_("Paid, says the bank"), money(attempt.received_cents)))
    went_back = (
        (_("Given back to the payer"), attempt.refunded_cents),
        (_("Taken back by the bank"), attempt.charged_back_cents),
    )
    facts += [(label, money(cents)) for label, cents in went_back if cents]
    facts += [
        (_("What for"), str(Attempt.Kind(attempt.kind).label)),
        (_("By"), str(Provider(attempt.provider).label)),
    ]
    stamps = (
        (_("Began"), attempt.created_at),
        (_("Browser came back"), attempt.returned_at),
        (_("Last word of the bank"), attempt.bank_at),
        (_("Seen by the office"), attempt.seen_at),
        (_("Booked"), attempt.booked_at),
    )
    facts += [(label, moment(at)) for label, at in stamps if at]
    if attempt.oddity:
        facts.append((_("Unusual"), name_oddity(attempt)))
    return facts


def present_alert(alert: Alert, *, with_payment: bool = False) -> AlertRow:
    """What is wrong and what to do about it."""
    kind, advice = str(Alert.Kind(alert.kind).label), str(ADVICE[alert.kind])
    since = moment(alert.raised_at)
    if not with_payment:
        return AlertRow(kind, advice, since)
    row = present_row(alert.attempt)
    return AlertRow(kind, advice, since, row.file, row.amount, row.href)


def present_report(booking: Booking) -> ReportRow:
    """The state of the report to Tagor."""
    attempt = booking.attempt
    return ReportRow(
        reference=booking.reference,
        href=reverse("payment_desk:payment", args=[attempt.pk]) + "#report",
        file=attempt.file_name or shorten_id(attempt.file_id),
        amount=money(booking.amount_cents),
        kind_of_state=KINDS_OF_REPORT[booking.state],
        state=str(Booking.State(booking.state).label),
        tries=str(booking.tries),
        sent=moment(booking.sent_at) if booking.sent_at else "",
    )


def present_refund(refund: Refund) -> RefundRow:
    """What goes back, and who asked."""
    attempt = refund.attempt
    return RefundRow(
        reference=attempt.reference,
        href=reverse("payment_desk:payment", args=[attempt.pk]) + "#refund",
        file=attempt.file_name or shorten_id(attempt.file_id),
        amount=money(refund.amount_cents),
        kind_of_state=KINDS_OF_REFUND[refund.state],
        state=str(Refund.State(refund.state).label),
        asked=_format_who_when(refund.asked_by, refund.asked_at),
        ended=_format_who_when(refund.ended_by, refund.ended_at) if refund.ended_at else "",
        pk=refund.pk,
        is_open=refund.state == Refund.State.ASKED,
    )


def _format_who_when(user: Any, at: Any) -> str:
    name = name_person(user)
    return _("%(name)s, %(at)s") % {"name": name, "at": moment(at)}


def present_bank(notices: Iterable[Notice]) -> list[BankRow]:
    """The bank's statuses, in order of arrival."""
    return [
        BankRow(
            at=moment(notice.received_at),
            source=str(Notice.Source(notice.source).label),
            said=" ".join(part for part in (notice.code, notice.status) if part),
            amount="" if notice.amount_cents is None else money(notice.amount_cents),
            outcome=_describe_outcome(notice),
        )
        for notice in notices
    ]


def _describe_outcome(notice: Notice) -> str:
    if notice.handled_at is None:
        return _("not acted upon yet")
    if notice.outcome in State.values:
        return str(State(notice.outcome).label)
    return _("changed nothing")


def present_lines(attempt: Attempt, lines: Iterable[Line], *, claimed: dict[str, str]) -> list[LineRow]:
    """The payment lines in Tagor. ``claimed``: from the id of a line to the reference of its payment."""
    return [_present_line(attempt, line, claimed.get(line.line_id, "")) for line in lines]


def _present_line(attempt: Attempt, line: Line, owner: str) -> LineRow:
    if owner == attempt.reference:
        whose = _("this payment")
    elif owner:
        whose = _("payment %(reference)s") % {"reference": owner}
    elif names_reference(line, attempt.reference):
        whose = _("names this payment")
    else:
        whose = ""
    is_of_sum = line.total_cents == -attempt.paid_cents
    return LineRow(
        line_id=line.line_id,
        on=short_day(line.booked_on) if line.booked_on else "",
        amount=money(-line.total_cents),
        text=line.description or line.remark or line.reference,
        whose=whose,
        is_free=is_of_sum and not owner,
    )


def present_history(events: Iterable[Any], *, names: dict[str, str]) -> list[tuple[str, str]]:
    """(time, text and person) of all audit events on the payment, oldest first."""
    told = []
    for event in events:
        who = names.get(event.staff_id, "")
        text = describe_event(event)
        told.append((moment(event.at), f"{text} ({who})" if who else text))
    return told
