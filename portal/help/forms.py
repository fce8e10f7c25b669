"""The office's own easier text, and the gate it must pass."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.help.models import LONGEST_TEXT
from portal.office.account import has_account

MOST_WORDS = 12
END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class TextForm(forms.Form):
    """One text."""

    text = forms.CharField(
        label=gettext_lazy("The text"),
        max_length=LONGEST_TEXT,
        required=False,
        error_messages={"max_length": gettext_lazy("This is too long. Write at most 900 characters.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)

    def clean_text(self) -> str:
        """Raises: ValidationError for a long sentence, an account number or an address."""
        text = " ".join(self.cleaned_data["text"].split())
        long = [one for one in END_OF_SENTENCE.split(text) if len(one.split()) > MOST_WORDS]
        if long:
            words = {"num": MOST_WORDS, "sentence": long[0]}
            raise ValidationError(
                _("A sentence may have %(num)s words at most. Too long: “%(sentence)s”") % words
            )
        if has_account(text) or "://" in text or "www." in text:
            raise ValidationError(_("Take the account number or the address out."))
        return text
