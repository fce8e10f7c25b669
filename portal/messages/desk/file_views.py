"""A file that somebody sent, for staff: to keep, never shown as a page of this site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.messages.desk.selectors import get_upload
from portal.messages.uploads.store import read_content
from portal.office.selectors import get_office

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}


@require_safe
@staff_required("talk.view_thread")
def file(request: HttpRequest, thread_id: int, upload_id: int) -> HttpResponse:
    """``/desk/messages/<id>/files/<id>/``: from here, or from Tagor once it is there."""
    found = get_upload(get_office(), thread_id, upload_id)
    if found is None:
        raise Http404
    content = read_content(found, by=Actor.staff(request.user))
    if content is None:
        raise Http404("the file is in Tagor, under another name than we know")
    name = f"{found.thread.number} {found.name}.{found.extension}"
    return HttpResponse(
        content,
        headers={
            "Content-Type": TYPES[found.extension],
            "Content-Disposition": content_disposition_header(True, name) or "attachment",  # noqa: FBT003 - Django's own signature
            "X-Content-Type-Options": "nosniff",
        },
    )
