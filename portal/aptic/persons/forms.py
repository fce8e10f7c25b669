"""A search for persons."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SHORTEST_SEARCH = 3


class PersonSearchForm(forms.Form):
    """Whom to look for. At least one field; each that is filled in must fit."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)
    company = forms.CharField(label=gettext_lazy("Company"), max_length=100, required=False)
    id_number = forms.CharField(
        label=gettext_lazy("Identity or enterprise number"),
        help_text=gettext_lazy("The whole number."),
        max_length=30,
        required=False,
    )
    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a search that would find everybody."""
        found: dict[str, Any] = self.cleaned_data
        for name, value in list(found.items()):
            if value and len(value) < SHORTEST_SEARCH:
                self.add_error(name, _("Use at least %(limit)s characters.") % {"limit": SHORTEST_SEARCH})
            elif value and not value.isprintable():
                self.add_error(name, _("This holds characters that cannot be sent."))
        if not any(found.values()) and not self.errors:
            raise forms.ValidationError(_("Fill in at least one field."))
        return found
