"""A clock that tests move, for the counters and their cache."""

import time
from collections.abc import Callable

import pytest
from pytest_django import Settings


@pytest.fixture
def advance(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Move the clock forward; the cache's own time-outs follow."""
    real, ahead = time.time, 0.0

    def move(seconds: float) -> None:
        nonlocal ahead
        ahead += seconds

    monkeypatch.setattr(time, "time", lambda: real() + ahead)
    return move


@pytest.fixture
def local_cache(settings: Settings) -> None:
    """A cache whose own clock a test can move; a shared one has its own."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
