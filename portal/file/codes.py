"""The texts of Tagor's code tables, cached for a day per code and language."""

from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from portal import registry
from portal.file.kinds import Kind, Period, find_kind, find_period
from portal.file.models import CodeKind
from portal.integrations.tagor.values.account import CodeText, Line
from portal.web.caches.for_everybody import forget_for_everybody, hold_for_request, read_for_everybody
from portal.web.languages import get_base_language

NATURE, BOOKING = "TQAARD", "TQBOEKING"
BELGIAN = ("nl", "fr")
"""The languages in which a code's text says what it means."""
KNOWN_S = 24 * 3600
UNKNOWN_S = 3600
NO_CODE = {"", "0"}
PERIOD = "TQPERIODE"
OWN_KEY, WORDS_KEY, OWN_S = "file:own-kinds", "file:own-words", 60
READ_KEY = "file:read-texts"
"""Of what a request has read: kinds and words of the same lines ask for the same codes."""

Wanted = tuple[str, str]
OwnWord = tuple[str, str]
"""The office's own name for a line, and one sentence about it or ""."""


def get_texts(wanted: Iterable[Wanted], language: str = "") -> dict[Wanted, CodeText]:
    """The texts of codes, (table, id) each, in the active language; one call for all that are not cached.

    A code that Tagor does not know has an empty ``code`` and ``text``. Raises: IntegrationError.
    """
    language = language or get_base_language()
    read: dict[str, CodeText] = hold_for_request(READ_KEY, dict)
    keys = {_key(pair, language): pair for pair in set(wanted) if pair[1] not in NO_CODE}
    if unread := [key for key in keys if key not in read]:
        read |= {key: text for key, text in cache.get_many(unread).items() if text}
        read |= _ask({key: keys[key] for key in unread if key not in read}, language)
    return {pair: read[key] for key, pair in keys.items()}


def _ask(keys: dict[str, Wanted], language: str) -> dict[str, CodeText]:
    """The texts that Tagor tells, by key; the cache has them from now on."""
    if not keys:
        return {}
    told = registry.tagor().get_code_texts(wanted=sorted(keys.values()), language=language)
    texts = {(text.table, text.id): text for text in told}
    known = {key: texts[pair] for key, pair in keys.items() if pair in texts}
    unknown = {key: CodeText(*pair, "", language, "") for key, pair in keys.items() if key not in known}
    cache.set_many(known, KNOWN_S)
    cache.set_many(unknown, UNKNOWN_S)
    return known | unknown


def find_kinds(lines: Iterable[Line]) -> dict[str, Kind | None]:
    """The kind of every line, by its id: from its nature, else from its booking. Raises: IntegrationError."""
    codes = {line.line_id: list_pairs(line) for line in lines}
    groups = dict.fromkeys(codes.values())  # thousands of lines share a few pairs of codes
    kinds: dict[Wanted, Kind | None] = {}
    texts: dict[Wanted, CodeText] = {}
    for place in range(2):  # first the natures, then the bookings of lines whose nature is of no known kind
        unread = [group for group in groups if not any(kinds.get(pair) for pair in group)]
        pairs = {pair for group in unread for pair in group[place : place + 1]}
        for languages in ((get_base_language(),), BELGIAN):
            unknown = {pair for pair in pairs if kinds.get(pair) is None}
            told = [get_texts(unknown, language) for language in languages]
            for pair in unknown:
                found = [one[pair] for one in told if pair in one]
                kinds[pair] = find_kind(found, get_own_kinds(pair[0]))
                texts |= {pair: found[0]} if found else {}
    _note_codes(next(iter(codes), ""), kinds, texts)
    chosen = {group: _choose([kinds.get(pair) for pair in group]) for group in groups}
    return {line_id: chosen[group] for line_id, group in codes.items()}


def find_words(lines: Iterable[Line]) -> dict[str, str]:
    """What the office calls each line, by its id, in the active language. Raises: IntegrationError."""
    words: dict[str, str] = {}
    known = tuple(lines)
    for place in range(2):
        unread = [line for line in known if not words.get(line.line_id)]
        pairs = {line.line_id: list_pairs(line)[place : place + 1] for line in unread}
        texts = get_texts(pair for found in pairs.values() for pair in found)
        words |= {id_: texts[pair].text for id_, found in pairs.items() for pair in found if pair in texts}
    return {line.line_id: words.get(line.line_id) or line.description for line in known}


def find_periods(ids: Iterable[str]) -> dict[str, Period | None]:
    """The period of a plan for each code id. Raises: IntegrationError."""
    pairs = {(PERIOD, id_) for id_ in ids}
    periods: dict[Wanted, Period | None] = dict.fromkeys(pairs)
    for languages in ((get_base_language(),), BELGIAN):
        unknown = {pair for pair in pairs if periods[pair] is None}
        told = [get_texts(unknown, language) for language in languages]
        periods |= {pair: find_period([one[pair] for one in told if pair in one]) for pair in unknown}
    return {pair[1]: period for pair, period in periods.items()}


def get_own_kinds(table: str) -> dict[str, str]:
    """The office's own table: from a code, in capitals, to the name of a kind."""
    rows = read_for_everybody(OWN_KEY, _read_own_kinds, seconds=OWN_S)
    return rows.get(table, {})


def _read_own_kinds() -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for row in CodeKind.objects.exclude(kind=""):
        rows.setdefault(row.table, {})[row.code] = row.kind
    return rows


def forget_own_kinds() -> None:
    """Call it after the office changed its table."""
    forget_for_everybody(OWN_KEY)


def find_own_words(lines: Iterable[Line]) -> dict[str, OwnWord]:
    """The office's words by line id; those of the nature win over those of the booking.

    Raises: IntegrationError. Makes no call while the office has none.
    """
    known, language = _get_own_words(), get_base_language()
    if not known:
        return {}
    pairs = {line.line_id: list_pairs(line) for line in lines}
    texts = get_texts(pair for found in pairs.values() for pair in found)
    words: dict[str, OwnWord] = {}
    for line_id, found in pairs.items():
        told = (known.get(pair[0], {}).get(texts[pair].code.upper()) for pair in found if pair in texts)
        own = next((one[language] for one in told if one and language in one), None)
        if own:
            words[line_id] = (own[0], own[1])
    return words


def forget_own_words() -> None:
    """Call it after the office changed them."""
    forget_for_everybody(WORDS_KEY)


def _get_own_words() -> dict[str, dict[str, dict[str, list[str]]]]:
    """The office's words by table, code and language."""
    return read_for_everybody(WORDS_KEY, _read_own_words, seconds=OWN_S)


def _read_own_words() -> dict[str, dict[str, dict[str, list[str]]]]:
    rows: dict[str, dict[str, dict[str, list[str]]]] = {}
    for row in CodeKind.objects.exclude(words=None):
        rows.setdefault(row.table, {})[row.code] = row.words or {}
    return rows


def _note_codes(line_id: str, kinds: dict[Wanted, Kind | None], texts: dict[Wanted, CodeText]) -> None:
    """Note which codes an office uses, once a day for each file: a page of settings lists them.

    ``line_id``: the file's first line, "" without any.
    """
    if not line_id or not cache.add(f"codes-noted:{line_id}", 1, KNOWN_S):
        return
    for pair, kind in kinds.items():
        code = texts[pair].code.upper()[:60] if pair in texts else ""
        if code:
            values = {"text": texts[pair].text[:200], "read_as": kind or "", "seen_on": timezone.localdate()}
            row, _is_new = CodeKind.objects.update_or_create(table=pair[0], code=code, defaults=values)
            CodeKind.objects.filter(pk=row.pk).update(file_count=F("file_count") + 1)


def list_pairs(line: Line) -> tuple[Wanted, ...]:
    """The codes of a line: its nature, then its booking."""
    pairs = ((NATURE, line.nature_code_id), (BOOKING, line.booking_code_id))
    return tuple(pair for pair in pairs if pair[1] not in NO_CODE)


def _choose(kinds: list[Kind | None]) -> Kind | None:
    """The first known kind of nature and booking; an expected payment wins over all."""
    known = [kind for kind in kinds if kind is not None]
    return Kind.EXPECTED if Kind.EXPECTED in known else next(iter(known), None)


def _key(pair: Wanted, language: str) -> str:
    return f"code:{pair[0]}:{pair[1]}:{language}"
