"""Parses and evaluates ``$filter`` and ``$orderby`` of the list of persons."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

Row = Mapping[str, Any]
Test = Callable[[Row], bool]
Scalar = str | Decimal
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<word>\w+)|(?P<sign>[(),]))"
)
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda one, other: one == other,
    "ne": lambda one, other: one != other,
    "gt": lambda one, other: one > other,
    "lt": lambda one, other: one < other,
    "ge": lambda one, other: one >= other,
    "le": lambda one, other: one <= other,
}
_SEARCHES: Mapping[str, Callable[[str, str], bool]] = {
    "contains": lambda whole, part: part in whole,
    "startswith": str.startswith,
    "endswith": str.endswith,
}
_NAMES = ("firstName", "middleName", "lastName", "companyName", "fullName")
_ADDRESS = ("street", "houseNo", "zipCode", "city", "countryCode")
_DEEPEST = 30


class FilterError(Exception):
    """The text is not a valid condition; the message says where parsing stopped."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _list_values(row: Row, name: str) -> list[Scalar]:
    """The values of a field: one, or that of each address. Raises FilterError for an unknown field."""
    plain = name.casefold()
    for known in _NAMES:
        if plain == known.casefold():
            return [str(row["name"].get(known, "")).casefold()]
    for known in _ADDRESS:
        if plain == known.casefold():
            return [str(address.get(known, "")).casefold() for address in row["addresses"]]
    if plain in {"idnumber", "email"}:
        return [str(row.get(plain, "")).casefold()]
    if plain in {"limit", "juridicaltype"}:
        return [Decimal(str(row["limit" if plain == "limit" else "juridicalType"]))]
    raise FilterError(f"Unknown field '{name}'")


def read_filter(text: str) -> Test:
    """Returns a function that tells whether a row meets the condition. Raises FilterError."""
    reader = _Reader(list(_split(text)))
    test = reader.read_either(0)
    reader.expect_end()
    return test


def _split(text: str) -> Iterator[_Token]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise FilterError(f"Cannot be read from position {at}")
        yield _Token(found.lastgroup, found[found.lastgroup])
        at = found.end()


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def _peek(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _Token("end", "")

    def _take(self, kind: str, *texts: str) -> _Token:
        token = self._peek()
        if token.kind != kind or (texts and token.text not in texts):
            raise FilterError(f"'{token.text or 'the end'}' is not expected")
        self._at += 1
        return token

    def _has(self, kind: str, text: str) -> bool:
        if self._peek() != _Token(kind, text):
            return False
        self._at += 1
        return True

    def expect_end(self) -> None:
        self._take("end")

    def read_either(self, depth: int) -> Test:
        if depth > _DEEPEST:
            raise FilterError("Nested too deeply")
        tests = [self._read_both(depth)]
        while self._has("word", "or"):
            tests.append(self._read_both(depth))
        return lambda row: any(test(row) for test in tests)

    def _read_both(self, depth: int) -> Test:
        tests = [self._read_one(depth)]
        while self._has("word", "and"):
            tests.append(self._read_one(depth))
        return lambda row: all(test(row) for test in tests)

    def _read_one(self, depth: int) -> Test:
        if self._has("word", "not"):
            inner = self._read_one(depth + 1)
            return lambda row: not inner(row)
        if self._has("sign", "("):
            test = self.read_either(depth + 1)
            self._take("sign", ")")
            return test
        name = self._take("word").text
        return self._read_search(name) if self._has("sign", "(") else self._read_comparison(name)

    def _read_search(self, word: str) -> Test:
        search = _SEARCHES.get(word)
        if search is None:
            raise FilterError(f"Unknown function '{word}'")
        field = self._take("word").text
        self._take("sign", ",")
        part = _unquote(self._take("text").text)
        self._take("sign", ")")
        return lambda row: any(isinstance(one, str) and search(one, part) for one in _list_values(row, field))

    def _read_comparison(self, field: str) -> Test:
        compare = _COMPARISONS[self._take("word", *_COMPARISONS).text]
        token = self._peek()
        self._at += 1
        if token.kind not in {"text", "number"}:
            raise FilterError(f"'{token.text or 'the end'}' is not a value")
        wanted: Scalar = _unquote(token.text) if token.kind == "text" else Decimal(token.text)
        return lambda row: any(_compare(compare, found, wanted) for found in _list_values(row, field))


def _compare(compare: Callable[[Any, Any], bool], found: Scalar, wanted: Scalar) -> bool:
    if isinstance(found, Decimal) and isinstance(wanted, str):
        try:
            wanted = Decimal(wanted)
        except InvalidOperation:
            raise FilterError("A number is compared with a text") from None
    return compare(found, wanted if isinstance(found, Decimal) else str(wanted))


def _unquote(text: str) -> str:
    return text[1:-1].replace("''", "'").casefold()


def sort_rows(rows: list[Row], order: str) -> list[Row]:
    """By ``field [asc|desc]``, several with commas. Raises FilterError."""
    for part in reversed([one.split() for one in order.split(",")]):
        if not 1 <= len(part) <= 2 or part[1:] not in ([], ["asc"], ["desc"]):
            raise FilterError(f"'{' '.join(part)}' is not an order")
        name = part[0]
        rows = sorted(
            rows,
            key=lambda row: (_list_values(row, name) or [""])[0],
            reverse=part[1:] == ["desc"],
        )
    return rows
