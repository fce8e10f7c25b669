"""How long a body says it is, before anything of it is read."""

from django.http import HttpRequest

from portal.web.typed import read_whole


def is_too_long(request: HttpRequest, most: int) -> bool:
    """Whether the request says that its body has more than ``most`` bytes, or says what is no length."""
    length = request.headers.get("Content-Length") or "0"
    return read_whole(length, most=most) is None
