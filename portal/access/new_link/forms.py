"""What a person must know to have a new link sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.be import vat

from portal.access.forms import FileNumberField
from portal.web.typed.characters import to_plain_text
from portal.web.typed.fields import BirthdayField

DUTCH_NUMBER = 8


class NewLinkForm(forms.Form):
    """The file number, and either a date of birth or a company's number."""

    file = FileNumberField()
    born_on = BirthdayField(required=False)
    company_number = forms.CharField(
        label=_("Or the enterprise number of your company"),
        required=False,
        max_length=40,
        error_messages={"max_length": _("This number is too long.")},
    )

    def clean_company_number(self) -> str:
        """The digits, of a Belgian enterprise or VAT number or a Dutch KvK number."""
        typed = to_plain_text(self.cleaned_data["company_number"])
        digits = "".join(c for c in typed if c.isdecimal())
        if typed and not vat.is_valid(digits) and len(digits) != DUTCH_NUMBER:
            raise forms.ValidationError(_("This is no enterprise number."))
        return digits

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        data = super().clean() or {}
        if not self.errors and bool(data.get("born_on")) == bool(data.get("company_number")):
            raise forms.ValidationError(_("Fill in your date of birth, or the number of your company."))
        return data
