"""The data of a row besides its file number: the values of the office's own letter."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.access.door_settings.file_spelling import spell_file_number
from portal.letters.batch.problems import Problem
from portal.web.sealing import seal, unseal
from portal.web.typed.characters import drop_accents, to_plain_text
from portal.web.typed.parsing import parse_day, parse_money

PURPOSE = "letter-row"
LANGUAGES = {
    "nl": re.compile(r"nl|n|dut|nld|ned.*|dutch|neerl.*"),
    "fr": re.compile(r"fr|f|frn|fra|fre|fran.*|french"),
    "de": re.compile(r"de|d|ger|deu|deut.*|german|allem.*|dui.*"),
    "en": re.compile(r"en|e|eng|engl.*|engel.*|angl.*"),
}
LINK = re.compile(r"/h/([^/\s?#]+)")


@dataclass(frozen=True, slots=True)
class Given:
    """As the list says it. ``amount_cents`` and ``pay_by`` are None when missing or unreadable.

    ``spelled_number``: the same number as the office writes it.
    """

    file_number: str
    spelled_number: str = ""
    letter_hash: str = field(default="", repr=False)
    language: str = ""
    amount_cents: int | None = None
    pay_by: date | None = None
    reference: str = ""
    address: Mapping[str, str] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()


def seal_cells(cells: Mapping[str, str]) -> str:
    """The cells of a row, by the names of their columns, for the database."""
    return seal(json.dumps(dict(cells)), purpose=PURPOSE)


def open_cells(sealed: str) -> dict[str, str]:
    """From the database; nothing when the key is gone."""
    kept = unseal(sealed, purpose=PURPOSE) if sealed else None
    return dict(json.loads(kept)) if kept else {}


def read_given(cells: Mapping[str, str]) -> Given:
    """The values of a row. An unreadable one is a problem of the row, never a guess."""
    amount, amount_problem = _read_amount(cells.get("amount", ""))
    pay_by, day_problem = _read_day(cells.get("day", ""))
    return Given(
        file_number=to_plain_text(cells.get("file", "")),
        spelled_number=spell_file_number(cells.get("file", "")),
        letter_hash=read_hash(cells.get("link", "")),
        language=_read_language(cells.get("language", "")),
        amount_cents=amount,
        pay_by=pay_by,
        reference=cells.get("reference", ""),
        address={name: cells.get(name, "") for name in ("name", "street", "postal_code", "city", "country")},
        problems=tuple(problem for problem in (amount_problem, day_problem) if problem),
    )


def read_hash(text: str) -> str:
    """The hash in a link of a letter, or the hash itself, as Tagor's merge field M_0585 holds either."""
    found = LINK.search(text)
    return found[1] if found else text.strip().rstrip("/").rpartition("/")[2]


def is_same_reference(one: str, other: str) -> bool:
    """Whether two payment references are equal, ignoring punctuation and spaces."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _read_amount(text: str) -> tuple[int | None, Problem | None]:
    if not text:
        return None, None
    try:
        return parse_money(text), None
    except ValueError:
        return None, Problem.AMOUNT_UNREADABLE


def _read_day(text: str) -> tuple[date | None, Problem | None]:
    if not text:
        return None, None
    try:
        return parse_day(text), None
    except ValueError:
        return None, Problem.DAY_UNREADABLE


def _read_language(text: str) -> str:
    plain = drop_accents(text).strip().casefold()
    return next((code for code, names in LANGUAGES.items() if names.fullmatch(plain)), "")
