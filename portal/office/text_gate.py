"""Checks the texts that an office writes to people: short sentences, no threat, no account number."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.office.account import has_account

MOST_WORDS, MOST_ON_AVERAGE = 20, 12
ENDS = (".", "!", "?", ":", ";", "…")

# Words that threaten, blame or congratulate; and those that the glossary replaces.
REJECTED: dict[str, tuple[str, ...]] = {
    "nl": (
        "dwangmaatregel",
        "dwangmaatregelen",
        "laatste kans",
        "laatste waarschuwing",
        "gevangenis",
        "wanbetaler",
        "slechte betaler",
        "uw fout",
        "uw schuld is het",
        "op straffe van",
        "zonder verwijl",
        "onverwijld",
        "gefeliciteerd",
        "proficiat",
        "terugnemen",
        "betalingsregeling",
        "inloggen",
    ),
    "fr": (
        "dernière chance",
        "dernier avertissement",
        "prison",
        "mauvais payeur",
        "votre faute",
        "sous peine",
        "sans délai",
        "à défaut",
        "félicitations",
        "bravo",
        "mise en demeure",
    ),
    "de": (
        "zwangsmaßnahme",
        "zwangsmaßnahmen",
        "letzte chance",
        "letzte warnung",
        "gefängnis",
        "schlechter zahler",
        "ihre schuld ist es",
        "bei strafe",
        "unverzüglich",
        "glückwunsch",
        "zahlungsplan",
        "mahnung",
        "einloggen",
    ),
    "en": (
        "last chance",
        "final warning",
        "prison",
        "jail",
        "bad payer",
        "your fault",
        "or else",
        "without delay",
        "congratulations",
        "well done",
    ),
}


def check_text(
    text: str,
    language: str = "",
    *,
    most_words: int = MOST_WORDS,
    on_average: int | None = None,
    placeholders: Sequence[str] | None = None,
) -> None:
    """Whether people may read this. Raises: ValidationError with everything that is wrong.

    ``language`` tells which words threaten there, "" none. ``on_average``: words of a sentence, None any.
    ``placeholders``: what can stand between braces, None whatever does.
    """
    faults = [
        *_find_long(text, most_words, on_average),
        *_find_rejected(text, language),
        *_find_account(text),
        *(_find_strange(text, placeholders) if placeholders is not None else ()),
    ]
    if faults:
        raise ValidationError(faults)


def split_sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a line of its own is one too."""
    sentences: list[list[str]] = []
    for line in text.splitlines():
        current: list[str] = []
        for word in line.split():
            current.append(word)
            if word.rstrip("”»\"')").endswith(ENDS):
                sentences.append(current)
                current = []
        if current:
            sentences.append(current)
    return sentences


def _find_long(text: str, most_words: int, on_average: int | None) -> Iterator[str]:
    sentences = split_sentences(text)
    for words in sentences:
        if len(words) > most_words:
            told = {"num": most_words, "sentence": " ".join(words)}
            yield _("A sentence may have %(num)s words at most. Too long: “%(sentence)s”") % told
    mean = sum(map(len, sentences)) / len(sentences) if sentences else 0
    if on_average is not None and mean > on_average:
        told = {"num": on_average, "mean": round(mean)}
        yield _("On average a sentence may have %(num)s words. Now it is %(mean)s.") % told


def _find_rejected(text: str, language: str) -> Iterator[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    padded = f" {' '.join(letters.split())} "
    for words in REJECTED.get(language, ()):
        if f" {words.casefold()} " in padded:
            yield _("Say it in a calmer or plainer way: “%(words)s”.") % {"words": words}


def _find_account(text: str) -> Iterator[str]:
    if has_account(text) or "://" in text or "www." in text.casefold():
        yield _("Take the account number or the address out.")


def _find_strange(text: str, placeholders: Sequence[str]) -> Iterator[str]:
    known = text
    for name in placeholders:
        known = known.replace(f"{{{name}}}", "")
    if "{" in known or "}" in known:
        names = ", ".join(f"{{{name}}}" for name in placeholders)
        yield _("Between braces only these can stand: %(names)s.") % {"names": names or "–"}
