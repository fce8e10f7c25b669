"""Everything the balance page shows."""

from dataclasses import dataclass

from django.utils import timezone

from portal.file.asking import BalanceFact, Failure, find_failure
from portal.file.balance import BALANCE
from portal.file.facts import FILE_NUMBER, HEAD, OFFICE_OPEN, RUNNING_PLAN, SUMS
from portal.file.faults import Missing
from portal.file.parts import Sums
from portal.file.reading import read
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import FileInfo, RunningPlan


@dataclass(frozen=True, slots=True)
class Overview:
    """What is known of the file now; None for what could not be read.

    ``is_credential_refused`` says that Tagor no longer takes what the defendant signed in with. ``failure``:
    the last asking of the balance, when it brought none.
    """

    head: FileInfo | None
    balance: BalanceFact | None
    plan: RunningPlan | None
    office_open: bool | None
    sums: Sums | None
    missing: Missing
    is_credential_refused: bool
    failure: Failure | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing about the file itself could be read."""
        return self.head is None and self.balance is None and self.plan is None and self.sums is None


def get_overview(visit: Visit) -> Overview:
    """The overview. Never raises for a failing system: see ``Overview``."""
    reading = read(visit, BALANCE, HEAD, FILE_NUMBER, RUNNING_PLAN, OFFICE_OPEN, SUMS, anew=(HEAD,))
    balance = reading.get(BALANCE)
    may_ask_again = balance is None or timezone.now() >= balance.refresh_from
    return Overview(
        head=reading.get(HEAD),
        balance=balance,
        plan=reading.get(RUNNING_PLAN),
        office_open=reading.get(OFFICE_OPEN),
        sums=reading.get(SUMS),
        missing=reading.find_missing(),
        is_credential_refused=reading.is_refused(HEAD),
        failure=find_failure(visit) if may_ask_again else None,
    )
