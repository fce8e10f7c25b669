"""What the sign-in tests share: a clock that can be moved, and refusals that do not take their time."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each refusal waited, in seconds; the waiting itself is skipped."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    return slept


@pytest.fixture
def advance(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``advance(minutes=30)`` moves the portal's clock forward."""
    real = timezone.now
    ahead = timedelta()

    def move(**by: float) -> None:
        nonlocal ahead
        ahead += timedelta(**by)

    monkeypatch.setattr(timezone, "now", lambda: real() + ahead)
    return move
