"""The data of the balance page."""

from dataclasses import dataclass

from django.utils import timezone

from portal.file.balance import BALANCE, BOOKED_THEN, count_booked_since
from portal.file.balance_cache import BalanceFact, Failure, find_failure
from portal.file.declaration import Missing, Reading
from portal.file.facts import (
    FILE_NUMBER,
    HEAD,
    OFFICE_OPEN,
    OWN_PARTY,
    RUNNING_PLAN,
    SUMS,
    OwnParty,
)
from portal.file.news import NEWS_FACTS, PLAN_FACTS, read_with_plan
from portal.file.parts import Sums
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import FileInfo, RunningPlan
from portal.payments.owing import notice_booked


@dataclass(frozen=True, slots=True)
class Overview:
    """What is known of the file now; None for what could not be read.

    ``booked_since_cents``: a payment that was booked after the balance was asked, which does not show it.
    ``reading`` holds what the rooms asked for their news. ``failure``: the last asking of the balance, if it
    brought none. ``is_shared``: somebody else owes it too.
    """

    head: FileInfo | None
    balance: BalanceFact | None
    plan: RunningPlan | None
    office_open: bool | None
    sums: Sums | None
    missing: Missing
    reading: Reading
    failure: Failure | None = None
    booked_since_cents: int = 0
    is_shared: bool = False

    @property
    def has_old_plan(self) -> bool:
        """Whether what is told of the plan is what was remembered of it."""
        return any(self.reading.is_old(fact) for fact in PLAN_FACTS.collect())

    @property
    def is_empty(self) -> bool:
        """Whether nothing about the file itself could be read."""
        return self.head is None and self.balance is None and self.plan is None and self.sums is None


def get_overview(visit: Visit) -> Overview:
    """The overview. Never raises for a failing system: see ``Overview``."""
    own = (BALANCE, HEAD, FILE_NUMBER, RUNNING_PLAN, OFFICE_OPEN, SUMS)
    anew = () if notice_booked(visit, anew=True) else (HEAD,)
    reading = read_with_plan(visit, *own, OWN_PARTY, BOOKED_THEN, *NEWS_FACTS.collect(), anew=anew)
    balance = reading.get(BALANCE)
    may_ask_again = balance is None or timezone.now() >= balance.refresh_from
    return Overview(
        head=reading.get(HEAD),
        balance=balance,
        plan=reading.get(RUNNING_PLAN),
        office_open=reading.get(OFFICE_OPEN),
        sums=reading.get(SUMS),
        missing=reading.find_missing(own),
        reading=reading,
        booked_since_cents=count_booked_since(reading),
        is_shared=_is_shared(reading.get(OWN_PARTY)),
        failure=find_failure(visit) if may_ask_again else None,
    )


def _is_shared(party: OwnParty | None) -> bool:
    return party is not None and party.is_shared
