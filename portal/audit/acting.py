"""Who runs the current code: the person of the request, for changes made where no request is at hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest

from portal.audit.actors import SYSTEM, Actor

_request: ContextVar[HttpRequest | None] = ContextVar("acting_request", default=None)


@contextmanager
def acting_for(request: HttpRequest | None) -> Iterator[None]:
    """Whatever runs inside is attributed to this request; with None, to the portal itself."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def get_acting_staff() -> Any:
    """The signed-in person whose request is being served, or None."""
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None


def get_actor() -> Actor:
    """The signed-in person whose request is being served, or else the portal itself."""
    staff = get_acting_staff()
    return SYSTEM if staff is None else Actor.staff(staff)
