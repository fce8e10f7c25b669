"""Why a delivery is dropped."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class DropReason(models.TextChoices):
    """What staff may say."""

    BY_HAND = "by-hand", gettext_lazy("I did it by hand in the system")
    ARRIVED = "arrived", gettext_lazy("It arrived after all")
    NOT_NEEDED = "not-needed", gettext_lazy("It is not needed any more")
    MISTAKE = "mistake", gettext_lazy("It was a mistake")


class DropForm(forms.Form):
    """One of the reasons."""

    reason = forms.ChoiceField(choices=DropReason.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why do you drop it?")
        self.fields["reason"].error_messages["required"] = _("Choose why you drop it.")
