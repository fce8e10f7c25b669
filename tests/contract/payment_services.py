"""The payment services whose merchant is the portal, asked the same questions by their own clients."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import pytest

from portal.integrations.http import Limits

LIMITS = Limits(read_timeout_s=0.5, deadline_s=0.5, max_attempts=1)
LIVE_LIMITS = Limits(read_timeout_s=20, deadline_s=30, max_attempts=1)
_numbers = count()


def make_reference() -> str:
    """One that no other test has used, at the real service neither."""
    return f"DPTEST{os.getpid()}X{next(_numbers)}"


@dataclass(frozen=True, slots=True)
class Client:
    """A client with its two questions: ``start`` opens a page for a reference and gives its id, ``ask`` how
    that stands.
    """

    code: str
    create: str
    status: str
    start: Callable[[str], str]
    ask: Callable[[str], object]


def read_live(*names: str) -> list[str]:
    """What the environment names of an account in a service's test mode; skips the test without all of it."""
    found = [os.environ.get(name, "") for name in names]
    if not all(found):
        pytest.skip(f"needs {', '.join(names)}")
    return found
