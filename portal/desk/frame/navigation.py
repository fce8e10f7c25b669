"""The side navigation of the desk: rooms add their pages when the site starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation. ``section`` and ``title`` are lazy translations."""

    section: Any
    title: Any
    url_name: str
    permission: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    text: Any = ""


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


_entries: list[Entry] = []
_notices: list[Callable[[Any], dict[str, str] | None]] = []


def add(
    section: Any,
    title: Any,
    url_name: str,
    permission: str,
    *,
    arguments: Mapping[str, str] | None = None,
    text: Any = "",
) -> None:
    """Add a page; call it in ``AppConfig.ready()``.

    section, title: lazy translations; pages of equal section stand together, in the order they were added.
    permission: such as "crm.view_records"; without it the page is not listed.
    arguments: of the url; text: one line on the home page about what is there.
    """
    entry = Entry(section, title, url_name, permission, dict(arguments or {}), text)
    if entry not in _entries:
        _entries.append(entry)


def list_sections(user: Any, *, path: str = "") -> tuple[Section, ...]:
    """What ``user`` may open, by section. ``path``: the page shown now."""
    sections: dict[str, list[Link]] = {}
    allowed = [entry for entry in _entries if user.has_perm(entry.permission)]
    addresses = [reverse(entry.url_name, kwargs=dict(entry.arguments) or None) for entry in allowed]
    current = max((address for address in addresses if path.startswith(address)), key=len, default="")
    for entry, address in zip(allowed, addresses, strict=True):
        link = Link(str(entry.title), address, str(entry.text), address == current)
        sections.setdefault(str(entry.section), []).append(link)
    return tuple(Section(title, tuple(links)) for title, links in sections.items())


def add_notice(present: Callable[[Any], dict[str, str] | None]) -> None:
    """Add what the first page says on top; call it in ``AppConfig.ready()``.

    present: of a user: ``title``, ``text``, ``href`` and ``link``; None when there is nothing to say to them.
    """
    if present not in _notices:
        _notices.append(present)


def list_notices(user: Any) -> list[dict[str, str]]:
    """What the first page says to ``user`` now."""
    return [notice for notice in (present(user) for present in _notices) if notice]
