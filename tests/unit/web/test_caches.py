"""What the cache holds is data: nothing in it is ever run, and what does not read was never there."""

import pickle
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from portal.file.balance_cache import BalanceFact
from portal.integrations.tagor.values.account import OfficeIdentity
from portal.web.caches.serialized import JsonSerializer

JSON = JsonSerializer()


class Bomb:
    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("code in the cache was run",))


@dataclass
class Stranger:
    name: str


@pytest.mark.parametrize(
    "value",
    [
        7,
        True,
        "tekst é",
        1.5,
        {"a": [1, {"b": None}]},
        (),
        ("1", "2"),
        OfficeIdentity("Kantoor"),
        BalanceFact(12, timezone.now()),
        (OfficeIdentity("A"), OfficeIdentity("B", account="x")),
    ],
)
def test_values_come_back_as_they_were(value: Any) -> None:
    back = JSON.loads(JSON.dumps(value))
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(Bomb()),
        pickle.dumps({"a": 1}),
        b"",
        b"plain",
        b"plain -\n{",
        b"one os:system\n{}",
        b"one portal.integrations.tagor.values.account:OfficeIdentity\n{}",
        b'one portal.integrations.tagor.values.account:OfficeIdentity\n{"name": 5}',
        b"one portal.web.caches.serialized:JsonSerializer\n{}",
        b"one portal.web.caches.serialized:pydantic\n{}",
        b"one subprocess:Popen\n{}",
        b"\xff\xfe one\n{}",
    ],
)
def test_what_somebody_else_wrote_was_never_there(data: bytes) -> None:
    assert JSON.loads(data) is None


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x", Stranger("x"), {"a": object()}, float("nan")])
def test_what_is_no_data_is_not_kept(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        JSON.dumps(value)
