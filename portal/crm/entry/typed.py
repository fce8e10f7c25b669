"""What is typed in a form, by place: "addresses.visiting.city", "tags.0.id"; "tags#" is how many items."""

from collections.abc import Collection
from typing import Any

MOST_ITEMS = 50


class Typed(dict[str, str]):
    """The typed texts of a form, with lists that grow and shrink."""

    def count(self, place: str) -> int:
        """How many items the list at ``place`` has."""
        text = self.get(f"{place}#", "0")
        return min(int(text), MOST_ITEMS) if text.isdecimal() and len(text) < 5 else 0

    def add(self, place: str) -> None:
        """One more empty item in the list at ``place``."""
        count = self.count(place)
        if count < MOST_ITEMS:
            self[f"{place}#"] = str(count + 1)

    def remove(self, place: str) -> None:
        """Take out the item at ``place`` ("tags.2"); those after it move up."""
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
        names = [name for name in self if name == place or name.startswith((f"{place}.", f"{place}#"))]
        return {name[len(place) :]: self.pop(name) for name in names}

    def is_touched(self, place: str, files: Collection[Any] = ()) -> bool:
        """Whether anything was typed, or a file chosen, at ``place`` or under it."""
        filled = [name for name, text in self.items() if text.strip() and not name.endswith("#")]
        return any(name == place or name.startswith(f"{place}.") for name in (*filled, *files))
