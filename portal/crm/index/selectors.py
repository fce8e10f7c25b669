"""Searches the index, and reports its size and age. Calls no system."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import Length

from portal.crm.index.entries import Entry, Wanted
from portal.crm.index.store import iterate_pages, list_indexes
from portal.crm.models import SearchIndex
from portal.web.formats import name_person

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Size:
    """The size of an index. ``read_at``: age of its oldest part; None during its first round."""

    records: int
    size_bytes: int
    read_at: datetime | None
    reader: str
    fault: str


@dataclass(frozen=True, slots=True)
class Match:
    """A record that was found. ``is_exact``: the number matches exactly."""

    resource: str
    entry: Entry
    is_exact: bool


def find(system: str, text: str, *, resource: str = "") -> list[Match]:
    """Records by name, number or phone: exact numbers first, then exact names."""
    wanted = Wanted(text)
    if not wanted:
        return []
    indexes = list_indexes(system)
    found = [
        Match(index.resource, one, wanted.is_number_of(one))
        for index in (indexes.filter(resource=resource) if resource else indexes.order_by("pk"))
        for one in islice(_search(index, wanted), MOST_FOUND)
    ]
    return sorted(found, key=lambda one: (not one.is_exact, not wanted.is_called(one.entry)))


def _search(index: SearchIndex, wanted: Wanted) -> Iterable[Entry]:
    """The best matches: read the index to its end, as an exact match may come last."""
    found = [one for _number, entries in iterate_pages(index) for one in entries if wanted.finds(one)]
    return sorted(found, key=lambda one: (not wanted.is_number_of(one), not wanted.is_called(one)))


def list_owned(system: str, resource: str, record_id: str) -> dict[str, list[Entry]]:
    """Records that belong to a record, by kind, as the index knows them."""
    wanted = f"{resource}/{record_id}"
    found = {
        index.resource: [
            one for _number, entries in iterate_pages(index) for one in entries if one.owner == wanted
        ]
        for index in list_indexes(system).exclude(resource=resource).order_by("pk")
    }
    return {key: entries for key, entries in found.items() if entries}


def measure(system: str) -> Size | None:
    """The size and age of a system's index; None when there is none."""
    indexes = list_indexes(system)
    told: dict[str, Any] = indexes.aggregate(
        records=Sum("pages__rows"), size=Sum(Length("pages__sealed"))
    ) | indexes.aggregate(
        all=Count("pk"), unread=Count("pk", filter=Q(read_at=None)), first=Min("read_at"), fault=Max("fault")
    )
    if not told["all"]:
        return None
    reader = indexes.select_related("reader").order_by("pk")[0].reader
    return Size(
        records=told["records"] or 0,
        size_bytes=told["size"] or 0,
        read_at=None if told["unread"] else told["first"],
        reader=name_person(reader),
        fault=told["fault"] or "",
    )
