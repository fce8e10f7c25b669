"""How a page ends in time: every call made in a page takes what is left of the page's time, or less.

A context variable, so it follows a call into another thread (see ``side_by_side``). How long each kind of
page has is in ``web.pages.page_deadlines``.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def page_deadline(seconds: float) -> Iterator[None]:
    """Every call made inside fails at the latest ``seconds`` from now.

    Nested deadlines can only shorten it.
    """
    with deadline_at(time.monotonic() + seconds):
        yield


@contextmanager
def deadline_at(end: float | None) -> Iterator[None]:
    """Like ``page_deadline``, until a moment (``time.monotonic``); None changes nothing."""
    outer = deadline.get()
    ends = [moment for moment in (outer, end) if moment is not None]
    token = deadline.set(min(ends, default=None))
    try:
        yield
    finally:
        deadline.reset(token)


def get_deadline(seconds: float) -> float:
    """The moment (``time.monotonic``) when a call of ``seconds`` must end, page deadline included."""
    end = time.monotonic() + seconds
    page = deadline.get()
    return end if page is None else min(page, end)
