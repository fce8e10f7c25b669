"""Habits of DossierData that its page omits or describes differently. All of them are handled here.

Source: the reference page of DossierData v1 and its samples, see ``x-oddities`` of the catalogue: ids as
text, "null" and back-quotes for empty values, five date formats, numeric defaults as text, a read call that
documents only {success, id}, no page parameter.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from portal.integrations.openapi import Dialect, Document, Operation, Schema
from portal.integrations.openapi.dialect import is_no

_FORMS = {
    "d/m/Y": (re.compile(r"\d\d/\d\d/\d{4}"), "%d/%m/%Y"),
    "d-m-Y": (re.compile(r"\d\d-\d\d-\d{4}"), "%d-%m-%Y"),
    "d-m-Y H:i:s": (re.compile(r"\d\d-\d\d-\d{4} \d\d:\d\d:\d\d"), "%d-%m-%Y %H:%M:%S"),
    "Y-m-d": (re.compile(r"\d{4}-\d\d-\d\d"), "%Y-%m-%d"),
    "Y-m-d H:i:s": (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"), "%Y-%m-%d %H:%M:%S"),
}
_DATE_NAME = re.compile(r"date|datum", re.IGNORECASE)
_SPOILT = re.compile(r"\d{3}-\d\d-\d{4}|\d\d-\d\d-\d{5}")  # two samples have a digit too many
_OTHERWISE = "d-m-Y"  # most of its samples


class DossierDataDialect(Dialect):
    """DossierData as it is."""

    reads = frozenset({"find_customers_by_ax_message"})
    never_query = frozenset({"token"})
    null_words = frozenset({"null"})
    empty_words = frozenset({"``", "`"})
    accepts_texts = True
    unwraps = True

    def is_refusal(self, data: Any) -> bool:
        """{"success": false} comes with a success status."""
        return isinstance(data, dict) and any(is_no(name, value) for name, value in data.items())

    def find_date_format(self, name: str, schema: Schema) -> str:
        """Date format, or "": by the wording of the schema, by the samples, or by the name of the field."""
        if "string" not in schema.types:
            return ""
        if schema.format in ("date", "date-time"):
            return schema.format
        form = schema.get("x-date-format") or self._forms.get(name, "")
        if form:
            return "date-time" if "H" in form or name == "datetime" else "date"
        return "date" if _DATE_NAME.search(name) else ""

    def read_date(self, text: str) -> date | datetime | None:
        """A date in any of the five formats, or as ISO 8601."""
        for form, (shape, words) in _FORMS.items():
            if shape.fullmatch(text):
                try:
                    moment = datetime.strptime(text, words).replace(tzinfo=self.zone)
                except ValueError:
                    return None
                return moment if "H" in form else moment.date()
        return super().read_date(text)

    def write_date(self, value: date | datetime, *, operation: Operation, name: str, schema: Schema) -> str:
        """In the format that the schema states, or the operation's own sample shows, or any sample."""
        if schema.format in ("date", "date-time"):
            return super().write_date(value, operation=operation, name=name, schema=schema)
        example = operation.body.example if operation.body else None
        shown = example.get(name) if isinstance(example, Mapping) else None
        form = schema.get("x-date-format") or find_form(shown) or self._forms.get(name, _OTHERWISE)
        if isinstance(value, datetime):
            value = self._to_own_zone(value)
            if "H" not in form and self.find_date_format(name, schema) == "date-time":
                form += " H:i:s"
        return value.strftime(_FORMS[form][1])

    def _to_own_zone(self, value: datetime) -> datetime:
        try:
            return value.astimezone(self.zone) if value.tzinfo else value
        except OverflowError:  # the earliest or the latest possible day
            return value

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        """The date format of each field by its name, from every sample of the document."""
        return collect_forms(self.document)


def find_form(text: Any) -> str:
    """The format of a sample, or "" when it is no date."""
    if not isinstance(text, str):
        return ""
    if _SPOILT.fullmatch(text):
        return "d-m-Y"
    return next((form for form, (shape, _words) in _FORMS.items() if shape.fullmatch(text)), "")


def collect_forms(document: Document) -> Mapping[str, str]:
    """For each field the first format that a sample shows."""
    found: dict[str, str] = {}
    for operation in document.operations.values():
        medias = [*operation.bodies.values(), operation.answer]
        for media in medias:
            for name, text in _walk(media.example if media else None):
                if form := find_form(text):
                    found.setdefault(name, form)
    return found


def _walk(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield name, one
            yield from _walk(one)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one)
