"""Files that come down: the file behind a record, handed on as an attachment that no browser opens."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portal.crm.change import services
from portal.crm.decorators import crm_page, find_resource
from portal.crm.document.calls import fetch_file, owns_file
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.crm.entry.attachments import KINDS
from portal.crm.records import selectors
from portal.crm.records.details import Section

SAFE_TYPES = frozenset(kind for kind, _begins in KINDS.values())
UNKNOWN_TYPE = "application/octet-stream"
LONGEST_NAME = 120


@require_safe
@crm_page("crm.view_records")
def download(
    request: HttpRequest, catalogue: Catalogue, resource: str, record_id: str, field: str
) -> HttpResponse:
    """The file that a field of a record names."""
    found = find_resource(catalogue, resource)
    if field not in _list_file_fields(catalogue, found):
        raise Http404
    record = selectors.get_record(catalogue, found, record_id, user=request.user)
    place = str(record.get(field) or "")
    if not owns_file(catalogue, place):
        raise Http404
    file = fetch_file(catalogue, place, user=request.user)
    services.note_download(catalogue, found, record_id, size=len(file.content), user=request.user)
    kind = file.media_type if file.media_type in SAFE_TYPES else UNKNOWN_TYPE
    response = HttpResponse(file.content, content_type=kind)
    name = content_disposition_header(as_attachment=True, filename=name_file(record, place))
    response["Content-Disposition"] = name or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def point_files(
    catalogue: Catalogue,
    resource: Resource,
    record_id: str,
    sections: list[Section],
    record: Mapping[str, Any],
) -> None:
    """The facts that name a file get the way to it, and its name for a value."""
    names = _list_file_fields(catalogue, resource)
    for section in sections:
        for number, line in enumerate(section.lines):
            place = str(record.get(line.name) or "")
            if line.name in names and owns_file(catalogue, place):
                href = reverse(
                    "crm:download", args=(catalogue.system.key, resource.key, record_id, line.name)
                )
                section.lines[number] = replace(
                    line, value=name_file(record, place), file_href=href, is_long=False
                )


def _list_file_fields(catalogue: Catalogue, resource: Resource) -> tuple[str, ...]:
    return tuple(catalogue.system.hints.get("downloads", {}).get(resource.key, ()))


def name_file(record: Mapping[str, Any], place: str) -> str:
    """What the file is called: as the record says, with its ending, else as its address ends."""
    last = unquote(urlsplit(place).path.rstrip("/").rpartition("/")[2])
    name = str(record.get("name") or record.get("title") or last or "file")
    name = "".join(" " if one in '/\\:*?"<>|' or not one.isprintable() else one for one in name).strip(" .")
    ending = str(record.get("extension") or "").strip(".").lower()
    ending = ending or (last.rpartition(".")[2].lower() if "." in last else "")
    if ending.isalnum() and len(ending) <= 5 and not name.lower().endswith(f".{ending}"):
        return f"{name[:LONGEST_NAME]}.{ending}"
    return name[:LONGEST_NAME] or "file"
