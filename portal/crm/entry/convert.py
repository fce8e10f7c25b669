"""Converts one value between what a system sends, what a person types and what a page shows."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.crm.document.field_tree import Field
from portal.crm.entry.clock_change import (
    SUMMER,
    WINTER,
    DoubledHourError,
    SkippedHourError,
    name_season,
    place_in_zone,
)
from portal.integrations.exchange import parse_json
from portal.integrations.openapi import dump_json
from portal.office.models import validate_iban
from portal.web.formats import MINUS, money, plain_amount, short_day
from portal.web.typed.parsing import CURRENCY, parse_birthday, parse_day, parse_number

TEXTS = {"text", "long"}  # kinds that the system takes as typed
TRUE = {True, "1", "true", "True"}
CLOCK = re.compile(r"(.*?)[\s,]{1,9}(?:om |à |um )?(\d{1,2})[:.hu](\d{2})(?: Uhr)?$")
SEASON = re.compile("[ ,(]{1,5}(" + "|".join((*SUMMER, *WINTER)) + r")\)?$", re.IGNORECASE)
MAIL_NAMES = re.compile(r"email(address)?$", re.IGNORECASE)  # the template's "primaryMail" is no address
BIRTH_NAMES = re.compile(r"birth|geboorte|naissance|geburt", re.IGNORECASE)
MAIL_MARKS = re.compile("[;,]")
LONGEST_MAILBOX = 64  # before the @: RFC 5321, 4.5.3.1.1
MOST_DIGITS = 25  # what is larger is no amount, and would be rounded
# Dates as the systems write them in texts that no format marks.
ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$"
)
DUTCH = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?: (\d{2}):(\d{2})(?::\d{2})?)?$")


class TypedError(ValueError):
    """What was typed is not a valid value.

    ``code``: number, amount, date, moment, skipped-hour, doubled-hour, json, choice, mail, account.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse(field: Field, text: str) -> Any:
    """The value of a text that is not empty. Raises: TypedError."""
    parser = _PARSERS.get(field.kind)
    return parser(field, text) if parser else text


def check_written(field: Field, text: str) -> None:
    """Whether a text can be what its field is clearly for, where the document states no format.

    A field for e-mail may hold several addresses. Raises: TypedError.
    """
    name, form = field.name, field.schema.format
    if field.schema.type != "string":
        return
    if form == "email" or MAIL_NAMES.search(name):
        _check_mails(text)
    elif form == "iban" or name.lower() == "iban":
        _run(validate_iban, text, code="account")


def _check_mails(text: str) -> None:
    for one in MAIL_MARKS.split(text.rstrip(" ;,")):
        _run(validate_email, one.strip(), code="mail")
        if len(one.strip().rpartition("@")[0]) > LONGEST_MAILBOX:
            raise TypedError("mail")


def _run(check: Callable[[str], None], text: str, *, code: str) -> None:
    try:
        check(text)
    except ValidationError:
        raise TypedError(code) from None


def _parse_whole(_field: Field, text: str) -> Any:
    value = _read_number(text, code="number")
    if value != value.to_integral_value():
        raise TypedError("number")
    return int(value)


def _parse_number(_field: Field, text: str) -> Any:
    return _as_number(_read_number(text, code="number"))


def _parse_money(_field: Field, text: str) -> Any:
    return _as_number(_read_number(CURRENCY.sub("", text), code="amount"))


def _read_number(text: str, *, code: str) -> Decimal:
    """A number means the same in every field. Raises: TypedError."""
    plain = text.strip().replace("\u2212", "-")
    sign = -1 if plain.startswith("-") else 1
    try:
        value = parse_number(plain.removeprefix("-").strip())
    except ValueError:
        raise TypedError(code) from None
    if len(value.as_tuple().digits) > 2 * MOST_DIGITS:
        raise TypedError(code)
    return sign * value


def _as_number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _parse_date(field: Field, text: str) -> date:
    try:
        return parse_birthday(text) if BIRTH_NAMES.search(field.name) else parse_day(text)
    except ValueError:
        raise TypedError("date") from None


def _parse_moment(_field: Field, text: str) -> datetime:
    season = SEASON.search(text.strip())
    plain = text.strip()[: season.start()] if season else text.strip()
    match = CLOCK.match(plain)
    day_text, hours, minutes = (match[1], match[2], match[3]) if match else (plain, "0", "0")
    try:
        at = datetime.combine(parse_day(day_text), time(int(hours), int(minutes)))
        return place_in_zone(at, season[1] if season else "")
    except SkippedHourError:
        raise TypedError("skipped-hour") from None
    except DoubledHourError:
        raise TypedError("doubled-hour") from None
    except ValueError:
        raise TypedError("moment") from None


def _parse_choice(field: Field, text: str) -> Any:
    if text not in field.values:
        raise TypedError("choice")
    return field.values[text]


def _parse_json(_field: Field, text: str) -> Any:
    try:
        return parse_json(text)
    except ValueError:
        raise TypedError("json") from None


_PARSERS: dict[str, Callable[[Field, str], Any]] = {
    "integer": _parse_whole,
    "number": _parse_number,
    "money": _parse_money,
    "date": _parse_date,
    "moment": _parse_moment,
    "choice": _parse_choice,
    "json": _parse_json,
    "yes": lambda _field, text: text == "1",
    "flag": lambda _field, text: 1 if text == "1" else 0,
}


def to_text(field: Field, value: Any) -> str:
    """A value as a form shows it for editing; "" for nothing."""
    if value is None or value == "":
        return ""
    if field.kind in _WRITERS:
        return _WRITERS[field.kind](value)
    if isinstance(value, Decimal):
        return _without_zeros(value) if field.kind in TEXTS else _plain(value)
    return str(value)


def _money_text(value: Any) -> str:
    cents = _to_cents(value)
    if cents is not None:
        return plain_amount(cents)
    return _plain(value) if isinstance(value, Decimal) else str(value)


def _without_zeros(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Decimal) -> str:
    text = _without_zeros(value)
    return text if get_language() == "en" else text.replace(".", ",")


def _date_text(value: Any, *, with_time: bool) -> str:
    found = value if isinstance(value, date) else read_date(str(value))
    if found is None:
        return str(value)
    if isinstance(found, datetime):
        local = _to_local(found)
        return (
            f"{short_day(local)} {local:%H:%M} {name_season(local)}".strip()
            if with_time
            else short_day(local)
        )
    return short_day(found)


def _to_local(moment: datetime) -> datetime:
    """In our zone; unchanged at the limits of the calendar ("never" is often written as the year 9999)."""
    try:
        return timezone.localtime(moment) if timezone.is_aware(moment) else moment
    except OverflowError:
        return moment


def read_date(text: str) -> date | datetime | None:
    """A date or datetime from the wire; None when it is not valid, such as "401-01-2018"."""
    try:
        if match := ISO.match(text):
            if match[4] is None:
                return date(int(match[1]), int(match[2]), int(match[3]))
            return datetime.fromisoformat(text)
        if match := DUTCH.match(text):
            on = date(int(match[3]), int(match[2]), int(match[1]))
            return on if match[4] is None else datetime.combine(on, time(int(match[4]), int(match[5])))
    except ValueError:
        return None
    return None


def _to_cents(value: Any) -> int | None:
    try:
        cents = Decimal(str(value)) * 100
    except ArithmeticError:
        return None
    is_whole = cents.is_finite() and cents.adjusted() < MOST_DIGITS and cents == cents.to_integral_value()
    return int(cents) if is_whole else None


_WRITERS: dict[str, Callable[[Any], str]] = {
    "yes": lambda value: "1" if value in TRUE else "0",
    "flag": lambda value: "1" if value in TRUE else "0",
    "json": lambda value: dump_json(value, indent=2).decode(),
    "date": lambda value: _date_text(value, with_time=False),
    "moment": lambda value: _date_text(value, with_time=True),
    "money": _money_text,
}


def show(field: Field, value: Any) -> str:
    """A value as a page shows it, in the active language. Choices by their names; yes and no as words.

    A text that is a date as systems write it is shown as a date, whatever the document calls it.
    """
    if value is None or value == "":
        return ""
    if field.kind in {"yes", "flag"}:
        return _("Yes") if value in TRUE else _("No")
    if field.kind == "choice":
        known = dict(field.choices)
        return str(known.get(str(value)) or _("%(value)s (not in the list of the system)") % {"value": value})
    if field.kind == "money" and (cents := _to_cents(value)) is not None:
        return money(cents)
    if isinstance(value, str) and field.kind not in {"long", "date", "moment"} and ISO.match(value):
        return _date_text(value, with_time=":" in value)
    text = to_text(field, value)
    return text.replace("-", MINUS, 1) if isinstance(value, int | Decimal) and text.startswith("-") else text
