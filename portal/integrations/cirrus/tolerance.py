"""Habits of Cirrus that its page omits or describes differently. All of them are handled here.

Source: the reference page of Cirrus 2 (0.3.73), see ``x-oddities`` of the catalogue: lists documented as a
page object inside a list, null for empty values, booleans as 0 and 1.
"""

from portal.integrations.openapi import Dialect


class CirrusDialect(Dialect):
    """Cirrus as it is. Its dates are ISO 8601."""

    # A credit check stores nothing but does not count as a read: each one costs money.
    reads = frozenset({"look_up_address"})
    accepts_texts = True
    unwraps = True
