"""A list as a file that a spreadsheet opens."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from portal.crm.change import services
from portal.crm.decorators import crm_page, find_resource
from portal.crm.document.catalogue import Catalogue
from portal.crm.records import presenters, selectors, tables
from portal.crm.records.listing import read_asked, with_column


@require_POST
@crm_page("crm.export_records")
def export(request: HttpRequest, catalogue: Catalogue, resource: str) -> HttpResponse:
    """The list as CSV, with the filters of its address."""
    found = find_resource(catalogue, resource)
    if found.listing is None:
        raise Http404
    asked = read_asked(request, catalogue, found.listing)
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
            most=services.EXPORT_ROWS,
        )
    )
    make = presenters.plain_maker(catalogue)
    columns = with_column(columns or tables.guess_columns(items, make), items, make)
    rows = (
        [presenters.describe(one, item.get(one.name)) for one in columns]
        for item in items
        if isinstance(item, dict)
    )
    content = services.export_rows(
        [one.name for one in columns], rows, catalogue=catalogue, resource=found, user=request.user
    )
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{catalogue.system.key}-{found.key}.csv"'
    return response
