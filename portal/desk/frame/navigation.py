"""The side navigation of the desk: the rooms' pages that a person may open."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.desk.queue.selectors import count_waiting
from portal.desk.work import Work, list_work
from portal.web.room import Contribution, Page, list_rooms

NOTICES: Contribution[Callable[[Any], dict[str, str] | None]] = Contribution("notices", FunctionType)
"""Functions that return ``title``, ``text``, ``href`` and ``link`` for a user, or None."""

WORK_SECTION = _("To do")
MY_WORK = Page(_("My work"), "desk:home", "")
WORK_PAGES = (
    MY_WORK,
    Page(_("Work of the team"), "desk:work-team", ""),
    Page(_("Rows put aside"), "desk:work-asleep", ""),
    Page(pgettext_lazy("of work", "Done"), "desk:work-done", ""),
)
SETTINGS = _("Settings")
SETTINGS_GROUPS: Mapping[str, Any] = {
    "office": _("Your office"),
    "money": _("Money"),
    "texts": _("Texts"),
    "plans": _("Payment plans"),
    "contact": _("Letters and messages"),
    "people": _("Staff and roles"),
    "systems": _("Connections"),
}
"""The groups of settings pages, by their ``section``."""
LAST_GROUP = "systems"
FEW_SETTINGS = 4
ALL_SETTINGS = Page(_("All settings"), "desk:settings", "", _("What the office chooses for its portal"))


@dataclass(frozen=True, slots=True)
class Link:
    """A page this person may open. ``is_current``: the current page is this one or is below it.

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
    """What ``user`` may open, by section: work first, settings last.

    ``path``: the page shown now.
    """
    works = list_work(user)
    pages = [*(WORK_PAGES if works else (MY_WORK,)), *map(_make_page, works)]
    pages = [page for page in pages if page.url_name]
    titles = [str(WORK_SECTION)] * len(pages)
    given = [page for room in list_rooms() for page in room.navigation if user.has_perm(page.permission)]
    settings = _choose_settings(list_settings_pages(user), path)
    pages += [*given, *settings]
    titles += [*(str(page.section) for page in given), *([str(SETTINGS)] * len(settings))]
    links = _make_links(pages, _count_work(user), path)
    return tuple(
        Section(title, tuple(link for own, link in zip(titles, links, strict=True) if own == title))
        for title in dict.fromkeys(titles)
    )


def list_settings_pages(user: Any) -> list[Page]:
    """The settings pages that this person may use, in the order of their groups."""
    given = [page for room in list_rooms() for page in room.settings_pages if user.has_perm(page.permission)]
    return [page for _title, own in group_settings(given) for page in own]


def _choose_settings(pages: list[Page], path: str) -> list[Page]:
    """One link to all of them, and each of a few; each of many only among the settings themselves."""
    if not pages:
        return []
    is_among = any(path.startswith(page.address) for page in (ALL_SETTINGS, *pages))
    return [ALL_SETTINGS, *pages] if is_among or len(pages) <= FEW_SETTINGS else [ALL_SETTINGS]


def group_settings(pages: Iterable[Page]) -> list[tuple[str, list[Page]]]:
    """Settings pages under their headings, those without a group last; empty groups are left out."""
    groups: dict[str, list[Page]] = {code: [] for code in SETTINGS_GROUPS}
    for page in pages:
        groups[page.section if page.section in groups else LAST_GROUP].append(page)
    return [(str(SETTINGS_GROUPS[code]), own) for code, own in groups.items() if own]


def list_notices(user: Any) -> list[dict[str, str]]:
    """The notices for ``user`` on the first page."""
    return [notice for notice in (present(user) for present in NOTICES.collect()) if notice]


def _make_page(work: Work) -> Page:
    """The page of one kind of work, without an address where its room has a page of its own."""
    url_name = "" if work.page else "desk:work-kind"
    return Page(work.title, url_name, work.permission, arguments={"kind": work.kind})


def _count_work(user: Any) -> Mapping[str, int]:
    """The number of waiting items, by the URL of the page that lists them."""
    counts: dict[str, int] = {}
    waiting, ours = count_waiting(user)
    for work in list_work(user):
        address = reverse(work.page) if work.page else _make_page(work).address
        counts[address] = counts.get(address, 0) + waiting[work.kind]
    return {**counts, MY_WORK.address: ours}


def _make_links(pages: list[Page], counts: Mapping[str, int], path: str) -> list[Link]:
    addresses = [page.address for page in pages]
    home = MY_WORK.address
    under = (address for address in addresses if path.startswith(address) and address != home)
    current = max(under, key=len, default=path)
    return [
        Link(str(page.title), address, str(page.text), address == current, counts.get(address, 0))
        for page, address in zip(pages, addresses, strict=True)
    ]
