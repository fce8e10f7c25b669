"""The side navigation of the desk: the pages that rooms give, as far as a person may open them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.desk.work import count_work
from portal.web.room import Gift, Page, list_rooms

NOTICES: Gift[Callable[[Any], dict[str, str] | None]] = Gift("notices", FunctionType)
"""Of a user: ``title``, ``text``, ``href`` and ``link``; None when there is nothing to say to them."""

SETTINGS = _("Settings")
ALL_SETTINGS = Page(_("All settings"), "desk:settings", "", _("What the office chooses for its portal"))


@dataclass(frozen=True, slots=True)
class Link:
    """A page this person may open. ``is_current``: the page shown now is it or lies under it.

    ``count``: how much waits there for a person.
    """

    title: str
    href: str
    text: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Links under one heading."""

    title: str
    links: tuple[Link, ...]


def list_sections(user: Any, *, path: str = "") -> tuple[Section, ...]:
    """What ``user`` may open, by section; where they choose for the office comes last.

    ``path``: the page shown now.
    """
    pages = [page for room in list_rooms() for page in room.navigation if user.has_perm(page.permission)]
    settings = list_settings_pages(user)
    titles = [str(page.section) for page in pages]
    if settings:
        pages += [ALL_SETTINGS, *settings]
        titles += [str(SETTINGS)] * (1 + len(settings))
    links = _make_links(pages, count_work(user), path)
    return tuple(
        Section(title, tuple(link for own, link in zip(titles, links, strict=True) if own == title))
        for title in dict.fromkeys(titles)
    )


def list_settings_pages(user: Any) -> list[Page]:
    """The pages where this person may choose for the office."""
    given = (page for room in list_rooms() for page in room.settings_pages)
    return [page for page in given if user.has_perm(page.permission)]


def list_notices(user: Any) -> list[dict[str, str]]:
    """What the first page says to ``user`` now."""
    return [notice for notice in (present(user) for present in NOTICES.collect()) if notice]


def _make_links(pages: list[Page], counts: Mapping[str, int], path: str) -> list[Link]:
    addresses = [page.address for page in pages]
    current = max((address for address in addresses if path.startswith(address)), key=len, default="")
    return [
        Link(str(page.title), address, str(page.text), address == current, counts.get(page.url_name, 0))
        for page, address in zip(pages, addresses, strict=True)
    ]
