"""What everybody shares is asked for once a request, and a change shows at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from portal.web.caches import for_everybody
from portal.web.caches.for_everybody import (
    forget_for_everybody,
    hold_for_request,
    one_request,
    read_for_everybody,
    restore_for_everybody,
)


@pytest.fixture(autouse=True)
def _nothing_needed_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(for_everybody, "_needed", set())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The keys of each question to the cache."""
    found: list[list[str]] = []
    real: Callable[..., dict[str, Any]] = cache.get_many

    def get_many(keys: Any, version: Any = None) -> dict[str, Any]:
        found.append(sorted(keys))
        return real(keys, version)

    monkeypatch.setattr(cache, "get_many", get_many)
    return found


def read(key: str, value: Any = "made") -> Any:
    return read_for_everybody(key, lambda: value, seconds=60)


def test_second_request_asks_for_all_that_the_first_needed(asked: list[list[str]]) -> None:
    with one_request():
        assert [read("a"), read("b"), read("a", "other")] == ["made", "made", "made"]
    with one_request():
        assert [read("a", "other"), read("b", "other")] == ["made", "made"]
    assert asked == [["a"], ["b"], ["a", "b"]]


def test_change_shows_in_the_same_request_and_in_the_next() -> None:
    with one_request():
        assert read("a", "old") == "old"
        forget_for_everybody("a")
        assert read("a", "new") == "new"
    with one_request():
        assert read("a", "newest") == "new"
        cache.delete("a")  # another process forgot it
    with one_request():
        assert read("a", "newest") == "newest"


def test_outside_a_request_the_cache_is_asked_each_time() -> None:
    assert read("a", "old") == "old"
    cache.delete("a")
    assert read("a", "new") == "new"


def test_number_of_keys_is_bounded(asked: list[list[str]]) -> None:
    for number in range(for_everybody.MOST_TOGETHER + 10):
        with one_request():
            read(f"key-{number}")
    assert max(map(len, asked)) <= for_everybody.MOST_TOGETHER + 1


def test_restored_value_is_made_once_a_request_and_anew_after_a_change() -> None:
    made: list[str] = []

    def restore(kept: str) -> list[str]:
        made.append(kept)
        return [kept]

    def read_restored(value: str) -> list[str]:
        return restore_for_everybody("a", lambda: value, restore, seconds=60)

    with one_request():
        assert read_restored("old") is read_restored("other")
        forget_for_everybody("a")
        assert read_restored("new") == ["new"]
    with one_request():
        assert read_restored("other") == ["new"]
    assert read_restored("other") == ["new"]  # outside a request
    assert made == ["old", "new", "new", "new"]


def test_what_is_held_for_a_request_is_made_once_and_anew_in_the_next(asked: list[list[str]]) -> None:
    made = iter(range(10))
    with one_request():
        assert [hold_for_request("row", lambda: next(made)) for _ in range(3)] == [0, 0, 0]
    with one_request():
        assert hold_for_request("row", lambda: next(made)) == 1
    assert [hold_for_request("row", lambda: next(made)) for _ in range(2)] == [2, 3]
    assert asked == []
