"""A file of a conversation as an answer of the site: to keep, never shown as a page of its own."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from portal.audit.actors import Actor
from portal.messages.models import Upload
from portal.messages.uploads.store import read_content

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}


def give_file(upload: Upload, *, by: Actor) -> HttpResponse:
    """From here, or from Tagor once it is there. Raises: Http404 when it is gone, IntegrationError."""
    content = read_content(upload, by=by)
    if content is None:
        raise Http404("the file is in Tagor, under another name than we know")
    name = f"{upload.thread.number} {upload.name}.{upload.extension}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content,
        headers={
            "Content-Type": TYPES[upload.extension],
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )
