"""The form field that reads a number of months as people type it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_TYPED = 40
MONTHS = re.compile(r"(\d{1,4})\s*[^\W\d]*\.?")


class MonthsField(forms.CharField):
    """A number of months as typed, with or without a word behind it; cleaned to a number, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_TYPED, **options)

    def clean(self, value: Any) -> Any:
        """Raises: ValidationError when it is not a whole number above zero."""
        text = super().clean(value)
        if not text:
            return None
        number = MONTHS.fullmatch(text.strip())
        if not number or int(number[1]) == 0:
            raise ValidationError(_("Fill in a whole number of months, for example 6."), code="invalid")
        return int(number[1])
