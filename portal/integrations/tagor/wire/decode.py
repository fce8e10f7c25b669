"""Tagor's loosely formatted scalars, read exactly or refused with ValueError.

Source: types of OpenEdge's JSON mapping; the forms seen in the public description of 2.00.0000B1 and by
users of a live server (a null where a date is promised, "123,45" where a number is, "0" or "" where there
is no id).
"""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

_LANGUAGES = {"dut": "nl", "frn": "fr", "ger": "de", "eng": "en"}
_TAGOR_LANGUAGES = {"nl": "Dut", "fr": "Frn", "de": "Ger", "en": "Eng"}
_BRUSSELS = ZoneInfo("Europe/Brussels")
_OPEN_ENDED = date(9999, 12, 31)
_NOTHING = ("", "?")  # "?" is how ABL prints its unknown value
_BELGIAN_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_COMMA_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]+")
_GROUPED_AMOUNT = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_PLAIN_AMOUNT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_MOST_DIGITS = 12  # before the decimal mark; no debt comes near it
_MOST_DECIMALS = 30

_DIRECTION = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def read_text(value: Any) -> str:
    """Text, stripped; nothing is "". A number is taken as its digits, anything else refused.

    Control characters that change the reading direction are removed: with them one text can look like
    another.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.translate(_DIRECTION).strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError("not a text")


def read_id(value: Any) -> str:
    """An id as text, never a number; "0", "" and null all mean none and give ""."""
    text = read_text(value)
    return "" if text in ("0", *_NOTHING) else text


def read_required_id(value: Any) -> str:
    """An id that must be there."""
    if not (found := read_id(value)):
        raise ValueError("no id")
    return found


def read_day(value: Any) -> date | None:
    """A date, or None for null, "" and the open end 9999-12-31.

    Takes ``yyyy-mm-dd``, a date-time (with an offset: the day in Brussels) and ``dd/mm/yyyy``.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("not a date")  # noqa: TRY004 - pydantic turns ValueError into a refusal
    text = value.strip()
    if text in _NOTHING:
        return None
    found = _read_written_day(text)
    return None if found == _OPEN_ENDED else found


def _read_written_day(text: str) -> date:
    if belgian := _BELGIAN_DAY.fullmatch(text):
        day, month, year = (int(part) for part in belgian.groups())
        return date(year, month, day)
    moment = datetime.fromisoformat(text)
    try:
        return moment.astimezone(_BRUSSELS).date() if moment.tzinfo else moment.date()
    except OverflowError:
        raise ValueError("not a date") from None


def read_moment(value: Any) -> datetime | None:
    """A date-time with an offset, or None for null and ""; one without an offset is Brussels time."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("not a date-time")  # noqa: TRY004 - pydantic turns ValueError into a refusal
    text = value.strip()
    if text in _NOTHING:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=_BRUSSELS)


def write_moment(moment: datetime) -> str:
    """As OpenEdge's DATETIME has it: Brussels time, milliseconds, no offset."""
    local = moment.astimezone(_BRUSSELS) if moment.tzinfo else moment
    return local.replace(tzinfo=None).isoformat(timespec="milliseconds")


def read_cents(value: Any) -> int:
    """Integer cents from a number, "123.45", "123,45" or "1.234,56"; exact or refused.

    Refused: more than two significant decimals, binary floats, booleans, not-a-number, and anything absurdly
    large.
    """
    amount = _read_amount(value)
    if not amount.is_finite() or amount.adjusted() >= _MOST_DIGITS:
        raise ValueError("not an amount")
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_MOST_DECIMALS:
        raise ValueError("not an amount")
    cents = amount.scaleb(2)
    if cents != cents.to_integral_value():
        raise ValueError("more than two decimals")
    return int(cents)


def read_cents_or_none(value: Any) -> int:
    """Like ``read_cents``, but an empty value is 0."""
    if value is None or (isinstance(value, str) and value.strip() in _NOTHING):
        return 0
    return read_cents(value)


def _read_amount(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueError("not an amount")  # noqa: TRY004 - pydantic turns ValueError into a refusal
    if not isinstance(value, str):
        return Decimal(value)
    text = value.strip()
    if _COMMA_AMOUNT.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _GROUPED_AMOUNT.fullmatch(text):
        text = text.replace(".", "")
    elif not _PLAIN_AMOUNT.fullmatch(text):
        raise ValueError("not an amount")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("not an amount") from None


def read_whole(value: Any) -> int:
    """A count (months, say); nothing is 0. "12" and 12.0 are fine, 12.5 and negatives are not."""
    if value is None or value == "":
        return 0
    amount = _read_amount(value)
    if not amount.is_finite() or amount.adjusted() >= _MOST_DIGITS or amount != amount.to_integral_value():
        raise ValueError("not a whole number")
    if amount < 0:
        raise ValueError("negative count")
    return int(amount)


def read_flag(value: Any) -> bool:
    """A logical: true or false, also as the text of a context row. Unknown (null) is refused."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    raise ValueError("neither true nor false")


def read_flag_or_none(value: Any) -> bool | None:
    """Like ``read_flag``, but an empty value is None."""
    return None if value is None or value == "" else read_flag(value)


def read_decimal(value: Any) -> Decimal:
    """A number of any kind, such as a rate; nothing is 0."""
    if value is None or value == "":
        return Decimal(0)
    found = _read_amount(value)
    if not found.is_finite() or found.adjusted() >= _MOST_DIGITS:
        raise ValueError("not a number")
    return found


def read_language(value: Any) -> str | None:
    """nl, fr, de or en; None when Tagor does not say, or names another language."""
    return _LANGUAGES.get(read_text(value).lower())


def write_language(language: str) -> str:
    """Tagor's name for nl, fr, de or en; Dutch for any other language."""
    return _TAGOR_LANGUAGES.get(language, "Dut")
