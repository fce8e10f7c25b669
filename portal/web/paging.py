"""The position of a page in a list, in the same words on every list, and links to its neighbours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Pager:
    """``words``: "26 to 50 of 2000", "" of an empty page. An address is "" where there is no neighbour."""

    words: str
    previous_href: str = ""
    next_href: str = ""


def make_pager(
    address: Callable[[int], str],
    *,
    number: int,
    first: int,
    shown: int,
    has_more: bool,
    total: int | None = None,
) -> Pager:
    """The pager of page ``number``: ``shown`` rows from the ``first`` (from 1); ``address`` links a page."""
    return Pager(
        _format_range(first, shown, total),
        address(number - 1) if number > 1 else "",
        address(number + 1) if has_more else "",
    )


def make_pager_of(page: Page[Any], address: Callable[[int], str], *, is_counted: bool = True) -> Pager:
    """The pager of Django's own page. ``is_counted`` False: its paginator counts no further than it must."""
    return make_pager(
        address,
        number=page.number,
        first=page.start_index(),
        shown=len(page),
        has_more=page.has_next(),
        total=page.paginator.count if is_counted else None,
    )


def _format_range(first: int, shown: int, total: int | None) -> str:
    if not shown:
        return ""
    values = {"first": first, "last": first + shown - 1, "total": total}
    if total is None:
        return _("%(first)s to %(last)s") % values
    return _("%(first)s to %(last)s of %(total)s") % values
