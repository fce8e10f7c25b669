"""The form for a further message in a conversation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.web.typed.fields import WordsField


class ReplyForm(forms.Form):
    """A further message; the text may be empty if there is a file."""

    text = WordsField(label=gettext_lazy("Your message"))

    def __init__(self, *args: Any, may_be_empty: bool = False, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)
        self.fields["text"].required = not may_be_empty
