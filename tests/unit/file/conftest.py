"""Visits of a session that is only remembered here."""

from collections.abc import Callable

import pytest

from portal.file.visit import Visit

Come = Callable[..., Visit]


@pytest.fixture
def come() -> Come:
    """Another visit of the same session, unless told otherwise."""
    session: dict[str, object] = {}

    def make(**changes: object) -> Visit:
        told = {"file_id": "F1", "party_id": "P1", "session": session, "session_key": "one", **changes}
        return Visit(**{"who": "defendant", **told})  # type: ignore[arg-type]

    return make
