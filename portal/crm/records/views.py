"""Pages that show systems, a system's resources, lists and records."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.crm.decorators import crm_page, find_resource
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.crm.document.systems import list_systems
from portal.crm.entry.titles import title_record
from portal.crm.holding.leases import EditGuard
from portal.crm.records import presenters, selectors, services, tables
from portal.crm.records.contributions import Place, list_panels
from portal.crm.records.details import Section, fold_rest, list_lost_times, present_record
from portal.crm.records.downloads import point_files
from portal.crm.records.found import Owned, is_indexed, lacks_index, list_owned_records
from portal.crm.records.hrefs import draft_href, list_act_links, list_additions, point_rows
from portal.crm.records.listing import (
    EXPORT_ROWS,
    PREFIX,
    address,
    list_kept,
    make_heads,
    make_jump,
    read_asked,
    with_column,
)
from portal.crm.records.naming import name_sections, name_table
from portal.crm.records.relations import list_relations
from portal.crm.records.resource_groups import list_groups
from portal.crm.session import get_draft, take_times
from portal.desk.frame.decorators import staff_required
from portal.desk.frame.searching import searched
from portal.integrations.errors import Unavailable
from portal.integrations.openapi import Busy, DocumentUnusable
from portal.web.paging import make_pager
from portal.web.rendering.render import render_page

pages = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_required("crm.view_records")
def systems(request: HttpRequest) -> HttpResponse:
    """The CRM systems, each on or off."""
    return render_page(request, "crm/systems.html", {"systems": list_systems()})


@pages
@crm_page("crm.view_records")
@searched("find")
def home(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """A system's resources, grouped, searched by name."""
    wanted = request.GET.get("find", "").strip()
    with_deprecated = "deprecated" in request.GET
    context = {
        "system": catalogue.system,
        "groups": list_groups(catalogue, user=request.user, wanted=wanted, with_deprecated=with_deprecated),
        "wanted": wanted,
        "with_deprecated": with_deprecated,
        "deprecated_href": address(request.path, request.GET, deprecated=None if with_deprecated else 1),
    }
    return render_page(request, "crm/home.html", context)


@pages
@crm_page("crm.view_records")
@searched(prefix=PREFIX)
def records(request: HttpRequest, catalogue: Catalogue, resource: str) -> HttpResponseBase:
    """A list of records; of a resource with one record only, that record."""
    found = find_resource(catalogue, resource)
    if found.is_single:
        return show_record(request, catalogue, found, "")
    return render_page(
        request,
        "crm/list.html",
        {**_frame(catalogue, found, user=request.user), **_list(request, catalogue, found)},
        block="list",
    )


def _list(request: HttpRequest, catalogue: Catalogue, resource: Resource) -> dict[str, Any]:
    if resource.listing is None:
        return {"table": None, "asked": None, "is_away": False, "pager": None, "kept": ()}
    asked = read_asked(request.GET, catalogue, resource.listing)
    link = partial(address, request.path, request.GET)
    columns = catalogue.get_columns(resource)
    context = {
        "asked": asked,
        "kept": list(list_kept(request.GET)),
        "table": None,
        "pager": None,
        "jump": None,
    }
    if asked.missing:
        return {**context, "is_away": False}
    try:
        page = selectors.list_records(
            catalogue, resource.listing, user=request.user, query=asked.query, columns=columns
        )
    except (Busy, DocumentUnusable):  # they have a page of their own
        raise
    except Unavailable:
        return {**context, "is_away": True, "retry_href": request.get_full_path()}
    make = presenters.plain_maker(catalogue)
    columns = with_column(columns or tables.guess_columns(page.items, make), page.items, make)
    heads = make_heads(link, resource.listing, columns, asked.query.sorting)
    table = tables.make_table(catalogue, resource, columns, page.items, heads=heads)
    return {
        **context,
        "is_away": False,
        "table": name_table(catalogue, table, user=request.user),
        "pager": make_pager(
            lambda number: link(page=number),
            number=page.number,
            first=(page.number - 1) * page.size + 1,
            shown=len(page.items),
            has_more=page.has_more,
            total=page.total,
        ),
        "jump": make_jump(link(page=None), page.total, page.size, page.number),
        "export_href": link(page=None).replace(
            request.path, reverse("crm:export", args=(catalogue.system.key, resource.key)), 1
        ),
        "export_limit": EXPORT_ROWS,
    }


@require_safe
@crm_page("crm.view_records")
def record(request: HttpRequest, catalogue: Catalogue, resource: str, record_id: str) -> HttpResponseBase:
    """One record with everything in it, its acts and its related lists."""
    return show_record(request, catalogue, find_resource(catalogue, resource), record_id)


def show_record(
    request: HttpRequest, catalogue: Catalogue, resource: Resource, record_id: str
) -> HttpResponse:
    """The page of a record. Raises: the errors of a call."""
    data = selectors.get_record(catalogue, resource, record_id, user=request.user)
    services.note_view(catalogue, resource, record_id, user=request.user)
    make = presenters.plain_maker(catalogue)
    sections = present_record(catalogue, catalogue.get_record_fields(resource), data, make)
    name_sections(catalogue, sections, user=request.user)
    point_files(catalogue, resource, record_id, sections, data)
    fold_rest(catalogue, resource, sections)
    guard = EditGuard(catalogue, resource, record_id, request.user)
    guard.set_holder()
    may_change = request.user.has_perm("crm.edit_records")
    sent = take_times(request.session, request.path)
    context = {
        **_frame(catalogue, resource, user=request.user),
        "record_id": record_id,
        "record_title": title_record(data),
        "sections": sections,
        "owned": _list_owned(catalogue, resource, record_id, sections),
        "lacks_index": lacks_index(catalogue.system, resource.key),
        "additions": list_additions(catalogue, resource, record_id) if may_change else [],
        "relations": list_relations(catalogue, resource, record_id, user=request.user),
        "panels": list_panels(Place(catalogue.system.key, resource.key, record_id, request.user)),
        "record_acts": list_act_links(catalogue, resource, user=request.user, record_id=record_id),
        "dangers": list_act_links(
            catalogue, resource, user=request.user, record_id=record_id, destroying=True
        ),
        "done": request.GET.get("done", ""),
        "lost_times": list_lost_times(catalogue.get_record_fields(resource), data, sent) if sent else [],
        "held_by": guard.held_by,
    }
    return render_page(request, "crm/record.html", context)


def _list_owned(
    catalogue: Catalogue, resource: Resource, record_id: str, sections: list[Section]
) -> list[Owned]:
    """What belongs to the record, except what it lists itself."""
    if not record_id:
        return []
    listed = {one.name for one in sections if one.table is not None}
    return [
        one for one in list_owned_records(catalogue.system, resource.key, record_id) if one.key not in listed
    ]


@pages
@crm_page("crm.edit_records")
@searched(prefix=PREFIX)
def pick(request: HttpRequest, catalogue: Catalogue, resource: str) -> HttpResponseBase:
    """Search for a record for a field of a form, and return to the form with it."""
    found = find_resource(catalogue, resource)
    draft = get_draft(request.session, request.GET.get("draft", ""))
    if draft is None or found.listing is None:
        raise Http404
    context = {**_frame(catalogue, found, user=request.user), **_list(request, catalogue, found)}
    if context["table"] is not None:
        context["table"] = point_rows(context["table"], catalogue, found, draft, request.GET.get("place", ""))
    context["back_href"] = draft_href(draft)
    return render_page(request, "crm/pick.html", context, block="list")


def _frame(catalogue: Catalogue, resource: Resource, *, user: Any) -> dict[str, Any]:
    """What all pages of a resource show, and what the person may do with it."""
    return {
        "system": catalogue.system,
        "resource": resource,
        "label": presenters.label_resource(resource),
        "is_indexed": is_indexed(catalogue.system, resource.key),
        "general_acts": list_act_links(catalogue, resource, user=user),
        "general_dangers": list_act_links(catalogue, resource, user=user, destroying=True),
    }
