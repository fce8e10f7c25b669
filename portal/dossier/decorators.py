"""What every page of the file owes: it is made only for people who really look, and in time.

Making one may write in the file (asking the balance does).
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from portal.integrations.context import page_deadline

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# How browsers and their helpers say that nobody is looking yet.
EARLY_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
EARLY_WORDS = ("prefetch", "prerender", "preview")


def file_page(view: View[P]) -> View[P]:
    """As ``for_eyes``, and within the page deadline, the office's name at the page's foot included."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with page_deadline(settings.UPSTREAM_PAGE_DEADLINE_S):
            return view(request, *args, **kwargs)

    return for_eyes(guarded)


def for_eyes(view: View[P]) -> View[P]:
    """A HEAD gets an empty page, a prefetch 503 so that the browser asks again when it matters."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if is_early(request):
            return HttpResponse(status=503, headers={"Cache-Control": "no-store"})
        if request.method == "HEAD":
            return HttpResponse()
        return view(request, *args, **kwargs)

    return guarded


def is_early(request: HttpRequest) -> bool:
    """Whether the browser only fetches ahead."""
    told = " ".join(request.headers.get(name, "") for name in EARLY_HEADERS).lower()
    return any(word in told for word in EARLY_WORDS)
