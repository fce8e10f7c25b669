"""The forms with which a person answers the office: about a request, or about the plan that runs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.plans.models.proposal import TEXT_LIMIT
from portal.web.typed.fields import WordsField


class AnswerForm(forms.Form):
    """An answer to the office."""

    text = WordsField(most=TEXT_LIMIT, label=gettext_lazy("Your answer"))

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)


class DeclineForm(forms.Form):
    """Why the office's proposal does not suit; may stay empty."""

    text = WordsField(most=TEXT_LIMIT, label=gettext_lazy("Why does it not suit you?"), required=False)
