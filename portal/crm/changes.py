"""Pages that change: add, change and delete a record, and every other act a document knows."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.crm import presenters, selectors, services
from portal.crm.catalogue import Catalogue
from portal.crm.details import present_record
from portal.crm.editing import FormPage, show_or_take
from portal.crm.locks import find_holder
from portal.crm.pages import crm_page, find_resource
from portal.crm.resources import Resource
from portal.crm.uploads import takes_files
from portal.crm.ways import list_href, record_href

pages = require_http_methods(["GET", "HEAD", "POST"])
PATH = "path:"
QUERY = "query:"


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
        send=lambda body: services.create_record(catalogue, found, body, request=request),
        finish=lambda result: _after_write(catalogue, found, result.record_id, "made"),
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
    record = selectors.get_record(catalogue, found, record_id, user=request.user)
    title = presenters.title_record(record) or presenters.label_resource(found).text
    page = FormPage(
        catalogue=catalogue,
        resource=found,
        title=presenters.Text(_("Change %(name)s") % {"name": title}),
        button=_("Save in %(system)s") % {"system": catalogue.system.name},
        cancel_href=record_href(catalogue, found, record_id),
        fields=catalogue.get_body_fields(operation),
        send=lambda body: services.update_record(catalogue, found, record_id, body, request=request),
        finish=lambda _result: _after_write(catalogue, found, record_id, "changed"),
        original=record,
        context={
            "record_id": record_id,
            "lock_notice": _say_lock(find_holder(catalogue, found, record_id, user=request.user)),
        },
    )
    return show_or_take(request, page)


def _say_lock(holder: str) -> str:
    if not holder:
        return ""
    return _("User %(number)s has this record open there. The system may refuse your change.") % {
        "number": holder
    }


@pages
@crm_page("crm.delete_records")
def delete(request: HttpRequest, catalogue: Catalogue, resource: str, record_id: str) -> HttpResponseBase:
    """Ask once, with what goes; then delete."""
    found = find_resource(catalogue, resource)
    if found.deleting is None:
        raise Http404
    record = selectors.get_record(catalogue, found, record_id, user=request.user) if found.viewing else {}
    make = lambda name: presenters.make_plain_field(catalogue, name)  # noqa: E731
    fields = catalogue.get_record_fields(found)
    page = FormPage(
        catalogue=catalogue,
        resource=found,
        title=presenters.Text(
            _("Delete %(name)s?") % {"name": presenters.title_record(record) or f"{found.key} {record_id}"}
        ),
        button=_("Delete in %(system)s") % {"system": catalogue.system.name},
        cancel_href=record_href(catalogue, found, record_id),
        fields=(),
        send=lambda _body: services.delete_record(catalogue, found, record_id, request=request),
        finish=lambda _result: list_href(catalogue, found) + "?done=deleted",
        context={
            "record_id": record_id,
            "sections": present_record(catalogue, fields, record, make) if record else [],
        },
        is_destructive=True,
        text=_("The record goes from %(system)s. The portal cannot bring it back.")
        % {"system": catalogue.system.name},
    )
    return show_or_take(request, page)


def _after_write(catalogue: Catalogue, resource: Resource, record_id: str, done: str) -> str:
    """To the record where it can be seen, else to the list."""
    if record_id and "/" not in record_id and (resource.viewing or resource.listing):
        return record_href(catalogue, resource, record_id) + f"?done={done}"
    return list_href(catalogue, resource) + f"?done={done}"
