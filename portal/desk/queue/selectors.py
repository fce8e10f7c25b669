"""Reads the queue: the first rows of every kind by its index, merged in the order they should be done in.

Nothing here grows with the number of rows that wait: a page takes one more row of each kind than it shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from portal.desk.models import Hold
from portal.desk.queue.counts import count_together
from portal.desk.queue.wanted import ALL, FREE, MINE, OURS, Place, Wanted
from portal.desk.work import WORK, Work, WorkItem, list_work

ROWS_PER_PAGE = 50
MOST_COUNTED = 10_000
ASLEEP, TAKEN = "asleep", "taken"
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the queue: the data of its room, and its owner and snooze."""

    work: Work
    row_id: int
    since: datetime
    news_at: datetime
    item: WorkItem
    hold: Hold | None = None

    @property
    def wakes_on(self) -> date | None:
        """The day until which it is put aside; None when it is not."""
        return _find_wake_day(self.hold, self.news_at)

    @property
    def place(self) -> Place:
        """Its position in the order."""
        return Place(self.since + self.work.patience, self.work.kind, self.row_id)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the queue, and the positions from which its neighbours continue."""

    entries: list[Entry]
    after: Place | None = None
    before: Place | None = None


def list_sheet(user: Any, wanted: Wanted, *, size: int = ROWS_PER_PAGE) -> Sheet:
    """The rows that this person may work on and wants to see."""
    works = [work for work in list_work(user) if not wanted.kind or work.kind == wanted.kind]
    is_back = wanted.before is not None
    found = [(work, row) for work in works for row in make_query(user, work, wanted)[: size + 1]]
    found.sort(key=_get_order, reverse=is_back)
    shown, has_more = found[:size], len(found) > size
    if is_back:
        shown.reverse()
    entries = _make_entries(shown)
    if not entries:
        return Sheet([])
    first, last = entries[0].place, entries[-1].place
    has_before, has_after = (has_more, True) if is_back else (wanted.after is not None, has_more)
    return Sheet(entries, after=last if has_after else None, before=first if has_before else None)


def find_entry(work: Work, row_id: int) -> Entry | None:
    """One waiting row, snoozed or not."""
    row = work.list_rows().filter(pk=row_id).first() if row_id <= LARGEST_KEY else None
    return _make_entries([(work, row)])[0] if row is not None else None


def find_wake_days(work: Work, rows: Sequence[Any]) -> Mapping[int, date]:
    """Of these waiting rows those that are put aside, by their keys, and until which day."""
    news = {(work.kind, row.pk): work.find_news(row) for row in rows}
    holds = _find_holds([(work, row) for row in rows])
    return {key[1]: day for key, hold in holds.items() if (day := _find_wake_day(hold, news[key]))}


def count_waiting(user: Any) -> tuple[Mapping[str, int], int]:
    """How much of each kind waits that this person may do, and how much "My work" shows of it all.

    Neither counts snoozed rows. The frame of every page asks: two statements, whatever the number of kinds.
    """
    works, held = list_work(user), _find_held_kinds(user)
    awake = [_list_awake(work, is_any_asleep=(work.kind, ASLEEP) in held) for work in works]
    of_others = [
        rows.filter(_is_taken_by_others(user, work))
        for work, rows in zip(works, awake, strict=True)
        if (work.kind, TAKEN) in held
    ]
    counts = count_together([*awake, *of_others], most=MOST_COUNTED)
    waiting = {work.kind: count for work, count in zip(works, counts, strict=False)}
    return waiting, sum(waiting.values()) - sum(counts[len(works) :])


def count_taken(person: User) -> int:
    """How much of what waits this member of staff has taken."""
    kinds = set(Hold.objects.filter(owner=person).values_list("kind", flat=True))
    works = [work for work in WORK.collect() if work.kind in kinds]
    taken = [work.list_rows().filter(Exists(_list_holds(work).filter(owner=person))) for work in works]
    return sum(count_together(taken, most=MOST_COUNTED))


def list_colleagues(work: Work) -> list[User]:
    """Who may do such work and can be chosen."""
    active = User.objects.filter(is_active=True, is_staff=True).order_by(
        "first_name", "last_name", "username"
    )
    return [user for user in active if user.has_perm(work.permission)]


def _list_awake(work: Work, *, is_any_asleep: bool) -> "QuerySet[Any]":
    rows = work.list_rows()
    return rows.filter(~_sleeps(work)) if is_any_asleep else rows


def _find_held_kinds(user: Any) -> set[tuple[str, str]]:
    """The kinds of which colleagues have rows, and those of which anybody's are asleep."""
    taken = Hold.objects.filter(owner__isnull=False).exclude(owner=user.pk)
    asleep = Hold.objects.filter(kind__in=[work.kind for work in WORK.collect()]) & _list_asleep()
    flagged = [
        rows.order_by().values_list("kind", Value(flag)).distinct()
        for rows, flag in ((taken, TAKEN), (asleep, ASLEEP))
    ]
    return set(flagged[0].union(flagged[1]))


def make_query(user: Any, work: Work, wanted: Wanted) -> "QuerySet[Any]":
    """The rows of one kind that the page wants, in its order."""
    rows, since = _narrow(user, work, wanted), work.since
    if wanted.before is not None:
        return rows.filter(_is_beyond(work, wanted.before, "lt")).order_by(f"-{since}", "-pk")
    if wanted.after is not None:
        rows = rows.filter(_is_beyond(work, wanted.after, "gt"))
    return rows.order_by(since, "pk")


def _narrow(user: Any, work: Work, wanted: Wanted) -> "QuerySet[Any]":
    """The rows of one kind that pass the filters."""
    if wanted.language and not work.language:
        return work.list_rows().none()
    rows = work.list_rows()
    if wanted.language:
        rows = rows.filter(**{work.language: wanted.language})
    if wanted.older_days:
        before = timezone.now() - timedelta(days=wanted.older_days)
        rows = rows.filter(**{f"{work.since}__lt": before})
    rows = rows.filter(_sleeps(work) if wanted.is_asleep else ~_sleeps(work))
    return rows.filter(_is_whose(wanted.whose, user, work)) if wanted.whose != ALL else rows


def _list_asleep() -> "QuerySet[Hold]":
    return Hold.objects.filter(asleep_until__gt=timezone.localdate())


def _list_holds(work: Work) -> "QuerySet[Hold]":
    """Of the row that a query is about."""
    return Hold.objects.filter(kind=work.kind, row_id=OuterRef("pk"))


def _sleeps(work: Work) -> Exists:
    holds = _list_holds(work) & _list_asleep()
    return Exists(holds.filter(asleep_at__gte=OuterRef(work.news or work.since)))


def _is_whose(whose: str, user: Any, work: Work) -> Any:
    holds = _list_holds(work)
    return {
        MINE: Exists(holds.filter(owner=user.pk)),
        FREE: ~Exists(holds.filter(owner__isnull=False)),
        OURS: ~_is_taken_by_others(user, work),
    }[whose]


def _is_taken_by_others(user: Any, work: Work) -> Exists:
    return Exists(_list_holds(work).filter(owner__isnull=False).exclude(owner=user.pk))


def _is_beyond(work: Work, place: Place, way: str) -> Q:
    """Rows after ("gt") or before ("lt") a position: by time, then by kind, then by key."""
    try:
        at = place.at - work.patience
    except OverflowError:
        return Q(pk__isnull=True)
    beyond = Q(**{f"{work.since}__{way}": at})
    is_kind_beyond = work.kind > place.kind if way == "gt" else work.kind < place.kind
    if is_kind_beyond:
        return Q(**{f"{work.since}__{way}e": at})
    if work.kind == place.kind:
        return beyond | Q(**{work.since: at, f"pk__{way}": min(place.row_id, LARGEST_KEY)})
    return beyond


def _get_order(found: tuple[Work, Any]) -> tuple[datetime, str, int]:
    work, row = found
    return getattr(row, work.since) + work.patience, work.kind, row.pk


def _make_entries(found: Iterable[tuple[Work, Any]]) -> list[Entry]:
    rows = list(found)
    holds = _find_holds(rows)
    return [
        Entry(
            work=work,
            row_id=row.pk,
            since=getattr(row, work.since),
            news_at=work.find_news(row),
            item=work.make_item(row),
            hold=holds.get((work.kind, row.pk)),
        )
        for work, row in rows
    ]


def _find_wake_day(hold: Hold | None, news_at: datetime) -> date | None:
    """As ``_sleeps`` asks the database."""
    if hold is None or hold.asleep_until is None or hold.asleep_at is None:
        return None
    is_asleep = hold.asleep_until > timezone.localdate() and hold.asleep_at >= news_at
    return hold.asleep_until if is_asleep else None


def _find_holds(rows: list[tuple[Work, Any]]) -> dict[tuple[str, int], Hold]:
    keys: dict[str, list[int]] = {}
    for work, row in rows:
        keys.setdefault(work.kind, []).append(row.pk)
    if not keys:
        return {}
    condition = Q()
    for kind, row_ids in keys.items():
        condition |= Q(kind=kind, row_id__in=row_ids)
    held = Hold.objects.filter(condition).select_related("owner")
    return {key: hold for hold in held if (key := (hold.kind, hold.row_id))}
