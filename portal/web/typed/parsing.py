"""Amounts and dates as people type them."""

import re
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale
from django.utils import timezone
from django.utils.translation import get_language

from portal.web.formats import LOCALES, month_names
from portal.web.typed.characters import drop_accents, to_plain_digits

MAX_DIGITS = 11
MAX_TYPED = 200  # characters; nobody writes a longer amount or date, and each is parsed several times
CURRENCY = re.compile(r"€|(?<![^\W\d_])eur(?:o'?s?)?(?![^\W\d_])", re.IGNORECASE)
# "50€25" and "50€00": the sign is in the place of the decimal mark.
SIGN_AS_MARK = re.compile(r"(?<=\d)€(?=\d{2}$)")
AMOUNT = re.compile(r"(\d[\d.,' ]*?)(?:[.,](?:[-\u2013\u2014]{1,2})?)?$")
GROUPED = re.compile(r"(?:[1-9]\d{0,2})(?:(?P<mark>[.,' ])\d{3})(?:(?P=mark)\d{3})*$")
DIGITS_DAY = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})(?:[-./ ]+(\d{4}|\d{2})|\.)?$")
ISO_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})$")
PACKED_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})$")
PLAIN_NUMBER = re.compile(r"(\d[\d.,' ]{0,60})$")
NAMED_DAY = re.compile(
    r"(\d{1,2})(?:(?:er|e|ste|de|st|nd|rd|th|\.)\s+|\s*)(?:(?:of|de)\s+)?([^\W\d_]+)\.?,?(?:\s+(\d{4}|\d{2}))?$"
)
FIRST_WORD = re.compile(r"([^\W\d_]+)[.,]*\s+(?=\S)")
# "op", "le", "am", "on" and the articles that may stand before a date.
SMALL_WORDS = frozenset({"op", "de", "le", "am", "den", "der", "on", "the"})
FIRST_YEAR, LAST_YEAR = 1800, 2200
LONGEST_LIFE = 120  # years
YEARS_AHEAD = 9  # 29 February is never further away


def _simplify(text: str) -> str:
    """One kind of space, plain digits, no spaces at the ends. Raises: ValueError when far too long."""
    if len(text) > MAX_TYPED:
        raise ValueError("too long")
    return " ".join(to_plain_digits(text).replace("\u2019", "'").split())


def parse_money(text: str) -> int:
    """What was typed as an amount, in cents: "50", "50,00", "1.234,56", "1,234.56", "50euro", "50€00".

    A point or comma followed by three digits groups thousands; by one or two, it is the decimal mark.
    Raises: ValueError for anything else, a minus included.
    """
    match = AMOUNT.match(CURRENCY.sub(" ", SIGN_AS_MARK.sub(",", _simplify(text))).strip())
    if match is None:
        raise ValueError(text)
    whole, cents = _split_decimals(match[1].strip())
    if not whole.isdigit():
        if not GROUPED.match(whole):
            raise ValueError(text)
        whole = re.sub(r"\D", "", whole)
    if len(whole) > MAX_DIGITS:
        raise ValueError(text)
    return int(whole) * 100 + int(cents.ljust(2, "0"))


def _split_decimals(digits: str) -> tuple[str, str]:
    """The whole euros, still grouped, and the digits after the decimal mark."""
    match = re.match(r"(.+?)([.,])(\d{1,2})$", digits)
    if match is None:
        return digits, ""
    if match[2] in match[1]:
        raise ValueError(digits)
    return match[1], match[3]


def parse_number(text: str) -> Decimal:
    """A number with any count of decimals, as people who use the active language write it: exact, no minus.

    "1.500" is fifteen hundred in Dutch, French and German, and one and a half in English; "12,345" the other
    way round. Raises: ValueError when it is no number, or its digits are grouped in no known way.
    """
    match = PLAIN_NUMBER.match(_simplify(text))
    if match is None:
        raise ValueError(text)
    digits = match[1].replace(" ", "'")
    whole, decimals = _split_at_decimal_mark(digits, own="." if get_language() == "en" else ",")
    if not whole.isdigit():
        if not GROUPED.match(whole):
            raise ValueError(text)
        whole = re.sub(r"\D", "", whole)
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def _split_at_decimal_mark(digits: str, *, own: str) -> tuple[str, str]:
    """The whole part, still grouped, and the decimals. ``own``: the decimal mark of the language."""
    head, mark, tail = digits.rpartition(max(".,", key=digits.rfind))
    if not mark or not head or mark in head or not tail.isdigit():
        return digits, ""
    # The other mark before three digits groups thousands: "1.500" in Dutch; "0.500" is a half.
    groups = mark != own and GROUPED.match(digits) is not None
    return (digits, "") if groups else (head, tail)


def parse_day(text: str, *, today: date | None = None, latest: date | None = None) -> date:
    """What was typed as a date, day first: "1/3/2027", "1-3-27", "2027-03-01", "ma. 1 maart".

    Without a year it is the next such day after ``today``, which is today's date when not given. With
    ``latest`` it is the last one until then.
    Raises: ValueError when it is not a date, not a day that exists, or of no lifetime of ours: whoever counts
    a day or a time zone on from the very first or last date of a calendar falls off it.
    """
    on = _read_day(text, today, latest)
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise ValueError(text)
    return on


def parse_birthday(text: str) -> date:
    """A date of birth, with its year: of two digits it is the last such year until today.

    Raises: ValueError when it is not one, has no year, lies ahead, or more than a life behind.
    """
    today, (day, month, year) = timezone.localdate(), _read_parts(text)
    if not year:
        raise ValueError(text)
    on = _make_day(day, month, year, today, today)
    if not (today.year - LONGEST_LIFE <= on.year and on <= today):
        raise ValueError(text)
    return on


def _read_day(text: str, today: date | None, latest: date | None) -> date:
    day, month, year = _read_parts(text)
    return _make_day(day, month, year, today, latest)


def _read_parts(text: str) -> tuple[int, int, str]:
    """Day, month and year as it was written; "" without one."""
    simple = _drop_small_words(_simplify(text).lower())
    if match := ISO_DAY.match(simple):
        return int(match[3]), int(match[2]), match[1]
    if match := DIGITS_DAY.match(simple) or PACKED_DAY.match(simple):
        return int(match[1]), int(match[2]), match[3] or ""
    if match := NAMED_DAY.match(simple):
        return int(match[1]), _month(match[2]), match[3] or ""
    raise ValueError(text)


def _make_day(day: int, month: int, year: str, today: date | None, latest: date | None) -> date:
    if len(year) == 2:
        on = date(2000 + int(year), month, day)
        return on if latest is None or on <= latest else date(1900 + int(year), month, day)
    if year:
        return date(int(year), month, day)
    after = today or timezone.localdate()
    years = range(after.year, after.year + YEARS_AHEAD)
    if latest is not None:
        years = range(latest.year, latest.year - YEARS_AHEAD, -1)
    for number in years:
        try:
            on = date(number, month, day)
        except ValueError:
            continue
        if on > after if latest is None else on <= latest:
            return on
    raise ValueError(f"no day {day} in month {month}")


def _drop_small_words(text: str) -> str:
    """Drop the name of the weekday, "op", "le" and the like before the date itself."""
    while (match := FIRST_WORD.match(text)) and drop_accents(match[1]) in _get_small_words():
        text = text[match.end() :]
    return text


@cache
def _get_small_words() -> frozenset[str]:
    names = {
        drop_accents(name.lower().rstrip("."))
        for code in LOCALES.values()
        for width in ("wide", "abbreviated")
        for name in Locale.parse(code).days["format"][width].values()
    }
    return SMALL_WORDS | names


def _month(name: str) -> int:
    number = _bare_month_names().get(drop_accents(name))
    if number is None:
        raise ValueError(name)
    return number


@cache
def _bare_month_names() -> dict[str, int]:
    """Names and three-letter abbreviations that mean the same month in every language."""
    names = {drop_accents(name): number for name, number in month_names().items()}
    return {
        **names,
        "maa": 3,
        "mrt": 3,
        "maerz": 3,
        "marz": 3,
        "fev": 2,
        "fevr": 2,
        "mrz": 3,
        "aout": 8,
        "sept": 9,
        "okt": 10,
        "oct": 10,
    }
