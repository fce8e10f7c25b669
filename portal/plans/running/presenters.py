"""The texts of the pages of a running plan, in the active language. Templates only print them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.payments.owing import Owing
from portal.payments.pages.presenters import SlipPage, present_slip
from portal.payments.providers import TRANSFER
from portal.payments.providers.protocol import Order
from portal.payments.selectors import get_payment_host, is_online_possible
from portal.plans.tagor.instalments import Payment, Standing
from portal.plans.tagor.reading import Running
from portal.web import formats

SLIPS = 3
"""How many future payments have a QR code of their own on the page."""
KINDS = {Standing.PAID: "good", Standing.LATE: "warn", Standing.DUE: "wait", Standing.COMING: "info"}


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A line of the table: number, day, sum, and the state as icon and word."""

    number: str
    day: str
    amount: str
    kind: str
    word: str
    note: str


@dataclass(frozen=True, slots=True)
class PaymentSlip:
    """A sum to pay, with its transfer. ``kind`` and ``plain`` are what the form of the pay page takes."""

    kind: str
    title: str
    amount: str
    plain: str
    slip: SlipPage
    qr: SafeString


@dataclass(frozen=True, slots=True)
class AgreedPlan:
    """Every payment, and what sums them up. ``has_moved``: one is due later because banks are closed."""

    facts: list[tuple[str, str]]
    rows: list[PaymentRow]
    has_moved: bool


@dataclass(frozen=True, slots=True)
class RunningPage:
    """The running plan; "" or empty for unknown values.

    ``state``: sign and word. ``late``: what is behind, None when nothing is. ``left``: what the file still
    owes once every payment of the plan was made, None for nothing or when it is not known.
    """

    state: tuple[str, str]
    monthly: str
    next_title: str
    next_amount: str
    next_note: str
    late: PaymentSlip | None
    left: PaymentSlip | None
    is_left_unknown: bool
    agreed: AgreedPlan
    slips: list[PaymentSlip]
    has_standing_order: bool
    as_of: str
    can_pay_online: bool
    host: str
    transfer: SlipPage


@dataclass(frozen=True, slots=True)
class StandingOrder:
    """What to enter at the bank for the same sum each month, and what to pay separately."""

    rows: list[tuple[str, str]]
    slip: SlipPage
    apart: list[str]
    has_moved: bool


def present_running(running: Running, *, file_id: str, owing: Owing | None = None) -> RunningPage:
    """The page of a plan that runs. ``owing``: what the file owes, as far as it is known."""
    coming, following = list_coming(running), running.next
    slips = [_present_payment(one, file_id=file_id, file_name=running.file_name) for one in coming[:SLIPS]]
    late = _present_late(running, owing, file_id=file_id)
    return RunningPage(
        state=_describe_plan(running, is_late=late is not None),
        monthly=formats.money(running.plan.monthly_cents) if running.plan.monthly_cents > 0 else "",
        next_title=_describe_next(following),
        next_amount=formats.money(following.amount_cents) if following else "",
        next_note=_explain_moved(following),
        late=late,
        left=_present_left(running, owing, file_id=file_id),
        is_left_unknown=owing is None,
        agreed=present_agreed(running),
        slips=slips,
        has_standing_order=len(_list_equal(coming)) > 1,
        as_of=formats.moment(running.as_of),
        can_pay_online=is_online_possible(),
        host=get_payment_host(),
        transfer=_make_slip(running.plan.monthly_cents, file_id=file_id, file_name=running.file_name),
    )


def present_agreed(running: Running) -> AgreedPlan:
    """What was agreed, and no way to pay it."""
    payments = running.payments or ()
    return AgreedPlan(
        facts=_list_facts(running),
        rows=[_present_row(one) for one in payments],
        has_moved=any(one.moved for one in payments),
    )


def present_standing_order(running: Running, *, file_id: str) -> StandingOrder | None:
    """The standing order, or None when fewer than two equal future payments remain."""
    coming = list_coming(running)
    equal = _list_equal(coming)
    if len(equal) < 2:
        return None
    first, last = equal[0], equal[-1]
    slip = _make_slip(first.amount_cents, file_id=file_id, file_name=running.file_name)
    rows = [
        (_("First payment"), formats.day(first.planned_on)),
        (_("How often"), _describe_rhythm(equal)),
        (_("Last payment of the order"), formats.day(last.planned_on)),
        (_("Number of payments"), str(len(equal))),
    ]
    apart = [_format_amount_on(one) for one in coming[len(equal) :]]
    return StandingOrder(rows=rows, slip=slip, apart=apart, has_moved=any(one.moved for one in equal))


def list_coming(running: Running) -> list[Payment]:
    """The payments that are still to be made on their day, first to last."""
    return [one for one in running.payments or () if one.standing in {Standing.DUE, Standing.COMING}]


def _list_equal(coming: Sequence[Payment]) -> list[Payment]:
    """The first future payments with the same sum and interval."""
    rhythm = _get_rhythm(*coming[:2])
    same = takewhile(
        lambda pair: pair[0].amount_cents == pair[1].amount_cents and rhythm and _get_rhythm(*pair) == rhythm,
        pairwise(coming),
    )
    following = [second for _first, second in same]
    return [coming[0], *following] if following else []


def _get_rhythm(*payments: Payment) -> str:
    """The interval between two payments: "month", "week", or "" for anything else."""
    if len(payments) < 2:
        return ""
    days = (payments[1].planned_on - payments[0].planned_on).days
    return {7: "week", 28: "month", 29: "month", 30: "month", 31: "month"}.get(days, "")


def _describe_rhythm(equal: Sequence[Payment]) -> str:
    if _get_rhythm(*equal[:2]) == "week":
        return _("each week, on the same day")
    return _("each month, on day %(number)s") % {"number": max(one.planned_on.day for one in equal)}


def _describe_next(payment: Payment | None) -> str:
    if payment is None:
        return ""
    if payment.standing is Standing.DUE:
        return _("Your next payment is today")
    return _("Your next payment: %(day)s") % {"day": formats.day(payment.due_on)}


def _explain_moved(payment: Payment | None) -> str:
    if payment is None or not payment.moved:
        return ""
    words = {"planned": formats.day(payment.planned_on), "due": formats.day(payment.due_on)}
    return _("Banks are closed on %(planned)s. So you pay on %(due)s.") % words


def _list_facts(running: Running) -> list[tuple[str, str]]:
    facts = []
    booked, payments = running.booked, running.payments or ()
    if booked and payments:
        since = {"day": formats.day(payments[0].planned_on)}
        facts.append((_("Paid since %(day)s") % since, formats.money(booked.booked_cents)))
        if booked.seen_cents:
            facts.append((_("Seen by the office, not booked yet"), formats.money(booked.seen_cents)))
    if payments:
        facts.append((_("Payments left"), _count_left(running)))
    if running.ends_on:
        facts.append((_("Last payment"), _format_amount_on(payments[-1])))
    return facts


def _count_left(running: Running) -> str:
    left = len(list_coming(running))
    return ngettext("%(num)s payment", "%(num)s payments", left) % {"num": left}


def _present_row(payment: Payment) -> PaymentRow:
    note = ""
    if payment.standing is Standing.LATE and payment.open_cents < payment.amount_cents:
        note = _("%(amount)s is still missing") % {"amount": formats.money(payment.open_cents)}
    if payment.is_capped:
        note = _("This is all that is left to pay.")
    return PaymentRow(
        number=str(payment.number),
        day=formats.day(payment.due_on),
        amount=formats.money(payment.amount_cents),
        kind=KINDS[payment.standing],
        word=_get_word(payment.standing),
        note=note,
    )


def _get_word(standing: Standing) -> str:
    words = {
        Standing.PAID: _("Paid"),
        Standing.LATE: _("Late"),
        Standing.DUE: _("Today"),
        Standing.COMING: _("Coming"),
    }
    return words[standing]


def _describe_plan(running: Running, *, is_late: bool) -> tuple[str, str]:
    if is_late:
        return "warn", _("A payment is late")
    if running.is_done:
        return "info", _("Every payment of the plan is made")
    return "good", _("The plan is running")


def _present_late(running: Running, owing: Owing | None, *, file_id: str) -> PaymentSlip | None:
    """What is behind, without what was paid and is not booked yet; never more than is owed."""
    unbooked = owing.unbooked_cents if owing else 0
    cents = running.late_cents - unbooked
    if owing is not None:
        cents = min(cents, owing.left_cents)
    if cents <= 0:
        return None
    title = _("Pay what is late: %(amount)s") % {"amount": formats.money(cents)}
    kind = "arrears" if cents == running.plan.arrears_cents else "other"
    return _present_sum(cents, title, kind=kind, file_id=file_id, file_name=running.file_name)


def _present_left(running: Running, owing: Owing | None, *, file_id: str) -> PaymentSlip | None:
    if owing is None or not running.is_done or not owing.may_be_asked:
        return None
    title = _("Left to pay in this file")
    return _present_sum(owing.left_cents, title, file_id=file_id, file_name=running.file_name)


def _present_payment(payment: Payment, *, file_id: str, file_name: str) -> PaymentSlip:
    title = _format_amount_on(payment)
    return _present_sum(payment.amount_cents, title, file_id=file_id, file_name=file_name)


def _present_sum(cents: int, title: str, *, file_id: str, file_name: str, kind: str = "other") -> PaymentSlip:
    slip = _make_slip(cents, file_id=file_id, file_name=file_name)
    return PaymentSlip(
        kind=kind,
        title=title,
        amount=formats.money(cents),
        plain=formats.plain_amount(cents),
        slip=slip,
        qr=mark_safe(slip.qr),  # noqa: S308 - made by us, holds only squares
    )


def _make_slip(cents: int, *, file_id: str, file_name: str) -> SlipPage:
    return present_slip(TRANSFER.start(Order(file_id, file_name, max(cents, 0))))


def _format_amount_on(payment: Payment) -> str:
    words = {"amount": formats.money(payment.amount_cents), "day": formats.day(payment.due_on)}
    return _("%(amount)s on %(day)s") % words
