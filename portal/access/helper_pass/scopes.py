"""What a visit may do on each page of a file: the only place that compares a pass's scopes.

A room that is not listed is for the person only. Who only pays opens the pages that are listed for it.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from portal.file.news import News
from portal.file.visit import Visit


class Scope(StrEnum):
    """What a pass allows. Every pass allows paying; no pass allows ``OWN``."""

    PAY = "pay"
    VIEW = "view"
    MESSAGE = "message"
    PROPOSE = "propose"
    OWN = "own"


ROOMS: Mapping[str, Scope] = {
    "payments": Scope.VIEW,
    "dossier": Scope.VIEW,
    "help": Scope.VIEW,
    "messages": Scope.MESSAGE,
    "plans": Scope.PROPOSE,
    "budget": Scope.OWN,
    "reminders": Scope.OWN,
    "mydata": Scope.OWN,
    "access": Scope.OWN,
}
"""By the first part of a URL name."""

PAGES: Mapping[str, Scope] = {
    "payments:start": Scope.PAY,
    "payments:transfer": Scope.PAY,
    "payments:transfer-picture": Scope.PAY,
    "payments:go": Scope.PAY,
    "dossier:others": Scope.OWN,
    "messages:contact": Scope.OWN,
    "messages:contact-code": Scope.OWN,
    "messages:money-back": Scope.OWN,
    "plans:running": Scope.VIEW,
    "plans:standing-order": Scope.VIEW,
    "plans:calendar": Scope.VIEW,
    "plans:sent": Scope.VIEW,
}
"""Pages that need another scope than their room."""


def get_scope(page: str) -> Scope:
    """The scope that a page needs, by its URL name."""
    return PAGES.get(page) or ROOMS.get(page.partition(":")[0], Scope.OWN)


def fits(scopes: frozenset[str], page: str) -> bool:
    """Whether a pass of these scopes allows a page."""
    return get_scope(page) in scopes


def allows(visit: Visit, page: str) -> bool:
    """Whether this visit may open a page, or do what its form does. The person may do everything."""
    return visit.who != "helper" or fits(visit.scopes, page)


def allows_address(visit: Visit, address: str) -> bool:
    """The same for one of our URLs, such as a link on another page; one that leads nowhere is refused."""
    if visit.who != "helper":
        return True
    try:
        return allows(visit, resolve(urlsplit(address).path).view_name)
    except Resolver404:
        return False


def without_closed_link(visit: Visit, news: News) -> News:
    """The news without its link, when that leads to what the pass does not allow."""
    if not news.address or allows_address(visit, news.address):
        return news
    return replace(news, address="", link="")
