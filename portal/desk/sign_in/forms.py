"""The form for the second step of a sign-in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(max_length=40)

    def __init__(self, data: Any = None, *, with_recovery: bool = True) -> None:
        super().__init__(data)
        field = self.fields["code"]
        field.label = _("Code of your app")
        if with_recovery:
            field.help_text = _("Six digits. Without your phone: one of your recovery codes.")
        else:
            field.help_text = _("Six digits, as the app shows them now.")
        field.error_messages = {
            "required": _("Fill in the code."),
            "max_length": _("This is not a code."),
        }

    @property
    def passkey(self) -> str:
        """What a browser sent instead of a code, "" when nothing."""
        return str(self.data.get("passkey", "")) if self.is_bound else ""

    def refuse(self, error: ValidationError | None = None) -> None:
        """Add an error: the code is wrong, expired, or used already; or ``error``."""
        words = _("This code is wrong, or was used already. Wait for the next one.")
        self.errors.pop("code", None)  # with a passkey no code is typed, so a missing one is not an error
        self.add_error("code", error or ValidationError(words))

    def _post_clean(self) -> None:
        """Never show a refused code again."""
        super()._post_clean()  # type: ignore[misc] # of Django's BaseForm
        self.data = {**{name: self.data.get(name) for name in self.data}, "code": ""}
