"""Keeps pages that write in the file (asking the balance does) for people who really look."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# How browsers and their helpers say that nobody is looking yet.
EARLY_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
EARLY_WORDS = ("prefetch", "prerender", "preview")


def for_people(view: View[P]) -> View[P]:
    """Answer a HEAD with an empty page, and a prefetch with 503 so that the browser asks again in time."""

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
