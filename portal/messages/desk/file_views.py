"""Files that people sent, for staff."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.messages.desk.selectors import get_upload
from portal.messages.uploads.downloads import serve_file
from portal.office.selectors import get_office


@require_safe
@staff_required("talk.view_thread")
def file(request: HttpRequest, thread_id: int, upload_id: int) -> HttpResponseBase:
    """``/desk/messages/<id>/files/<id>/``: download one."""
    found = get_upload(get_office(), thread_id, upload_id)
    if found is None:
        raise Http404
    return serve_file(found, by=Actor.staff(request.user))
