"""The one question after the link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.access.door_settings.question import Answer, make_answer_field, read_answer


class SecondCheckForm(forms.Form):
    """``kind``: what the office asks."""

    def __init__(self, kind: str, data: Any = None) -> None:
        super().__init__(data)
        self.kind = kind
        self.fields["answer"] = make_answer_field(kind)

    @property
    def typed_answer(self) -> Answer:
        """Only for a valid form."""
        return read_answer(self.cleaned_data["answer"])

    def refuse(self) -> None:
        """The same message whatever was wrong."""
        self.add_error("answer", forms.ValidationError(_("This does not fit the letter. Try again.")))
