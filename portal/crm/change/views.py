"""Pages that change: add, change and delete a record, and all other operations of a document."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.crm.change import services
from portal.crm.change.form_pages import FormPage
from portal.crm.change.form_views import show_or_take, show_unsent
from portal.crm.decorators import crm_page, find_resource, takes_files
from portal.crm.document.calls import ConnectionNeededError
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.crm.entry.titles import title_record
from portal.crm.holding.leases import EditGuard
from portal.crm.holding.locks import find_locks, needs_own_number
from portal.crm.holding.own_numbers import get_own_number
from portal.crm.records import presenters, selectors
from portal.crm.records.details import present_record
from portal.crm.records.hrefs import list_href, record_href
from portal.integrations.errors import IntegrationError
from portal.integrations.openapi import InvalidRequest
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

pages = require_http_methods(["GET", "HEAD", "POST"])


@takes_files
@pages
@crm_page("crm.edit_records")
def new(request: HttpRequest, catalogue: Catalogue, resource: str) -> HttpResponseBase:
    """Add a record."""
    found = find_resource(catalogue, resource)
    operation = found.creating
    if operation is None:
        raise Http404
    label = presenters.label_resource(found)
    page = FormPage(
        catalogue=catalogue,
        resource=found,
        title=presenters.Text(_("%(kind)s: add one") % {"kind": label.text}),
        button=_("Save in %(system)s") % {"system": catalogue.system.name},
        cancel_href=list_href(catalogue, found),
        fields=catalogue.get_body_fields(operation),
        send=lambda body: services.create_record(catalogue, found, body, user=request.user),
        finish=lambda result: _after_write(catalogue, found, result.record_id, "made"),
        is_new=True,
    )
    return show_or_take(request, page)


@takes_files
@pages
@crm_page("crm.edit_records")
def edit(request: HttpRequest, catalogue: Catalogue, resource: str, record_id: str = "") -> HttpResponseBase:
    """Change a record."""
    found = find_resource(catalogue, resource)
    operation = found.updating
    if operation is None:
        raise Http404
    guard = EditGuard(catalogue, found, record_id, request.user)
    if "_cancel" in request.POST:
        guard.release()
        return see_other(record_href(catalogue, found, record_id))
    page = FormPage(
        catalogue=catalogue,
        resource=found,
        title=presenters.Text(_("Change %(name)s") % {"name": presenters.label_resource(found).text}),
        button=_("Save in %(system)s") % {"system": catalogue.system.name},
        cancel_href=record_href(catalogue, found, record_id),
        fields=catalogue.get_body_fields(operation),
        send=lambda body: services.update_record(catalogue, found, record_id, body, user=request.user),
        finish=lambda _result: _after_write(catalogue, found, record_id, "changed"),
        guard=guard,
        context={"record_id": record_id, "asks_number": asks_number(catalogue, found, request.user)},
    )
    try:
        guard.open()
        if guard.held_by and request.method != "POST":
            return show_held(request, guard)
        page.original = selectors.get_record(catalogue, found, record_id, user=request.user)
    except (ConnectionNeededError, IntegrationError, InvalidRequest) as error:
        if request.method != "POST":
            raise
        return show_unsent(request, page, error)
    if title := title_record(page.original):
        page.title = presenters.Text(_("Change %(name)s") % {"name": title})
    return show_or_take(request, page)


def show_held(request: HttpRequest, guard: EditGuard) -> HttpResponse:
    """Show who has the record open, with a link to view it."""
    context = {
        "system": guard.catalogue.system,
        "resource": guard.resource,
        "label": presenters.label_resource(guard.resource),
        "held_by": guard.held_by,
        "view_href": record_href(guard.catalogue, guard.resource, guard.record_id),
        "retry_href": request.path,
        "asks_number": asks_number(guard.catalogue, guard.resource, request.user),
    }
    return render_page(request, "crm/held.html", context, status=409)


def asks_number(catalogue: Catalogue, resource: Resource, user: Any) -> bool:
    """Whether a lock needs the person's own number there, and it is not known."""
    if resource is find_locks(catalogue) or not needs_own_number(catalogue):
        return False
    return not get_own_number(user, catalogue.system.key)


@pages
@crm_page("crm.delete_records")
def delete(request: HttpRequest, catalogue: Catalogue, resource: str, record_id: str) -> HttpResponseBase:
    """Ask once, with what goes; then delete."""
    found = find_resource(catalogue, resource)
    if found.deleting is None:
        raise Http404
    guard = EditGuard(catalogue, found, record_id, request.user)
    guard.set_holder()
    if guard.held_by:
        return show_held(request, guard)
    record = selectors.get_record(catalogue, found, record_id, user=request.user) if found.viewing else {}
    make = presenters.plain_maker(catalogue)
    fields = catalogue.get_record_fields(found)
    page = FormPage(
        catalogue=catalogue,
        resource=found,
        title=presenters.Text(
            _("Delete %(name)s?") % {"name": title_record(record) or f"{found.key} {record_id}"}
        ),
        button=_("Delete in %(system)s") % {"system": catalogue.system.name},
        cancel_href=record_href(catalogue, found, record_id),
        fields=(),
        send=lambda _body: services.delete_record(catalogue, found, record_id, user=request.user),
        finish=lambda _result: list_href(catalogue, found) + "?done=deleted",
        context={
            "record_id": record_id,
            "sections": present_record(catalogue, fields, record, make) if record else [],
        },
        guard=guard,
        is_destructive=True,
        typed=record_id,
        text=_("The record goes from %(system)s. The portal cannot bring it back.")
        % {"system": catalogue.system.name},
    )
    return show_or_take(request, page)


def _after_write(catalogue: Catalogue, resource: Resource, record_id: str, done: str) -> str:
    """Redirect to the record where it can be shown, else to the list."""
    if record_id and "/" not in record_id and (resource.viewing or resource.listing):
        return record_href(catalogue, resource, record_id) + f"?done={done}"
    return list_href(catalogue, resource) + f"?done={done}"
