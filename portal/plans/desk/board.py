"""The board: how many requests are in each state, their total, and the first of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.known_numbers import shorten_id
from portal.office.selectors import get_office
from portal.plans.desk.work import describe_request
from portal.plans.models import IN_FORCE, Proposal, State
from portal.web import formats

FIRST = 8
RECENT = timedelta(days=90)
"""What ended longer ago is not counted."""


@dataclass(frozen=True, slots=True)
class Column:
    """One part of the board: its code, and the states in it."""

    code: str
    title: Any
    states: tuple[State, ...]


COLUMNS = (
    Column("to-decide", gettext_lazy("To decide"), (State.HELD, State.REVIEW, State.SENT)),
    Column("with-person", gettext_lazy("Waits for the person"), (State.COUNTERED, State.ASKED)),
    Column("on-its-way", gettext_lazy("On its way to Tagor"), (State.UNDO, State.SENDING, State.UNKNOWN)),
    Column("failed", gettext_lazy("Could not be delivered"), (State.FAILED,)),
    Column("agreed", gettext_lazy("Agreed"), (State.ACCEPTED,)),
    Column("ended", gettext_lazy("Ended without a plan"), (State.DECLINED, State.REFUSED, State.EXPIRED)),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One request."""

    href: str
    number: str
    file: str
    fact: str
    since: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column in words. ``total``: the sum of its requests."""

    title: str
    count: int
    total: str
    late: str
    cards: list[Card]


def present_board() -> list[ColumnView]:
    """Every column, latest change first; those waiting for the office by longest wait."""
    counted = {
        row["state"]: row
        for row in _list_rows()
        .annotate(begins=IN_FORCE["begins"])
        .order_by()
        .values("state")
        .annotate(count=Count("pk"), total=Sum("balance_cents"), late=Count("pk", filter=_is_late()))
    }
    return [
        _present(column, [counted[state] for state in column.states if state in counted])
        for column in COLUMNS
    ]


def _present(column: Column, counted: list[dict[str, Any]]) -> ColumnView:
    rows = _list_rows().filter(state__in=column.states).select_related("agreed", "office")
    order = "moved_at" if column.code == "to-decide" else "-moved_at"
    late = sum(row["late"] for row in counted) if column.code in {"to-decide", "with-person"} else 0
    return ColumnView(
        title=str(column.title),
        count=sum(row["count"] for row in counted),
        total=formats.money(sum(row["total"] for row in counted)),
        late=_("%(num)s with a first payment that is past") % {"num": late} if late else "",
        cards=_make_cards(rows.order_by(order, "pk")[:FIRST]),
    )


def _make_cards(rows: "Iterable[Proposal]") -> list[Card]:
    return [
        Card(
            href=reverse("plan-desk:request", args=[row.pk]),
            number=row.number,
            file=row.file_name or shorten_id(row.file_id),
            fact=describe_request(row),
            since=formats.short_day(timezone.localtime(row.moved_at)),
        )
        for row in rows
    ]


def _list_rows() -> "QuerySet[Proposal]":
    """Requests that were sent off: all that are open, and what ended lately."""
    now = timezone.now()
    shown = Q(submitted_at__isnull=False) & Q(moved_at__gte=now - RECENT)
    is_open = Q(state__in=[state for column in COLUMNS[:3] for state in column.states])
    return Proposal.objects.filter(is_open | shown, office=get_office().pk)


def _is_late() -> Q:
    """The day of the first payment has passed."""
    return Q(begins__lte=timezone.localdate())
