"""Conditions of ``$filter`` in the simplified OData form. A value can never leave its quotes.

Source: the page says only "a simplified OData format" and shows "fullname desc" as an order, so the words are
those of OData 4.01, part 2, sections 5.1.1.1 and 5.1.1.5, and the names those of the answer in small letters.
Both are ASSUMED.

    where = any_of(NAMES["fullname"].contains("Maes"), NAMES["idnumber"].equals("70010199999"))
    where = all_of(NAMES["juridicaltype"].equals(1), NAMES["limit"].above(Decimal("250")))
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

Value = str | int | Decimal
Kind = Literal["text", "number"]
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST_VALUE, _MOST_CONDITIONS = 200, 50


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition. Made by the fields below and joined by ``all_of`` and ``any_of``; never from text."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the list and what kind of value it is compared with.

    Raises, everywhere: ValueError for a value of another kind, a text that is empty, longer than 200
    characters or holds control characters. The error's text never repeats the value.
    """

    name: str
    kind: Kind = "text"

    def equals(self, value: Value) -> Filter:
        """The field is the value."""
        return self._compare("eq", value)

    def differs(self, value: Value) -> Filter:
        """The field is anything but the value."""
        return self._compare("ne", value)

    def above(self, value: Value) -> Filter:
        """The field is greater than the value."""
        return self._compare("gt", value)

    def below(self, value: Value) -> Filter:
        """The field is less than the value."""
        return self._compare("lt", value)

    def contains(self, value: str) -> Filter:
        """The value occurs somewhere in the field."""
        return self._search("contains", value)

    def starts_with(self, value: str) -> Filter:
        """The field begins with the value."""
        return self._search("startswith", value)

    def _compare(self, word: str, value: Value) -> Filter:
        return Filter(f"{self.name} {word} {self._write(value)}")

    def _search(self, word: str, value: str) -> Filter:
        if self.kind != "text":
            raise ValueError(f"{self.name} holds no text to search in")
        return Filter(f"{word}({self.name},{_quote(value)})")

    def _write(self, value: Value) -> str:
        if self.kind == "text":
            return _quote(value)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise ValueError(f"{self.name} is compared with a number")  # noqa: TRY004 - one error for all
        if isinstance(value, Decimal) and not value.is_finite():
            raise ValueError(f"{self.name} is compared with a number")
        return format(value, "f") if isinstance(value, Decimal) else str(value)


def _quote(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is wanted")
    if len(value) > _LONGEST_VALUE or _UNSENDABLE.search(value):
        raise ValueError("the text is too long or holds control characters")
    return "'" + value.replace("'", "''") + "'"


def all_of(*conditions: Filter) -> Filter:
    """Every condition holds. Raises: ValueError for none, or more than 50."""
    return _join(" and ", conditions)


def any_of(*conditions: Filter) -> Filter:
    """At least one condition holds. Raises: ValueError for none, or more than 50."""
    return _join(" or ", conditions)


def _join(word: str, conditions: Iterable[Filter]) -> Filter:
    texts = [one.text for one in conditions]
    if not 0 < len(texts) <= _MOST_CONDITIONS:
        raise ValueError("one condition at least, and not too many")
    return Filter(texts[0]) if len(texts) == 1 else Filter(word.join(f"({text})" for text in texts))


_TEXTS = (
    *("fullname", "firstname", "middlename", "lastname", "companyname", "idnumber", "email"),
    *("street", "houseno", "zipcode", "city", "countrycode"),
)
NAMES: Mapping[str, Field] = MappingProxyType(
    {name: Field(name) for name in _TEXTS}
    | {name: Field(name, "number") for name in ("juridicaltype", "limit")}
)
"""Every field a list of persons may be filtered and sorted by."""


def order_by(name: str, *, descending: bool = False) -> str:
    """A ``$orderby``. Raises: KeyError for a field that is not in ``NAMES``."""
    return f"{NAMES[name].name} {'desc' if descending else 'asc'}"
