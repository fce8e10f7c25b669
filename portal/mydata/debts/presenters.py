"""All debts of a person beside this file, in words and amounts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.declaration import Reading
from portal.file.facts import FILE_NUMBER, HEAD, RUNNING_PLAN
from portal.mydata.debts.debt import Debt, sum_monthly
from portal.mydata.debts.store import OwnDebts
from portal.plans.budget.numbers import Numbers
from portal.plans.budget.selectors import KeptBudget
from portal.web.formats import day, money

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DebtRow:
    """One debt. ``code``: by what it is changed."""

    code: str
    creditor: str
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """``budget``: no rows when none was given. ``kept_until``: "" while the list ends with the session.

    ``missing``: sentences about what is not in the sums.
    """

    this_file: Rows
    debts: tuple[DebtRow, ...]
    together: Rows
    budget: Rows
    kept_until: str
    is_full: bool
    missing: tuple[str, ...]


def present_overview(
    own: OwnDebts, reading: Reading, owed_cents: int | None, budget: KeptBudget | None
) -> Overview:
    """``owed_cents``: the balance of this file, where this session has it already."""
    plan = reading.get(RUNNING_PLAN)
    monthly_cents = plan.monthly_cents if plan is not None and plan.active else None
    head = reading.get(HEAD)
    this = Debt("", head.claimant if head is not None else "", owed_cents, monthly_cents)
    number = reading.get(FILE_NUMBER) or ""
    title = _("This file, %(number)s") % {"number": number} if number else _("This file")
    rows: Rows = [(title, describe_debt(this))]
    if this.creditor:
        rows.insert(0, (_("Claimant"), this.creditor))
    together = _add_up([this, *own.debts], budget.numbers if budget else None)
    missing = _describe_missing(own, is_plan_known=plan is not None) if together else ()
    return Overview(
        this_file=rows,
        debts=tuple(DebtRow(one.code, one.creditor, describe_debt(one)) for one in own.debts),
        together=together,
        budget=_present_budget(budget.numbers) if budget else [],
        kept_until=day(timezone.localdate(own.keep_until)) if own.keep_until else "",
        is_full=own.is_full,
        missing=tuple(missing),
    )


def _describe_missing(own: OwnDebts, *, is_plan_known: bool) -> Iterator[str]:
    if not is_plan_known:
        yield _("We cannot see your plan for this file now. It is not in the sums.")
    if any(one.monthly_cents is None for one in own.debts):
        yield _("What you left open is not in the sums.")


def describe_debt(debt: Debt) -> str:
    """What is owed, and what is paid in a month; what was left open is said to be."""
    amounts = {"owed": money(debt.owed_cents or 0), "monthly": money(debt.monthly_cents or 0)}
    if debt.owed_cents is None and debt.monthly_cents is None:
        return _("No amounts filled in")
    if debt.monthly_cents is None:
        return _("%(owed)s still to pay") % amounts
    if debt.owed_cents is None:
        return _("%(monthly)s a month") % amounts
    return _("%(owed)s still to pay, %(monthly)s a month") % amounts


def _add_up(debts: Sequence[Debt], numbers: Numbers | None) -> Rows:
    monthly_cents = sum_monthly(debts)
    rows: Rows = []
    if all(one.owed_cents is not None for one in debts):
        rows.append((_("All debts together"), money(sum(one.owed_cents or 0 for one in debts))))
    is_monthly_known = any(one.monthly_cents is not None for one in debts)
    if is_monthly_known:
        rows.append((_("All payments of a month together"), money(monthly_cents)))
    if numbers is not None:
        before_cents = numbers.left_cents + numbers.debts_cents
        rows.append((_("Left each month for debts"), money(before_cents)))
        if is_monthly_known:
            rows.append((_("Left after all payments"), money(before_cents - monthly_cents)))
    return rows


def _present_budget(numbers: Numbers) -> Rows:
    """The lines that were filled in, but for the debts: they stand one by one."""
    lines = (
        (_("Pay from work, after tax"), numbers.work_cents),
        (_("Benefits or pension, after tax"), numbers.benefits_cents),
        (_("Other income"), numbers.other_cents),
        (_("Rent or home loan"), -numbers.home_cents),
        (_("Energy, water, phone, insurance"), -numbers.bills_cents),
        (_("Food, clothes, transport, care"), -numbers.living_cents),
    )
    return [(term, money(cents)) for term, cents in lines if cents]
