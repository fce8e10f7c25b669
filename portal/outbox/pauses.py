"""How long everything takes. The times are stated in docs/outbox.md."""

import random
from datetime import timedelta

SENDING_LIFE = timedelta(minutes=2)
"""A sending without a word for so long died with its process. No call may take this long."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
FIRST_RARE_PAUSE, LONGEST_RARE_PAUSE = timedelta(minutes=15), timedelta(hours=6)
"""After a fault that only a person can end, such as a refused key."""
SHORTEST_PAUSE = timedelta(seconds=1)
FIRST_LOOK = timedelta(seconds=15)
"""After an answer was lost, before it is asked whether the delivery arrived."""
LONGEST_LOOK = timedelta(minutes=15)
UNCLEAR_LIFE = timedelta(hours=1)
"""How long, after it settled, an unclear delivery is asked about before a person must look."""
UNKNOWN_KIND_LIFE = timedelta(hours=1)
"""How long a delivery may wait for a handler: a worker may be older than the portal for a moment."""
UNKNOWN_KIND_PAUSE = timedelta(minutes=5)
MAX_TRIES = 300
SWEEP_EVERY = timedelta(minutes=5)
SWEEP_RARELY = timedelta(days=1)
"""When everything has ended and only the retention is left to do."""
KEPT_FOR = timedelta(days=90)
"""How long an arrived or cancelled delivery is kept."""
SECRETS_KEPT_FOR = timedelta(days=7)
"""How long one that was given up keeps its sealed secret, so that staff can try again."""

_RANDOM = random.SystemRandom()


def draw_pause(tries: int, *, is_rare: bool = False) -> timedelta:
    """Full jitter: anything up to a bound that doubles with each try (1 is the first), until a longest."""
    first, longest = (FIRST_RARE_PAUSE, LONGEST_RARE_PAUSE) if is_rare else (FIRST_PAUSE, LONGEST_PAUSE)
    doublings = min(max(tries - 1, 0), 20)
    bound = min(longest, first * (1 << doublings))
    return max(SHORTEST_PAUSE, bound * _RANDOM.random())


def draw_look(age: timedelta) -> timedelta:
    """When to ask again about a doubtful delivery: the older the rarer, with some jitter."""
    bound = min(max(age, FIRST_LOOK), LONGEST_LOOK)
    return bound / 2 + bound / 2 * _RANDOM.random()
