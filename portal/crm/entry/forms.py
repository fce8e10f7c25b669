"""A form for any schema: typed texts in and out, with lists that grow and shrink without scripts."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from portal.crm.document.field_tree import Field
from portal.crm.document.first_fields import FEW
from portal.crm.entry.attachments import read_facts
from portal.crm.entry.convert import to_text
from portal.crm.entry.form_values import EMPTY, Reader, find_value
from portal.crm.entry.inputs import ORIGIN, PREFIX, Drawer, Input, Typed, walk
from portal.crm.entry.problem_words import describe_problem
from portal.integrations.openapi import Problem

_WHOLE = ""
"""The hash of the whole record, among those of its fields."""


class RecordForm:
    """The fields of one operation with what is typed in them.

    ``names``: names of the records that fields refer to, by place. ``first``: the fields that are not folded,
    besides the required ones; empty when nothing is folded. ``is_just_read``: nobody has typed in it yet.
    """

    def __init__(
        self,
        fields: tuple[Field, ...],
        typed: Mapping[str, str] | None = None,
        files: Mapping[str, Any] | None = None,
    ) -> None:
        self.fields = tuple(one for one in fields if not one.is_filled_by_server)
        self.typed = Typed(typed or {})
        self.files = dict(files or {})
        self.problems: dict[str, list[str]] = {}
        self.general: list[str] = []
        self.names: dict[str, str] = {}
        self.first: tuple[str, ...] = ()
        self.is_just_read = False
        self.now: dict[str, str] = {}

    @classmethod
    def from_record(cls, fields: tuple[Field, ...], record: Mapping[str, Any]) -> "RecordForm":
        """Filled from a record, also where it holds "user": {"id": 3} and the form asks for "userid"."""
        form = cls(fields)
        form.is_just_read = True
        for one in form.fields:
            form._fill(one, one.name, find_value(one, record))
        return form

    @classmethod
    def from_post(
        cls, fields: tuple[Field, ...], post: Mapping[str, Any], files: Mapping[str, Any]
    ) -> "RecordForm":
        """Filled from a POST."""
        typed = {name[len(PREFIX) :]: str(value) for name, value in post.items() if name.startswith(PREFIX)}
        sent = {name[len(PREFIX) :]: value for name, value in files.items() if name.startswith(PREFIX)}
        return cls(fields, typed, sent)

    @property
    def has_files(self) -> bool:
        """Whether it must be sent as multipart."""
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
                self.typed[f"{place}.{number}{ORIGIN}"] = str(number)
                self._fill(one.item or one, f"{place}.{number}", item)
        elif one.kind != "file":
            self.typed[place] = to_text(one, value)

    def add(self, place: str) -> None:
        """Add an empty item to the list at ``place``."""
        self.typed.add(place)

    def remove(self, place: str) -> None:
        """Remove the item at ``place`` ("tags.2")."""
        self.typed.remove(place)

    def fill_in_file_facts(self, place: str, facts: Mapping[str, str], original: Mapping[str, Any]) -> None:
        """Fill in what is known about the file at ``place``, in fields that ask for it and are empty.

        facts: the name of a field by what it asks for (name, type, extension, size); original: the current
        record, whose values describe the former file and so do not count.
        """
        file = self.files.get(place)
        if file is None:
            return
        known = read_facts(file)
        former = RecordForm.from_record(self.fields, original).typed if original else Typed()
        for fact, name in facts.items():
            typed = self.typed.get(name, "").strip()
            if not typed or (fact != "name" and typed == former.get(name)):
                self.typed[name] = str(getattr(known, fact))

    def read(self, *, original: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What to send. Fills ``problems`` for what cannot be read or is missing.

        original: the current record; unchanged values are sent as they came, emptied ones as empty.
        """
        reader = Reader(self.typed, self.files, is_change=original is not None)
        found = {}
        for one in self.fields:
            before = None if original is None else find_value(one, original)
            value = reader.read(one, one.name, before)
            if value is not EMPTY:
                found[one.name] = value
        self.problems, self.general = reader.problems, []
        return found

    def add_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show problems from the document or the server, each beside its field, the others above the form."""
        known = {one.place for one in walk(self.inputs())}
        for problem in (_place(one, known) for one in problems):
            place = problem.pointer.strip("/").replace("/", ".")
            if problem.code == "required" and problem.params.get("name"):
                place = f"{place}.{problem.params['name']}".strip(".")
            if problem.where in {"body", "server", "path", "query", "file"} and place in known:
                self.problems.setdefault(place, []).append(describe_problem(problem))
            elif place:
                self.general.append(f"{place}: {describe_problem(problem)}")
            else:
                self.general.append(describe_problem(problem))

    def inputs(self) -> list[Input]:
        """What a template draws: required fields first, then those that are asked ``first``."""
        drawer = Drawer(
            self.typed, self.files, self.problems, self.names, is_just_read=self.is_just_read, now=self.now
        )
        order = {name: place for place, name in enumerate(self.first)}
        ordered = sorted(self.fields, key=lambda one: (not one.is_required, order.get(one.name, len(order))))
        return [drawer.draw(one, one.name) for one in ordered]

    def part_inputs(self) -> tuple[list[Input], list[Input]]:
        """Inputs above the fold, and inputs below it."""
        inputs = self.inputs()
        if not self.first or len(inputs) <= FEW:
            return inputs, []
        shown = [one for one in inputs if one.field.is_required or one.field.name in self.first]
        return shown, [one for one in inputs if one not in shown]

    def list_errors(self) -> list[tuple[str, str, str]]:
        """For the summary: (id of the input, its label, what is wrong)."""
        return [
            (one.id, name, text)
            for name, one in _name_inputs(self.inputs())
            for text in one.problems
            if one.field.kind != "object"
        ]

    def is_filled(self, *, besides: str) -> bool:
        """Whether anything is filled in, or a file chosen, in another field than ``besides``."""
        return bool(self.files) or not {besides}.issuperset(self.typed.part())

    def merge(self, record: Mapping[str, Any], sight: str) -> tuple[list[str], list[str]]:
        """Take over what a colleague changed in ``record`` since ``sight``, except where it was typed too.

        Returns the names of the fields that were taken over, and of those that both changed: there ``now``
        holds what the record says.
        """
        was, nothing = _read_sight(sight), take_fingerprint({})
        theirs, ours = RecordForm.from_record(self.fields, record).typed.part(), self.typed.part()
        taken, clashing = [], []
        for name in sorted({*theirs, *ours}):
            there, here, before = (
                theirs.get(name, {}),
                ours.get(name, {}),
                was.get(name, nothing if was else ""),
            )
            if there == here or take_fingerprint(there) == before:
                continue
            if take_fingerprint(here) == before:
                self.typed.take_over(name, there)
                taken.append(name)
            else:
                differs = {place for place in {*there, *here} if there.get(place) != here.get(place)}
                self.now |= {place: there.get(place, "") for place in differs}
                clashing.append(name)
        return taken, clashing


def take_fingerprint(record: Mapping[str, Any]) -> str:
    """A hash of a record's content, to notice whether somebody changed it in the meantime."""
    text = json.dumps(record, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def take_sight(fields: tuple[Field, ...], record: Mapping[str, Any]) -> str:
    """Hashes of a record and of each of its fields, to tell later who changed what."""
    parts = RecordForm.from_record(fields, record).typed.part()
    hashes = {name: take_fingerprint(part) for name, part in parts.items()}
    return json.dumps({**hashes, _WHOLE: take_fingerprint(record)}, separators=(",", ":"))


def is_as_seen(record: Mapping[str, Any], sight: str) -> bool:
    """Whether nobody changed the record since."""
    return _read_sight(sight).get(_WHOLE) == take_fingerprint(record)


def _read_sight(sight: str) -> dict[str, str]:
    """Empty for a form that was not ours: then everything counts as changed."""
    try:
        found = json.loads(sight)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _name_inputs(inputs: Iterable[Input], above: str = "") -> Iterator[tuple[str, Input]]:
    """Every input with the words that tell it from others: those of what it stands in go first."""
    for one in inputs:
        label = str(one.field.label)
        name = f"{above} – {label}" if above and above != label else label
        yield name, one
        is_alone = one.field.kind == "object" and len(one.children) == 1
        yield from _name_inputs(one.children, above if is_alone else name)


def _place(problem: Problem, known: Collection[str]) -> Problem:
    """A sentence of the server that begins with the name of a field belongs to that field."""
    if problem.pointer or problem.code != "said":
        return problem
    name, colon, text = str(problem.params.get("text", "")).partition(":")
    if not colon or name not in known:
        return problem
    return replace(problem, pointer=f"/{name}", params={"text": text.strip()})
