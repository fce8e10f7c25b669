"""The fields of a form as a template draws them."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from portal.crm.document.fields import Field
from portal.crm.entry.attachments import ACCEPT
from portal.crm.entry.typed import Typed

PREFIX = "f."


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
    def accept(self) -> str:
        """The endings a file may have."""
        return ACCEPT

    @property
    def id(self) -> str:
        """The element's id."""
        return "f-" + self.place.replace(".", "-").replace("'", "")


@dataclasses.dataclass(frozen=True)
class Drawer:
    """Draws fields with what is typed, what is wrong and the names of the records they point to."""

    typed: Typed
    files: Collection[Any]
    problems: Mapping[str, list[str]]
    names: Mapping[str, str]

    def draw(self, one: Field, place: str, number: int = 0) -> Input:
        """A field with everything under it. ``number``: of an item in its list, from 1."""
        drawn = Input(one, place, self.typed.get(place, ""), self.problems.get(place, []), number=number)
        drawn.name_of_record = self.names.get(place, "")
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
        return wrong or self.typed.is_touched(place, self.files)


def walk(inputs: list[Input]) -> Iterator[Input]:
    """Every input, those inside others too."""
    for one in inputs:
        yield one
        yield from walk(one.children)
