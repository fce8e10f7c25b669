"""A form of one operation as a page: what it asks, how it is sent, and how it is shown again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpResponse

from portal.crm.document.catalogue import Catalogue
from portal.crm.document.destroying import Concerned
from portal.crm.document.field_tree import Field
from portal.crm.document.resources import Resource
from portal.crm.records.presenters import Text
from portal.integrations.openapi import Result


class Guard(Protocol):
    """A lock on a record while it is being changed."""

    held_by: str

    def release(self) -> None:
        """Release the record."""
        ...


@dataclass
class FormPage:
    """A form of one operation.

    ``send`` calls with what was filled in; ``finish`` gives the answer after it. ``original``: the record
    as it is now, when one is changed; ``guard`` holds it then. ``asks_again``: what destroys is asked once
    more before it is sent, naming the records it is about (``concerned``).
    ``typed``: what must be typed once more. ``is_new``: it makes a record, so something must be filled in.
    """

    catalogue: Catalogue
    resource: Resource
    title: Text
    button: str
    cancel_href: str
    fields: tuple[Field, ...]
    send: Callable[[Mapping[str, Any]], Result]
    finish: Callable[[Result], str | HttpResponse]
    original: Mapping[str, Any] | None = None
    context: dict[str, Any] = field(default_factory=dict)
    is_destructive: bool = False
    text: str = ""
    guard: Guard | None = None
    asks_again: bool = False
    concerned: tuple[Concerned, ...] = ()
    typed: str = ""
    is_new: bool = False


@dataclass
class Shown:
    """How a form is shown again. ``is_unknown``: the system may have taken what was sent.

    ``taken``, ``clashing``: fields that a colleague changed meanwhile; ``clashing`` were typed in as well.
    """

    status: int = 200
    notice: str = ""
    is_unknown: bool = False
    once: str = ""
    seen: str = ""
    taken: tuple[str, ...] = ()
    clashing: tuple[str, ...] = ()
    draft: str = ""
    is_mistyped: bool = False
