"""The balance page: what is owed, what it means, and what to do next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.helper_pass.scopes import allows_address, without_closed_link
from portal.dossier.overview import Overview
from portal.dossier.presenters.gaps import name_gaps
from portal.dossier.presenters.parts_table import PartsTable, present_parts
from portal.file.balance import expect_of_lines
from portal.file.balance_cache import get_refresh_from
from portal.file.news import (
    LEAST_CENTS,
    Card,
    FileNow,
    Lead,
    News,
    Payable,
    describe_small,
    list_cards,
    list_news,
    make_booked_news,
    make_now,
    make_stopped_news,
    write_to_office,
)
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import DatedAmount, FileInfo
from portal.payments.owing import find_arriving, will_owe_again
from portal.web.formats import day, moment, money

State = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment the office knows of: amount, when, and in which state (kind, word)."""

    amount: str
    when: str
    state: State


@dataclass(frozen=True, slots=True)
class BalancePage:
    """Everything the page prints. ``gaps`` names, in words, each part that could not be loaded.

    ``lead`` is the number to act on now; ``total`` the whole balance in words, when another number leads.
    ``news`` is what matters most, ``more_news`` the rest. ``pay`` is what the one main button pays, None when
    there is nothing to pay now or the news has a button of its own. ``is_outdated``: a payment was booked
    since, so the balance no longer holds. ``is_plain_debt``: it can be paid at once or in parts.
    ``has_transfer``: something could not be read, so the page says how one can pay without it.
    """

    lead: Lead | None
    total: str
    meaning: str
    news: News | None
    more_news: list[News]
    pay: Payable | None
    cards: list[Card]
    is_paid_off: bool
    is_plain_debt: bool
    has_transfer: bool
    as_of: str
    can_refresh: bool
    is_outdated: bool
    refresh_from: str
    about: list[tuple[str, str]]
    parts: PartsTable | None
    payments: list[Payment]
    open_state: State | None
    session_end: str
    gaps: dict[str, str]


def present_balance(overview: Overview, visit: Visit, *, reference: str) -> BalancePage:
    """The page for this overview. ``reference``: what to tell the office when a part is faulty."""
    balance = overview.balance
    now = make_now(
        visit,
        overview.reading,
        balance_cents=balance.cents if balance else None,
        as_of=balance.as_of if balance else None,
    )
    news = [without_closed_link(visit, one) for one in list_all_news(now, *_list_booked_news(overview))]
    first = next(iter(news), None)
    lead = next((one.lead for one in news if one.lead), None)
    plain, meaning = (
        describe_balance(balance.cents, is_stopped=now.is_stopped) if balance is not None else (None, "")
    )
    if overview.booked_since_cents and plain and balance:
        plain = Lead(_("You owed on %(moment)s") % {"moment": moment(balance.as_of)}, plain.amount)
        meaning = ""
    is_even = balance is not None and balance.cents == 0
    will_rise = is_even and will_owe_again(now)
    if will_rise and plain:
        plain, meaning = Lead(_("Balance of this file"), plain.amount), ""
    refresh_from = get_refresh_from(balance, overview.failure)
    arriving_cents = max(find_arriving(now), overview.booked_since_cents)
    pay, cards = choose_pay(now, news), _list_cards(now, arriving_cents)
    gaps = _name_gaps(overview, reference)
    can_ask_plan = any(card.address == reverse("plans:start") for card in cards)
    return BalancePage(
        lead=lead or plain,
        total=_describe_total(now, plain) if lead and plain else "",
        meaning="" if lead else meaning,
        news=first,
        more_news=news[1:],
        pay=pay,
        cards=[card for card in cards if allows_address(visit, card.address)],
        is_paid_off=is_even and not will_rise,
        is_plain_debt=pay is not None and pay.kind == "full" and can_ask_plan,
        has_transfer=bool({"balance", "head"} & gaps.keys()) and _may_owe(now),
        as_of=moment(balance.as_of) if balance else "",
        can_refresh=refresh_from is not None and refresh_from <= timezone.now(),
        is_outdated=bool(overview.booked_since_cents),
        refresh_from=moment(refresh_from) if refresh_from else "",
        about=_list_about(overview, is_helper=visit.who == "helper"),
        parts=present_parts(overview.sums, expect_of_lines(overview.reading)) if overview.sums else None,
        payments=_list_payments(overview.head),
        open_state=_describe_opening(is_open=overview.office_open),
        session_end=moment(visit.ends_at) if visit.ends_at else "",
        gaps=gaps,
    )


def _may_owe(now: FileNow) -> bool:
    """Whether a transfer can be right, as far as anybody knows now."""
    return not now.is_stopped and (now.balance_cents is None or now.balance_cents >= LEAST_CENTS)


def _describe_total(now: FileNow, plain: Lead) -> str:
    """The whole balance, beside another number that leads."""
    if find_arriving(now):
        return _("Your file still shows %(amount)s.") % {"amount": plain.amount}
    return _("In all you owe %(amount)s.") % {"amount": plain.amount}


def list_all_news(now: FileNow, *more: News) -> list[News]:
    """All news of a file, most important first: of the file itself, of the rooms, and ``more``."""
    return sorted([*more, *_list_own_news(now), *list_news(now)], key=lambda one: one.rank)


def _list_booked_news(overview: Overview) -> list[News]:
    if not overview.booked_since_cents:
        return []
    refresh_from = get_refresh_from(overview.balance, overview.failure)
    return [make_booked_news(overview.booked_since_cents, refresh_from)]


def _list_own_news(now: FileNow) -> list[News]:
    """News from Tagor's own data on the file."""
    found = []
    if now.is_stopped and now.balance_cents:
        found.append(make_stopped_news())
    if now.is_in_person:
        title = _("The office handles this file in person")
        text = _("You can pay and write to the office. For a plan, call the office.")
        found.append(News(title, text, 11, *write_to_office(), on_paper=True))
    if now.balance_cents is not None and now.balance_cents < 0:
        title, text = _("You get money back"), _("Ask the office to pay it back to your account.")
        way = reverse("messages:money-back"), _("Ask for money back")
        found.append(News(title, text, 5, *way, stops_paying=True))
    return found


def choose_pay(now: FileNow, news: list[News]) -> Payable | None:
    """What the main button pays: the number that leads, in the news or else the whole balance."""
    cents = now.balance_cents
    if cents is None or cents < LEAST_CENTS or any(one.stops_paying for one in news):
        return None
    leading = next((one for one in news if one.lead), None)
    if leading is not None:
        return leading.payable
    return Payable("full", cents, _("Pay %(amount)s") % {"amount": money(cents)})


def _list_cards(now: FileNow, arriving_cents: int) -> list[Card]:
    """The next steps that make sense now. ``arriving_cents``: paid, and not in the balance."""
    cards = list_cards(now)
    left_cents = None if now.balance_cents is None else now.balance_cents - arriving_cents
    if left_cents is None or left_cents > 0:
        text = _describe_payment(left_cents, is_stopped=now.is_stopped)
        cards.insert(0, Card(reverse("payments:start"), _("Pay another way"), text))
    return cards


def _describe_payment(left_cents: int | None, *, is_stopped: bool) -> str:
    if is_stopped or (left_cents is not None and left_cents < LEAST_CENTS):
        return _("Ask the office before you pay.")
    return _("Another amount, or by bank transfer.")


def _name_gaps(overview: Overview, reference: str) -> dict[str, str]:
    """One message is enough when there is no data at all."""
    gaps = name_gaps(overview.missing, reference)
    if "plan" in gaps and overview.has_old_plan:
        gaps["plan"] = _("We cannot look at your plan now. You see what we knew of it before.")
    return {"balance": gaps["balance"]} if overview.is_empty and "balance" in gaps else gaps


def describe_balance(cents: int, *, is_stopped: bool) -> tuple[Lead, str]:
    """Label and amount, with one or two sentences on the meaning."""
    amount = money(cents)
    if cents < 0:
        meaning = _("This is more than you owed. Ask the office how you get it back.")
        return Lead(_("You paid too much"), money(-cents)), meaning
    if cents == 0:
        return Lead(_("You owe today"), amount), _("Nothing is left to pay in this file.")
    if is_stopped:
        meaning = _("The office has stopped this file. Ask the office before you pay.")
        return Lead(_("Balance of this file"), amount), meaning
    if cents < LEAST_CENTS:
        return Lead(_("You owe today"), amount), describe_small(cents)
    return Lead(_("You owe today"), amount), _("This is the whole amount. Interest and costs are in it.")


def _list_about(overview: Overview, *, is_helper: bool) -> list[tuple[str, str]]:
    """Of a helper's page the person is somebody else."""
    head, subject = overview.head, overview.sums.subject if overview.sums else ""
    together = (
        _("This person and somebody else, together") if is_helper else _("You and somebody else, together")
    )
    rows = [
        (_("File number"), head.file_name if head else ""),
        (_("You help") if is_helper else _("Your name"), head.defendant if head else ""),
        (
            _("Owed to (claimant)") if is_helper else _("You owe this to (claimant)"),
            head.claimant if head else "",
        ),
        (_("What it is for"), subject),
        (_("Who owes this"), together if overview.is_shared else ""),
    ]
    return [(term, value) for term, value in rows if value]


def _list_payments(head: FileInfo | None) -> list[Payment]:
    if head is None:
        return []
    found = [
        (head.last_unconfirmed, ("wait", _("received, being processed"))),
        (head.last_confirmed, ("good", _("booked"))),
    ]
    return [Payment(money(paid.amount_cents), _format_date(paid), state) for paid, state in found if paid]


def _format_date(paid: DatedAmount) -> str:
    return day(paid.on) if paid.on else _("date not known")


def _describe_opening(*, is_open: bool | None) -> State | None:
    if is_open is None:
        return None
    return ("good", _("The office is open now")) if is_open else ("info", _("The office is closed now"))
