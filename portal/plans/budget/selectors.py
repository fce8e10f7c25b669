"""What is stored of a budget, and what the law protects of its income."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from portal.dossier.debt_help import NETHERLANDS, find_country
from portal.file.visit import Visit
from portal.office.models import Office
from portal.office.selectors import get_office
from portal.plans.budget.models import Budget, ProtectedBand, ProtectedIncome
from portal.plans.budget.numbers import Numbers
from portal.plans.budget.protected import Band, Scale
from portal.web.sealing import unseal

PURPOSE = "budget"
# Half of what is left is easiest to keep; more than four fifths often breaks.
SHARES = (50, 60, 80)
EURO = 100


@dataclass(frozen=True, slots=True)
class KeptBudget:
    """The numbers and how long they are stored. ``seizable_cents``: None when unknown."""

    numbers: Numbers
    given_at: datetime
    keep_until: datetime
    seizable_cents: int | None

    @property
    def is_limited_by_law(self) -> bool:
        """Whether a seizure could take less of the income than what is left."""
        return self.seizable_cents is not None and self.seizable_cents < self.numbers.left_cents

    @property
    def base_cents(self) -> int:
        """What proposals start from: what is left, or what the law lets a seizure take when that is less."""
        left = self.numbers.left_cents
        return left if self.seizable_cents is None else min(left, self.seizable_cents)


def find_budget(visit: Visit) -> KeptBudget | None:
    """This person's budget for this file, if it is still stored."""
    return find_budget_of(get_office(), file_id=visit.file_id, party_id=visit.party_id)


def find_budget_of(office: Office, *, file_id: str, party_id: str) -> KeptBudget | None:
    """The same, for staff who look at a request."""
    kept = Budget.objects.filter(
        office=office, file_id=file_id, party_id=party_id, keep_until__gt=timezone.now()
    ).first()
    opened = unseal(kept.sealed, purpose=PURPOSE) if kept else None
    if kept is None or opened is None:
        return None
    numbers = Numbers.from_dict(json.loads(opened))
    return KeptBudget(numbers, kept.given_at, kept.keep_until, find_seizable_cents(office, numbers))


def get_share_cents(base_cents: int, share: int) -> int:
    """A share of what proposals start from, in percent, in whole euros."""
    return base_cents * share // 100 // EURO * EURO


def find_share_cents(visit: Visit, share: str) -> int | None:
    """One of the shares that the page of the budget offers; None for any other, and without a budget.

    None for a helper too: a share tells what is left.
    """
    is_offered = visit.who != "helper" and share in {str(one) for one in SHARES}
    budget = find_budget(visit) if is_offered else None
    cents = get_share_cents(budget.base_cents, int(share)) if budget else 0
    return cents if cents > 0 else None


def find_seizable_cents(office: Office, numbers: Numbers, *, on: date | None = None) -> int | None:
    """What a seizure could take of these incomes in a month; None without figures for the year.

    In the Netherlands it is what the official calculator leaves unprotected, when the person asked it.
    """
    if find_country(office.iban) == NETHERLANDS:
        if numbers.protected_cents is None:
            return None
        return max(0, numbers.work_cents + numbers.benefits_cents - numbers.protected_cents)
    scale = find_scale(office, (on or timezone.localdate()).year)
    if scale is None:
        return None
    return scale.get_seizable_cents(
        work_cents=numbers.work_cents, benefits_cents=numbers.benefits_cents, children=numbers.children
    )


def find_scale(office: Office, year: int) -> Scale | None:
    """The figures of a year as the office entered them."""
    table = ProtectedIncome.objects.filter(office=office, year=year).prefetch_related("bands").first()
    if table is None:
        return None
    bands = list(table.bands.all())
    kinds = ProtectedBand.Kind
    work, benefits = (
        tuple(Band(band.up_to_cents, band.percent) for band in bands if band.kind == kind)
        for kind in (kinds.WORK, kinds.BENEFITS)
    )
    return Scale(year, work, benefits, table.child_cents) if work and benefits else None


class Protection(NamedTuple):
    """Whether a payment is more than a seizure could take; None when nobody can judge it.

    ``is_protection_unknown``: a budget is kept, and what would judge it is missing.
    """

    is_below_protected: bool | None
    is_protection_unknown: bool = False


def judge_protection(budget: KeptBudget | None, monthly_cents: int) -> Protection:
    """Three answers: it takes protected income, it does not, or nobody can judge."""
    if budget is None:
        return Protection(None)
    if budget.seizable_cents is None:
        return Protection(None, is_protection_unknown=True)
    return Protection(monthly_cents > budget.seizable_cents)
