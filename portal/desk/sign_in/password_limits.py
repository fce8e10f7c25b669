"""How many wrong passwords and codes of staff there may be: for a name, and for the network of an office."""

import unicodedata
from dataclasses import replace

from portal.web.attempt_throttle import FIRST_WAIT_S, Counter, count_network, make_counter

STAFF_NETWORK_LIMIT = 50
"""A whole office shares one."""


def count_name(name: str, *, purpose: str = "staff") -> Counter:
    """The counter of a staff user name in any case, whether or not it exists.

    ``purpose``: what is tried. It is no part of the name, or a name could be made up that counts for another.
    """
    return make_counter(purpose, unicodedata.normalize("NFKC", name).casefold().strip())


def count_staff_network(address: str) -> Counter:
    """The counter of wrong staff passwords of a network, which a whole office shares."""
    shared = count_network(address, purpose="staff-network")
    return replace(shared, limit=STAFF_NETWORK_LIMIT, longest_wait_s=FIRST_WAIT_S)
