"""Makes failing sign-ins take the same time, so that timing does not reveal which file numbers exist."""

import math
import time

# A refused sign-in is answered at the next whole step, counted from its start.
STEP_S = 0.8


def wait_for_step(started: float, *, least: int = 1) -> None:
    """Sleep until a whole number of steps has passed since ``started`` (``time.monotonic``).

    ``least``: how many at least, where one refusal asks Tagor more than another.
    """
    elapsed_s = time.monotonic() - started
    time.sleep(max(get_pause_s(elapsed_s, least=least), 0.0))


def get_pause_s(elapsed_s: float, *, least: int = 1) -> float:
    """Seconds from ``elapsed_s`` to the next whole step, the ``least``-th at the earliest."""
    if STEP_S <= 0:
        return 0.0
    return max(math.ceil(elapsed_s / STEP_S), least) * STEP_S - elapsed_s
