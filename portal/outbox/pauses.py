"""All time spans of the outbox. docs/outbox.md states them."""

import random
from datetime import timedelta

SENDING_LIFE = timedelta(minutes=2)
"""A sending that has reported nothing for this long died with its process. No call may take this long."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
FIRST_RARE_PAUSE, LONGEST_RARE_PAUSE = timedelta(minutes=15), timedelta(hours=6)
"""For a failure that only a person can end, such as a refused key."""
SHORTEST_PAUSE = timedelta(seconds=1)
FIRST_LOOK = timedelta(seconds=15)
"""When to ask whether a delivery arrived, after its answer was lost."""
LONGEST_LOOK = timedelta(minutes=15)
UNCLEAR_LIFE = timedelta(hours=1)
"""How long, after it settled, an unclear delivery is asked about before a person must look."""
UNKNOWN_KIND_LIFE = timedelta(hours=1)
"""How long a delivery may wait for a handler: briefly, the worker may be older than the portal."""
UNKNOWN_KIND_PAUSE = timedelta(minutes=5)
MAX_TRIES = 300
SWEEP_EVERY = timedelta(minutes=5)
SWEEP_RARELY = timedelta(days=1)
"""Interval when everything has ended and only old rows are left to delete."""
KEPT_FOR = timedelta(days=90)
"""How long an arrived or cancelled delivery is kept."""
SECRETS_KEPT_FOR = timedelta(days=7)
"""How long one that was given up keeps its sealed secret, so that staff can try again."""

_RANDOM = random.SystemRandom()


def draw_pause(tries: int, *, is_rare: bool = False) -> timedelta:
    """Full jitter: up to a bound that doubles with each try (the first is 1), until a maximum."""
    first, longest = (FIRST_RARE_PAUSE, LONGEST_RARE_PAUSE) if is_rare else (FIRST_PAUSE, LONGEST_PAUSE)
    doublings = min(max(tries - 1, 0), 20)
    bound = min(longest, first * (1 << doublings))
    return max(SHORTEST_PAUSE, bound * _RANDOM.random())


def draw_look(age: timedelta) -> timedelta:
    """When to ask again about a doubtful delivery: less often the older it is, with some jitter."""
    bound = min(max(age, FIRST_LOOK), LONGEST_LOOK)
    return bound / 2 + bound / 2 * _RANDOM.random()
