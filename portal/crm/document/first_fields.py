"""Which fields of a kind of record are shown and asked first; the rest is folded below them.

They come from our data on the system ("first"); otherwise they are the most telling fields.
"""

from collections.abc import Iterable, Mapping
from typing import Any

MOST_FIRST = 10
FEW = 13
"""With so few fields nothing is folded."""
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
    """The first ten of these field names, in the order in which a person reads them."""
    names = tuple(names)
    said = hints.get("first", {}).get(key, ())
    chosen = [name for word in said for name in names if _is_called(name, word)]
    if chosen:
        return tuple(dict.fromkeys(chosen))[:MOST_FIRST]
    telling = [word for word in TELLING if word in names]
    return tuple(dict.fromkeys([*telling, *names]))[:MOST_FIRST]


def _is_called(name: str, word: str) -> bool:
    """Whether a name matches: "account" is also called "accountid" where it is filled in."""
    return name == word or name in (f"{word}id", f"{word}_id")
