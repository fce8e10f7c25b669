"""A form for any schema: what was typed, in and out, with lists that grow and shrink without scripts.

Everything typed is kept by its place: "addresses.visiting.city", "tags.0.id"; "tags#" is how many there are.
"""

import base64
import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.crm.convert import TypedError, parse, to_text
from portal.crm.fields import Field
from portal.crm.problems import say_problem, say_typed
from portal.integrations.openapi import Problem

PREFIX = "f."
MOST_ITEMS = 50
MOST_FILE_BYTES = 5 * 1024 * 1024
EMPTY = object()


@dataclasses.dataclass
class Input:
    """One field of a form as a template draws it. ``children``: of an object, or the items of a list."""

    field: Field
    place: str
    text: str = ""
    problems: list[str] = dataclasses.field(default_factory=list)
    children: list["Input"] = dataclasses.field(default_factory=list)
    is_open: bool = False
    name_of_record: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        """The name in the form."""
        return PREFIX + self.place

    @property
    def id(self) -> str:
        """The element's id."""
        return "f-" + self.place.replace(".", "-").replace("'", "")


class RecordForm:
    """The fields of one operation with what is typed in them."""

    def __init__(
        self,
        fields: tuple[Field, ...],
        typed: Mapping[str, str] | None = None,
        files: Mapping[str, Any] | None = None,
    ) -> None:
        self.fields = tuple(one for one in fields if not one.is_filled_by_server)
        self.typed = dict(typed or {})
        self.files = dict(files or {})
        self.problems: dict[str, list[str]] = {}
        self.general: list[str] = []

    @classmethod
    def from_record(cls, fields: tuple[Field, ...], record: Mapping[str, Any]) -> "RecordForm":
        """Filled with a record, also where it holds "user": {"id": 3} and the form asks "userid"."""
        form = cls(fields)
        for one in form.fields:
            form._fill(one, one.name, find_value(one, record))
        return form

    @classmethod
    def from_post(
        cls, fields: tuple[Field, ...], post: Mapping[str, Any], files: Mapping[str, Any]
    ) -> "RecordForm":
        """As it was sent."""
        typed = {name[len(PREFIX) :]: str(value) for name, value in post.items() if name.startswith(PREFIX)}
        sent = {name[len(PREFIX) :]: value for name, value in files.items() if name.startswith(PREFIX)}
        return cls(fields, typed, sent)

    @property
    def has_files(self) -> bool:
        """Whether it must be sent as a form with files."""
        return any(one.kind == "file" for top in self.fields for _place, one in top.walk())

    def _fill(self, one: Field, place: str, value: Any) -> None:
        if one.kind == "object":
            if isinstance(value, Mapping):
                for child in one.fields:
                    self._fill(child, f"{place}.{child.name}", find_value(child, value))
        elif one.kind == "list":
            items = value if isinstance(value, list | tuple) else ()
            self.typed[f"{place}#"] = str(len(items))
            for number, item in enumerate(items):
                self._fill(one.item or one, f"{place}.{number}", item)
        elif one.kind != "file":
            self.typed[place] = to_text(one, value)

    def add(self, place: str) -> None:
        """One more empty item in the list at ``place``."""
        count = self.count(place)
        if count < MOST_ITEMS:
            self.typed[f"{place}#"] = str(count + 1)

    def remove(self, place: str) -> None:
        """Take out the item at ``place`` ("tags.2"); those after it move up."""
        head, _dot, number = place.rpartition(".")
        count = self.count(head)
        if not number.isdigit() or int(number) >= count:
            return
        kept = [self._take(f"{head}.{n}") for n in range(count)]
        del kept[int(number)]
        for n, item in enumerate(kept):
            self.typed.update({f"{head}.{n}{rest}": text for rest, text in item.items()})
        self.typed[f"{head}#"] = str(count - 1)

    def _take(self, place: str) -> dict[str, str]:
        names = [name for name in self.typed if name == place or name.startswith((f"{place}.", f"{place}#"))]
        return {name[len(place) :]: self.typed.pop(name) for name in names}

    def count(self, place: str) -> int:
        """How many items the list at ``place`` has."""
        text = self.typed.get(f"{place}#", "0")
        return min(int(text), MOST_ITEMS) if text.isdecimal() else 0

    def read(self, *, original: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What to send. Fills ``problems`` for what cannot be read or is missing.

        original: the record as it is now; what is unchanged is sent as it came, what is emptied empty.
        """
        self.problems, self.general = {}, []
        found = {}
        for one in self.fields:
            before = None if original is None else find_value(one, original)
            value = self._read(one, one.name, before)
            if value is not EMPTY:
                found[one.name] = value
        return found

    def _read(self, one: Field, place: str, before: Any) -> Any:
        if one.kind in {"object", "list", "file"}:
            return self._read_parts(one, place, before)
        text = self.typed.get(place, "").strip()
        if text and before not in (None, "") and text == to_text(one, before).strip() and one.kind != "json":
            return _plain_reference(before)
        if not text:
            return self._read_nothing(one, place, before)
        try:
            return parse(one, text)
        except TypedError as error:
            self._say(place, say_typed(error.code))
            return EMPTY

    def _read_parts(self, one: Field, place: str, before: Any) -> Any:
        if one.kind == "file":
            return self._read_file(one, place)
        read = self._read_object if one.kind == "object" else self._read_list
        return read(one, place, before)

    def _read_nothing(self, one: Field, place: str, before: Any) -> Any:
        if one.is_required:
            self._say(place, _("Fill this in."))
        elif before not in (None, ""):
            if one.schema.is_nullable:
                return None
            if one.schema.type == "string" and one.kind not in {"date", "moment"}:
                return ""
            self._say(place, _("This system cannot empty this field. Fill it in."))
        return EMPTY

    def _read_object(self, one: Field, place: str, before: Any) -> Any:
        before = before if isinstance(before, Mapping) else {}
        if not one.is_required and not before and not self._is_touched(place):
            return EMPTY
        found = {}
        for child in one.fields:
            value = self._read(child, f"{place}.{child.name}", find_value(child, before) if before else None)
            if value is not EMPTY:
                found[child.name] = value
        if not found and one.is_required and any(child.name == "id" for child in one.fields):
            self._say(f"{place}.id", _("Fill this in."))
        return found if found or one.is_required else EMPTY

    def _read_list(self, one: Field, place: str, before: Any) -> Any:
        before = list(before) if isinstance(before, list | tuple) else []
        item = one.item or one
        found = []
        for number in range(self.count(place)):
            here = f"{place}.{number}"
            if not self._is_touched(here):
                continue
            value = self._read(item, here, before[number] if number < len(before) else None)
            if value is not EMPTY:
                found.append(value)
        if not found and one.is_required and one.schema.get("minItems"):
            self._say(place, _("Fill this in."))
        return found if found or before or one.is_required else EMPTY

    def _read_file(self, one: Field, place: str) -> Any:
        sent = self.files.get(place)
        if sent is None:
            if one.is_required:
                self._say(place, _("Choose a file."))
            return EMPTY
        if sent.size > MOST_FILE_BYTES:
            self._say(place, _("This file is too large. The most is 5 MB."))
            return EMPTY
        return base64.b64encode(sent.read()).decode("ascii")

    def _is_touched(self, place: str) -> bool:
        return any(
            text.strip() and not name.endswith("#")
            for name, text in self.typed.items()
            if name == place or name.startswith(f"{place}.")
        ) or any(name == place or name.startswith(f"{place}.") for name in self.files)

    def _say(self, place: str, text: str) -> None:
        self.problems.setdefault(place, []).append(text)

    def add_problems(self, problems: tuple[Problem, ...]) -> None:
        """What the document or the server says, each beside its field; the rest above the form."""
        known = {one.place for one in self._walk(self.inputs())}
        for problem in problems:
            place = problem.pointer.strip("/").replace("/", ".")
            if problem.code == "required" and problem.params.get("name"):
                place = f"{place}.{problem.params['name']}".strip(".")
            if problem.where in {"body", "server", "path", "query", "file"} and place in known:
                self._say(place, say_problem(problem))
            elif place:
                self.general.append(f"{place}: {say_problem(problem)}")
            else:
                self.general.append(say_problem(problem))

    def inputs(self) -> list[Input]:
        """What a template draws, required fields first."""
        ordered = sorted(self.fields, key=lambda one: not one.is_required)
        return [self._draw(one, one.name) for one in ordered]

    def _draw(self, one: Field, place: str, number: int = 0) -> Input:
        drawn = Input(one, place, self.typed.get(place, ""), self.problems.get(place, []), number=number)
        drawn.name_of_record = self.typed.get(f"{place}@", "")
        if one.kind == "object":
            drawn.children = [
                self._draw(child, f"{place}.{child.name}")
                for child in one.fields
                if not child.is_filled_by_server
            ]
        elif one.kind == "list":
            drawn.children = [
                self._draw(one.item or one, f"{place}.{n}", n + 1) for n in range(self.count(place))
            ]
        if one.is_required and len(drawn.children) == 1:
            drawn.children[0].field = dataclasses.replace(drawn.children[0].field, is_required=True)
        drawn.is_open = (
            one.is_required
            or self._is_touched(place)
            or any(name == place or name.startswith(f"{place}.") for name in self.problems)
        )
        return drawn

    def _walk(self, inputs: list[Input]) -> Iterator[Input]:
        for one in inputs:
            yield one
            yield from self._walk(one.children)

    def list_errors(self) -> list[tuple[str, str, str]]:
        """For the summary: (id of the input, its label, what is wrong)."""
        return [
            (one.id, str(one.field.label), text)
            for one in self._walk(self.inputs())
            for text in one.problems
            if one.field.kind != "object"
        ]


def find_value(one: Field, record: Mapping[str, Any]) -> Any:
    """The value of a field in a record, also out of "user": {"id": 3} for "userid"."""
    if one.name in record:
        return record[one.name]
    base = one.name.removesuffix("id").rstrip("_")
    if base != one.name and isinstance(record.get(base), Mapping):
        return record[base].get("id")
    return None


def _plain_reference(value: Any) -> Any:
    """An unchanged value as it is sent: what a read shows as an object is written as its id."""
    return value["id"] if isinstance(value, Mapping) and "id" in value else value


def take_fingerprint(record: Mapping[str, Any]) -> str:
    """A mark of a record's content, to see whether somebody changed it meanwhile."""
    text = json.dumps(record, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
