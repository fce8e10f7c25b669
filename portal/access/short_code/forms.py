"""The code as somebody types it from paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.access.letter_keys.keys import read_code


class ShortCodeForm(forms.Form):
    """Twelve letters."""

    code = forms.CharField(
        label=_("Code in your letter"),
        max_length=60,
        error_messages={
            "required": _("Fill in the code."),
            "max_length": _("A code has twelve letters, such as ABCD-EFGH-JKLM."),
        },
    )

    def clean_code(self) -> str:
        """The letters alone."""
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has twelve letters, such as ABCD-EFGH-JKLM."))
        return code

    def refuse(self) -> None:
        """Nobody printed this code."""
        self.add_error(
            "code", forms.ValidationError(_("We do not know this code. Look at each letter again."))
        )
