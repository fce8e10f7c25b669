"""The office's own easier text, and the gate it must pass."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.desk.guarded.seen import SeenForm
from portal.help.models import LONGEST_TEXT
from portal.office.text_gate import check_text

MOST_WORDS = 12


class TextForm(SeenForm):
    """One text. ``usual``: the portal's own, which needs no copy."""

    text = forms.CharField(
        label=gettext_lazy("The text"),
        max_length=LONGEST_TEXT,
        required=False,
    )

    def __init__(self, data: Any, values: dict[str, Any], *, language: str, usual: str) -> None:
        super().__init__(data, values=values, initial={"text": values["text"] or usual})
        self.use_required_attribute = False
        self.language, self.usual = language, usual

    def clean_text(self) -> str:
        """Raises: ValidationError for a long sentence, a threat, an account number or an address."""
        text = " ".join(self.cleaned_data["text"].split())
        check_text(text, self.language, most_words=MOST_WORDS)
        return text

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when a colleague saved meanwhile."""
        cleaned = super().clean()
        text = cleaned.get("text", "")
        return {**cleaned, "values": {"text": "" if text == self.usual else text}}
