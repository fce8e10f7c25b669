"""A payment that a merchant asked a payment service for."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from portal.sandbox.store import Record

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
