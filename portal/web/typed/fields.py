"""Form fields that take amounts and dates the way people type them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.web.formats import day, money, plain_amount, short_day
from portal.web.typed.parsing import parse_birthday, parse_day, parse_money


class MoneyField(forms.CharField):
    """An amount in euros; its value is in cents. The bounds may be changed after the form is made."""

    def __init__(self, *, min_cents: int | None = None, max_cents: int | None = None, **options: Any) -> None:
        options.setdefault("max_length", 30)
        super().__init__(**options)
        self.min_cents = min_cents
        self.max_cents = max_cents

    def clean(self, value: Any) -> int | None:
        """Raises: ValidationError with a sentence that says what to type."""
        text = str(value or "").strip()
        if not text:
            if self.required:
                raise ValidationError(_("Fill in an amount."), code="required")
            return None
        try:
            cents = parse_money(text)
        except ValueError:
            raise ValidationError(
                _("Write the amount in numbers, for instance 50 or 50,25."), code="invalid"
            ) from None
        self._check_bounds(cents)
        return cents

    def _check_bounds(self, cents: int) -> None:
        if self.min_cents is not None and cents < self.min_cents:
            text = _("Fill in %(amount)s or more.") % {"amount": money(self.min_cents)}
            raise ValidationError(text, code="min_value")
        if self.max_cents is not None and cents > self.max_cents:
            text = _("Fill in %(amount)s or less.") % {"amount": money(self.max_cents)}
            raise ValidationError(text, code="max_value")

    def prepare_value(self, value: Any) -> Any:
        """Cents as people write them; typed text stays as it was."""
        return plain_amount(value) if isinstance(value, int) else value


class WordsField(forms.CharField):
    """Some lines of text; text that is too long is an error, not cut."""

    def __init__(self, *, most: int = 4000, **options: Any) -> None:
        words = {"required": gettext_lazy("Write a few words.")}
        super().__init__(max_length=most, error_messages=words, **options)


class DayField(forms.CharField):
    """A date, day first. The bounds are inclusive, and may be changed after the form is made.

    With a last day and no first one it asks about the past: without a year it is the last such day.
    """

    invalid: Any = gettext_lazy("Write the date as day, month and year.")

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        options.setdefault("max_length", 40)
        words = {"required": gettext_lazy("Fill in a date."), **options.pop("error_messages", {})}
        super().__init__(error_messages=words, **options)
        self.earliest = earliest
        self.latest = latest

    def clean(self, value: Any) -> date | None:
        """Raises: ValidationError with a sentence that says what to type."""
        text = str(value or "").strip()
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            on = self._parse(text)
        except ValueError:
            raise ValidationError(self.invalid, code="invalid") from None
        self._check_bounds(on)
        return on

    def _parse(self, text: str) -> date:
        return parse_day(text, latest=self.latest if self.earliest is None else None)

    def _check_bounds(self, on: date) -> None:
        if self.earliest is not None and on < self.earliest:
            raise ValidationError(
                _("Choose %(day)s or later.") % {"day": day(self.earliest)}, code="min_value"
            )
        if self.latest is not None and on > self.latest:
            raise ValidationError(
                _("Choose %(day)s or earlier.") % {"day": day(self.latest)}, code="max_value"
            )

    def prepare_value(self, value: Any) -> Any:
        """A date in digits; typed text stays as it was."""
        return short_day(value) if isinstance(value, date) else value


class BirthdayField(DayField):
    """A date of birth, day first, with its year."""

    invalid = gettext_lazy("Write day, month and year of your birth.")

    def __init__(self, **options: Any) -> None:
        super().__init__(label=gettext_lazy("Your date of birth"), **options)

    def _parse(self, text: str) -> date:
        return parse_birthday(text)
