"""Decorators for views that accept files: how large, and from whom."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any, ParamSpec, cast

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from portal.web.http_request.csrf import NoReferrerCsrfMiddleware

P = ParamSpec("P")
View = Callable[P, HttpResponseBase]
csrf_protect = decorator_from_middleware(NoReferrerCsrfMiddleware)


# What the proxy lets through: so much is read of a form, so that nothing of it that was typed gets lost.
MOST_READ_BYTES = 33 * 1024 * 1024


class LimitedFileHandler(MemoryFileUploadHandler):
    """Keeps files in memory up to a limit. A larger one comes without its bytes, as too large as it is.

    So the form says it beside its field, and keeps what was typed. Left out without a word, it would make the
    rest of the form look complete.
    """

    def __init__(self, request: HttpRequest, most_bytes: int) -> None:
        super().__init__(request)
        self.most_bytes = most_bytes

    def handle_raw_input(self, *args: Any, **_options: Any) -> None:
        """Check the length that the browser declares (the third argument)."""
        self.activated = args[2] <= self.most_bytes

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Raises: RequestDataTooBig past what is read at all."""
        if start > MOST_READ_BYTES:
            raise RequestDataTooBig
        if start > self.most_bytes:
            self.activated, self.file = False, BytesIO()
        return super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file; one that did not fit has no bytes, and a size above the limit."""
        if self.activated:
            return super().file_complete(file_size)
        return InMemoryUploadedFile(
            BytesIO(), self.field_name, self.file_name, self.content_type, self.most_bytes + 1, self.charset
        )


def accept_files(
    most_bytes: int, *, may: Callable[[HttpRequest], bool] = lambda _request: True
) -> Callable[[View[P]], View[P]]:
    """A view whose form may hold files of ``most_bytes`` in all, from visitors who ``may``.

    The CSRF token is checked one step later than elsewhere, because that reads the whole body.
    """

    def decorate(view: View[P]) -> View[P]:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request = args[0]
            if isinstance(request, HttpRequest) and may(request):
                request.upload_handlers = [LimitedFileHandler(request, most_bytes)]
            return cast("HttpResponseBase", protected(*args, **kwargs))

        return guarded

    return decorate
