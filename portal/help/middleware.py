"""Safe-device mode on every answer: files that are kept have a name that says nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.help.safe_device import is_on, rename_download


class SafeDeviceMiddleware:
    """Whatever page gives a file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        given = response.headers.get("Content-Disposition", "")
        if given.startswith("attachment") and is_on(request):
            response.headers["Content-Disposition"] = rename_download(given)
        return response
