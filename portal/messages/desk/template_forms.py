"""A ready answer: its name, what it is for, and its text in each language."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.messages.desk.ready_answers import PLACES
from portal.messages.models import AnswerTemplate, Kind
from portal.office.selectors import get_office
from portal.office.text_gate import check_text
from portal.web.typed.fields import WordsField

MOST_WORDS = 20
IN_BRACES = re.compile(r"\{([^{}]*)\}")
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class TemplateForm(forms.Form):
    """``template``: the one that is changed."""

    name = forms.CharField(
        label=pgettext_lazy("of an answer", "Name"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("For which messages?"), required=False)

    def __init__(self, *args: Any, template: AnswerTemplate | None = None, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        if template is not None:
            texts = {f"text_{code}": text for code, text in template.texts.items()}
            options["initial"] = {"name": template.name, "kind": template.kind, **texts}
        super().__init__(*args, **options)
        self.template = template
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("All messages")), *Kind.choices]
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = WordsField(label=str(name), required=False)

    def clean_name(self) -> str:
        """Raises: ValidationError when another ready answer has this name."""
        name: str = self.cleaned_data["name"]
        others = AnswerTemplate.objects.filter(office=get_office().pk, name=name)
        if self.template is not None:
            others = others.exclude(pk=self.template.pk)
        if others.exists():
            raise ValidationError(_("Another ready answer has this name."))
        return name

    def clean(self) -> dict[str, Any]:
        """Every text through the gate; one at least must be there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code in LANGUAGES:
            try:
                _check(cleaned.get(f"text_{code}") or "")
            except ValidationError as error:
                self.add_error(f"text_{code}", error)
        if not self.errors and not self.get_texts():
            raise ValidationError(_("Write the text in one language at least."))
        return cleaned

    def get_texts(self) -> dict[str, str]:
        """By language; what stayed empty is left out."""
        return {code: text for code in LANGUAGES if (text := self.cleaned_data.get(f"text_{code}"))}

    def list_texts(self) -> list[Any]:
        """The fields of the texts, one for each language."""
        return [self[f"text_{code}"] for code in LANGUAGES]


def _check(text: str) -> None:
    """Raises: ValidationError."""
    check_text(text, most_words=MOST_WORDS)
    wrong = next((name for name in IN_BRACES.findall(text) if name not in PLACES), None)
    if wrong is not None:
        raise ValidationError(_("Nothing stands for {%(name)s}. Choose one of the list.") % {"name": wrong})
