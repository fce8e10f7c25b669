"""The office's own easier text, and the gate it must pass."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.help.models import LONGEST_TEXT
from portal.office.text_gate import check_text

MOST_WORDS = 12


class TextForm(forms.Form):
    """One text."""

    text = forms.CharField(
        label=gettext_lazy("The text"),
        max_length=LONGEST_TEXT,
        required=False,
        error_messages={"max_length": gettext_lazy("This is too long. Write at most 900 characters.")},
    )

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        self.language = language
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)

    def clean_text(self) -> str:
        """Raises: ValidationError for a long sentence, a threat, an account number or an address."""
        text = " ".join(self.cleaned_data["text"].split())
        check_text(text, self.language, most_words=MOST_WORDS)
        return text
