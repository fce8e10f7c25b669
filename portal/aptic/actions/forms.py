"""An action of the office, as staff define it."""

import json
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.aptic.actions.calling import PLACE
from portal.aptic.actions.schemas import FIELD_NAME, SchemaTextError, list_path_fields, read_schema
from portal.aptic.models import NAME, ServiceAction, Verb
from portal.desk.people.roles import name_role


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Roles by their names in the active language."""

    def label_from_instance(self, group: Group) -> str:
        """A group of the office's own keeps its name."""
        return name_role(group.name)


class ActionForm(forms.ModelForm[ServiceAction]):
    """An action of the office: its names, its call, its input, who may run it."""

    schema_text = forms.CharField(
        label=gettext_lazy("Input (JSON Schema)"),
        help_text=gettext_lazy(
            "An object with properties. Its titles are the labels of the form. Empty: no input."
        ),
        required=False,
        strip=False,
    )
    verb = forms.ChoiceField(label=gettext_lazy("How it is called"), choices=Verb.choices, initial=Verb.POST)
    groups = RolesField(
        label=gettext_lazy("Who may run it"),
        help_text=gettext_lazy("None chosen: everybody who may run actions."),
        queryset=Group.objects.order_by("name"),
        required=False,
    )

    class Meta:
        model = ServiceAction
        fields = (
            *("title", "title_nl", "title_fr", "title_de", "title_en", "definition", "sub_path", "verb"),
            *("is_read_only", "is_async", "result_path", "callback", "file_field", "confirmation"),
            *("groups", "is_active"),
        )
        labels = {
            "title": gettext_lazy("Title"),
            "title_nl": gettext_lazy("Title in Dutch"),
            "title_fr": gettext_lazy("Title in French"),
            "title_de": gettext_lazy("Title in German"),
            "title_en": gettext_lazy("Title in English"),
            "definition": gettext_lazy("Name of the service definition"),
            "sub_path": gettext_lazy("Path below it"),
            "is_read_only": gettext_lazy("It only reads: it may be called at once"),
            "is_async": gettext_lazy("Aptic does the work later"),
            "result_path": gettext_lazy("Path that tells the result"),
            "callback": gettext_lazy("Callback that tells the result"),
            "file_field": gettext_lazy("It is run for a file: name of that input"),
            "confirmation": gettext_lazy("Text on the check page"),
            "is_active": gettext_lazy("It can be run"),
        }
        help_texts = {
            "sub_path": gettext_lazy("A required field in braces is filled in: invoices/{number}."),
            "is_read_only": gettext_lazy("Tick this only when you are sure that it changes nothing."),
            "result_path": gettext_lazy("Below the definition. {job} is Aptic’s name for the work."),
            "callback": gettext_lazy("Used when there is no path. {job} is Aptic’s name for the work."),
            "file_field": gettext_lazy("Empty: it is not about a file."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.schema:
            text = json.dumps(self.instance.schema, ensure_ascii=False, indent=2)
            self.initial.setdefault("schema_text", text)

    def clean_schema_text(self) -> str:
        """The schema, parsed and checked; it is stored in the instance."""
        text: str = self.cleaned_data["schema_text"]
        try:
            self.instance.schema = read_schema(text)
        except SchemaTextError as error:
            raise forms.ValidationError(str(error)) from None
        return text

    def clean_file_field(self) -> str:
        """A name that a field can have."""
        name: str = self.cleaned_data["file_field"].strip()
        if name and not FIELD_NAME.fullmatch(name):
            raise forms.ValidationError(_("Use letters, digits, dashes and underscores."))
        return name

    def clean_callback(self) -> str:
        """A name, with "{job}" in it or not."""
        name: str = self.cleaned_data["callback"].strip()
        if name:
            NAME(name.replace("{job}", "job"))
        return name

    def clean(self) -> dict[str, Any]:
        """Checks across fields."""
        found: dict[str, Any] = super().clean() or {}
        self._check_title(found)
        if "schema_text" not in self.errors:
            self._check_path(found)
        if found.get("is_read_only") and found.get("is_async"):
            self.add_error("is_async", _("What only reads is answered at once. Leave one of the two empty."))
        if found.get("is_read_only") and found.get("verb") == Verb.DELETE:
            self.add_error("is_read_only", _("A DELETE is not something that only reads."))
        return found

    def _check_title(self, found: dict[str, Any]) -> None:
        same = ServiceAction.objects.filter(office=self.instance.office, title=found.get("title"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("title", _("There is an action of this name already."))

    def _check_path(self, found: dict[str, Any]) -> None:
        schema, name = self.instance.schema, found.get("file_field", "")
        if name and name in schema.get("properties", {}):
            self.add_error("file_field", _("The input has a field of this name already."))
        known = list_path_fields(schema) | ({name} if name else set())
        used = set(PLACE.findall(found.get("sub_path") or ""))
        if unknown := sorted(used - known):
            text = _("“%(name)s” is no required text or whole number of the input.") % {"name": unknown[0]}
            self.add_error("sub_path", text)
        left = {*schema.get("properties", {}), *([name] if name else [])} - used
        if found.get("verb") == Verb.GET and left:
            text = _("A GET takes no input but in the path. Still to place: %(names)s.")
            self.add_error("verb", text % {"names": ", ".join(sorted(left))})
