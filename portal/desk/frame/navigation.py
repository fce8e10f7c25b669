"""The side navigation of the desk: the pages that rooms give, as far as a person may open them."""

from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from portal.web.room import Gift, Page, list_rooms

NOTICES: Gift[Callable[[Any], dict[str, str] | None]] = Gift("notices", FunctionType)
"""Of a user: ``title``, ``text``, ``href`` and ``link``; None when there is nothing to say to them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page this person may open. ``is_current``: the page shown now is it or lies under it."""

    title: str
    href: str
    text: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Links under one heading."""

    title: str
    links: tuple[Link, ...]


def list_sections(user: Any, *, path: str = "") -> tuple[Section, ...]:
    """What ``user`` may open, by section. ``path``: the page shown now."""
    sections: dict[str, list[Link]] = {}
    allowed = [page for page in list_pages() if user.has_perm(page.permission)]
    addresses = [page.address for page in allowed]
    current = max((address for address in addresses if path.startswith(address)), key=len, default="")
    for page, address in zip(allowed, addresses, strict=True):
        link = Link(str(page.title), address, str(page.text), address == current)
        sections.setdefault(str(page.section), []).append(link)
    return tuple(Section(title, tuple(links)) for title, links in sections.items())


def list_pages() -> list[Page]:
    """Every page of the navigation, in the order of the rooms."""
    return [page for room in list_rooms() for page in room.navigation]


def list_notices(user: Any) -> list[dict[str, str]]:
    """What the first page says to ``user`` now."""
    return [notice for notice in (present(user) for present in NOTICES.collect()) if notice]
