"""A choice that is a row of the office: its form and its values follow the columns of the model."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import lazy
from django.utils.text import capfirst

from portal.desk.choosing.comparison import format_plain
from portal.desk.choosing.single_choice import Values
from portal.desk.guarded.seen import SeenForm
from portal.office.models import Office


class RowForm(SeenForm):
    """The columns ``names`` of ``model``; a field that a subclass declares goes before that of the model."""

    model: ClassVar[type[Model]]
    names: ClassVar[tuple[str, ...]]

    def __init__(self, data: Any, values: Values) -> None:
        super().__init__(data, values=values, initial=values)
        self.use_required_attribute = False
        own = forms.fields_for_model(self.model, fields=self.names)
        self.fields.update({name: field for name, field in own.items() if name not in self.fields})

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError by field for what the model does not take."""
        cleaned = super().clean()
        values = {name: cleaned[name] for name in self.names if name in cleaned}
        others = [field.name for field in self.model._meta.get_fields() if field.name not in values]
        try:
            self.model(**values).clean_fields(exclude=others)
        except ValidationError as error:
            self.add_error(None, error)
        return {**cleaned, "values": values}


def read_row(model: type[Model], names: Iterable[str]) -> Callable[[Office], Values]:
    """Reads the office's row; the defaults of the model while it has none."""

    def read(office: Office) -> Values:
        row = model._default_manager.filter(office=office.pk).first() or model()
        return {name: getattr(row, name) for name in names}

    return read


def write_row(model: type[Model]) -> Callable[[Office, Values], None]:
    """Writes the office's row."""

    def write(office: Office, values: Values) -> None:
        model._default_manager.update_or_create(office=office, defaults=values)

    return write


def list_labels(model: type[Model], names: Iterable[str]) -> Mapping[str, Any]:
    """What the columns are called, in the active language."""
    return {name: _lazy_label(model, name) for name in names}


def make_column_formatter(model: type[Model]) -> Callable[[str, Any], str]:
    """A function that formats a value of a column: a choice by its label, a text of several lines on one."""

    def format_value(name: str, value: Any) -> str:
        choices = dict(model._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
        if value in choices:
            return str(choices[value])
        return format_plain(", ".join(value.splitlines()) if isinstance(value, str) else value)

    return format_value


def _find_label(model: type[Model], name: str) -> str:
    return str(capfirst(str(model._meta.get_field(name).verbose_name)))  # type: ignore[union-attr]


_lazy_label: Any = lazy(_find_label, str)
