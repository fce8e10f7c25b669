"""Purposes of webhooks, as staff choose them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.aptic.webhooks.purposes import PURPOSES


class PurposeForm(forms.Form):
    """What the office wants to be told about."""

    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("What do you want to be told of?"),
        choices=[(one.key, one.title) for one in PURPOSES.values()],
        error_messages={"required": gettext_lazy("Choose at least one.")},
        required=False,
    )
    with_slow = forms.BooleanField(
        label=gettext_lazy("Also every booking (transaction), although it makes Aptic slower"),
        help_text=gettext_lazy("Aptic warns that this event costs speed for all its users."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """At least one must be chosen."""
        found: dict[str, Any] = self.cleaned_data
        if not found.get("purposes") and not found.get("with_slow") and "purposes" not in self.errors:
            self.add_error("purposes", _("Choose at least one."))
        return found
