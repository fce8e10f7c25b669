"""A ready answer: its name, what it is for, and its text in each language."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.desk.guarded.seen import SeenForm
from portal.messages.desk.ready_answers import LANGUAGES, PLACES
from portal.messages.models import AnswerTemplate, Kind
from portal.office.selectors import get_office
from portal.office.text_gate import check_text
from portal.web.typed.fields import WordsField

MOST_WORDS = 20
IN_BRACES = re.compile(r"\{([^{}]*)\}")
LABELS: dict[str, Any] = {
    "name": pgettext_lazy("of an answer", "Name"),
    "kind": gettext_lazy("For which messages?"),
    **dict(settings.LANGUAGES),
}


class TemplateForm(SeenForm):
    """``values``: as ``ready_answers.read_template``, empty for a new one. ``template_id``: which one."""

    name = forms.CharField(
        label=LABELS["name"], max_length=60, error_messages={"required": gettext_lazy("Give it a name.")}
    )
    kind = forms.ChoiceField(label=LABELS["kind"], required=False)

    def __init__(self, data: Any, values: dict[str, str], *, template_id: int | None = None) -> None:
        super().__init__(data, values=values, initial=values)
        self.use_required_attribute = False
        self.template_id = template_id
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("All messages")), *Kind.choices]
        for code, name in settings.LANGUAGES:
            self.fields[code] = WordsField(label=str(name), required=False)

    def clean_name(self) -> str:
        """Raises: ValidationError when another ready answer has this name."""
        name: str = self.cleaned_data["name"]
        others = AnswerTemplate.objects.filter(office=get_office().pk, name=name)
        if self.template_id is not None:
            others = others.exclude(pk=self.template_id)
        if others.exists():
            raise ValidationError(_("Another ready answer has this name."))
        return name

    def clean(self) -> dict[str, Any]:
        """Check every text; at least one is required."""
        cleaned = super().clean()
        for code in LANGUAGES:
            try:
                _check(cleaned.get(code) or "")
            except ValidationError as error:
                self.add_error(code, error)
        values = {name: cleaned.get(name) or "" for name in LABELS}
        if not self.errors and not any(values[code] for code in LANGUAGES):
            raise ValidationError(_("Write the text in one language at least."))
        return {**cleaned, "values": values}

    @property
    def texts(self) -> list[Any]:
        """The fields of the texts, one for each language."""
        return [self[code] for code in LANGUAGES]


def _check(text: str) -> None:
    """Raises: ValidationError."""
    check_text(text, most_words=MOST_WORDS)
    wrong = next((name for name in IN_BRACES.findall(text) if name not in PLACES), None)
    if wrong is not None:
        raise ValidationError(_("Nothing stands for {%(name)s}. Choose one of the list.") % {"name": wrong})
