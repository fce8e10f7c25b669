"""Plain values in words, for the preview of a change."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import pgettext

from portal.desk.guarded.presenters import Difference

Values = dict[str, Any]


def list_plain_differences(
    labels: Mapping[str, Any], say: Callable[[str, Any], str] | None = None
) -> Callable[[Values, Values], list[Difference]]:
    """The labelled differences of values; ``say`` turns one value into words."""
    speak = say or (lambda _name, value: say_plain(value))

    def compare(before: Values, after: Values) -> list[Difference]:
        return [
            Difference(str(label), speak(name, before.get(name)), speak(name, after.get(name)))
            for name, label in labels.items()
            if before.get(name) != after.get(name)
        ]

    return compare


def say_plain(value: Any) -> str:
    """A text, a number, a yes or no; "–" for nothing."""
    if isinstance(value, bool):
        return pgettext("setting", "yes") if value else pgettext("setting", "no")
    return "–" if value in ("", None) else str(value)
