"""How a view takes files: in memory, up to a limit, whatever the rest of the site allows."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from portal.web.http_request.body import is_too_long
from portal.web.http_request.csrf import NoReferrerCsrfMiddleware

MOST_BODY_BYTES = 32 * 1024 * 1024
View = Callable[..., HttpResponseBase]
_csrf_protect = decorator_from_middleware(NoReferrerCsrfMiddleware)


class PaperHandler(MemoryFileUploadHandler):
    """Keeps files in memory as long as the whole body fits; otherwise none of them."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - Django's own name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """See Django."""
        del input_data, META, boundary, encoding
        self.activated = content_length <= MOST_BODY_BYTES


def takes_files(view: View) -> View:
    """A view that reads ``request.FILES``. Its forms are checked against forgery as all are."""
    guarded = _csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def receiving(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Before anything reads the body: which handlers take it cannot be chosen afterwards.
        request.upload_handlers = [PaperHandler(request)]
        return cast("HttpResponseBase", guarded(request, *args, **kwargs))

    return receiving


def is_body_too_large(request: HttpRequest) -> bool:
    """Whether the files were left out because all together are too large."""
    return is_too_long(request, MOST_BODY_BYTES)
