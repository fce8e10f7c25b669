"""Downloads the file of a record, which a browser cannot open itself, and a list as CSV."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from portal.crm.decorators import crm_page, find_resource
from portal.crm.document.calls import fetch_file, owns_file
from portal.crm.document.catalogue import Catalogue
from portal.crm.entry.attachments import KINDS, find_ending
from portal.crm.entry.titles import describe
from portal.crm.records import presenters, selectors, services, tables
from portal.crm.records.downloads import list_file_fields, name_file
from portal.crm.records.hrefs import list_href
from portal.crm.records.listing import EXPORT_ROWS, read_asked, with_column
from portal.desk.frame.searching import find_search
from portal.web.spreadsheet import make_csv_response, write_csv

SAFE_TYPES = frozenset(kind for kind, _begins in KINDS.values())
UNKNOWN_TYPE = "application/octet-stream"


@require_safe
@crm_page("crm.view_records")
def download(
    request: HttpRequest, catalogue: Catalogue, resource: str, record_id: str, field: str
) -> HttpResponse:
    """The file in a field of a record."""
    found = find_resource(catalogue, resource)
    if field not in list_file_fields(catalogue, found):
        raise Http404
    record = selectors.get_record(catalogue, found, record_id, user=request.user)
    place = str(record.get(field) or "")
    if not owns_file(catalogue, place):
        raise Http404
    file = fetch_file(catalogue, place, user=request.user)
    services.note_download(catalogue, found, record_id, size=len(file.content), user=request.user)
    said = file.media_type
    if said in {"", UNKNOWN_TYPE}:
        said = KINDS.get(find_ending(file.content), (UNKNOWN_TYPE, b""))[0]
    response = HttpResponse(file.content, content_type=said if said in SAFE_TYPES else UNKNOWN_TYPE)
    name = content_disposition_header(as_attachment=True, filename=name_file(record, place, file.content))
    response["Content-Disposition"] = name or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@crm_page("crm.export_records")
def export(request: HttpRequest, catalogue: Catalogue, resource: str) -> HttpResponse:
    """The list as CSV, with the filters in its URL."""
    found = find_resource(catalogue, resource)
    if found.listing is None:
        raise Http404
    find_search(request, path=list_href(catalogue, found))
    asked = read_asked(request.GET, catalogue, found.listing)
    columns = tuple(
        one for one in catalogue.get_row_fields(found) if one.kind not in {"list", "json", "file"}
    )
    items = list(
        selectors.iterate_records(
            catalogue,
            found.listing,
            user=request.user,
            query=asked.query,
            columns=columns,
            most=EXPORT_ROWS,
        )
    )
    make = presenters.plain_maker(catalogue)
    columns = with_column(columns or tables.guess_columns(items, make), items, make)
    rows = [
        [describe(one, item.get(one.name)) for one in columns] for item in items if isinstance(item, dict)
    ]
    services.note_export(catalogue, found, rows=len(rows), user=request.user)
    content = write_csv([str(one.label) for one in columns], rows)
    return make_csv_response(content, name=f"{catalogue.system.key}-{found.key}")
