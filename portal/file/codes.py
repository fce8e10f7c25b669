"""The words of Tagor's code tables, kept for a day per code and language."""

from collections.abc import Iterable

from django.core.cache import cache

from portal import registry
from portal.integrations.tagor.values.account import CodeText, Line
from portal.web.languages import get_base_language

NATURE = "TQAARD"
KNOWN_S = 24 * 3600
UNKNOWN_S = 3600
NO_CODE = {"", "0"}

Wanted = tuple[str, str]


def get_texts(wanted: Iterable[Wanted]) -> dict[Wanted, CodeText]:
    """The texts of codes, (table, id) each, in the active language; one call for all that are not kept.

    A code that Tagor does not know has an empty ``code`` and ``text``. Raises: IntegrationError.
    """
    language = get_base_language()
    keys = {_key(pair, language): pair for pair in set(wanted) if pair[1] not in NO_CODE}
    found = {keys[key]: text for key, text in cache.get_many(keys).items() if text}
    missing = sorted(set(keys.values()) - set(found))
    if not missing:
        return found
    told = registry.tagor().get_code_texts(wanted=missing, language=language)
    known = {(text.table, text.id): text for text in told}
    unknown = {pair: CodeText(*pair, "", language, "") for pair in missing if pair not in known}
    cache.set_many({_key(pair, language): text for pair, text in known.items()}, KNOWN_S)
    cache.set_many({_key(pair, language): text for pair, text in unknown.items()}, UNKNOWN_S)
    return found | known | unknown


def get_natures(lines: Iterable[Line]) -> dict[str, CodeText]:
    """The nature of every line: the id of the code to its text. Raises: IntegrationError."""
    texts = get_texts((NATURE, line.nature_code_id) for line in lines)
    return {pair[1]: text for pair, text in texts.items()}


def _key(pair: Wanted, language: str) -> str:
    return f"code:{pair[0]}:{pair[1]}:{language}"
