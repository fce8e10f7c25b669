"""Reads the details of the plan in a file."""

from dataclasses import dataclass

from portal.file.reading import read
from portal.file.visit import visit_by_office
from portal.integrations.tagor.values.account import PlanPart
from portal.plans.facts import PLAN_PARTS, UNNAMED_PLAN, PlanFacts
from portal.plans.models import Proposal

EURO = 100


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan in the file, with its months and monthly sum in cents as far as they can be read.

    ``is_listed``: the sum comes from the plan's own parts.
    """

    months: int | None
    monthly_cents: int | None
    is_listed: bool = False


def find_plan(file_id: str, facts: PlanFacts) -> FoundPlan:
    """The plan in these facts, in full; None for values that cannot be read."""
    parts = _list_parts(file_id, facts.mark)
    listed = _get_sum(parts)
    return FoundPlan(
        months=_count_months(parts),
        monthly_cents=listed or facts.running.monthly_cents or None,
        is_listed=listed is not None,
    )


def differs(proposal: Proposal, found: FoundPlan) -> bool:
    """Whether a plan in the file is hardly the requested one; a value that cannot be read is no difference.

    Tagor may round: a sum within a euro, or a month more or less, is the same.
    """
    wanted = proposal.wanted
    if wanted.kind == Proposal.Kind.AMOUNT:
        return found.is_listed and not _is_near(found.monthly_cents, wanted.monthly_cents, EURO)
    return not _is_near(found.months, wanted.months, 1)


def _is_near(read: int | None, asked: int, slack: int) -> bool:
    return read is None or abs(read - asked) <= slack


def _list_parts(file_id: str, mark: str) -> tuple[PlanPart, ...]:
    """The parts of that plan; empty when they cannot be read, as the plan itself is certain."""
    parts = read(visit_by_office(file_id=file_id), PLAN_PARTS).get(PLAN_PARTS) or ()
    return tuple(part for part in parts if mark in {UNNAMED_PLAN, part.plan_id})


def _get_sum(parts: tuple[PlanPart, ...]) -> int | None:
    """The sum a month: that of the largest part."""
    return max((part.amount_cents for part in parts if part.amount_cents > 0), default=None)


def _count_months(parts: tuple[PlanPart, ...]) -> int | None:
    """From the first month to the last, both counted; None when a date is missing."""
    starts = [part.starts_on for part in parts]
    ends = [part.ends_on for part in parts]
    if not parts or None in starts or None in ends:
        return None
    first, last = min(day for day in starts if day), max(day for day in ends if day)
    return (last.year - first.year) * 12 + last.month - first.month + 1
