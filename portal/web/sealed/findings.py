"""Examines whether the present keys open what is sealed: in some rows of everything, old and new ones."""

from collections import Counter
from collections.abc import Iterator

from portal.web.examining import Examination, Finding, bad, ok, warn
from portal.web.room import Sealed
from portal.web.sealed.seals import Row, list_rows, list_sealed, read_seals
from portal.web.sealing import has_older_keys

POINTS, EACH = 6, 8
"""Rows are looked at in so many places of a table, and so many in each: however long it is."""
LARGE_POINTS, LARGE_EACH = 3, 1
WHERE = "see docs/deploy.md, Keys"


def examine_seals() -> Iterator[Finding]:
    """What cannot be opened, and whether an older key is still needed."""
    locked: Counter[str] = Counter()
    older: Counter[str] = Counter()
    looked = 0
    for declared in list_sealed():
        for row in sample_rows(declared):
            seals = read_seals(declared, row)
            looked += seals.newest + seals.older + seals.locked
            locked[declared.what] += seals.locked
            older[declared.what] += seals.older
    if locked.total():
        yield bad(
            "keys.locked",
            f"The present keys cannot open {locked.total()} of {looked} sealed values looked at: "
            f"{_describe(locked)}.",
            "Put the key that sealed them back behind the new one, restart, and run manage.py reseal: "
            f"{WHERE}.",
        )
    else:
        yield ok("keys.locked", f"The present keys open all of {looked} sealed values looked at.")
    if not has_older_keys():
        return
    if older.total():
        yield warn(
            "keys.older",
            f"An older key is still needed: {older.total()} of {looked} sealed values looked at have it.",
            f"Run manage.py reseal before you remove it: {WHERE}.",
        )
    else:
        yield ok(
            "keys.older", "None of them needs an older key: manage.py reseal --dry-run says it of all others."
        )


def sample_rows(declared: Sealed) -> Iterator[Row]:
    """Some rows of each part of the table, the oldest and the newest among them."""
    points, each = (LARGE_POINTS, LARGE_EACH) if declared.is_large else (POINTS, EACH)
    rows = list_rows(declared)
    oldest = list(rows[: points * each])
    yield from oldest
    if len(oldest) < points * each:
        return
    first = oldest[-1]["pk"]
    last = rows.order_by("-pk").values_list("pk", flat=True)[0]
    seen = first
    for number in range(1, points + 1):
        start = max(first + (last - first) * number // points - each + 1, seen + 1)
        for row in rows.filter(pk__gte=start)[:each]:
            seen = row["pk"]
            yield row


def _describe(counts: Counter[str]) -> str:
    return "; ".join(f"{what} ({count})" for what, count in counts.items() if count)


EXAMINATION = Examination("keys.locked", lambda _sample: examine_seals(), needs_database=True)
