"""Form fields that read what people type: an amount, a number of months, a date, each in many forms."""

import re
import unicodedata
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.plans.first_dates import get_first_dates
from portal.web import formats

MAX_TYPED = 40
GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[.,'\u2019\s])\d{3})(?:(?P=mark)\d{3})*")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
RUN_OF_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")
CENTURY = 2000
LONGEST_WORD = 9  # september; and no year is as long as that


def parse_amount(text: str) -> int:
    """Euro cents from "50", "50,5", "€ 1.234,56", "1 234.56 euro". Raises: ValueError."""
    compact = re.sub(r"€|eur[o']?s?\b", "", text, flags=re.IGNORECASE).strip()
    whole, mark, rest = compact, "", ""
    parted = re.fullmatch(r"(.*\d)([.,])(\d{1,2}|-+)", compact)
    if parted:
        whole, mark, rest = parted.groups()
    if grouped := GROUPED.fullmatch(whole):
        if mark and grouped["mark"] == mark:
            raise ValueError(text)
        whole = re.sub(r"\D", "", whole)
    if not (whole.isascii() and whole.isdigit()):
        raise ValueError(text)
    return int(whole) * 100 + int(rest.strip("-").ljust(2, "0"))


def parse_day(text: str, *, today: date) -> date:
    """A date from "5/12/2026", "5-12-26", "5 december", "05122026" or "2026-12-05"; day before month.

    Without a year it is the next such day after ``today``. Raises: ValueError.
    """
    plain = _flatten(text)
    if iso := ISO_DAY.fullmatch(plain):
        year, month, day = map(int, iso.groups())
        return date(year, month, day)
    if run := RUN_OF_DIGITS.fullmatch(plain):
        day, month, year = map(int, run.groups())
        return date(year, month, day)
    words = [word for word in re.findall(r"\d+|[a-z]+", plain) if word.isdigit() or word in _month_names()]
    return _assemble(words, today=today)


def _assemble(words: list[str], *, today: date) -> date:
    if len(words) not in {2, 3} or not words[0].isdigit() or max(map(len, words)) > LONGEST_WORD:
        raise ValueError(words)
    day = int(words[0])
    month = int(words[1]) if words[1].isdigit() else _month_names().get(words[1], 0)
    if len(words) == 3:
        year = int(words[2])
        return date(year + CENTURY if year < 100 else year, month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year > today else date(today.year + 1, month, day)


def _flatten(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _month_names() -> dict[str, int]:
    return {_flatten(name): number for name, number in formats.month_names().items()}


class AmountField(forms.CharField):
    """An amount of euros as typed; cleaned to cents, or None when left empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_TYPED, **options)

    def clean(self, value: Any) -> Any:
        """Raises: ValidationError when it is not an amount above zero."""
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = parse_amount(text)
        except ValueError:
            cents = 0
        if cents <= 0:
            raise ValidationError(_("Fill in an amount in euros, for example 50."), code="invalid")
        return cents


class MonthsField(forms.CharField):
    """A number of months as typed, with or without a word behind it; cleaned to a number, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_TYPED, **options)

    def clean(self, value: Any) -> Any:
        """Raises: ValidationError when it is not a whole number above zero."""
        text = super().clean(value)
        if not text:
            return None
        number = re.fullmatch(r"(\d{1,4})\s*[^\W\d]*\.?", text.strip(), flags=re.ASCII)
        if not number or int(number[1]) == 0:
            raise ValidationError(_("Fill in a whole number of months, for example 6."), code="invalid")
        return int(number[1])


class DayField(forms.CharField):
    """A date as typed; cleaned to a date, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_TYPED, **options)

    def clean(self, value: Any) -> Any:
        """Raises: ValidationError when it is not a date."""
        text = super().clean(value)
        if not text:
            return None
        today = timezone.localdate()
        try:
            return parse_day(text, today=today)
        except ValueError as error:
            example = formats.short_day(get_first_dates(today).suggested)
            message = _("Fill in a date, for example %(date)s.") % {"date": example}
            raise ValidationError(message, code="invalid") from error
