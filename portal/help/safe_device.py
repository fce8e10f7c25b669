"""Safe-device mode: for who reads this where somebody else may look. A cookie that ends with the browser."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

COOKIE = "__Host-quiet" if settings.IS_HTTPS else "quiet"
ON = "1"
_FILE_NAME = re.compile(r"filename\*?=[^;]*")
_EXTENSION = re.compile(r"\.([a-z0-9]{1,5})\W*$", re.IGNORECASE)


def is_on(request: HttpRequest) -> bool:
    """Whether the browser asked for it."""
    return request.COOKIES.get(COOKIE) == ON


def switch(response: HttpResponseBase, *, on: bool) -> None:
    """Begin it or end it."""
    if on:
        response.set_cookie(COOKIE, ON, secure=settings.IS_HTTPS, httponly=True, samesite="Lax", path="/")
    else:
        response.delete_cookie(COOKIE, path="/", samesite="Lax")


def rename_download(disposition: str) -> str:
    """The same with a file name that says nothing."""
    found = _EXTENSION.search(disposition.split("filename*", maxsplit=1)[0].rstrip("; "))
    name = f'filename="document.{found[1].lower()}"' if found else 'filename="document"'
    kept = [part.strip() for part in _FILE_NAME.sub("", disposition).split(";") if part.strip()]
    return "; ".join([*kept, name])
