"""Turns what was typed in a form into what a call sends; errors are named beside their field."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.crm.document.field_tree import Field
from portal.crm.entry.attachments import BadFileError, read_facts, read_file
from portal.crm.entry.convert import TypedError, check_written, parse, to_text
from portal.crm.entry.inputs import Typed, unify
from portal.crm.entry.problem_words import describe_file_problem, describe_typing_problem
from portal.integrations.openapi import File

EMPTY = object()
"""Nothing to send for this field."""


class Reader:
    """Reads one form. ``problems``: by place, filled while reading."""

    def __init__(self, typed: Typed, files: Mapping[str, Any], *, is_change: bool = False) -> None:
        again = _("This system wants the file again with every change. Choose it again.")
        self._missing_file = again if is_change else _("Choose a file.")
        self.typed = typed
        self.files = files
        self.problems: dict[str, list[str]] = {}

    def read(self, one: Field, place: str, before: Any) -> Any:
        """The value of a field, or EMPTY. ``before``: its value in the current record, or None."""
        readers = {"object": self._read_object, "list": self._read_list, "file": self._read_file}
        if one.kind in readers:
            return readers[one.kind](one, place, before)
        text = self.typed.get(place, "").strip()
        if text and before not in (None, "") and unify(text) == unify(to_text(one, before)):
            return _convert_untouched(one, before)
        if not text:
            return self._read_nothing(one, place, before)
        try:
            check_written(one, text)
            return parse(one, text)
        except TypedError as error:
            self._add_problem(place, describe_typing_problem(error.code))
            return EMPTY

    def _read_nothing(self, one: Field, place: str, before: Any) -> Any:
        if one.is_required:
            self._add_problem(place, _("Fill this in."))
        elif before not in (None, ""):
            if one.schema.is_nullable:
                return None
            if one.schema.type == "string" and one.kind not in {"date", "moment"}:
                return ""
            self._add_problem(place, _("This system cannot empty this field. Fill it in."))
        return EMPTY

    def _read_object(self, one: Field, place: str, before: Any) -> Any:
        before = before if isinstance(before, Mapping) else {}
        if not one.is_required and not before and not self._is_touched(place):
            return EMPTY
        found = {}
        for child in one.fields:
            value = self.read(child, f"{place}.{child.name}", find_value(child, before) if before else None)
            if value is not EMPTY:
                found[child.name] = value
        if not found and one.is_required and any(child.name == "id" for child in one.fields):
            self._add_problem(f"{place}.id", _("Fill this in."))
        return found if found or one.is_required else EMPTY

    def _read_list(self, one: Field, place: str, before: Any) -> Any:
        before = list(before) if isinstance(before, list | tuple) else []
        item = one.item or one
        found = []
        for number in range(self.typed.count(place)):
            here = f"{place}.{number}"
            if not self._is_touched(here):
                continue
            origin = self.typed.find_origin(here)
            known = before[origin] if origin is not None and origin < len(before) else None
            value = self.read(item, here, known)
            if value is not EMPTY:
                found.append(value)
        if not found and one.is_required and one.schema.get("minItems"):
            self._add_problem(place, _("Fill this in."))
        return found if found or before or one.is_required else EMPTY

    def _read_file(self, one: Field, place: str, before: Any) -> Any:
        """The file itself. Without a new one a record keeps the one it has."""
        sent = self.files.get(place)
        if sent is None:
            if one.is_required and before in (None, ""):
                self._add_problem(place, self._missing_file)
            return EMPTY
        try:
            facts = read_facts(sent)
            return File(facts.name, read_file(sent), facts.type)
        except BadFileError as error:
            self._add_problem(place, describe_file_problem(error.code))
            return EMPTY

    def _is_touched(self, place: str) -> bool:
        return self.typed.is_touched(place, self.files)

    def _add_problem(self, place: str, text: str) -> None:
        self.problems.setdefault(place, []).append(text)


def find_value(one: Field, record: Mapping[str, Any]) -> Any:
    """The value of a field in a record, also from "user": {"id": 3} for "userid"; all of it for a whole."""
    if one.is_whole:
        return record
    if one.name in record:
        return record[one.name]
    if one.name == "data" and one.kind == "object":  # the wrapper around the whole record
        return record
    base = one.name.removesuffix("id").rstrip("_")
    if base != one.name and isinstance(record.get(base), Mapping):
        return record[base].get("id")
    return None


def _convert_untouched(one: Field, before: Any) -> Any:
    """An untouched value as it came, converted where the system takes another type than it returns.

    An object in an answer is sent as its id, where an id is wanted.

    What a read shows as an object is written as its id, where an id is asked for.
    """
    value = before["id"] if isinstance(before, Mapping) and "id" in before and one.kind != "json" else before
    if one.schema.accepts(value):
        return value
    try:
        typed = parse(one, to_text(one, value))
    except TypedError:
        return value
    return typed if one.schema.accepts(typed) else value
