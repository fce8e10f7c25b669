"""Calls side by side: at the same time, with their context, and never queued behind one that hangs."""

import threading
from contextvars import ContextVar

import pytest

from portal.integrations.errors import Unavailable
from portal.integrations.side_by_side import Crew, run_together

colour: ContextVar[str] = ContextVar("colour", default="none")


def test_calls_run_at_the_same_time_and_keep_their_order() -> None:
    meet = threading.Barrier(4)
    outcomes = run_together({name: lambda: meet.wait(10) >= 0 for name in "dacb"})
    assert list(outcomes) == list("dacb")
    assert all(outcome.ok and outcome.value is True for outcome in outcomes.values())


def test_nothing_to_do_is_fine() -> None:
    assert run_together({}) == {}


def test_a_fault_of_a_system_stays_in_its_own_outcome() -> None:
    def fail() -> int:
        raise Unavailable("down")

    outcomes = run_together({"bad": fail, "good": lambda: 1, "none": lambda: None})
    assert isinstance(outcomes["bad"].error, Unavailable)
    assert outcomes["bad"].value is None
    assert (outcomes["good"].value, outcomes["good"].ok) == (1, True)
    assert outcomes["none"].ok


@pytest.mark.parametrize("place", [0, 1])
def test_our_own_mistakes_are_raised_after_all_have_ended(place: int) -> None:
    ended = threading.Event()

    def wrong() -> None:
        raise KeyError("ours")

    calls = {"a": wrong, "b": ended.set} if place == 0 else {"b": ended.set, "a": wrong}
    with pytest.raises(KeyError, match="ours"):
        run_together(calls)
    assert ended.is_set()


def test_context_travels_and_does_not_come_back() -> None:
    token = colour.set("blue")

    def change() -> str:
        seen = colour.get()
        colour.set("red")
        return seen

    outcomes = run_together(dict.fromkeys("abc", change))
    assert [outcome.value for outcome in outcomes.values()] == ["blue"] * 3
    assert colour.get() == "blue"
    colour.reset(token)


def test_one_call_runs_in_the_callers_own_thread() -> None:
    threads = [outcome.value for outcome in run_together(dict.fromkeys("abc", threading.get_ident)).values()]
    assert threads.count(threading.get_ident()) == 1


def test_a_full_crew_never_makes_a_page_wait() -> None:
    """Both threads hang; the calls of another page still end, all in its own thread."""
    crew = Crew(max_threads=2)
    release = threading.Event()
    busy = threading.Semaphore(0)
    hanging_calls = {name: lambda: busy.release() or release.wait(30) for name in "abc"}
    hanging = threading.Thread(target=crew.run_together, args=(hanging_calls,))
    hanging.start()
    for _ in range(3):
        assert busy.acquire(timeout=10)
    try:
        outcomes = crew.run_together(dict.fromkeys("abcd", threading.get_ident))
        assert {outcome.value for outcome in outcomes.values()} == {threading.get_ident()}
    finally:
        release.set()
        hanging.join(10)


def test_threads_are_given_back() -> None:
    crew = Crew(max_threads=2)
    for _ in range(50):
        outcomes = crew.run_together(dict.fromkeys("abc", threading.get_ident))
        assert len(outcomes) == 3
    meet = threading.Barrier(3)
    assert all(o.ok for o in crew.run_together({name: lambda: meet.wait(10) for name in "abc"}).values())
