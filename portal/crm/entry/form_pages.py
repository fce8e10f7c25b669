"""A form of one operation as a page: what it asks, how it is shown, and how it is shown again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse

from portal.crm.change import services
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.destroying import Concerned
from portal.crm.document.fields import Field
from portal.crm.document.resources import Resource
from portal.crm.entry.forms import RecordForm
from portal.crm.records.naming import find_names
from portal.crm.records.presenters import Text, label_resource
from portal.integrations.openapi import Result
from portal.web.rendering.render import render_page


class Guard(Protocol):
    """What is held while a record is being changed."""

    held_by: str

    def release(self) -> None:
        """It is no longer being changed."""
        ...


@dataclass
class FormPage:
    """A form of one operation.

    ``send`` calls with what was filled in; ``finish`` gives the answer after it. ``original``: the record
    as it is now, when one is changed; ``guard`` holds it then. ``asks_again``: what destroys is asked once
    more before it is sent, naming the records it is about (``concerned``).
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


@dataclass
class Shown:
    """How a form is shown again."""

    status: int = 200
    notice: str = ""
    once: str = ""
    seen: str = ""
    changed: tuple[str, ...] = ()
    draft: str = ""


def render_form(request: HttpRequest, page: FormPage, form: RecordForm, shown: Shown) -> HttpResponse:
    """The page of a form."""
    form.names = {**find_names(page.catalogue, form, user=request.user), **form.names}
    context = {
        "system": page.catalogue.system,
        "resource": page.resource,
        "label": label_resource(page.resource),
        "form": form,
        "inputs": form.inputs(),
        "errors": form.list_errors(),
        "page": page,
        "shown": shown,
        "once": shown.once or services.make_once(),
        "action": get_own_path(request),
        **page.context,
    }
    return render_page(request, "crm/form.html", context, status=shown.status, language_path=page.cancel_href)


def get_own_path(request: HttpRequest) -> str:
    """The form's address without what belongs to one showing of it."""
    query = request.GET.copy()
    for name in ("draft", "place", "pick", "name", "lang"):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
