"""Writing once more in a conversation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.messages.kinds.forms import WordsField


class ReplyForm(forms.Form):
    """More words."""

    text = WordsField(label=gettext_lazy("Your message"))

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
