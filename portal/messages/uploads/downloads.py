"""A file of a conversation as an answer of the site: to keep, never shown as a page of its own."""

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from portal.audit.actors import Actor
from portal.messages.models import Upload
from portal.messages.uploads.store import open_content

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}


def serve_file(upload: Upload, *, by: Actor) -> HttpResponseBase:
    """From here, or from Tagor once it is there. Raises: Http404 when it is gone, IntegrationError."""
    content = open_content(upload, by=by)
    if content is None:
        raise Http404("the file is in Tagor, under another name than we know")
    name = f"{upload.thread.number} {upload.name}.{upload.extension}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {
        "Content-Type": TYPES[upload.extension],
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    if isinstance(content, bytes):
        return HttpResponse(content, headers=headers)
    return StreamingHttpResponse(content, headers=headers | {"Content-Length": str(content.size)})
