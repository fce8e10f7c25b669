"""The index entry of a record: its name, and the words, numbers and phones that find it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_tree import Field
from portal.crm.document.resources import Resource
from portal.crm.entry.titles import describe, get_record_id, title_record
from portal.web.typed.characters import fold, to_plain_text

SHORTEST_PHONE = 6
LONGEST = 120
PIECES = re.compile(r"[^\W_]+")
MARKS = str.maketrans("", "", "/-. ")


@dataclass(frozen=True, slots=True)
class Entry:
    """A record. ``terms``: folded words and bare numbers, each between spaces; ``phones``: digits.

    ``owner``: the record it belongs to, as "customer/320", or "".
    """

    record_id: str
    title: str
    about: str
    terms: str
    phones: tuple[str, ...]
    owner: str = ""

    def to_row(self) -> tuple[Any, ...]:
        """As it is stored."""
        return astuple(self)

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> "Entry":
        """Out of the store."""
        record_id, title, about, terms, phones, owner = row
        return cls(record_id, title, about, terms, tuple(phones), owner)


class Wanted:
    """A search: words that begin words of the record, a number of it, or a phone."""

    def __init__(self, text: str) -> None:
        self._words = [f" {word}" for word in PIECES.findall(fold(text))]
        self.number = make_number(text)
        self._phone = make_phone(text)

    def __bool__(self) -> bool:
        return bool(self._words)

    def finds(self, one: Entry) -> bool:
        """Whether the record matches the search."""
        if all(word in one.terms for word in self._words) or self.is_number_of(one):
            return True
        return bool(self._phone) and any(phone.endswith(self._phone) for phone in one.phones)

    def is_number_of(self, one: Entry) -> bool:
        """Whether it is exactly one of the record's numbers."""
        return bool(self.number) and f" {self.number} " in one.terms

    def is_called(self, one: Entry) -> bool:
        """Whether each word is a whole word of the record."""
        return all(f"{word} " in one.terms for word in self._words)


def make_entry(
    catalogue: Catalogue, resource: Resource, fields: Mapping[str, Field], row: Any
) -> Entry | None:
    """The entry of a row; None for one that no page could open."""
    record_id = get_record_id(resource, row) if isinstance(row, Mapping) else ""
    if not record_id or "/" in record_id:
        return None
    hints = catalogue.system.hints["index"][resource.key]
    texts = {
        name: _format_value(fields, name, row.get(name))
        for name in {one for kind in hints.values() for one in kind}
    }
    title = title_record(row) or record_id
    told = [title, *(texts[name] for name in hints.get("words", ()))]
    words = [word for text in told for word in PIECES.findall(fold(text))]
    numbers = [make_number(texts[name]) for name in hints.get("numbers", ())]
    phones = [make_phone(texts[name]) for name in hints.get("phones", ())]
    about = [texts[name] for name in hints.get("about", ()) if texts[name] and texts[name] not in title]
    return Entry(
        record_id=record_id,
        title=title[:LONGEST],
        about=" · ".join(about)[:LONGEST],
        terms=_join(words + numbers),
        phones=tuple(phone for phone in phones if phone),
        owner=next(
            (found for name in hints.get("owner", ()) if (found := _find_owner(fields, row, name))), ""
        ),
    )


def _find_owner(fields: Mapping[str, Field], row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    record_id = get_record_id(None, value if isinstance(value, Mapping) else {"id": value})
    resource = fields[name].reference if name in fields else ""
    return f"{resource}/{record_id}" if resource and record_id not in {"", "0"} else ""


def _format_value(fields: Mapping[str, Field], name: str, value: Any) -> str:
    if value in (None, "") or isinstance(value, bool):
        return ""
    return describe(fields[name], value) if name in fields else str(value)


def _join(terms: Iterable[str]) -> str:
    """Each term once, with a space on both sides."""
    return " ".join(["", *dict.fromkeys(term for term in terms if term), ""])


def make_number(text: str) -> str:
    """A number without punctuation: "26/004512" is "26004512"; "" for a text without a digit."""
    bare = fold(to_plain_text(text)).translate(MARKS)
    return bare if any(one.isdecimal() for one in bare) else ""


def make_phone(text: str) -> str:
    """The last eight digits, which do not depend on the country code; "" for a number that is too short."""
    plain = to_plain_text(text)
    if not re.fullmatch(r"\+?[\d/.()-]+", plain):
        return ""
    digits = re.sub(r"\D", "", plain).lstrip("0")
    return digits[-8:] if len(digits) >= SHORTEST_PHONE else ""
