"""The ways of Cirrus that its page does not tell, or tells otherwise. All of it stands here.

Source: the reference page of Cirrus 2 (0.3.73), see ``x-oddities`` of the catalogue: lists documented as a
page object inside a list, null for what is empty, truths as 0 and 1.
"""

from portal.integrations.openapi import Dialect


class CirrusDialect(Dialect):
    """Cirrus as it is. Its dates are ISO 8601."""

    # A credit check is no read although it stores nothing: each one costs money.
    reads = frozenset({"look_up_address"})
    accepts_texts = True
    unwraps = True
