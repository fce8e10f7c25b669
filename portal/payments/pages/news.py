"""News and history of online payments for the file's pages."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.history import HistoryEntry
from portal.file.news import LEAST_CENTS, FileNow, Lead, News, Payable
from portal.file.stored_rows import of_rows
from portal.file.visit import Visit
from portal.payments.attempt.states import PAID, TO_REVIEW
from portal.payments.models import Attempt, State
from portal.payments.owing import find_arriving
from portal.payments.pages.status_presenters import explain_went_back, present_status
from portal.payments.selectors import (
    ALL_WENT_BACK,
    WentBack,
    list_by_helper,
    list_paid,
    list_went_back,
    sum_unbooked,
)
from portal.receipts.models import Receipt
from portal.web.formats import moment, money

RANK_WENT_BACK, RANK_PAID, RANK_UNFINISHED, RANK_REFUSED, RANK_BOOKED = 3, 4, 7, 9, 30
NEWS_FOR = timedelta(days=14)
BOOKED_FOR = timedelta(days=7)
FAILED_FOR = timedelta(days=1)
UNFINISHED = (State.STARTED, State.AT_BANK, State.RETURNED, State.BANK_UNKNOWN)
FAILED = (State.BANK_REFUSED, State.BANK_EXPIRED)


@of_rows(Attempt)
def find_payment_news(now: FileNow) -> News | None:
    """The newest payment of this person: paid and not booked, not finished, refused, or just booked."""
    attempt = now.once(_find_newest)
    if attempt is None:
        return None
    link = _make_link(attempt)
    if attempt.state in {*PAID, State.SEEN}:
        paid_at = attempt.bank_at or attempt.seen_at or attempt.returned_at or attempt.created_at
        words = {"amount": money(attempt.paid_cents), "moment": moment(paid_at)}
        return _make_paid_news(_get_paid_title(attempt, now) % words, now, link)
    if attempt.state in TO_REVIEW:
        title = _("The office looks at your payment")
        return News(title, _("Do not pay again now."), RANK_PAID, *link, kind="wait", stops_paying=True)
    if attempt.state in UNFINISHED:
        title = _("A payment of %(amount)s was started") % {"amount": money(attempt.amount_cents)}
        text = _("It is not finished, or the office does not see it yet.")
        return News(title, text, RANK_UNFINISHED, *link, kind="wait")
    return _find_ended_news(attempt, link)


def _find_newest(now: FileNow) -> Attempt | None:
    """The newest payment of this person of which something is left to tell."""
    since = timezone.now() - NEWS_FOR
    own = Attempt.objects.filter(file_id=now.file_id, party_id=now.party_id, created_at__gte=since)
    told = own.exclude(state__in=(State.CREATED, State.NOT_STARTED))
    return told.exclude(ALL_WENT_BACK, state__in=(*PAID, State.SEEN, State.BOOKED)).order_by("-pk").first()


def _is_by_helper(attempt: Attempt, now: FileNow) -> bool:
    return attempt.pk in (now.find(Attempt, list_by_helper) or ())


def _get_paid_title(attempt: Attempt, now: FileNow) -> str:
    """Who paid, with placeholders for the amount and the moment. A helper who looks may not be who paid."""
    if now.is_helper:
        return _("%(amount)s was paid on %(moment)s")
    if _is_by_helper(attempt, now):
        return _("Your helper paid %(amount)s on %(moment)s")
    return _("You paid %(amount)s on %(moment)s")


@of_rows(Attempt)
def find_unbooked_news(now: FileNow) -> News | None:
    """What was paid by anybody and is not booked, unless the news of this person's own payment says so."""
    cents = sum_unbooked(now.find(Attempt, list_paid) or [])
    if not cents:
        return None
    own = now.once(find_payment_news)
    if own is not None and own.lead is not None:
        return None
    return _make_paid_news(_("%(amount)s was paid already") % {"amount": money(cents)}, now)


@of_rows(Attempt)
def find_went_back_news(now: FileNow) -> News | None:
    """Money of a payment of this person went back: the newest."""
    since = timezone.now() - NEWS_FOR
    recent = [one for one in list_went_back(now.file_id) if one.at >= since and _is_told_back(one, now)]
    if not recent:
        return None
    newest = recent[-1]
    amount = {"amount": money(newest.cents)}
    if now.is_helper or _is_by_helper(newest.attempt, now):
        title = _("%(amount)s of a payment went back to whoever paid") % amount
    elif newest.is_by_bank:
        title = _("The bank took back %(amount)s of your payment") % amount
    else:
        title = _("You got %(amount)s of your payment back") % amount
    text = explain_went_back(is_by_bank=newest.is_by_bank)
    return News(title, text, RANK_WENT_BACK, *_make_link(newest.attempt), kind="warn")


def _is_told_back(one: WentBack, now: FileNow) -> bool:
    """Whether it is this person's payment, was in the file, and a chargeback was not won since."""
    attempt = one.attempt
    if attempt.party_id != now.party_id or attempt.state in {*TO_REVIEW, State.LAPSED}:
        return False
    return bool(attempt.charged_back_cents if one.is_by_bank else attempt.given_back_cents)


@of_rows(Attempt)
def list_history_entries(visit: Visit) -> Iterable[HistoryEntry]:
    """Every online payment that this person started."""
    own = Attempt.objects.filter(file_id=visit.file_id, party_id=visit.party_id)
    attempts = list(own.exclude(state=State.CREATED).prefetch_related("refunds").order_by("-pk")[:100])
    numbers = [attempt.reference for attempt in attempts]
    receipts = Receipt.objects.filter(subject__in=numbers, file_id=visit.file_id).order_by("pk")
    codes = dict(receipts.values_list("subject", "code"))
    by_helper = list_by_helper(visit.file_id) if attempts else set()
    for attempt in attempts:
        page = present_status(attempt, is_checked=True)
        title = _("Online payment of %(amount)s")
        if attempt.pk in by_helper:
            title = _("Online payment of %(amount)s, by a helper")
        yield HistoryEntry(
            at=attempt.started_at or attempt.created_at,
            title=title % {"amount": money(attempt.received_cents or attempt.amount_cents)},
            number=attempt.reference,
            state=(page.kind, page.word),
            address=reverse("payments:status", args=[attempt.token]),
            receipt_code=codes.get(attempt.reference, ""),
        )


def _make_link(attempt: Attempt) -> tuple[str, str]:
    """Address and words of the link to the payment."""
    return reverse("payments:status", args=[attempt.token]), _("See how this payment stands")


def _make_paid_news(title: str, now: FileNow, link: tuple[str, str] = ("", "")) -> News:
    """Something was paid and is not booked: what is left after that leads."""
    if now.balance_cents is None or now.balance_cents <= 0:
        return News(title, _("It is not booked yet."), RANK_PAID, *link, kind="good")
    rest = now.balance_cents - find_arriving(now)
    if rest < 0:
        text = _("It is not booked yet. You paid %(amount)s more than you owe.") % {"amount": money(-rest)}
    else:
        text = _("It is not booked yet. After booking you owe %(rest)s.") % {"rest": money(rest)}
    lead = Lead(_("You owe after booking"), money(max(rest, 0)))
    payable = None
    if now.plan is None or not now.plan.active:  # with a plan nothing asks for the rest at once
        payable = Payable("full", rest, _("Pay %(amount)s") % {"amount": money(rest)})
    is_little = rest < LEAST_CENTS
    return News(
        title, text, RANK_PAID, *link, kind="good", lead=lead, payable=payable, stops_paying=is_little
    )


def _find_ended_news(attempt: Attempt, link: tuple[str, str]) -> News | None:
    amount = {"amount": money(attempt.amount_cents)}
    if (
        attempt.state == State.BOOKED
        and attempt.booked_at
        and attempt.booked_at > timezone.now() - BOOKED_FOR
    ):
        return News(_("Your payment of %(amount)s is booked") % amount, "", RANK_BOOKED, *link, kind="good")
    if attempt.state in FAILED and attempt.created_at > timezone.now() - FAILED_FOR:
        title = _("Your payment of %(amount)s did not go through") % amount
        return News(title, _("Nothing was taken from your account."), RANK_REFUSED, *link, kind="warn")
    return None
