"""What a file owes, counting payments that its balance does not show yet: for pages that ask for money."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.file.balance import BALANCE, BOOKED_THEN, count_booked_since
from portal.file.declaration import Fact, Reading
from portal.file.facts import HEAD, RUNNING_PLAN
from portal.file.news import LEAST_CENTS, STOPPED, FileNow, find_stored_of, forget_stored
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import RunningPlan
from portal.payments.attempt.evidence import make_facts
from portal.payments.models import Attempt, State
from portal.payments.selectors import awaits_taking_off, list_paid, sum_booked_since, sum_unbooked
from portal.payments.settling.follow_up import settle_seen


@dataclass(frozen=True, slots=True)
class Owing:
    """Cents, as the balance stood ``as_of``.

    ``unbooked_cents``: certainly paid online, not booked yet. ``booked_cents``: booked after the balance was
    asked. ``is_stopped``: the office wants to be asked before anybody pays.
    """

    balance_cents: int
    as_of: datetime
    unbooked_cents: int = 0
    booked_cents: int = 0
    is_stopped: bool = False

    @property
    def arriving_cents(self) -> int:
        """Paid, and not in the balance."""
        return self.unbooked_cents + self.booked_cents

    @property
    def left_cents(self) -> int:
        """What is left to pay after that; as negative as the balance when too much was paid."""
        return self.balance_cents - self.arriving_cents if self.balance_cents > 0 else self.balance_cents

    @property
    def is_paid(self) -> bool:
        """Whether something is owed, and what was paid already covers it."""
        return self.balance_cents > 0 >= self.left_cents

    @property
    def is_small(self) -> bool:
        """Whether so little is left that the office is asked first."""
        return 0 < self.left_cents < LEAST_CENTS

    @property
    def may_be_asked(self) -> bool:
        """Whether the person may be asked to pay, all at once or in parts."""
        return self.left_cents >= LEAST_CENTS and not self.is_stopped


@dataclass(frozen=True, slots=True)
class Choices(Owing):
    """What may be paid.

    ``arrears_cents``: 0 when no plan is in arrears; ``instalment_cents``: what a running plan asks each
    month, 0 without one.
    """

    arrears_cents: int = 0
    instalment_cents: int = 0


def get_choices(visit: Visit, *, with_plan: bool = True) -> Choices:
    """What is owed, and the amounts of a running plan, if there is one.

    Raises: IntegrationError when the balance is not known.
    """
    known = recall(visit, BALANCE)
    wants_plan = with_plan and (known is None or known.cents > 0)
    owing, reading = _read_owing(visit, *([RUNNING_PLAN] if wants_plan else []))
    plan: RunningPlan | None = reading.get(RUNNING_PLAN)
    arrears_cents, instalment_cents = (
        (plan.arrears_cents, plan.monthly_cents) if plan and plan.active else (0, 0)
    )
    arrears_cents -= owing.unbooked_cents  # Tagor counts what it has booked
    return Choices(
        owing.balance_cents,
        owing.as_of,
        owing.unbooked_cents,
        owing.booked_cents,
        owing.is_stopped,
        arrears_cents=arrears_cents if 0 < arrears_cents < owing.left_cents else 0,
        instalment_cents=instalment_cents if 0 < instalment_cents < owing.left_cents else 0,
    )


def get_owing(visit: Visit) -> Owing:
    """What is owed. Raises: IntegrationError when the balance is not known."""
    return _read_owing(visit)[0]


def recall_owing(visit: Visit) -> Owing | None:
    """The same, as far as this session saw it: without any call; None when it saw no balance."""
    balance = recall(visit, BALANCE)
    if balance is None:
        return None
    paid = list_paid(visit.file_id)
    since = sum_booked_since(paid, balance.as_of)
    return Owing(balance.cents, balance.as_of, sum_unbooked(paid), since, recall(visit, STOPPED) or False)


def may_ask_plan(owing: Owing | None, *, is_in_person: bool) -> bool:
    """Whether a plan may be asked for here at all. ``owing``: None when nothing is known of it."""
    return not is_in_person and (owing is None or owing.may_be_asked)


def find_arriving(now: FileNow) -> int:
    """Cents that were paid online for the file and that its balance does not show yet."""
    paid = now.find(Attempt, list_paid) or []
    return sum_unbooked(paid) + (sum_booked_since(paid, now.as_of) if now.as_of else 0)


def will_owe_again(now: FileNow) -> bool:
    """Whether money of a payment went back that its balance still counts as paid."""
    return bool(now.find(Attempt, awaits_taking_off))


def notice_booked(visit: Visit, *, anew: bool = False) -> bool:
    """Before the balance is asked: what the office booked of the payments that it had seen.

    So a payment is either booked and in the balance, or neither. ``anew``: not by what the cache tells of the
    file. Returns whether there was such a payment. A failing system changes nothing.
    """
    if not find_stored_of(visit).get(Attempt, True):
        return False
    if not Attempt.objects.filter(file_id=visit.file_id, state=State.SEEN).exists():
        return False
    head = read(visit, HEAD, anew=(HEAD,) if anew else ()).get(HEAD)
    if head is not None:
        settle_seen(visit.file_id, make_facts(head))
        forget_stored(visit)
    return True


def _read_owing(visit: Visit, *more: Fact[Any]) -> tuple[Owing, Reading]:
    notice_booked(visit)
    reading = read(visit, BALANCE, STOPPED, BOOKED_THEN, *more)
    balance, paid = reading[BALANCE], list_paid(visit.file_id)
    since = max(sum_booked_since(paid, balance.as_of), count_booked_since(reading))
    is_stopped = reading.get(STOPPED) or False
    return Owing(balance.cents, balance.as_of, sum_unbooked(paid), since, is_stopped), reading
