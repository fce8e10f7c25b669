"""Forms for a new e-mail address or mobile number, and for the code."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.messages.kinds.choices import PhoneField
from portal.messages.models import ContactChange
from portal.web.typed.characters import to_plain_text

MOBILE = re.compile(r"(?:\+32|0032|0)4[5-9][0-9]{7}|(?:\+31|0031|0)6[0-9]{8}|\+[1-9][0-9]{7,14}")


class EmailForm(forms.Form):
    """A mail address."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Fill in an e-mail address."),
            "invalid": gettext_lazy("This is not an e-mail address. Write it like name@example.be."),
        },
    )
    kind = ContactChange.Kind.EMAIL

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)

    def get_value(self) -> str:
        """The address, once the form is valid."""
        return str(self.cleaned_data["email"])


class MobileForm(forms.Form):
    """A mobile number."""

    mobile = PhoneField(label=gettext_lazy("Your mobile number"))
    kind = ContactChange.Kind.MOBILE

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)

    def clean_mobile(self) -> str:
        """Raises: ValidationError when no text message can go there."""
        number: str = self.cleaned_data["mobile"]
        if not MOBILE.fullmatch(number):
            raise ValidationError(_("This is not a mobile number. Write it like 0470 12 34 56."))
        return number

    def get_value(self) -> str:
        """The number, once the form is valid."""
        return str(self.cleaned_data["mobile"])


class CodeForm(forms.Form):
    """The code that came."""

    code = forms.CharField(
        label=gettext_lazy("The code"),
        max_length=20,
        error_messages={"required": gettext_lazy("Fill in the code.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)

    def clean_code(self) -> str:
        """Without spaces and dashes."""
        return to_plain_text(self.cleaned_data["code"]).replace("-", "")
