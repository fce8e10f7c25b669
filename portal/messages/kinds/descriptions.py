"""What was filled in on a form, as people read it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from portal.messages.kinds.choices import AccountField, Rows, list_labels
from portal.messages.kinds.forms import FORMS
from portal.messages.kinds.slots import format_slot, is_slot
from portal.messages.models import Thread
from portal.office.account import group_iban
from portal.web import formats
from portal.web.sealed.words import explain_locked
from portal.web.typed.fields import DayField, MoneyField

LINE_TERM = pgettext_lazy("part of a message", "Line of the account")
WRITTEN: Mapping[type[forms.Field], Callable[[Any], str]] = {
    AccountField: group_iban,
    DayField: lambda value: formats.day(date.fromisoformat(value)),
    MoneyField: formats.money,
}
"""How values of fields are written that are no plain text."""


def describe_answers(kind: str, answers: dict[str, Any]) -> Rows:
    """The answers on a form, except the free text: terms and values in the active language."""
    form = FORMS.get(kind)
    fields = form.base_fields if form else {}
    rows = [
        (str(LINE_TERM) if name == "line" else str(field.label), _format_answer(name, field, answers))
        for name, field in fields.items()
        if name != "text" and answers.get(name)
    ]
    return [(term, value) for term, value in rows if value]


def describe_filled_in(thread: Thread, term: str, *, to_staff: bool = False) -> Rows:
    """The answers of a conversation, or why they cannot be opened: one row with that term."""
    rows = describe_answers(thread.kind, thread.answers)
    words = "" if rows else explain_locked(thread, to_staff=to_staff)
    return [(term, words)] if words else rows


def _format_answer(name: str, field: forms.Field, answers: dict[str, Any]) -> str:
    value = answers[name]
    if name == "line":
        return str(answers.get("line_words", ""))
    if write := WRITTEN.get(type(field)):
        return write(value)
    if isinstance(field, forms.MultipleChoiceField):
        labels = list_labels(field)
        return ". ".join(str(labels[one]) for one in value if one in labels)
    if isinstance(field, forms.ChoiceField):
        return format_slot(value) if is_slot(value) else str(list_labels(field).get(value, ""))
    return str(value)
