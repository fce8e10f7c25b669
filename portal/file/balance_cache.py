"""Asks Tagor only once for what is owed today, for all pages of a session, whatever the result.

Asking writes a line in the file (GetSaldo). So the answer is kept in the cache, where a concurrent request of
the same session finds it too; a failure is kept as well.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from portal import registry
from portal.file.declaration import AWAY
from portal.file.fact_cache import make_key
from portal.file.visit import Visit
from portal.integrations.deadline import get_deadline
from portal.integrations.errors import (
    IntegrationError,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)

WAIT = timedelta(minutes=5)
"""The shortest time between two calls, whoever wants them."""
KEPT, FAILED, LOCK = "balance", "balance-failed", "balance-lock"
POLL_S = 0.05
LOCK_S = 20


@dataclass(frozen=True, slots=True)
class BalanceFact:
    """Tagor's balance in cents (negative: paid too much), and when it was asked."""

    cents: int
    as_of: datetime

    @property
    def refresh_from(self) -> datetime:
        """The time from which the defendant may ask again."""
        return self.as_of + WAIT


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that returned no balance.

    ``may_be_written``: Tagor may have written its line all the same, so no page of the session asks again.
    Otherwise a page may, after ``WAIT``. ``is_away``: Tagor did not answer.
    """

    at: datetime
    may_be_written: bool
    is_away: bool

    @classmethod
    def of(cls, error: IntegrationError) -> Self:
        """The failure of a call that ended with ``error`` just now."""
        doubt = isinstance(error, OutcomeUnknown)
        return cls(at=timezone.now(), may_be_written=doubt, is_away=isinstance(error, AWAY))

    @property
    def refresh_from(self) -> datetime:
        """The time from which the defendant may ask again: at once when surely nothing was written."""
        return self.at + WAIT if self.may_be_written else self.at

    @property
    def lasts(self) -> timedelta:
        """How long no page asks again: to the end of the session when a line may have been written."""
        return timedelta(minutes=settings.DEFENDANT_SESSION_MINUTES) if self.may_be_written else WAIT

    def make_error(self) -> IntegrationError:
        """The error that asking would raise."""
        kind = OutcomeUnknown if self.may_be_written else Unavailable if self.is_away else UnexpectedResponse
        return kind("asked before, without an answer", system="tagor", operation="GetSaldo")


@dataclass(frozen=True, slots=True)
class Asked:
    """A balance, and whether this request was the one that called Tagor."""

    fact: BalanceFact
    is_first: bool


def ask_once(visit: Visit, *, newer_than: datetime | None = None) -> Asked:
    """The balance, requested from Tagor by only one of several concurrent requests.

    ``newer_than`` refuses an answer, or a failure, kept from that moment or before (a refresh). Touches no
    session, so it may run in any thread. Raises: IntegrationError as the call does, or did for another page;
    Unavailable when the other request gets no answer in time.
    """
    known = _find(visit, newer_than)
    if known:
        return Asked(known, is_first=False)
    lock = make_key(visit, LOCK)
    if not cache.add(lock, 1, LOCK_S):
        return Asked(_wait_for_other(visit, newer_than), is_first=False)
    try:
        known = _find(visit, newer_than)
        return Asked(known, is_first=False) if known else Asked(_ask(visit), is_first=True)
    finally:
        cache.delete(lock)


def find_failure(visit: Visit) -> Failure | None:
    """The last call of this session, when it failed and that still counts."""
    failure: Failure | None = cache.get(make_key(visit, FAILED))
    is_over = failure is not None and timezone.now() >= failure.at + failure.lasts
    return None if is_over else failure


def get_refresh_from(known: BalanceFact | None, failure: Failure | None) -> datetime | None:
    """The time from which the defendant may ask again; None when nothing was asked."""
    return max((one.refresh_from for one in (known, failure) if one), default=None)


def _ask(visit: Visit) -> BalanceFact:
    if visit.credential is None:
        raise ValueError("the balance is asked by the defendant's own credential")
    try:
        cents = registry.tagor().get_balance_cents(
            credential=visit.credential, file_id=visit.file_id, ip_address=visit.address or None
        )
    except IntegrationError as error:
        failure = Failure.of(error)
        cache.set(make_key(visit, FAILED), failure, failure.lasts.total_seconds())
        if isinstance(error, Rejected):  # nothing that helps a page
            raise failure.make_error() from error
        raise
    fact = BalanceFact(cents=cents, as_of=timezone.now())
    cache.set(make_key(visit, KEPT), fact, settings.DEFENDANT_SESSION_MINUTES * 60)
    return fact


def _find(visit: Visit, newer_than: datetime | None) -> BalanceFact | None:
    """The answer that a page of this session got. Raises: IntegrationError when that was a failure."""
    known: BalanceFact | None = cache.get(make_key(visit, KEPT))
    if known is not None and (newer_than is None or known.as_of > newer_than):
        return known
    failure = find_failure(visit)
    if failure is not None and (newer_than is None or failure.at > newer_than):
        raise failure.make_error()
    return None


def _wait_for_other(visit: Visit, newer_than: datetime | None) -> BalanceFact:
    ends_at = get_deadline(LOCK_S)
    while time.monotonic() < ends_at:
        is_running = cache.get(make_key(visit, LOCK)) is not None  # read before the answer, not after
        known = _find(visit, newer_than)
        if known:
            return known
        if not is_running:
            break
        time.sleep(POLL_S)
    raise Unavailable("the request that asked got no balance", system="tagor", operation="GetSaldo")
