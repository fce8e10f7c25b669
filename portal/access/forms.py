"""What a visitor types to sign in."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.web.typed.characters import to_plain_text

# Accented letters too: each office names its own files.
FILE = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ɏ./_-]{1,40}")
# No colon: Tagor's scheme joins file and PIN with one, and must never be able to split them elsewhere.
PIN = re.compile(r"[!-9;-~]{1,32}")


class FileNumberField(forms.CharField):
    """The number of a file, without the spaces people type in it, in plain digits and punctuation."""

    def __init__(self) -> None:
        words = {
            "required": _("Fill in the file number."),
            "max_length": _("This file number is too long."),
        }
        super().__init__(label=_("File number"), max_length=80, error_messages=words)

    def clean(self, value: Any) -> str:
        """Raises: ValidationError."""
        file = to_plain_text(super().clean(value))
        if not FILE.fullmatch(file):
            raise forms.ValidationError(_("A file number has only digits, letters, points and dashes."))
        return file


class SignInForm(forms.Form):
    """File number and PIN, from the letter."""

    file = FileNumberField()
    pin = forms.CharField(
        label=_("PIN"),
        max_length=64,
        error_messages={"required": _("Fill in the PIN."), "max_length": _("This PIN is too long.")},
    )

    def clean_pin(self) -> str:
        """Without spaces, in plain digits and punctuation."""
        pin = to_plain_text(self.cleaned_data["pin"])
        if not PIN.fullmatch(pin):
            raise forms.ValidationError(_("Type the PIN as it stands in the letter."))
        return pin

    def refuse(self) -> None:
        """Say that the two do not match, never which of them is wrong."""
        self.add_error(None, forms.ValidationError(_("This file number and this PIN do not fit together.")))

    def forget_pin(self) -> None:
        """Keep what was typed in the form, except the PIN."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "pin": ""}
