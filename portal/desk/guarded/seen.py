"""Forms that check that the values they change are still those that the person saw."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _

Values = dict[str, Any]


def make_mark(values: Values) -> str:
    """A hash to compare two sets of values."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


class SeenForm(forms.Form):
    """``values``: the current ones. Their hash ``mark`` is in the form as "seen".

    If something else was saved in the meantime, the person must look again.
    """

    seen = forms.CharField(required=False, max_length=64)

    def __init__(self, data: Any = None, *, values: Values, **options: Any) -> None:
        super().__init__(data, **options)
        self.values = values
        self.mark = make_mark(values)

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when something was saved in the meantime."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") != self.mark:
            self.add_error(None, _("What stands was changed meanwhile. Look at it once more."))
        return cleaned


class BackForm(SeenForm):
    """Restores the earlier values. ``cleaned_data["values"]`` is ``back``."""

    def __init__(self, data: Any = None, *, values: Values, back: Values) -> None:
        super().__init__(data, values=values)
        self.back = back

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when something was saved in the meantime."""
        return {**super().clean(), "values": self.back}


class AwayForm(SeenForm):
    """Removes one of the values, named by ``key``."""

    away = forms.CharField(max_length=1)

    def __init__(self, data: Any = None, *, values: Values, key: str) -> None:
        super().__init__(data, values=values)
        self.key = key

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when something was saved in the meantime."""
        rest = {name: value for name, value in self.values.items() if name != self.key}
        return {**super().clean(), "values": rest}
