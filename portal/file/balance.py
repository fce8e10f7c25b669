"""What is owed today: asking adds a line to the file, so it is asked once a session (``balance_cache``).

Only the defendant's own wish asks again.
"""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import DEFENDANT
from portal.audit.services import record
from portal.file.balance_cache import Asked, BalanceFact, ask_once, find_failure, get_refresh_from
from portal.file.declaration import DerivedFact, FetchedFact, Reading
from portal.file.fact_cache import InSession, Keeper
from portal.file.facts import HEAD, SUMS
from portal.file.reading import forget, recall
from portal.file.visit import Visit
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import FileInfo

SESSION_NAME = "balance"


class Refreshed(StrEnum):
    """The result of asking for the balance again."""

    DONE = "done"
    TOO_SOON = "too-soon"
    FAILED = "failed"


class OnceASession(Keeper[BalanceFact]):
    """Keeps it in the session. The request that called Tagor also notes in the trail that it was viewed."""

    def recall(self, visit: Visit, name: str) -> BalanceFact | None:
        """As ``Keeper``."""
        del name
        kept = visit.session.get(SESSION_NAME)
        if not kept or kept["file_id"] != visit.file_id:
            return None
        return BalanceFact(cents=kept["cents"], as_of=datetime.fromisoformat(kept["as_of"]))

    def store(self, visit: Visit, name: str, told: Asked) -> BalanceFact:
        """As ``Keeper``."""
        del name
        return _take(visit, told, act="balance-viewed")


def ask_again(visit: Visit) -> Refreshed:
    """The defendant's own wish: ask Tagor again, unless that was done just now.

    The balance known before stays when it fails.
    """
    known, failure = recall(visit, BALANCE), find_failure(visit)
    refresh_from = get_refresh_from(known, failure)
    if refresh_from and timezone.now() < refresh_from:
        return Refreshed.TOO_SOON
    before = [known.as_of] if known else []
    before += [failure.at] if failure else []
    try:
        asked = ask_once(visit, newer_than=max(before, default=None))
    except IntegrationError:
        return Refreshed.FAILED
    visit.held[BALANCE.name] = _take(visit, asked, act="balance-refreshed")
    forget(visit, BOOKED_THEN)
    return Refreshed.DONE


def may_ask_again(visit: Visit) -> bool:
    """Whether this session lacks the balance because asking failed, and the defendant may ask again now."""
    failure = None if recall(visit, BALANCE) else find_failure(visit)
    return failure is not None and timezone.now() >= failure.refresh_from


def count_booked_since(reading: Reading) -> int:
    """The last booked payment in cents, if it was booked after the balance was read."""
    head, then = reading.get(HEAD), reading.get(BOOKED_THEN)
    if head is None or then is None or reading.get(BALANCE) is None:
        return 0
    last = head.last_confirmed
    return last.amount_cents if last is not None and _name(head) != then else 0


def expect_of_lines(reading: Reading) -> int | None:
    """What the lines should come to, None when unknown: they may show a payment that was booked since."""
    balance, sums = reading.get(BALANCE), reading.get(SUMS)
    if balance is None or sums is None:
        return None
    is_old = sums.fit(balance.cents).total_cents == balance.cents  # lines of before the booking
    return balance.cents if is_old else balance.cents - count_booked_since(reading)


def _name(head: FileInfo) -> str:
    last = head.last_confirmed
    return f"{last.on} {last.amount_cents}" if last else "none"


def _take(visit: Visit, asked: Asked, *, act: str) -> BalanceFact:
    """Keep a balance in the session; the request that called Tagor also notes it in the trail."""
    with transaction.atomic():
        visit.session[SESSION_NAME] = {
            "file_id": visit.file_id,
            "cents": asked.fact.cents,
            "as_of": asked.fact.as_of.isoformat(),
        }
        if asked.is_first:
            details = {"balance_cents": asked.fact.cents}
            record(act, by=DEFENDANT, file_id=visit.file_id, details=details)
    return asked.fact


BALANCE = FetchedFact[BalanceFact](
    name="balance", key="defendant", writes=True, fetch=ask_once, keep=OnceASession()
)

BOOKED_THEN = DerivedFact[str](
    name="booked-then",
    needs=(HEAD,),
    make=lambda reading: _name(reading[HEAD]),
    keep=InSession("booked_then", write=str, read=str),
)
"""The last booked payment when this session first saw the file, or had its balance again."""
