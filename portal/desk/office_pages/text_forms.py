"""The office's texts in its four languages, and their check."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.desk.choosing.single_choice import Values
from portal.desk.guarded.seen import SeenForm
from portal.office.text_gate import MOST_ON_AVERAGE, check_text
from portal.office.texts.debt_helpers import REGIONS
from portal.office.texts.text_places import LONGEST, PLACEHOLDERS

LANGUAGES = tuple(settings.LANGUAGES)
CODES = tuple(code for code, _name in LANGUAGES)
LONGEST_NAME = 120


class LanguagesForm(SeenForm):
    """One text in every language, or in none."""

    longest = LONGEST
    placeholders: tuple[str, ...] = ()

    def __init__(self, data: Any, values: Values, initial: Values) -> None:
        super().__init__(data, values=values, initial=initial)
        for code, name in LANGUAGES:
            self.fields[code] = forms.CharField(label=name, required=False, max_length=self.longest)

    @property
    def texts(self) -> list[Any]:
        """The fields of the languages."""
        return [self[code] for code in CODES]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError by field for a text that is not allowed."""
        cleaned = super().clean()
        for code in CODES:
            text = _tidy(cleaned.get(code, ""))
            cleaned[code] = text
            try:
                check_text(text, code, on_average=MOST_ON_AVERAGE, placeholders=self.placeholders)
            except ValidationError as error:
                self.add_error(code, error)
        missing = [name for code, name in LANGUAGES if not cleaned.get(code)]
        if missing and len(missing) < len(LANGUAGES) and not self.errors:
            words = {"languages": ", ".join(map(str, missing))}
            raise ValidationError(_("Write it in all four languages. Missing: %(languages)s.") % words)
        return cleaned


class PlaceForm(LanguagesForm):
    """What the office says at one place."""

    placeholders = PLACEHOLDERS

    def __init__(self, data: Any, values: Values) -> None:
        super().__init__(data, values, values)

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError, see ``LanguagesForm``."""
        cleaned = super().clean()
        return {**cleaned, "values": {code: cleaned[code] for code in CODES if cleaned.get(code)}}


class HelperForm(LanguagesForm):
    """One organisation. ``key``: which one; its ``cleaned_data["values"]`` are all of them."""

    longest = 300
    name = forms.CharField(max_length=LONGEST_NAME, label=gettext_lazy("What people call it"))
    region = forms.ChoiceField(
        label=gettext_lazy("Where it helps"),
        choices=[(code, title) for code, (title, _read) in REGIONS.items()],
    )
    href = forms.URLField(
        required=False, max_length=200, assume_scheme="https", label=gettext_lazy("Its site")
    )

    def __init__(self, data: Any, values: Values, *, key: str) -> None:
        super().__init__(data, values, values.get(key, {}))
        self.key = key

    def clean_href(self) -> str:
        """Raises: ValidationError for a site without a safe address."""
        href = str(self.cleaned_data["href"])
        if href and not href.startswith("https://"):
            raise ValidationError(_("Give an address that begins with https://."))
        return href

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError, see ``LanguagesForm``."""
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(code) for code in CODES):
            raise ValidationError(_("Say in each language what it does."))
        row = {name: cleaned.get(name, "") for name in ("name", "region", "href", *CODES)}
        return {**cleaned, "values": {**self.values, self.key: row}}


def _tidy(text: str) -> str:
    """Without invisible spaces; empty lines separate the paragraphs."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    return "\n".join(line for line in lines if line)
