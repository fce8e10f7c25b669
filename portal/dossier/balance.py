"""What is owed today, asked from Tagor once a session.

Asking writes a line in the file (GetSaldo), so the answer is kept: in the session, and in the cache so that
a second request of the same session, running beside the first, finds it too. Only the defendant's own refresh
asks again.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from portal import registry
from portal.dossier.memory import Scope
from portal.integrations.context import get_deadline
from portal.integrations.errors import Unavailable

REFRESH_AFTER = timedelta(minutes=5)
SESSION_NAME = "balance"
POLL_S = 0.05
LOCK_S = 20


@dataclass(frozen=True, slots=True)
class BalanceFact:
    """Tagor's balance in cents (negative: paid too much), and when it was asked."""

    cents: int
    as_of: datetime

    @property
    def refresh_from(self) -> datetime:
        """The moment from which the defendant may ask again."""
        return self.as_of + REFRESH_AFTER


@dataclass(frozen=True, slots=True)
class Asked:
    """A balance, and whether it was this request that asked Tagor for it."""

    fact: BalanceFact
    is_first: bool


def recall(request: HttpRequest, scope: Scope) -> BalanceFact | None:
    """The balance this session already holds, without any call."""
    kept = request.session.get(SESSION_NAME)
    if not kept or kept["file_id"] != scope.defendant.file_id:
        return None
    return BalanceFact(cents=kept["cents"], as_of=datetime.fromisoformat(kept["as_of"]))


def keep(request: HttpRequest, scope: Scope, fact: BalanceFact) -> None:
    """Hold the balance in the session."""
    request.session[SESSION_NAME] = {
        "file_id": scope.defendant.file_id,
        "cents": fact.cents,
        "as_of": fact.as_of.isoformat(),
    }


def ask_once(scope: Scope, *, ip_address: str, newer_than: datetime | None = None) -> Asked:
    """The balance, asked from Tagor by only one of the requests that run side by side.

    ``newer_than`` refuses an answer kept from that moment or before (a refresh). Touches no session, so it
    may run in any thread. Raises: IntegrationError as the call does; Unavailable when the other request got
    no answer.
    """
    known = _find(scope, newer_than)
    if known:
        return Asked(known, is_first=False)
    lock = scope.key("balance-lock")
    if not cache.add(lock, 1, LOCK_S):
        return Asked(_wait_for_other(scope, newer_than), is_first=False)
    try:
        known = _find(scope, newer_than)
        return Asked(known, is_first=False) if known else Asked(_ask(scope, ip_address), is_first=True)
    finally:
        cache.delete(lock)


def _ask(scope: Scope, ip_address: str) -> BalanceFact:
    who = scope.defendant
    cents = registry.tagor().get_balance_cents(
        credential=who.credential, file_id=who.file_id, ip_address=ip_address or None
    )
    fact = BalanceFact(cents=cents, as_of=timezone.now())
    cache.set(scope.key("balance"), fact, settings.DEFENDANT_SESSION_MINUTES * 60)
    return fact


def _find(scope: Scope, newer_than: datetime | None) -> BalanceFact | None:
    known: BalanceFact | None = cache.get(scope.key("balance"))
    if known is None or (newer_than is not None and known.as_of <= newer_than):
        return None
    return known


def _wait_for_other(scope: Scope, newer_than: datetime | None) -> BalanceFact:
    ends_at = get_deadline(LOCK_S)
    while time.monotonic() < ends_at:
        is_running = cache.get(scope.key("balance-lock")) is not None  # read before the answer, not after
        known = _find(scope, newer_than)
        if known:
            return known
        if not is_running:
            break
        time.sleep(POLL_S)
    raise Unavailable("the request that asked got no balance", system="tagor", operation="GetSaldo")
