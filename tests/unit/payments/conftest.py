"""An attempt to move about."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.payments.attempt.references import make_reference, make_token
from portal.payments.models import Attempt, State

MakeAttempt = Callable[..., Attempt]


def build_attempt(**fields: Any) -> Attempt:
    """An attempt that is not saved."""
    values = {
        "file_id": "9000000000000000001",
        "party_id": "9000000000000001001",
        "token": make_token(),
        "reference": make_reference(),
        "kind": "full",
        "amount_cents": 5000,
        "state": State.STARTED,
        "baseline": {"unconfirmed": None, "confirmed": None, "lines": []},
    }
    return Attempt(**{**values, **fields})


@pytest.fixture
def make_attempt(db: None) -> MakeAttempt:
    """Saves an attempt in the state asked for."""

    def make(**fields: Any) -> Attempt:
        attempt = build_attempt(**fields)
        attempt.save()
        return attempt

    return make
