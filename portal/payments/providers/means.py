"""The kinds of means that people pay with, whatever a service calls them: the mark, and when the money moves.

A means that nobody knows is OTHER: no page promises when its money moves.
"""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """The kind of a payment method; the value is also the name of the icon."""

    CARD = "card"
    APP = "app"
    """In the app of the bank, by a code to scan or a button: Bancontact, iDEAL, Wero."""
    BANK = "bank"
    """On the pages of one's own bank: KBC/CBC, Belfius."""
    WALLET = "wallet"
    TRANSFER = "transfer"
    """A bank transfer that the service waits for: it takes bank days."""
    OTHER = "other"


AT_ONCE = frozenset({Kind.CARD, Kind.APP, Kind.BANK, Kind.WALLET})


def find_kind(kinds: Mapping[str, Kind], method_id: str) -> Kind:
    """The kind of a service's method, by that service's own table."""
    return kinds.get(method_id, Kind.OTHER)
