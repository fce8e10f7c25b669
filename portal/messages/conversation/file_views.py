"""Adds a file to the next message, and removes it. Always returns to its page."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from portal.access.decorators import defendant_required, for_eyes
from portal.audit.actors import DEFENDANT
from portal.file.visit import Visit
from portal.messages.conversation.views import get_thread_or_404
from portal.messages.models import Message, State, Thread
from portal.messages.uploads.downloads import serve_file
from portal.messages.uploads.store import add_files, remove_file
from portal.messages.uploads.upload_limits import MOST_BODY_BYTES
from portal.uploads.intake import UploadRefusedError
from portal.web.http_request.body import is_too_long
from portal.web.http_request.decorators import accept_files
from portal.web.redirects import see_page


@accept_files(MOST_BODY_BYTES)
@require_POST
@defendant_required
def add(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/messages/files/<token>/``: one or more files for the next message of a conversation."""
    thread = get_thread_or_404(visit, token)
    if is_too_long(request, MOST_BODY_BYTES):
        return _go_back(thread, problem="too-large")
    if thread.state == State.CLOSED:
        return _go_back(thread)
    try:
        files = [(one.name or "", one.read()) for one in request.FILES.getlist("files")]
        add_files(thread, files, visit=visit)
    except UploadRefusedError as error:
        return _go_back(thread, problem=error.code)
    return _go_back(thread, added="1")


@require_POST
@defendant_required
def remove(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/messages/files/<token>/remove/``: remove one."""
    thread = get_thread_or_404(visit, token)
    remove_file(thread, request.POST.get("file", ""))
    return _go_back(thread)


@require_safe
@defendant_required
@for_eyes
def download_file(request: HttpRequest, visit: Visit, token: str, upload_id: int) -> HttpResponseBase:
    """``/messages/files/<token>/<id>/``: a file that the office sent with an answer."""
    del request
    thread = get_thread_or_404(visit, token)
    sent = thread.uploads.filter(message__author=Message.Author.OFFICE)
    found = sent.select_related("thread").filter(pk=upload_id).first()
    if found is None:
        raise Http404("no such file in this conversation")
    return serve_file(found, by=DEFENDANT)


def _go_back(thread: Thread, **query: str) -> HttpResponse:
    """Only codes are in the URL."""
    page = "messages:check" if thread.state == State.DRAFT else "messages:conversation"
    fields = {("file" if name == "problem" else name): value for name, value in query.items()}
    return see_page(page, query=f"?{urlencode(fields)}#files" if fields else "#files", token=thread.token)
