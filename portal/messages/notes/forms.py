"""Forms of staff about a file."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NOTE = 1500


class NoteForm(forms.Form):
    """A note. ``seen``: the newest change that the page showed; ``once``: makes a second sending harmless."""

    kind = forms.ChoiceField(
        label=_("Kind of note"), error_messages={"required": _("Choose the kind of note.")}
    )
    text = forms.CharField(
        max_length=LONGEST_NOTE,
        label=_("Note"),
        help_text=_("It stands in Tagor under your name. Nobody can change it afterwards."),
        error_messages={"required": _("Write the note.")},
    )
    seen = forms.IntegerField(min_value=0, max_value=2**62, widget=forms.HiddenInput)
    once = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, kinds: list[tuple[str, str]], seen: int = 0) -> None:
        super().__init__(data, initial={"seen": seen, "once": secrets.token_urlsafe(16)})
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        if len(kinds) == 1:
            self.initial["kind"] = kinds[0][0]
