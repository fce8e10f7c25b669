"""Takes larger files than the rest of the portal does, from staff only, and never on the disk."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, cast

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from portal.crm.entry.attachments import MOST_BYTES
from portal.desk.frame.decorators import is_staff
from portal.web.request.csrf import NoReferrerCsrfMiddleware

P = ParamSpec("P")
csrf_protect = decorator_from_middleware(NoReferrerCsrfMiddleware)
# Room for the other fields of the form and the marks between them.
MOST_BODY_BYTES = MOST_BYTES + 1024 * 1024


class LargeFileHandler(MemoryFileUploadHandler):
    """Keeps a file in memory up to ``MOST_BODY_BYTES``; a larger one is cut off while it is coming in."""

    def handle_raw_input(self, *args: Any, **_options: Any) -> None:
        """Decides by the length the browser tells (the third argument)."""
        self.activated = args[2] <= MOST_BODY_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Raises: StopUpload past the limit."""
        if start > MOST_BODY_BYTES:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


def takes_files(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """A view whose form may hold files. The token is checked one step later: that reads the whole body."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request = args[0]
        if isinstance(request, HttpRequest) and is_staff(request.user):
            request.upload_handlers = [LargeFileHandler(request)]
        return cast("HttpResponseBase", protected(*args, **kwargs))

    return guarded
