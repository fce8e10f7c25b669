"""Something to compare."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LetterCheckForm(forms.Form):
    """One number or address."""

    claim = forms.CharField(
        label=_("Account number, e-mail address, web address, telephone or enterprise number"),
        max_length=400,
        error_messages={
            "required": _("Type or paste what you want to compare."),
            "max_length": _("Paste one thing at a time."),
        },
    )
