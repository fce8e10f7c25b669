"""Pauses grow to a bound and are spread out."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.outbox.pauses import (
    FIRST_LOOK,
    FIRST_PAUSE,
    FIRST_RARE_PAUSE,
    LONGEST_LOOK,
    LONGEST_PAUSE,
    LONGEST_RARE_PAUSE,
    SHORTEST_PAUSE,
    draw_look,
    draw_pause,
)


@given(tries=st.integers(0, 10**6))
def test_pause_stays_within_its_bound(tries: int) -> None:
    doubled = FIRST_PAUSE * 2 ** min(max(tries - 1, 0), 30)
    assert SHORTEST_PAUSE <= draw_pause(tries) <= min(doubled, LONGEST_PAUSE)
    assert SHORTEST_PAUSE <= draw_pause(tries, is_rare=True) <= LONGEST_RARE_PAUSE
    assert draw_pause(1, is_rare=True) <= FIRST_RARE_PAUSE


@given(age=st.timedeltas(timedelta(), timedelta(days=30)))
def test_look_comes_neither_at_once_nor_too_late(age: timedelta) -> None:
    assert FIRST_LOOK / 2 <= draw_look(age) <= LONGEST_LOOK


def test_pauses_are_spread_over_the_whole_bound() -> None:
    pauses = [draw_pause(6) for _ in range(400)]
    bound = FIRST_PAUSE * 32
    for part in range(4):
        assert any(bound * part / 4 <= pause < bound * (part + 1) / 4 for pause in pauses), part
