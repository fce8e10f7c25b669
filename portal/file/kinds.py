"""The meaning of a code in an office's Tagor: every office names its codes itself.

A code is recognised by the office's own table, else by its usual name, else by the words of its Dutch or
French description. If none of them helps, it stays unknown: pages then show the office's own words, and never
a zero.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import pgettext_lazy

from portal.integrations.tagor.values.account import CodeText


class Kind(StrEnum):
    """The kind of a line of the account."""

    PRINCIPAL = "principal"
    INTEREST = "interest"
    PENALTY = "penalty"
    COURT = "court"
    BAILIFF = "bailiff"
    EXPENSES = "expenses"
    DUTIES = "duties"
    VAT = "vat"
    PAYMENT = "payment"
    EXPECTED = "expected"
    """A payment reported to the office but not booked: it does not reduce the debt yet."""


class Period(StrEnum):
    """How often a plan asks for a payment."""

    MONTH = "month"
    WEEK = "week"
    ONCE = "once"


K = TypeVar("K", Kind, Period)

KIND_CODES: dict[str, Kind] = {
    "HOOFDSOM": Kind.PRINCIPAL,
    "VORDERING": Kind.PRINCIPAL,
    "INTREST": Kind.INTEREST,
    "INTEREST": Kind.INTEREST,
    "SCHADEBED": Kind.PENALTY,
    "GERKOST": Kind.COURT,
    "DWKOST": Kind.BAILIFF,
    "AKTE": Kind.BAILIFF,
    "UITSCHOT": Kind.EXPENSES,
    "REGRECHT": Kind.DUTIES,
    "BTW": Kind.VAT,
    "BETALING": Kind.PAYMENT,
    "ONTVANGST": Kind.PAYMENT,
    "INFOBET": Kind.EXPECTED,
}
PERIOD_CODES: dict[str, Period] = {
    "MAAND": Period.MONTH,
    "MND": Period.MONTH,
    "WEEK": Period.WEEK,
    "WK": Period.WEEK,
    "EENMALIG": Period.ONCE,
}

# From top to bottom: the more specific goes first.
_KIND_WORDS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.EXPECTED,
        r"(?:niet|nog|te) (?:te )?(?:ge)?boek|informati|à comptabiliser|non comptabilis|pas encore",
    ),
    (Kind.PAYMENT, r"betaling|ontvangst|afkorting|storting|paiement|versement|acompte|encaissement"),
    (Kind.PENALTY, r"schadebeding|strafbeding|clause (?:indemnitaire|pénale)|verhoging|majoration"),
    (Kind.INTEREST, r"int(?:e)?rest|\brente\b|intérêt"),
    (Kind.VAT, r"\bbtw\b|\btva\b|toegevoegde waarde|valeur ajoutée"),
    (Kind.DUTIES, r"registratie|rolrecht|griffierecht|enregistrement|droits? de rôle|droits? de greffe"),
    (Kind.EXPENSES, r"uitschot|voorschot|onkost|débours|frais avancés"),
    (Kind.COURT, r"gerechtskost|rechtspleging|griffie|frais de justice|procédure|dépens"),
    (Kind.BAILIFF, r"deurwaarder|\bakten?\b|tarief|huissier|\bactes?\b|tarif"),
    (Kind.PRINCIPAL, r"hoofdsom|hoofdschuld|vordering|principal|créance"),
)
_PERIOD_WORDS: tuple[tuple[Period, str], ...] = (
    (Period.ONCE, r"eenmalig|één keer|unique|une fois"),
    (Period.MONTH, r"maand|mensuel|mois"),
    (Period.WEEK, r"we[e]?k|hebdomad|semaine"),
)
_READ_KIND = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _KIND_WORDS)
_READ_PERIOD = tuple((period, re.compile(words, re.IGNORECASE)) for period, words in _PERIOD_WORDS)


def find_kind(texts: Iterable[CodeText], own: Mapping[str, str] | None = None) -> Kind | None:
    """The kind of a code of TQAARD or TQBOEKING, from its text in one language or more.

    ``own`` is the office's table of that code table: a code, in capitals, to the name of a kind.
    """
    known = list(texts)
    for text in known:
        if own and text.code.upper() in own:
            return Kind(own[text.code.upper()])
    return _find(known, KIND_CODES, _READ_KIND)


def find_period(texts: Iterable[CodeText]) -> Period | None:
    """The period of a code of TQPERIODE."""
    return _find(list(texts), PERIOD_CODES, _READ_PERIOD)


def _find(
    texts: list[CodeText], codes: Mapping[str, K], patterns: tuple[tuple[K, re.Pattern[str]], ...]
) -> K | None:
    for text in texts:
        if text.code.upper() in codes:
            return codes[text.code.upper()]
    for text in texts:
        for meaning, pattern in patterns:
            if pattern.search(text.text):
                return meaning
    return None


KIND_WORDS = {
    Kind.PRINCIPAL: pgettext_lazy("kind of a code", "principal"),
    Kind.INTEREST: pgettext_lazy("kind of a code", "interest"),
    Kind.PENALTY: pgettext_lazy("kind of a code", "penalty clause"),
    Kind.COURT: pgettext_lazy("kind of a code", "court costs"),
    Kind.BAILIFF: pgettext_lazy("kind of a code", "costs of the bailiff"),
    Kind.EXPENSES: pgettext_lazy("kind of a code", "disbursements"),
    Kind.DUTIES: pgettext_lazy("kind of a code", "duties"),
    Kind.VAT: pgettext_lazy("kind of a code", "VAT"),
    Kind.PAYMENT: pgettext_lazy("kind of a code", "payment"),
    Kind.EXPECTED: pgettext_lazy("kind of a code", "payment, not booked yet"),
}
NOT_KNOWN = pgettext_lazy("kind of a code", "not known")


def name_kind(kind: str) -> str:
    """The name of a stored kind; "" is not known."""
    return str(KIND_WORDS[Kind(kind)] if kind else NOT_KNOWN)
