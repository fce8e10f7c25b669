"""Limits wrong sign-in tries per file and per network, with a wait that grows.

The counters live in the shared cache, so every process sees them. A try takes a place before anything is
asked of Tagor and gives it back with its outcome: wrong tries plus tries under way never pass the limit,
however many arrive at once. A file is counted the same whether or not it exists.
"""

import math
import re
import time
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from portal.web.typed import drop_accents, to_plain_text

LIMIT = 5
FIRST_WAIT_S = 60
LONGEST_WAIT_S = 3600
FORGET_AFTER_S = 24 * 3600
# A place taken by a process that died is free again after this: longer than any sign-in takes.
PLACE_S = 60
# How long a try waits for others of the same network or file to come back before it is turned away.
PATIENCE_S = 4.0
POLL_S = 0.05

# A number with nothing between its year and the rest: "26004548", "202400123".
PACKED = re.compile(r"((?:19|20)[0-9]{2}(?=[0-9]{5})|[0-9]{2})(?=[0-9]{6})([0-9]+)")
YEAR = re.compile(r"[0-9]{2}|(?:19|20)[0-9]{2}")


class LockedError(Exception):
    """No try now. ``wait_s`` is how long to wait, in seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__("sign-in locked")
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Counter:
    """The tries of one file or one network. ``name`` is a keyed hash: the cache knows no file numbers."""

    name: str

    def get_wait_s(self) -> float:
        """Seconds until the next try is allowed; 0 when one is."""
        until: float = cache.get(self._key("until"), 0.0)
        return max(until - time.time(), 0.0)

    def take_place(self) -> bool:
        """Whether this try may go now; if so it is under way until ``settle``."""
        # Read before the wait is: ``allowed`` only grows after a wait has been set.
        allowed: int = cache.get(self._key("allowed"), LIMIT)
        if self.get_wait_s():
            return False
        under_way = _add(self._key("under-way"), 1, PLACE_S)
        wrong: int = cache.get(self._key("wrong"), 0)
        if wrong + under_way <= allowed:
            return True
        self.give_back()
        return False

    def give_back(self) -> None:
        """The try is over and was not wrong."""
        _add(self._key("under-way"), -1, PLACE_S)

    def count_wrong(self) -> bool:
        """The try was wrong. Returns whether a wait begins."""
        wrong = _add(self._key("wrong"), 1, FORGET_AFTER_S)
        begins = wrong >= LIMIT
        if begins:
            wait_s = min(FIRST_WAIT_S * 2 ** min(wrong - LIMIT, 16), LONGEST_WAIT_S)
            cache.set(self._key("until"), time.time() + wait_s, wait_s)
            cache.set(self._key("allowed"), wrong + 1, FORGET_AFTER_S)
        self.give_back()
        return begins

    def forget(self) -> None:
        """A right try: the wrong ones before it no longer count."""
        cache.delete_many([self._key(part) for part in ("wrong", "until", "allowed")])
        self.give_back()

    def _key(self, part: str) -> str:
        return f"lockout:{part}:{self.name}"


def begin_try(*counters: Counter) -> None:
    """Take a place with every counter, or with none.

    Raises: LockedError, with the longest wait, when one of them is locked or stays full.
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


def say_wait(wait_s: float) -> str:
    """When to try again, in one sentence."""
    minutes = max(math.ceil(wait_s / 60), 1)
    text = ngettext("You can try again in %(num)s minute.", "You can try again in %(num)s minutes.", minutes)
    return text % {"num": minutes}


def count_file(file: str) -> Counter:
    """The counter of a file number, however it is written: see ``make_file_key``."""
    return _counter("file", make_file_key(file))


def make_file_key(file: str) -> str:
    """The same for all spellings of one file number: "26/004548", "26/4548", "26-0.4548", "26004548".

    What Tagor makes of marks, zeros, case and accents is not known: none of them gives a try more.
    """
    plain = drop_accents(to_plain_text(file).casefold())
    parts = [part for part in re.split(r"[\W_]+", plain) if part]
    joined = "".join(parts)
    packed = PACKED.fullmatch(joined)
    if packed and (len(parts) == 1 or not YEAR.fullmatch(parts[0])):
        parts = list(packed.groups())
    return "".join(part.lstrip("0") for part in parts) or joined


def count_name(name: str) -> Counter:
    """The counter of a staff member's name, whatever its case, whether or not there is such a person."""
    return _counter("staff", unicodedata.normalize("NFKC", name).casefold().strip())


def count_network(address: str, *, purpose: str = "network") -> Counter:
    """The counter of a network: /24 for IPv4, /64 for IPv6; unreadable addresses share one.

    ``purpose``: what is tried, since wrong codes of one thing must not close the door of another.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return _counter(purpose, "")
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    prefix = 24 if ip.version == 4 else 64
    return _counter(purpose, str(ip_network(f"{ip}/{prefix}", strict=False)))


def _take_places(counters: tuple[Counter, ...]) -> bool:
    taken: list[Counter] = []
    for counter in counters:
        if not counter.take_place():
            for other in taken:
                other.give_back()
            return False
        taken.append(counter)
    return True


def _counter(kind: str, value: str) -> Counter:
    digest = salted_hmac("portal.access.lockout", f"{kind}:{value}", algorithm="sha256").hexdigest()
    return Counter(f"{kind}:{digest}")


def _add(key: str, delta: int, keep_s: int) -> int:
    """Add to a counter in one step that no other process can come between; returns its new value."""
    while True:
        cache.add(key, 0, keep_s)
        cache.touch(key, keep_s)
        try:
            return cache.incr(key, delta)
        except ValueError:  # it ran out just then
            continue
