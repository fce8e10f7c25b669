"""Queries for the pay pages: what is owed, what is late, attempts of the open file."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.db.models.functions import Coalesce

from portal.file.balance import BALANCE
from portal.file.facts import HEAD, RUNNING_PLAN
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.office.selectors import get_office
from portal.payments.attempt.states import PAID
from portal.payments.models import Attempt, State
from portal.payments.providers import list_chosen


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be paid, in cents, as it stood ``as_of``.

    ``arrears_cents``: 0 when no plan is in arrears; ``instalment_cents``: what a running plan asks each
    month, 0 without one.
    """

    balance_cents: int
    as_of: datetime
    arrears_cents: int = 0
    instalment_cents: int = 0


def get_choices(visit: Visit, *, with_plan: bool = True) -> Choices:
    """The balance, and the amounts of a running plan, if there is one.

    Raises: IntegrationError when the balance is not known.
    """
    known = recall(visit, BALANCE)
    wants_plan = with_plan and (known is None or known.cents > 0)
    reading = read(visit, BALANCE, *([RUNNING_PLAN] if wants_plan else []))
    balance, plan = reading[BALANCE], reading.get(RUNNING_PLAN)
    arrears_cents, instalment_cents = (
        (plan.arrears_cents, plan.monthly_cents) if plan and plan.active else (0, 0)
    )
    return Choices(
        balance.cents,
        balance.as_of,
        arrears_cents=arrears_cents if 0 < arrears_cents < balance.cents else 0,
        instalment_cents=instalment_cents if 0 < instalment_cents < balance.cents else 0,
    )


def get_claimant(visit: Visit) -> str:
    """The final recipient of the money, "" when Tagor does not say."""
    head = read(visit, HEAD).get(HEAD)
    return head.claimant if head else ""


def is_online_possible() -> bool:
    """Whether the office takes online payments and at least one of its payment services is set up."""
    office = get_office()
    return office.online_payment and any(one.list_hosts() for one in list_chosen(office.pk))


def get_payment_host() -> str:
    """The one host of the payment page, or "" when the office has several."""
    hosts = {host for one in list_chosen(get_office().pk) for host in one.list_hosts()}
    return hosts.pop() if len(hosts) == 1 else ""


def find_attempt(token: str) -> Attempt | None:
    """The attempt with this token."""
    return Attempt.objects.filter(token=token).first() if len(token) == 43 else None


def find_by_checkout(provider: str, checkout_id: str) -> Attempt | None:
    """The attempt with this id at a payment service."""
    if not checkout_id:
        return None
    return Attempt.objects.filter(provider=provider, checkout_id=checkout_id).first()


def is_own(attempt: Attempt, visit: Visit) -> bool:
    """Whether the open session may see this attempt: same file and same party."""
    return (visit.file_id, visit.party_id) == (attempt.file_id, attempt.party_id)


def sum_unbooked(file_id: str) -> int:
    """Cents that were certainly paid online for the file, and that the office has not booked yet."""
    paid = Attempt.objects.filter(file_id=file_id, state__in=(State.SEEN, *PAID))
    return int(paid.aggregate(cents=Sum(Coalesce("received_cents", "amount_cents")))["cents"] or 0)
