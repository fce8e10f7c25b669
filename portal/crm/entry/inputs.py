"""The typed texts of a form, by place, and its fields as a template draws them.

A place: "addresses.visiting.city", "tags.0.id"; "tags#" is how many items there are, "tags.0@" the position
of the first one in the record when the form was filled.
"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from portal.crm.document.field_tree import Field
from portal.crm.entry.attachments import ACCEPT

PREFIX = "f."
COUNT, ORIGIN = "#", "@"
MOST_ITEMS = 50
GIST_KINDS, LONGEST_GIST = frozenset({"text", "email", "phone"}), 80


class Typed(dict[str, str]):
    """The typed texts of a form, with lists that grow and shrink."""

    def count(self, place: str) -> int:
        """How many items the list at ``place`` has."""
        text = self.get(f"{place}#", "0")
        return min(int(text), MOST_ITEMS) if text.isdecimal() and len(text) < 5 else 0

    def find_origin(self, place: str) -> int | None:
        """The position of an item in the record, from 0; None for one that was added."""
        text = self.get(f"{place}{ORIGIN}", "")
        return int(text) if text.isdecimal() and len(text) < 5 else None

    def add(self, place: str) -> None:
        """Add an empty item to the list at ``place``."""
        count = self.count(place)
        if count < MOST_ITEMS:
            self[f"{place}#"] = str(count + 1)

    def remove(self, place: str) -> None:
        """Remove the item at ``place`` ("tags.2"); later ones move up."""
        head, _dot, number = place.rpartition(".")
        count = self.count(head)
        if not number.isdecimal() or len(number) > 4 or int(number) >= count:
            return
        kept = [self._take(f"{head}.{n}") for n in range(count)]
        del kept[int(number)]
        for n, item in enumerate(kept):
            self.update({f"{head}.{n}{rest}": text for rest, text in item.items()})
        self[f"{head}#"] = str(count - 1)

    def _take(self, place: str) -> dict[str, str]:
        names = [
            name
            for name in self
            if name == place or name.startswith((f"{place}.", f"{place}{COUNT}", f"{place}{ORIGIN}"))
        ]
        return {name[len(place) :]: self.pop(name) for name in names}

    def part(self) -> dict[str, dict[str, str]]:
        """What is filled in, by top field and place; the line breaks of a browser undone."""
        parts: dict[str, dict[str, str]] = {}
        for place, text in sorted(self.items()):
            filled = unify(text)
            if filled and not (place.endswith(COUNT) and filled == "0"):
                parts.setdefault(_get_top(place), {})[place] = filled
        return parts

    def take_over(self, top: str, parts: Mapping[str, str]) -> None:
        """Put ``parts`` (by place) where the field ``top`` was."""
        for place in [one for one in self if _get_top(one) == top]:
            del self[place]
        self.update(parts)

    def is_touched(self, place: str, files: Collection[Any] = ()) -> bool:
        """Whether anything was typed, or a file chosen, at ``place`` or under it."""
        filled = [name for name, text in self.items() if text.strip() and not name.endswith((COUNT, ORIGIN))]
        return any(name == place or name.startswith(f"{place}.") for name in (*filled, *files))


@dataclasses.dataclass
class Input:
    """One field of a form as a template draws it. ``children``: of an object, or the items of a list.

    ``suggestions``: (value, words) that may be chosen, or something else typed.
    """

    field: Field
    place: str
    text: str = ""
    problems: list[str] = dataclasses.field(default_factory=list)
    children: list["Input"] = dataclasses.field(default_factory=list)
    is_open: bool = False
    name_of_record: str = ""
    number: int = 0
    origin: str = ""
    suggestions: tuple[tuple[str, str], ...] = ()
    now: str | None = None
    """What the record says by now, where a colleague changed this field too."""

    @property
    def name(self) -> str:
        """The name in the form."""
        return PREFIX + self.place

    @property
    def gist(self) -> str:
        """The values of an object's own texts in a line, for while it is folded."""
        texts = [one.text.strip() for one in self.children if one.field.kind in GIST_KINDS]
        return ", ".join(text for text in texts if text)[:LONGEST_GIST]

    @property
    def now_words(self) -> str:
        """What the record says by now, as people read it."""
        text = self.now or ""
        return str(dict(self.field.choices).get(text, text))

    @property
    def accept(self) -> str:
        """The extensions that a file may have."""
        return ACCEPT

    @property
    def id(self) -> str:
        """The element's id."""
        return "f-" + self.place.replace(".", "-").replace("'", "")


@dataclasses.dataclass(frozen=True)
class Drawer:
    """Draws fields with the typed texts, the problems and the names of the records they refer to."""

    typed: Typed
    files: Collection[Any]
    problems: Mapping[str, list[str]]
    names: Mapping[str, str]
    is_just_read: bool = False
    """As a record has it: what is folded stays so, with its values in a line."""
    now: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What the record says by now, by place, where a colleague changed the field too."""

    def draw(self, one: Field, place: str, number: int = 0) -> Input:
        """A field with everything below it. ``number``: its position in a list, from 1."""
        drawn = Input(one, place, self.typed.get(place, ""), self.problems.get(place, []), number=number)
        drawn.name_of_record = self.names.get(place, "")
        drawn.origin = self.typed.get(f"{place}{ORIGIN}", "")
        drawn.now = self.now.get(place)
        drawn.children = list(self._draw_children(one, place))
        if one.is_required and len(drawn.children) == 1:
            drawn.children[0].field = dataclasses.replace(drawn.children[0].field, is_required=True)
        drawn.is_open = one.is_required or self._is_used(place)
        return drawn

    def _draw_children(self, one: Field, place: str) -> Iterator[Input]:
        if one.kind == "object":
            for child in one.fields:
                if not child.is_filled_by_server:
                    yield self.draw(child, f"{place}.{child.name}")
        elif one.kind == "list":
            for n in range(self.typed.count(place)):
                yield self.draw(one.item or one, f"{place}.{n}", n + 1)

    def _is_used(self, place: str) -> bool:
        wrong = any(name == place or name.startswith(f"{place}.") for name in self.problems)
        return wrong or (not self.is_just_read and self.typed.is_touched(place, self.files))


def _get_top(place: str) -> str:
    """The field of the record itself that a place stands in."""
    return place.partition(".")[0].rstrip(COUNT + ORIGIN)


def unify(text: str) -> str:
    """Undo the CR LF that a browser sends for every line break."""
    return text.replace("\r\n", "\n").strip()


def walk(inputs: list[Input]) -> Iterator[Input]:
    """Every input, nested ones too."""
    for one in inputs:
        yield one
        yield from walk(one.children)
