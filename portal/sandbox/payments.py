"""A payment that a merchant asked for, what can become of it, and how each service says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from portal.sandbox.store import Record
from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Payments:
    """From ``data/payments.toml``.

    ``behaviours`` of the message to the merchant, and ``methods`` of paying, go by service.
    """

    outcomes: tuple[str, ...]
    sips_codes: frozenset[str]
    behaviours: dict[str, tuple[str, ...]]
    methods: dict[str, tuple[str, ...]]
    worldline_states: dict[str, tuple[str, Any, str]]
    worldline_events: dict[str, str]
    mollie_states: dict[str, str]
    mollie_methods: dict[str, str]


PAYMENTS = read_table("payments", Payments)

Service = Literal["worldline", "mollie"]


class Checkout(Record):
    """One payment page and its outcome.

    ``token`` is in the page's address. ``key`` and ``body`` are those of the first request and ``answer`` its
    response, which a repeat gets too. ``outcome`` is "" until it is decided, else a name in ``outcomes``.
    ``changes`` override fields of the service's answer. ``refunds`` are in cents, oldest first.
    """

    service: Service
    checkout_id: str
    token: str
    merchant: str
    reference: str
    amount_cents: int
    locale: str
    return_url: str
    webhook_url: str = ""
    key: str = ""
    body: dict[str, Any] = Field(default_factory=dict)
    answer: dict[str, Any] = Field(default_factory=dict)
    return_mac: str = ""
    minutes: int
    started_at: datetime
    finished_at: datetime | None = None
    outcome: str = ""
    method: str = ""
    refunds: list[int] = Field(default_factory=list)
    charged_back_cents: int = 0
    changes: dict[str, Any] = Field(default_factory=dict)
    problems: list[str] = Field(default_factory=list)

    @property
    def language(self) -> str:
        return self.locale[:2]

    @property
    def reported(self) -> tuple[int, str]:
        """The amount in cents and the currency that a service tells."""
        shift = {"amount-more": 1, "amount-less": -1}.get(self.outcome, 0)
        return self.amount_cents + shift, "USD" if self.outcome == "other-currency" else "EUR"

    @property
    def returned(self) -> list[int]:
        """What went back to the payer, in cents, oldest first."""
        shares = {"refunded": self.amount_cents, "refunded-in-part": self.amount_cents // 2}
        return [*self.refunds, *(cents for outcome, cents in shares.items() if outcome == self.outcome)]
