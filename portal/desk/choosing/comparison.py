"""Plain values in words, for the preview of a change."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import pgettext

from portal.desk.guarded.presenters import Difference

Values = dict[str, Any]


def list_plain_differences(
    labels: Mapping[str, Any], format_value: Callable[[str, Any], str] | None = None
) -> Callable[[Values, Values], list[Difference]]:
    """The labelled differences of values; ``format_value`` turns one value into text."""
    format_one = format_value or (lambda _name, value: format_plain(value))

    def compare(before: Values, after: Values) -> list[Difference]:
        return [
            Difference(str(label), format_one(name, before.get(name)), format_one(name, after.get(name)))
            for name, label in labels.items()
            if before.get(name) != after.get(name)
        ]

    return compare


def format_plain(value: Any) -> str:
    """A text, a number, a yes or no; "–" for nothing."""
    if isinstance(value, bool):
        return pgettext("setting", "yes") if value else pgettext("setting", "no")
    return "–" if value in ("", None) else str(value)
