"""Decorators for views that accept files: how large, and from whom."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, cast

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from portal.web.http_request.csrf import NoReferrerCsrfMiddleware

P = ParamSpec("P")
View = Callable[P, HttpResponseBase]
csrf_protect = decorator_from_middleware(NoReferrerCsrfMiddleware)


class LimitedFileHandler(MemoryFileUploadHandler):
    """Keeps a file in memory up to a limit; aborts a larger one during the upload."""

    def __init__(self, request: HttpRequest, most_bytes: int) -> None:
        super().__init__(request)
        self.most_bytes = most_bytes

    def handle_raw_input(self, *args: Any, **_options: Any) -> None:
        """Check the length that the browser declares (the third argument)."""
        self.activated = args[2] <= self.most_bytes

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Raises: StopUpload past the limit."""
        if start > self.most_bytes:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


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
