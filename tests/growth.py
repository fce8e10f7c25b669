"""How the work grows with what is asked of it: twice the text should be twice the time, and no more."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# Twice the text takes twice the time when work is linear, and four times when it is quadratic.
LINEAR = 3.0
ENDLESS = float("inf")
FIRST_LENGTH, LAST_LENGTH = 12, 20_000
ENOUGH_S = 0.004  # long enough to be measured
TOO_LONG_S = 2.0
TRIES = 5


class TooLongError(Exception):
    """The work does not end in any time worth waiting for."""


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Ends what runs inside after so many seconds of the processor, however busy the machine is.

    Regular expressions look for signals as they go.
    """

    def end(*_: Any) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _take_time(work: Callable[[str], object], text: str, times: int) -> float:
    """The least time of the processor that the work took, in seconds."""
    taken = []
    for _ in range(times):
        start = time.thread_time()
        work(text)
        taken.append(time.thread_time() - start)
    return min(taken)


def measure_doubling(work: Callable[[str], object], make: Callable[[int], str]) -> float:
    """How many times longer the work takes when its text is twice as long.

    ``make`` gives a text of about so many characters. Lengths double until the time can be measured; 0 when
    it never can, though the text is long.
    """
    length = FIRST_LENGTH
    try:
        with ended_after(TOO_LONG_S):
            if _take_time(work, make(LAST_LENGTH), 1) < ENOUGH_S:
                return 0.0
            while _take_time(work, make(length), 1) < ENOUGH_S:
                length *= 2
                if length > LAST_LENGTH:
                    return 0.0
        with ended_after(TOO_LONG_S * 2 * TRIES):
            # Other work on the machine only ever makes it seem worse, so the best of some tries is the truth.
            return min(
                _take_time(work, make(length), 2) / _take_time(work, make(length // 2), 2)
                for _ in range(TRIES)
            )
    except TooLongError:
        return ENDLESS
