"""The numbers that people know files by, for pages where only Tagor's id is kept.

Remembered for a month, from when a file's person or the staff opened it; the rest is asked of Tagor side by
side, for a moment. A page never waits for one long, and shows the end of the id where none can be had.
"""

from collections.abc import Iterable
from functools import partial

from django.core.cache import cache

from portal import registry
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError, Rejected
from portal.integrations.side_by_side import run_together
from portal.web.pages.page_deadlines import FILE_NUMBERS_S
from portal.web.sessions import hash_key

KEPT_S, MISSED_S = 30 * 24 * 3600, 3600
MOST_ASKED = 25
SHOWN_OF_ID, LONGEST_WHOLE = 4, 8


def read_numbers(file_ids: Iterable[str]) -> dict[str, str]:
    """What to call each of these files. One that Tagor does not tell is called by the end of its id."""
    ids = [one for one in dict.fromkeys(file_ids) if one]
    known = _recall(ids)
    missing = [one for one in ids if one not in known]
    return _shorten(missing) | known | _ask(missing[:MOST_ASKED])


def recall_numbers(file_ids: Iterable[str]) -> dict[str, str]:
    """The same without asking: for lists that must cost nothing."""
    ids = [one for one in dict.fromkeys(file_ids) if one]
    return _shorten(ids) | _recall(ids)


def read_number(file_id: str) -> str:
    """The same for one; "" for none."""
    return read_numbers([file_id]).get(file_id, "")


def store_number(file_id: str, number: str) -> None:
    """Somebody has just read it anyway."""
    if number:
        cache.set(_key(file_id), number, KEPT_S)


def _recall(ids: list[str]) -> dict[str, str]:
    kept = cache.get_many([_key(one) for one in ids])
    return {one: kept[_key(one)] for one in ids if kept.get(_key(one))}


def shorten_id(file_id: str) -> str:
    """The end of an id, for a page where no number is known."""
    return f"…{file_id[-SHOWN_OF_ID:]}" if len(file_id) > LONGEST_WHOLE else file_id


def _shorten(ids: list[str]) -> dict[str, str]:
    return {one: shorten_id(one) for one in ids}


def _ask(file_ids: list[str]) -> dict[str, str]:
    if not file_ids:
        return {}
    try:
        tagor = registry.tagor()
        with page_deadline(FILE_NUMBERS_S):
            told = run_together({one: partial(tagor.get_file, file_id=one) for one in file_ids})
    except IntegrationError:
        return {}
    found = {one: outcome.value.file_name for one, outcome in told.items() if outcome.ok and outcome.value}
    for file_id, number in found.items():
        store_number(file_id, number)
    for file_id, outcome in told.items():
        if isinstance(outcome.error, Rejected):  # not there: not asked again by the next page
            cache.set(_key(file_id), shorten_id(file_id), MISSED_S)
    return {file_id: number for file_id, number in found.items() if number}


def _key(file_id: str) -> str:
    """Safe whatever somebody typed as an id."""
    return f"file:number:{hash_key(file_id)}"
