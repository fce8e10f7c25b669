"""Queries for batches and their rows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from portal.letters.models import Batch, Letter

LISTS = {
    "all": tuple(Letter.State),
    "check": (Letter.State.CHECK,),
    "bad": (Letter.State.BAD,),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a batch are in each state; ``to_print``: how many of them are printed."""

    waiting: int
    ready: int
    check: int
    bad: int
    to_print: int

    @property
    def total(self) -> int:
        """All rows."""
        return self.waiting + self.ready + self.check + self.bad

    @property
    def done(self) -> int:
        """All that were looked up."""
        return self.total - self.waiting


def list_batches() -> "QuerySet[Batch]":
    """Newest first, with who made them."""
    return Batch.objects.select_related("made_by").order_by("-pk")


def count_rows(batch: Batch) -> Counts:
    """In one query."""
    rows = batch.letters.values("state", "is_left_out").annotate(n=Count("pk")).order_by()
    counts: dict[str, int] = {}
    to_print = 0
    for row in rows:
        counts[row["state"]] = counts.get(row["state"], 0) + row["n"]
        if row["state"] in {Letter.State.READY, Letter.State.CHECK} and not row["is_left_out"]:
            to_print += row["n"]
    waiting, ready, check, bad = (counts.get(state, 0) for state in Letter.State)
    return Counts(waiting=waiting, ready=ready, check=check, bad=bad, to_print=to_print)


def list_rows(batch: Batch, chosen: str) -> "QuerySet[Letter]":
    """The rows of one list: all, check or bad."""
    return batch.letters.filter(state__in=LISTS[chosen]).select_related("key").order_by("number")


def list_to_print(batch: Batch) -> "QuerySet[Letter]":
    """The rows that are printed, in the order of the list."""
    printable = batch.letters.filter(state__in=[Letter.State.READY, Letter.State.CHECK], is_left_out=False)
    return printable.exclude(key=None).select_related("key").order_by("number")


def find_day_looked_up(batch: Batch) -> date | None:
    """The day on which the oldest of the rows that are printed was looked up; None when there is none."""
    oldest = list_to_print(batch).order_by().aggregate(at=Min("key__made_at"))["at"]
    return timezone.localdate(oldest) if oldest else None
