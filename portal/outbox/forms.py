"""Forms of the outbox: why a delivery is dropped, and its rewritten texts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class DropReason(models.TextChoices):
    """Reasons that staff may choose."""

    BY_HAND = "by-hand", gettext_lazy("I did it by hand in the system")
    ARRIVED = "arrived", gettext_lazy("It arrived after all")
    NOT_NEEDED = "not-needed", gettext_lazy("It is not needed any more")
    MISTAKE = "mistake", gettext_lazy("It was a mistake")


LONGEST_TEXT = 4000
LONG_FROM = 80
"""A longer text gets a field of several lines."""


class RewriteForm(forms.Form):
    """The texts of a delivery that may be rewritten, by their names in its payload."""

    def __init__(
        self, editable: Mapping[str, Any], payload: Mapping[str, Any], data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, initial={name: payload.get(name, "") for name in editable}, **kwargs)
        for name, label in editable.items():
            is_long = len(str(payload.get(name, ""))) > LONG_FROM or name in {"body", "content"}
            self.fields[name] = forms.CharField(
                label=label,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 6}) if is_long else forms.TextInput(),
                error_messages={"required": _("Write what must be sent.")},
            )


class DropForm(forms.Form):
    """One of the reasons."""

    reason = forms.ChoiceField(choices=DropReason.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why do you drop it?")
        self.fields["reason"].error_messages["required"] = _("Choose why you drop it.")
