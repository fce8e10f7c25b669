"""What staff fill in: a file to find, a record to find, and each thing that can be sent."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.web.formats import day
from portal.web.typed.fields import DayField

MOST_DAYS_AHEAD = 730


class ActForm(forms.Form):
    """A form whose values are shown once more before they are sent."""

    kinds: Mapping[str, str] = {}
    """How a field is drawn: text (the rule), textarea or radios."""
    hints: Mapping[str, Any] = {}

    def list_rows(self) -> list[tuple[str, str]]:
        """The values in words, for the confirmation page."""
        rows = []
        for name, field in self.fields.items():
            if field.widget.is_hidden:
                continue
            value = self.cleaned_data.get(name)
            text = dict(getattr(field, "choices", ())).get(value, value)
            rows.append((str(field.label), day(text) if isinstance(text, date) else str(text or "–")))
        return rows

    def list_hidden(self) -> list[tuple[str, str]]:
        """The values, for hidden fields from page to page."""
        return [(name, str(self.data.get(name, ""))) for name in self.fields if name in self.data]

    def get_paper_name(self, _document_id: str) -> str:
        """Only for a form with documents."""
        return ""

    def get_seen(self) -> dict[str, str]:
        """Only for a form that changes contact details."""
        return {}

    def get_changes(self) -> dict[str, str]:
        """Only for a form that changes contact details."""
        return {}

    def list_compared(self) -> list[tuple[str, str, str]]:
        """Label, old and new; only for a form that changes contact details."""
        return []


class NoteForm(ActForm):
    """A note."""

    title = forms.CharField(max_length=80)
    body = forms.CharField(max_length=4000)
    kinds = {"body": "textarea", "kind": "radios"}

    def __init__(
        self, data: Any = None, *, kinds: Iterable[tuple[str, str]] = (), usual: str = "", **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["title"].label = _("Short title")
        self.fields["body"].label = _("Text")
        self.fields["title"].error_messages["required"] = _("Fill in a short title.")
        self.fields["body"].error_messages["required"] = _("Fill in a text.")
        if kinds:
            self.fields["kind"] = forms.ChoiceField(choices=list(kinds), required=False, initial=usual)
            self.fields["kind"].label = _("Kind of activity")


class TaskForm(NoteForm):
    """A task: a note that must be done on a day."""

    due_on = DayField()

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        today = timezone.localdate()
        field = self.fields["due_on"]
        field.label = _("To do on")
        field.help_text = _("For instance 24/12/2026.")
        field.earliest, field.latest = today, today + timedelta(days=MOST_DAYS_AHEAD)  # type: ignore[attr-defined]
        self.order_fields(["title", "body", "due_on", "kind"])


class TemplateForm(ActForm):
    """The DossierData template for a letter. Submitted by GET: nothing is sent."""

    template_id = forms.ChoiceField()
    kinds = {"template_id": "radios"}

    def __init__(self, data: Any = None, *, templates: Iterable[tuple[str, str, str]]) -> None:
        super().__init__(data)
        field = self.fields["template_id"]
        field.choices = [(number, title) for number, title, _content in templates]  # type: ignore[attr-defined]
        field.label = _("Template")


class LetterForm(ActForm):
    """A letter, starting from the template's text."""

    template_id = forms.CharField(max_length=20, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120)
    address = forms.CharField(max_length=400)
    content = forms.CharField(max_length=20_000)
    kinds = {"address": "textarea", "content": "textarea"}

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["name"].label = _("Name of the letter")
        self.fields["address"].label = _("Address")
        self.fields["content"].label = _("Text")
        self.fields["name"].error_messages["required"] = _("Fill in a name for the letter.")
        self.fields["address"].error_messages["required"] = _("Fill in an address.")
        self.fields["content"].error_messages["required"] = _("Fill in a text.")


class DocumentForm(ActForm):
    """One of the documents of the file."""

    document_id = forms.ChoiceField()
    name = forms.CharField(max_length=120, required=False)
    kinds = {"document_id": "radios"}

    def __init__(self, data: Any, *, papers: Iterable[tuple[str, str, str]]) -> None:
        super().__init__(data)
        self._papers = {number: (name, extension) for number, name, extension in papers}
        self.fields["document_id"].choices = [  # type: ignore[attr-defined]
            (number, f"{name} ({extension.upper()})" if extension else name)
            for number, (name, extension) in self._papers.items()
        ]
        self.fields["document_id"].label = _("Document of the file")
        self.fields["document_id"].error_messages["required"] = _("Choose a document.")
        self.fields["document_id"].error_messages["invalid_choice"] = _("This document is not in the file.")
        self.fields["name"].label = _("Another name for the copy")

    def get_paper_name(self, document_id: str) -> str:
        """The name it has in the file."""
        return self._papers[document_id][0][:120]


class ContactForm(ActForm):
    """E-mail and phones of a record. The current values are sent along, so that nobody's change is lost."""

    email = forms.CharField(max_length=120, required=False)
    phone = forms.CharField(max_length=40, required=False)
    mobile = forms.CharField(max_length=40, required=False)

    def __init__(self, data: Any, *, old: Mapping[str, str], may_empty: bool) -> None:
        super().__init__(data, initial=dict(old))
        self._old, self._may_empty = dict(old), may_empty
        labels = {"email": _("E-mail"), "phone": _("Phone"), "mobile": _("Mobile phone")}
        for name, label in labels.items():
            self.fields[name].label = label
        for name in labels:
            seen = forms.CharField(
                max_length=200, required=False, widget=forms.HiddenInput, initial=old[name]
            )
            self.fields[f"seen_{name}"] = seen

    def clean_email(self) -> str:
        """Raises: ValidationError for what is no address."""
        text: str = self.cleaned_data["email"]
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(_("Fill in an e-mail address, such as name@example.be.")) from None
        return text

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when nothing changes, or the system cannot empty a field."""
        if not self.errors and not self.get_changes():
            raise ValidationError(_("Nothing differs from what the record says now."))
        if not self._may_empty:
            for name, value in self.get_changes().items():
                if not value:
                    self.add_error(name, _("DossierData has no call that empties this."))
        return self.cleaned_data

    def get_seen(self) -> dict[str, str]:
        """The record's values when the person opened the form."""
        return {
            name: str(self.cleaned_data.get(f"seen_{name}") or "") for name in ("email", "phone", "mobile")
        }

    def get_changes(self) -> dict[str, str]:
        """The values that differ from those."""
        seen = self.get_seen()
        return {
            name: self.cleaned_data[name]
            for name in seen
            if name in self.cleaned_data and self.cleaned_data[name] != seen[name]
        }

    def list_compared(self) -> list[tuple[str, str, str]]:
        """Only what changes."""
        seen = self.get_seen()
        changes = self.get_changes().items()
        return [(str(self.fields[name].label), seen[name] or "–", value or "–") for name, value in changes]

    def list_rows(self) -> list[tuple[str, str]]:
        """The compared ones say it."""
        return []


class PersonForm(ActForm):
    """What DigiOffice receives about a contact person."""

    company_name = forms.CharField(max_length=200, required=False)
    number = forms.CharField(max_length=40, required=False)
    job_title = forms.CharField(max_length=80, required=False)
    phone = forms.CharField(max_length=40, required=False)
    mobile = forms.CharField(max_length=40, required=False)
    email = forms.CharField(max_length=120, required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        labels = {
            "company_name": _("Firm"),
            "number": _("Number"),
            "job_title": _("Function"),
            "phone": _("Phone"),
            "mobile": _("Mobile phone"),
            "email": _("E-mail"),
        }
        for name, label in labels.items():
            self.fields[name].label = label

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when there is nothing to tell."""
        if not any(self.cleaned_data.get(name) for name in ("phone", "mobile", "email")):
            raise ValidationError(_("Fill in a phone number or an e-mail address."))
        return self.cleaned_data
