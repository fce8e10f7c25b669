"""Which fields of a kind of record are shown and asked first: the rest stands folded below them.

Those of the system's data ("first"); of any other kind of record the fields that tell most.
"""

from collections.abc import Iterable, Mapping
from typing import Any

MOST_FIRST = 10
FEW = 13
"""So few fields need no fold."""
TELLING = (
    "name",
    "title",
    "subject",
    "surname",
    "number",
    "description",
    "email",
    "phone",
    "type",
    "status",
    "user",
)


def choose_first(hints: Mapping[str, Any], key: str, names: Iterable[str]) -> tuple[str, ...]:
    """Of these names of fields the first ten, in the order in which a person reads them."""
    names = tuple(names)
    said = hints.get("first", {}).get(key, ())
    chosen = [name for word in said for name in names if _is_called(name, word)]
    if chosen:
        return tuple(dict.fromkeys(chosen))[:MOST_FIRST]
    telling = [word for word in TELLING if word in names]
    return tuple(dict.fromkeys([*telling, *names]))[:MOST_FIRST]


def _is_called(name: str, word: str) -> bool:
    """ "account" is also called "accountid" where it is filled in."""
    return name == word or name in (f"{word}id", f"{word}_id")
