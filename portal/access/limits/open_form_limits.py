"""Limits how often strangers may use a form that needs no secret: each use counts, right or wrong.

The counters are those of wrong sign-ins (``web.attempt_throttle``), with purposes of their own.
"""

from dataclasses import dataclass, replace

from portal.web.attempt_throttle import Counter, count_network

DAY_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Limit:
    """``purpose``: whose uses are counted together. ``most``: uses of one network before it must wait."""

    purpose: str
    most: int

    def count(self, address: str) -> Counter:
        """The counter of a visitor's network."""
        return replace(count_network(address, purpose=self.purpose), limit=self.most)


def use(counter: Counter) -> None:
    """Count one use that ``begin_try`` allowed."""
    counter.count_wrong()
