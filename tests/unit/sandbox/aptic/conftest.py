"""A receiver, and the calls that make things happen in the practice office."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.practice import API_KEY, PracticeOffice
from tests.unit.sandbox.aptic.receiver import Receiver, receiving


@pytest.fixture
def receiver(practice: PracticeOffice) -> Iterator[Receiver]:
    """Listens to nothing yet."""
    with receiving() as found:
        yield found
        practice.reset()


def ask_tagor(practice: PracticeOffice, name: str, **body: Any) -> Any:
    """A call to the practice Tagor, which must succeed."""
    answer = practice.client.post(
        f"/tagor/v1/rest/{name}", json={"request": body}, headers={"Authorization": f"Tgr {API_KEY}"}
    )
    assert answer.status_code == 200, answer.text
    found = answer.json()["response"]
    assert found.get("Success", True), found
    return found


def make_context(**values: str) -> dict[str, Any]:
    rows = [{"ContextKey": key, "ContextValue": value} for key, value in values.items()]
    return {"dsWebContext": {"dsWebContext": {"ttWebContext": rows}}}
