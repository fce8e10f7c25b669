"""Limits wrong tries of a secret, with a growing wait.

The counters live in the shared cache, so every process sees them. A try takes a slot before it calls Tagor,
and returns it with its outcome: wrong tries plus tries in progress never exceed the limit, however many
arrive at once. What is counted besides networks, and its numbers: ``access.limits``, ``desk.sign_in``.
"""

import math
import time
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from portal.web.http_request.visitor import get_network

LIMIT = 5
"""Wrong tries of one thing before its first wait."""
FIRST_WAIT_S = 60
LONGEST_WAIT_S = 3600
FORGET_AFTER_S = 24 * 3600
HOUR_S = 3600
# A slot taken by a process that died is free again after this; no sign-in takes that long.
PLACE_S = 60
# How long a try waits for others of the same network or file before it is refused.
PATIENCE_S = 4.0
POLL_S = 0.05


class LockedError(Exception):
    """No try is allowed now. ``wait_s``: how long to wait, in seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__("sign-in locked")
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Counter:
    """The tries of one file or network. ``name`` is a keyed hash, so that the cache holds no file numbers.

    ``limit``: wrong tries before the first wait. ``longest_wait_s``: the wait doubles up to this.
    """

    name: str
    limit: int = LIMIT
    longest_wait_s: float = LONGEST_WAIT_S

    def get_wait_s(self) -> float:
        """Seconds until the next try is allowed; 0 when it is allowed now."""
        until: float = cache.get(self._key("until"), 0.0)
        return max(until - time.time(), 0.0)

    @property
    def wrong(self) -> int:
        """How many tries were wrong."""
        return int(cache.get(self._key("wrong"), 0))

    @property
    def total(self) -> int:
        """Wrong tries and those in progress."""
        return self.wrong + int(cache.get(self._key("under-way"), 0))

    def take_place(self) -> bool:
        """Whether this try may go ahead now; if so, it is in progress until it returns its slot."""
        # Read before the wait: ``allowed`` only grows after a wait has been set.
        allowed: int = cache.get(self._key("allowed"), self.limit)
        if self.get_wait_s():
            return False
        under_way = _add(self._key("under-way"), 1, PLACE_S)
        if self.wrong + under_way <= allowed:
            return True
        self.release()
        return False

    def release(self) -> None:
        """Return the slot: the try is over, and was not wrong."""
        _add(self._key("under-way"), -1, PLACE_S)

    def count_wrong(self) -> bool:
        """The try was wrong. Returns whether a wait begins."""
        wrong = _add(self._key("wrong"), 1, FORGET_AFTER_S)
        begins = wrong >= self.limit
        if begins:
            wait_s = min(FIRST_WAIT_S * 2 ** min(wrong - self.limit, 16), self.longest_wait_s)
            cache.set(self._key("until"), time.time() + wait_s, wait_s)
            cache.set(self._key("allowed"), wrong + 1, FORGET_AFTER_S)
        self.release()
        return begins

    def note_wrong(self) -> bool:
        """Count a wrong try that took no slot. Returns whether a wait begins."""
        _add(self._key("under-way"), 1, PLACE_S)
        return self.count_wrong()

    def forget(self) -> None:
        """The try was right: forget the wrong ones before it."""
        cache.delete_many([self._key(part) for part in ("wrong", "until", "allowed")])
        self.release()

    def _key(self, part: str) -> str:
        return f"lockout:{part}:{self.name}"


def begin_try(*counters: Counter) -> None:
    """Take a slot in every counter, or in none.

    Raises: LockedError, with the longest wait, when one of them is locked or remains full.
    """
    patience_ends = time.monotonic() + PATIENCE_S
    while True:
        wait_s = max(counter.get_wait_s() for counter in counters)
        if wait_s:
            raise LockedError(wait_s)
        if _take_places(counters):
            return
        if time.monotonic() >= patience_ends:
            raise LockedError(FIRST_WAIT_S)
        time.sleep(POLL_S)


def describe_wait(wait_s: float) -> str:
    """When to try again, in one sentence."""
    minutes = max(math.ceil(wait_s / 60), 1)
    text = ngettext("You can try again in %(num)s minute.", "You can try again in %(num)s minutes.", minutes)
    return text % {"num": minutes}


def count_network(address: str, *, purpose: str = "network") -> Counter:
    """The counter of a network: /24 for IPv4, /64 for IPv6; unreadable addresses share one.

    ``purpose``: what is tried; wrong codes for one thing must not lock another.
    """
    network = get_network(address, {4: 24, 6: 64})
    return make_counter(purpose, network)


def count_site_uses(purpose: str, most_an_hour: int) -> Counter:
    """The counter of all uses of an entry point in this hour, from anywhere."""
    return replace(make_counter(f"{purpose}-site", str(int(time.time() // HOUR_S))), limit=most_an_hour)


def _take_places(counters: tuple[Counter, ...]) -> bool:
    taken: list[Counter] = []
    for counter in counters:
        if not counter.take_place():
            for other in taken:
                other.release()
            return False
        taken.append(counter)
    return True


def make_counter(kind: str, value: str) -> Counter:
    """The counter of one thing of a kind."""
    digest = salted_hmac("portal.access.lockout", f"{kind}:{value}", algorithm="sha256").hexdigest()
    return Counter(f"{kind}:{digest}")


def _add(key: str, delta: int, keep_s: int) -> int:
    """Add to a counter atomically; returns its new value."""
    while True:
        cache.add(key, 0, keep_s)
        cache.touch(key, keep_s)
        try:
            return cache.incr(key, delta)
        except ValueError:  # it expired just then
            continue
