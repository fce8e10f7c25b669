"""What staff choose in the feed, and the file they say an event is about."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal.aptic.events.known_events import ENTRIES, Group
from portal.aptic.events.models import State


class FilterForm(forms.Form):
    """Filters of the feed. Nothing is required; invalid values count as not chosen."""

    group = forms.ChoiceField(required=False)
    name = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)
    file = forms.CharField(required=False, max_length=60)
    day = forms.DateField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("Everything"))
        self._choose("group", _("About"), [every, *Group.choices])
        names = [(entry.name, f"{entry.title} ({entry.name})") for entry in ENTRIES.values()]
        self._choose("name", _("What happened"), [every, *names])
        self._choose("state", _("State"), [every, *State.choices])
        self.fields["file"].label = _("File number")
        self.fields["day"].label = _("Day it came in")

    def _choose(self, name: str, label: str, choices: list[Any]) -> None:
        field = self.fields[name]
        field.label, field.choices = label, choices  # type: ignore[attr-defined] # a ChoiceField

    @property
    def chosen(self) -> dict[str, str | date]:
        """The fields that were filled in well."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class LinkForm(forms.Form):
    """The number of a file."""

    number = forms.CharField(max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("File number")
        self.fields["number"].error_messages["required"] = _("Type the number of the file.")
