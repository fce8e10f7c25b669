"""Find in Tagor the plan that was saved without our hearing of it."""

from dataclasses import dataclass

from portal import registry
from portal.access.session import Defendant
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values import PlanPart
from portal.plans.selectors import get_plan_facts


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan in the file, with its months and monthly sum in cents as far as they can be read."""

    months: int | None
    monthly_cents: int | None


def find_saved_plan(defendant: Defendant) -> FoundPlan | None:
    """The plan the file holds now, or None when it certainly holds none. Raises: IntegrationError."""
    facts = get_plan_facts(defendant)
    if not facts.has_plan:
        return None
    parts = _list_parts(defendant.file_id, facts.criteria.plan_id)
    return FoundPlan(
        months=_count_months(parts), monthly_cents=_get_sum(parts) or facts.running.monthly_cents or None
    )


def _list_parts(file_id: str, plan_id: str | None) -> tuple[PlanPart, ...]:
    """The parts of that plan; none when they cannot be read, for the plan itself is certain."""
    try:
        parts = registry.tagor().list_plan_parts(file_id=file_id)
    except IntegrationError:
        return ()
    return tuple(part for part in parts if plan_id in {None, part.plan_id})


def _get_sum(parts: tuple[PlanPart, ...]) -> int | None:
    """The sum a month: what the largest part says."""
    return max((part.amount_cents for part in parts if part.amount_cents > 0), default=None)


def _count_months(parts: tuple[PlanPart, ...]) -> int | None:
    """From the first month to the last, both counted; None when a date is missing."""
    starts = [part.starts_on for part in parts]
    ends = [part.ends_on for part in parts]
    if not parts or None in starts or None in ends:
        return None
    first, last = min(day for day in starts if day), max(day for day in ends if day)
    return (last.year - first.year) * 12 + last.month - first.month + 1
