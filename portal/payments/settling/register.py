"""Queries for staff: the lists of payments, and the history of one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.models import Event
from portal.file.stored_rows import of_rows
from portal.file.timeline import TimelineEntry
from portal.payments.models import PLAIN_FILE_NAME, Alert, Attempt, Booking, Refund
from portal.payments.selectors import list_went_back
from portal.payments.settling.alerts import list_open
from portal.web.formats import money
from portal.web.typed.characters import to_plain_text

_MARKS = str.maketrans("", "", "/-.")


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters of payments; empty ones do not filter. ``search``: a reference, or a file by number or id."""

    states: tuple[str, ...] = ()
    provider: str = ""
    oddity: str = ""
    search: str = ""
    amount_cents: int | None = None
    created_from: date | None = None
    created_to: date | None = None
    with_alert: bool = False


def list_payments(filters: Filters | None = None) -> QuerySet[Attempt]:
    """Attempts, newest first."""
    filters = filters or Filters()
    found = Attempt.objects.order_by("-created_at", "-pk")
    if filters.states:
        found = found.filter(state__in=filters.states)
    if filters.provider:
        found = found.filter(provider=filters.provider)
    if filters.search:
        words = to_plain_text(filters.search).upper()
        is_found = Q(reference=words) | Q(file_id=words) | Q(plain_file_name=words.translate(_MARKS))
        found = found.alias(plain_file_name=PLAIN_FILE_NAME).filter(is_found)
    if filters.oddity:
        found = found.filter(oddity=filters.oddity)
    if filters.amount_cents is not None:
        found = found.filter(Q(amount_cents=filters.amount_cents) | Q(received_cents=filters.amount_cents))
    if filters.created_from:
        found = found.filter(created_at__gte=_begin(filters.created_from))
    if filters.created_to:
        found = found.filter(created_at__lt=_begin(filters.created_to + timedelta(days=1)))
    if filters.with_alert:
        found = found.filter(pk__in=list_open().values("attempt"))
    return found


def _begin(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))


def list_open_alerts() -> QuerySet[Alert]:
    """Alerts that wait for a person, the longest first."""
    return list_open().select_related("attempt").order_by("raised_at", "pk")


def list_reports(states: Iterable[str]) -> QuerySet[Booking]:
    """Reports to the office in some states, the oldest first.

    A refused one whose money is paid back must not be reported any more.
    """
    going_back = Refund.objects.filter(state__in=(Refund.State.ASKED, Refund.State.DONE))
    found = Booking.objects.select_related("attempt").filter(state__in=tuple(states))
    refused_and_settled = Q(state=Booking.State.REFUSED, attempt__in=going_back.values("attempt"))
    return found.exclude(refused_and_settled).order_by("created_at", "pk")


def get_payment_history(attempt: Attempt) -> QuerySet[Event]:
    """All audit events of an attempt, oldest first."""
    of_file = Event.objects.filter(file_id=attempt.file_id, act__startswith="payment-")
    return of_file.filter(details__attempt=attempt.pk).order_by("number")


@of_rows(Attempt)
def list_timeline_entries(file_id: str) -> Iterator[TimelineEntry]:
    """Payments that the office has seen or booked, for the timeline of a file."""
    known = Q(seen_at__isnull=False) | Q(booked_at__isnull=False)
    for attempt in Attempt.objects.filter(known, file_id=file_id):
        if attempt.seen_at:
            yield _make_entry(attempt.seen_at, _("The office sees a payment of %(amount)s."), attempt)
        if attempt.booked_at:
            entry = _make_entry(attempt.booked_at, _("A payment of %(amount)s is booked."), attempt)
            yield replace(entry, is_in_lines=True)
    for one in list_went_back(file_id):
        text = _("%(amount)s of a payment was given back.")
        if one.is_by_bank:
            text = _("The bank took back %(amount)s of a payment.")
        words = text % {"amount": money(one.cents)}
        yield TimelineEntry(one.at, words, "payments.view_attempt", is_for_person=True)


def _make_entry(at: datetime | None, text: str, attempt: Attempt) -> TimelineEntry:
    address = reverse("payment_desk:payment", args=[attempt.pk])
    words = text % {"amount": money(attempt.received_cents or attempt.amount_cents)}
    return TimelineEntry(
        at or attempt.created_at, words, "payments.view_attempt", is_for_person=True, address=address
    )
