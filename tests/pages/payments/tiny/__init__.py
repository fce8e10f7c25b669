"""A payment service as small as docs/payments.md lets one be: what is left of ``Online``, and its codes.

It keeps its orders in itself, and says of each what a test wants.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from portal.integrations.errors import OutcomeUnknown
from portal.payments.models import Attempt
from portal.payments.providers.fingerprints import make_fingerprint
from portal.payments.providers.means import find_kind
from portal.payments.providers.own_merchant import OwnMerchant, check_hosts, make_return_url, open_address
from portal.payments.providers.protocol import Check, Method, Opened, Order, PaymentStatus
from tests.pages.payments.tiny import codes

HOST = "leaf.example"


@dataclass
class Tiny(OwnMerchant):
    """``orders``: by reference. ``loses``: how many answers of a start get lost. ``said``: of every order."""

    code: str
    orders: dict[str, Order] = field(default_factory=dict)
    loses: int = 0
    said: dict[str, Any] = field(default_factory=dict)
    returns: list[str] = field(default_factory=list)

    code_table = codes
    page_life = timedelta(minutes=30)
    repeat_life = timedelta(hours=1)
    least_between_checks = timedelta(0)

    def start(self, order: Order) -> Opened:
        self.orders[order.reference] = order
        self.returns.append(make_return_url(order))
        if self.loses:
            self.loses -= 1
            raise OutcomeUnknown("no answer", system=self.code, operation="start")
        page = f"https://{HOST}/{order.reference}"
        return open_address(page, checkout_id=f"leaf-{order.reference}", merchant=self.get_merchant())

    def fetch_status(self, attempt: Attempt) -> PaymentStatus | None:
        if not self.said:
            return None
        facts = {"amount_cents": attempt.amount_cents, "currency": "EUR", **self.said}
        print_ = make_fingerprint(attempt, *sorted(facts.items()))
        return PaymentStatus(self.code, attempt.reference, fingerprint=print_, **facts)

    def list_unset(self) -> Sequence[str]:
        return []

    def list_hosts(self) -> Sequence[str]:
        return [HOST]

    def get_api_url(self) -> str:
        return ""

    def get_merchant(self) -> str:
        return "leaf-1"

    def list_methods(self, amount_cents: int) -> list[Method]:
        del amount_cents
        return [Method("leaf-leaf", "Leaf", find_kind(codes.KINDS, "leaf"))]

    def check(self) -> list[Check]:
        return [
            Check(f"{self.code}.key", "good", "Leaf takes the key."),
            check_hosts(self.code, self.list_hosts(), setting="LEAF_HOSTS"),
        ]
