"""News about a running plan on the file's first page: what is late, else what is next."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.file.news import FileNow, Lead, News, Payable
from portal.payments.models import Attempt
from portal.payments.selectors import list_paid, sum_unbooked
from portal.plans.models import Proposal
from portal.plans.running.plan_news import note_running
from portal.plans.selectors import find_open_of_file
from portal.plans.tagor.reading import RUNNING, Running
from portal.web import formats

RANK_LATE, RANK_NEXT = 3, 25


def find_running_news(now: FileNow) -> News | None:
    """None for a plan that is only requested, and where nothing is owed or payable."""
    running: Running | None = now.get(RUNNING)
    is_owing = now.balance_cents is None or now.balance_cents > 0
    if running is None or not running.plan.active or not is_owing or now.is_stopped:
        return None
    asked = now.find(Proposal, find_open_of_file)
    if running.is_asked or (asked is not None and asked.is_of_plan(running.plan_id)):
        return None
    if now.plan is not None and now.plan.active:
        note_running(now.file_id)
    paid_cents = sum_unbooked(now.find(Attempt, list_paid) or [])
    if paid_cents >= max(running.late_cents, 0) and paid_cents:
        return None  # the payment has its own news, and what remains is known once it is booked
    return _find_late_news(running, now, paid_cents) or _find_next_news(running, now)


def _find_late_news(running: Running, now: FileNow, paid_cents: int) -> News | None:
    """``paid_cents``: received but not yet booked by the office."""
    cents = _cap(running.late_cents - paid_cents, now)
    if cents <= 0:
        return None
    amount = formats.money(cents)
    return News(
        _("You are behind by %(amount)s") % {"amount": amount},
        _("Pay this amount as soon as you can. Then the plan can go on."),
        RANK_LATE,
        *_link(),
        kind="warn",
        lead=Lead(_("Late in your plan"), amount),
        payable=Payable(
            "other" if paid_cents else "arrears",
            cents,
            _("Pay what is late: %(amount)s") % {"amount": amount},
        ),
        on_paper=True,
    )


def _find_next_news(running: Running, now: FileNow) -> News | None:
    following = running.next
    if running.is_done:
        text = _("Something is left to pay. Pay it, or ask the office how to go on.")
        return News(_("You made every payment of your plan"), text, RANK_NEXT, *_link(), on_paper=True)
    if following is None:
        if running.plan.monthly_cents <= 0:
            return None
        cents = _cap(running.plan.monthly_cents, now)
        amount = formats.money(cents)
        return News(
            _("Your plan is running"),
            "",
            RANK_NEXT,
            *_link(),
            kind="good",
            lead=Lead(_("You pay each month"), amount),
            payable=_pay(cents),
            on_paper=True,
        )
    cents = _cap(following.amount_cents, now)
    amount, day = formats.money(cents), formats.day(following.due_on)
    return News(
        _("Your plan is running: you are up to date"),
        _("Your next payment: %(payment)s.")
        % {"payment": _("%(amount)s on %(day)s") % {"amount": amount, "day": day}},
        RANK_NEXT,
        *_link(),
        kind="good",
        lead=Lead(_("Your next payment: %(day)s") % {"day": day}, amount),
        payable=_pay(cents),
        on_paper=True,
    )


def _pay(cents: int) -> Payable:
    label = _("Pay %(amount)s") % {"amount": formats.money(cents)}
    return Payable("other", cents, label)


def _cap(cents: int, now: FileNow) -> int:
    """At most what is owed in total."""
    return cents if now.balance_cents is None else min(cents, max(now.balance_cents, 0))


def _link() -> tuple[str, str]:
    return reverse("plans:running"), _("See your plan")
