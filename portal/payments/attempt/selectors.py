"""What the pay pages read: what is owed, what is late, attempts of the open file."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from portal import registry
from portal.access.session import Defendant, get_defendant
from portal.dossier.selectors import get_balance
from portal.integrations.errors import IntegrationError
from portal.office.selectors import get_office
from portal.payments.models import Attempt

CHOSEN = "payment_choice"


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be paid, in cents, as it stood ``as_of``. ``arrears_cents``: 0 when no plan runs behind."""

    balance_cents: int
    as_of: datetime
    arrears_cents: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What this session last chose to pay."""

    kind: str
    amount_cents: int


def get_choices(request: HttpRequest, defendant: Defendant, *, with_arrears: bool = True) -> Choices:
    """The balance, and the arrears when a plan runs.

    Raises: IntegrationError when the balance is not known.
    """
    balance = get_balance(request)
    arrears_cents = _get_arrears(defendant) if with_arrears and balance.cents > 0 else 0
    has_arrears = 0 < arrears_cents < balance.cents
    return Choices(balance.cents, balance.as_of, arrears_cents if has_arrears else 0)


def _get_arrears(defendant: Defendant) -> int:
    try:
        plan = registry.tagor().get_running_plan(credential=defendant.credential, file_id=defendant.file_id)
    except IntegrationError:
        return 0  # one choice fewer; the page still serves
    return plan.arrears_cents if plan.active else 0


def is_online_possible() -> bool:
    """Whether the office takes online payments and says where."""
    return bool(get_office().online_payment and settings.SIPS_ALLOWED_HOSTS)


def get_payment_host() -> str:
    """The one host of the payment page, or "" when the office has several."""
    hosts = settings.SIPS_ALLOWED_HOSTS
    return hosts[0] if len(hosts) == 1 else ""


def keep_choice(request: HttpRequest, chosen: Chosen) -> None:
    """Remember the chosen amount in the session, so that no address ever holds it."""
    request.session[CHOSEN] = {"kind": chosen.kind, "cents": chosen.amount_cents}


def get_choice(request: HttpRequest) -> Chosen | None:
    """What this session last chose to pay, if anything."""
    kept = request.session.get(CHOSEN)
    return Chosen(kept["kind"], kept["cents"]) if kept else None


def find_attempt(token: str) -> Attempt | None:
    """The attempt with this token."""
    return Attempt.objects.filter(token=token).first() if len(token) == 43 else None


def is_own(attempt: Attempt, request: HttpRequest) -> bool:
    """Whether the open session may see this attempt: same file and same party."""
    defendant = get_defendant(request)
    return defendant is not None and (defendant.file_id, defendant.party_id) == (
        attempt.file_id,
        attempt.party_id,
    )
