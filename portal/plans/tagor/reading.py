"""Reads the running plan of a file: Tagor's data on it, its payments, and what was booked since.

Never calls GetSaldo. The result is remembered for the session, so that the page has content while Tagor is
down.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from portal.file.balance import BALANCE
from portal.file.codes import NATURE, PERIOD, find_kinds, find_periods, get_texts
from portal.file.declaration import AWAY, DerivedFact, Reading
from portal.file.fact_cache import ForSeconds
from portal.file.facts import FILE_NUMBER, KEPT_BALANCE, LINES, RUNNING_PLAN
from portal.file.kinds import Kind
from portal.file.news import STOPPED
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.integrations.errors import IntegrationError, Rejected, UnexpectedResponse
from portal.integrations.tagor.values.account import Line, PlanPart, RunningPlan
from portal.office.selectors import get_office
from portal.plans.facts import PLAN_PARTS, UNNAMED_PLAN
from portal.plans.selectors import find_current
from portal.plans.tagor.instalments import (
    Payment,
    UnreadablePlanError,
    cap_payments,
    count_late,
    find_next,
    list_payments,
    with_standing,
)
from portal.web.bank_days import get_country

REMEMBER_S = 3600


@dataclass(frozen=True, slots=True)
class Booked:
    """Payments since the plan began: booked, and seen but not booked yet. Cents, not negative."""

    booked_cents: int
    seen_cents: int


@dataclass(frozen=True, slots=True)
class Running:
    """The running plan as it stood ``as_of``.

    ``is_asked``: as far as anybody knows, the plan is only asked for, also when Tagor lets it run already.
    ``payments`` is None when their days could not be read (``are_parts_missing`` when Tagor did not answer,
    otherwise it does not tell them); ``booked`` is None when the lines could not be read. ``is_stopped``: the
    office wants to be asked before anybody pays.
    """

    plan: RunningPlan
    payments: tuple[Payment, ...] | None
    booked: Booked | None
    plan_id: str
    is_asked: bool
    are_parts_missing: bool
    are_lines_missing: bool
    file_name: str
    as_of: datetime
    is_old: bool = False
    is_stopped: bool = False

    @property
    def is_running(self) -> bool:
        """Whether it runs and is not known to be only requested."""
        return self.plan.active and not self.is_asked

    @property
    def next(self) -> Payment | None:
        """The next payment, or None when there is none or no day is known."""
        return find_next(self.payments or ())

    @property
    def is_done(self) -> bool:
        """Whether every payment of the plan was made; the file may owe something all the same."""
        return bool(self.payments) and self.next is None and self.late_cents <= 0

    @property
    def late_cents(self) -> int:
        """The arrears, without a payment whose day was closed and that may still arrive."""
        return count_late(self.payments or (), self.plan.arrears_cents)

    @property
    def ends_on(self) -> date | None:
        """The day of the last payment."""
        return self.payments[-1].due_on if self.payments else None


def get_running(visit: Visit) -> Running | None:
    """The plan of this session's file, or what was last read of it while it cannot be read, or None."""
    reading = read(visit, RUNNING, STOPPED)
    known = reading.get(RUNNING)
    if known is None:
        return None
    asked, balance = find_current(visit), recall(visit, BALANCE)
    is_only_asked = asked is not None and asked.is_of_plan(known.plan_id)
    payments = known.payments
    if payments and balance is not None:
        payments = cap_payments(payments, balance.cents)
    is_old, is_asked = reading.is_old(RUNNING), known.is_asked or is_only_asked
    return replace(
        known,
        is_old=is_old,
        is_asked=is_asked,
        payments=payments,
        is_stopped=reading.get(STOPPED) or False,
    )


def read_payments(parts: tuple[PlanPart, ...], left_cents: int | None = None) -> tuple[Payment, ...]:
    """The payments of a plan by its parts; one without an end goes on until ``left_cents``, the balance.

    Raises: UnreadablePlanError, IntegrationError.
    """
    periods = find_periods(part.period_code_id for part in parts)
    country = get_country(get_office().iban)
    return list_payments(
        parts, periods=periods, country=country, left_cents=left_cents, today=timezone.localdate()
    )


def count_booked(lines: tuple[Line, ...], *, since: date) -> Booked:
    """What was paid since a day. Raises: IntegrationError when the kinds of the lines cannot be read."""
    kinds = find_kinds(lines)
    booked = seen = 0
    for line in lines:
        kind = kinds[line.line_id]
        if line.booked_on is None or line.booked_on < since:
            continue
        if kind is Kind.EXPECTED:
            seen -= line.total_cents
        elif kind is Kind.PAYMENT:
            booked -= line.total_cents
    return Booked(booked_cents=max(booked, 0), seen_cents=max(seen, 0))


def _put_together(reading: Reading) -> Running:
    plan, parts, lines = reading[RUNNING_PLAN], reading.get(PLAN_PARTS), reading.get(LINES)
    payments, parts_missing = None, parts is None
    _fetch_words(parts or (), lines or ())
    try:
        payments = read_payments(parts, reading.get(KEPT_BALANCE)) if parts else None
    except UnreadablePlanError:
        payments = None
    except IntegrationError:
        parts_missing = True
    booked = _count_or_none(lines, payments)
    if payments:
        payments = with_standing(
            payments,
            today=timezone.localdate(),
            arrears_cents=plan.arrears_cents,
            booked_cents=booked.booked_cents if booked else None,
        )
    return Running(
        plan=plan,
        payments=payments,
        booked=booked,
        plan_id=parts[0].plan_id if parts else UNNAMED_PLAN,
        is_asked=bool(parts) and not plan.active,
        are_parts_missing=parts_missing,
        are_lines_missing=bool(payments) and booked is None,
        file_name=reading.get(FILE_NUMBER) or "",
        as_of=timezone.now(),
    )


def _fetch_words(parts: tuple[PlanPart, ...], lines: tuple[Line, ...]) -> None:
    """Fetch the texts of periods and lines in one call, so that they are cached when needed."""
    wanted = {(PERIOD, part.period_code_id) for part in parts}
    with suppress(IntegrationError):
        get_texts(wanted | {(NATURE, line.nature_code_id) for line in lines})


def _count_or_none(lines: tuple[Line, ...] | None, payments: tuple[Payment, ...] | None) -> Booked | None:
    if lines is None or not payments:
        return None
    try:
        return count_booked(lines, since=payments[0].planned_on)
    except IntegrationError:
        return None


RUNNING = DerivedFact[Running](
    name="running",
    needs=(RUNNING_PLAN,),
    helped_by=(PLAN_PARTS, LINES, FILE_NUMBER, KEPT_BALANCE),
    make=_put_together,
    remember=ForSeconds(REMEMBER_S),
    remember_for=(*AWAY, UnexpectedResponse, Rejected),
)
"""Never calls GetSaldo."""
