"""What can become of a payment, and how each payment service says it: from ``data/payments.toml``."""

from dataclasses import dataclass
from typing import Any

from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Payments:
    """``behaviours`` of the message to the merchant, and ``methods`` of paying, go by service."""

    outcomes: tuple[str, ...]
    sips_codes: frozenset[str]
    behaviours: dict[str, tuple[str, ...]]
    methods: dict[str, tuple[str, ...]]
    worldline_states: dict[str, tuple[str, Any, str]]
    worldline_events: dict[str, str]
    mollie_states: dict[str, str]
    mollie_methods: dict[str, str]


PAYMENTS = read_table("payments", Payments)
