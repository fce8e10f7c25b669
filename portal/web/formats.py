"""Amounts and dates as people read them, in the active language. Patterns come from CLDR."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from babel import Locale
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web.languages import get_base_language

LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "de": "de_BE", "en": "en_GB"}
CLOCKS = {
    "nl": "{day} om {time}",
    "fr": "{day} à {time}",
    "de": "{day} um {time} Uhr",
    "en": "{day} at {time}",
}
MINUS = "\N{MINUS SIGN}"  # screen readers read it out, unlike the hyphen


@dataclass(frozen=True, slots=True)
class _Pattern:
    before: str
    before_negative: str
    after: str
    group: str
    decimal: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    language: str


@cache
def _get_pattern(language: str) -> _Pattern:
    language = language if language in LOCALES else "en"
    locale = Locale.parse(LOCALES[language])
    currency = locale.currency_formats["standard"]
    symbols = locale.number_symbols["latn"]
    names = locale.months["format"]["wide"]
    before, before_negative = (part.replace("¤", "€").replace("-", MINUS) for part in currency.prefix)
    return _Pattern(
        before=before,
        before_negative=before_negative,
        after=currency.suffix[0].replace("¤", "€"),
        group=symbols["group"],
        decimal=symbols["decimal"],
        months=tuple(names[number] for number in range(1, 13)),
        weekdays=tuple(locale.days["format"]["wide"][number] for number in range(7)),
        language=language,
    )


def _active() -> _Pattern:
    return _get_pattern(get_base_language())


def money(cents: int) -> str:
    """An amount of euro cents, such as "€ 1.234,56". Its spaces are non-breaking."""
    pattern = _active()
    whole, rest = divmod(abs(cents), 100)
    digits = f"{whole:,}".replace(",", pattern.group)
    before = pattern.before if cents >= 0 else pattern.before_negative
    return f"{before}{digits}{pattern.decimal}{rest:02d}{pattern.after}"


def plain_amount(cents: int) -> str:
    """An amount as a form field shows it, such as "1234,56": without currency sign or grouping."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}{_active().decimal}{abs(cents) % 100:02d}"


def day(on: date) -> str:
    """A date in words, such as "2 maart 2026"."""
    return _format_day(_active(), on)


def week_day(on: date) -> str:
    """A near date with its day of the week, such as "maandag 2 maart"."""
    pattern = _active()
    mark = "," if pattern.language == "de" else ""
    return f"{pattern.weekdays[on.weekday()]}{mark} {_format_day_and_month(pattern, on)}"


def list_week_days() -> tuple[str, ...]:
    """The names of the days, Monday first."""
    return _active().weekdays


def _format_day(pattern: _Pattern, on: date) -> str:
    return f"{_format_day_and_month(pattern, on)} {on.year:04d}"


def _format_day_and_month(pattern: _Pattern, on: date) -> str:
    number = str(on.day)
    if pattern.language == "de":
        number += "."
    elif pattern.language == "fr" and on.day == 1:
        number = "1er"
    return f"{number} {pattern.months[on.month - 1]}"


def short_day(on: date) -> str:
    """A date in digits, such as "02/03/2026", always day first."""
    mark = "." if _active().language == "de" else "/"
    return f"{on.day:02d}{mark}{on.month:02d}{mark}{on.year:04d}"


def moment(at: datetime) -> str:
    """A date and time in the office's time zone, such as "2 maart 2026 om 14:05"."""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    pattern = _active()
    return CLOCKS[pattern.language].format(
        day=_format_day(pattern, local), time=f"{local.hour:02d}:{local.minute:02d}"
    )


def pair(term: str, value: str) -> str:
    """A term and its value on one line, with the colon of the language."""
    return _("%(term)s: %(value)s") % {"term": term, "value": value}


def clock(at: datetime) -> str:
    """A time of day in the office's time zone, such as "14:05"."""
    return f"{timezone.localtime(at):%H:%M}"


def months(count: int) -> str:
    """A number of months in words, such as "3 months"."""
    return ngettext("%(num)s month", "%(num)s months", count) % {"num": count}


def month_names() -> dict[str, int]:
    """Every name and short name of a month in every language, lower case, to its number."""
    names: dict[str, int] = {}
    for code in LOCALES.values():
        forms = Locale.parse(code).months["format"]
        for width in ("wide", "abbreviated"):
            names.update({name.lower().rstrip("."): number for number, name in forms[width].items()})
    return names


def name_person(user: Any, *, missing: str = "–") -> str:
    """What colleagues call somebody of the staff; ``missing`` when the account is gone."""
    return str(user.get_full_name() or user.get_username()) if user is not None else missing
