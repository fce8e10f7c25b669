"""The balance page: what is owed, what it means, and what can be done now."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.dossier.overview import Overview
from portal.dossier.presenters.gaps import name_gaps
from portal.dossier.presenters.parts_table import PartsTable, present_parts
from portal.file.asking import BalanceFact, get_refresh_from
from portal.file.news import FileNow, News, list_news
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import DatedAmount, FileInfo, RunningPlan
from portal.web.formats import day, moment, money

State = tuple[str, str]

SMALLEST_ONLINE_CENTS = 100
NO_STATUS = {"", "0"}


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment the office knows of: amount, when, and in which state (kind, word)."""

    amount: str
    when: str
    state: State


@dataclass(frozen=True, slots=True)
class PlanBox:
    """The plan that runs: what is paid a month, and whether it is behind."""

    monthly: str
    state: State
    arrears: str


@dataclass(frozen=True, slots=True)
class BalancePage:
    """Everything the page prints. ``gaps`` names, in words, each part that could not be loaded."""

    fact_label: str
    fact_value: str
    meaning: str
    as_of: str
    can_refresh: bool
    refresh_from: str
    about: list[tuple[str, str]]
    can_pay_online: bool
    pay_text: str
    parts: PartsTable | None
    payments: list[Payment]
    plan: PlanBox | None
    open_state: State | None
    session_end: str
    gaps: dict[str, str]


def present_balance(overview: Overview, visit: Visit, *, reference: str) -> BalancePage:
    """The page for this overview. ``reference``: what to tell the office when a part is faulty."""
    balance, head = overview.balance, overview.head
    label, value, meaning = _say_balance(balance, head)
    is_payable = balance is not None and balance.cents >= SMALLEST_ONLINE_CENTS and not is_stopped(head)
    cents = balance.cents if balance else None
    refresh_from = get_refresh_from(balance, overview.failure)
    return BalancePage(
        fact_label=label,
        fact_value=value,
        meaning=meaning,
        as_of=moment(balance.as_of) if balance else "",
        can_refresh=refresh_from is not None and refresh_from <= timezone.now(),
        refresh_from=moment(refresh_from) if refresh_from else "",
        about=_list_about(overview),
        can_pay_online=is_payable,
        pay_text=_say_pay(balance, head),
        parts=present_parts(overview.sums, cents) if overview.sums else None,
        payments=_list_payments(head),
        plan=_present_plan(overview.plan),
        open_state=_say_open(is_open=overview.office_open),
        session_end=moment(visit.ends_at) if visit.ends_at else "",
        gaps=_name_gaps(overview, reference),
    )


def list_news_of(overview: Overview, visit: Visit) -> list[News]:
    """What rooms tell of the file now."""
    cents = overview.balance.cents if overview.balance else None
    return list_news(
        FileNow(visit.file_id, cents, overview.plan, is_stopped(overview.head), party_id=visit.party_id)
    )


def _name_gaps(overview: Overview, reference: str) -> dict[str, str]:
    """One gap is enough when there is nothing at all."""
    gaps = name_gaps(overview.missing, reference)
    return {"balance": gaps["balance"]} if overview.is_empty and "balance" in gaps else gaps


def is_stopped(head: FileInfo | None) -> bool:
    """Whether the office stopped this file."""
    return head is not None and head.stop_status_id not in NO_STATUS


def _say_balance(balance: BalanceFact | None, head: FileInfo | None) -> tuple[str, str, str]:
    """Label, amount, and one or two sentences of what it means."""
    if balance is None:
        return "", "", ""
    amount = money(balance.cents)
    if balance.cents < 0:
        meaning = _("This is more than you owed. Ask the office how you get it back.")
        return _("You paid too much"), money(-balance.cents), meaning
    if balance.cents == 0:
        return _("You owe today"), amount, _("Nothing is left to pay in this file.")
    if is_stopped(head):
        meaning = _("The office has stopped this file. Ask the office before you pay.")
        return _("Balance of this file"), amount, meaning
    if balance.cents == 1:
        return _("You owe today"), amount, _("One cent is left. Ask the office before you pay it.")
    return _("You owe today"), amount, _("This is the whole amount. Interest and costs are in it.")


def _say_pay(balance: BalanceFact | None, head: FileInfo | None) -> str:
    """What the card of paying says when it leads to the choice of ways to pay."""
    if is_stopped(head):
        return _("Ask the office before you pay.")
    if balance is not None and balance.cents <= 0:
        return _("There is nothing to pay now.")
    return _("See how you can pay.")


def _list_about(overview: Overview) -> list[tuple[str, str]]:
    head, subject = overview.head, overview.sums.subject if overview.sums else ""
    rows = [
        (_("File number"), head.file_name if head else ""),
        (_("Your name"), head.defendant if head else ""),
        (_("You owe this to (claimant)"), head.claimant if head else ""),
        (_("What it is for"), subject),
    ]
    return [(term, value) for term, value in rows if value]


def _list_payments(head: FileInfo | None) -> list[Payment]:
    if head is None:
        return []
    found = [
        (head.last_unconfirmed, ("wait", _("received, being processed"))),
        (head.last_confirmed, ("good", _("booked"))),
    ]
    return [Payment(money(paid.amount_cents), _say_when(paid), state) for paid, state in found if paid]


def _say_when(paid: DatedAmount) -> str:
    return day(paid.on) if paid.on else _("date not known")


def _present_plan(plan: RunningPlan | None) -> PlanBox | None:
    if plan is None or not plan.active:
        return None
    if plan.arrears_cents > 0:
        return PlanBox(money(plan.monthly_cents), ("warn", _("You are behind")), money(plan.arrears_cents))
    return PlanBox(money(plan.monthly_cents), ("good", _("You are up to date")), "")


def _say_open(*, is_open: bool | None) -> State | None:
    if is_open is None:
        return None
    return ("good", _("The office is open now")) if is_open else ("info", _("The office is closed now"))
