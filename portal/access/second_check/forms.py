"""The one question after the link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.access.models import DoorSettings
from portal.access.second_check.services import Answer
from portal.web.typed.fields import DayField


class SecondCheckForm(forms.Form):
    """``kind``: what the office asks."""

    def __init__(self, kind: str, data: Any = None) -> None:
        super().__init__(data)
        self.kind = kind
        if kind == DoorSettings.SecondCheck.BIRTH:
            self.fields["answer"] = DayField(
                label=_("Your date of birth"), error_messages={"required": _("Fill in your date of birth.")}
            )
        else:
            self.fields["answer"] = forms.CharField(
                label=_("The number of your house"),
                max_length=20,
                error_messages={
                    "required": _("Fill in the number of your house."),
                    "max_length": _("This number is too long."),
                },
            )

    @property
    def given(self) -> Answer:
        """Only of a valid form."""
        typed = self.cleaned_data["answer"]
        return Answer(born_on=typed) if self.kind == DoorSettings.SecondCheck.BIRTH else Answer(house=typed)

    def refuse(self) -> None:
        """The same words whatever was wrong."""
        self.add_error("answer", forms.ValidationError(_("This does not fit the letter. Try again.")))
