"""What staff fill in: an answer, a note, a reason, a day, the rules."""

import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.desk.choosing.row_choice import RowForm
from portal.messages.contact.codes import FEWEST_TEMPLATES
from portal.messages.kinds.choices import ChoiceOf
from portal.messages.models import MessageRules
from portal.messages.models.thread import CloseReason
from portal.office.account import has_account
from portal.web.formats import name_person
from portal.web.typed.fields import DayField, WordsField

LONGEST_PAUSE = timedelta(days=180)


def check_words(text: str) -> str:
    """Raises: ValidationError for an account number: only the pages say where to pay."""
    if has_account(text):
        raise forms.ValidationError(_("Take the account number out. People find it on the page for paying."))
    return text


class SeenForm(forms.Form):
    """``seen``: how many messages the page showed."""

    seen = forms.IntegerField(min_value=0, max_value=100_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)


class AnswerForm(SeenForm):
    """The answer to the person."""

    text = WordsField(label=gettext_lazy("Your answer"))

    def clean_text(self) -> str:
        """See ``check_words``."""
        return check_words(self.cleaned_data["text"])


class NoteForm(forms.Form):
    """A note that stays inside the office."""

    note = WordsField(label=gettext_lazy("Note"))

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        super().__init__(*args, **options)


class BeginForm(forms.Form):
    """To whom, in which language, what. ``people``: (id, name) of those who owe.

    ``seen``: the newest change that the page showed; ``once``: makes a second sending harmless.
    """

    to = forms.ChoiceField(
        label=gettext_lazy("To whom?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose a person.")),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the person"), choices=settings.LANGUAGES)
    text = WordsField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("The person reads this on the site, and can answer. It also goes to Tagor."),
    )
    seen = forms.IntegerField(min_value=0, max_value=2**62, widget=forms.HiddenInput)
    once = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, people: list[tuple[str, str]], language: str, seen: int) -> None:
        first = {"seen": seen, "once": secrets.token_urlsafe(16), "language": language}
        super().__init__(data, initial=first, use_required_attribute=False)
        chooser: Any = self.fields["to"]
        chooser.choices = people
        if len(people) == 1:
            self.initial["to"] = people[0][0]

    def clean_text(self) -> str:
        """See ``check_words``."""
        return check_words(self.cleaned_data["text"])


class CloseForm(SeenForm):
    """Why it is closed: a reason, and the office's own text."""

    reason = ChoiceOf(CloseReason, label=gettext_lazy("Why do you close it?"))
    text = WordsField(label=gettext_lazy("What do you write to the person?"), required=False)

    def clean_text(self) -> str:
        """As the text of an answer."""
        return check_words(self.cleaned_data["text"])


class HandOverForm(forms.Form):
    """To whom, and what they should know. ``owner``: the owner shown on the page."""

    to = forms.ChoiceField(
        label=gettext_lazy("Who goes on with it?"),
        error_messages={
            "required": gettext_lazy("Choose a colleague."),
            "invalid_choice": gettext_lazy("Choose a colleague."),
        },
    )
    note = WordsField(label=gettext_lazy("What should your colleague know?"), required=False)
    owner = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, colleagues: Iterable[Any], owner_id: int | None) -> None:
        super().__init__(data, initial={"owner": owner_id}, use_required_attribute=False)
        self.colleagues = {str(one.pk): one for one in colleagues}
        chooser: Any = self.fields["to"]
        chooser.choices = [(key, name_person(one)) for key, one in self.colleagues.items()]

    def get_colleague(self) -> Any:
        """Who was chosen, once the form is valid."""
        return self.colleagues[self.cleaned_data["to"]]


class PauseForm(SeenForm):
    """Until when the file is paused, and what the person reads. ``is_end``: the pause is ended instead."""

    until = DayField(label=gettext_lazy("Until which day?"))
    text = WordsField(label=gettext_lazy("What do you write to the person?"), required=False)

    def clean_text(self) -> str:
        """As the words of an answer."""
        return check_words(self.cleaned_data["text"])

    def __init__(self, *args: Any, is_end: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_end:
            del self.fields["until"]
            return
        field = self.fields["until"]
        assert isinstance(field, DayField)  # noqa: S101 - tells mypy what stands above
        field.earliest = timezone.localdate() + timedelta(days=1)
        field.latest = timezone.localdate() + LONGEST_PAUSE


CODE_LINE = re.compile(r"\s*[\w.-]{1,40}\s*=\s*[0-9]{4,10}\s*")


class RulesForm(RowForm):
    """What the office promises. ``kinds``: (id, words) of the notes of Tagor; none while that is away."""

    model = MessageRules
    names = (
        "reply_days",
        "complaint_days",
        "mail_template",
        "text_template",
        "note_code_id",
        "code_templates",
    )
    note_code_id = forms.ChoiceField(label=gettext_lazy("Kind of note for a pause"), required=False)

    def __init__(self, data: Any, values: dict[str, Any], *, kinds: list[tuple[str, str]]) -> None:
        super().__init__(data, values)
        kept = values["note_code_id"]
        unknown = [(kept, _("As it is now"))] if kept and kept not in dict(kinds) else []
        chooser: Any = self.fields["note_code_id"]
        chooser.choices = [("", _("No note in the file")), *unknown, *kinds]

    def clean_code_templates(self) -> str:
        """Raises: ValidationError for a line that names no template with a code, and for too few."""
        lines = [line for line in self.cleaned_data["code_templates"].splitlines() if line.strip()]
        if any(not CODE_LINE.fullmatch(line) for line in lines):
            raise forms.ValidationError(_("Write one a line, for instance CODE01=482913."))
        codes = {line.partition("=")[2].strip() for line in lines}
        if lines and len(codes) < FEWEST_TEMPLATES:
            raise forms.ValidationError(_("Give at least five, each with another code."))
        return "\n".join("=".join(part.strip() for part in line.split("=")) for line in lines)
