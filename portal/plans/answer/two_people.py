"""Decisions that need two people: who the first was, and that the second is somebody else."""

from dataclasses import dataclass
from typing import Any, Self

from django.db import transaction

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.plans.budget.selectors import find_budget_of, judge_protection
from portal.plans.models import Endorsement, PlanRule, Proposal
from portal.plans.rules.office_rule import find_rule
from portal.plans.states import note

RELEASE = "plans.release_proposal"
LARGE, PROTECTED = "large", "protected"
FIRST_ACTS: dict[str, str] = {
    Endorsement.Act.APPROVE: "plan-first-of-two",
    Endorsement.Act.RELEASE: "plan-first-to-release",
    Endorsement.Act.COUNTER: "plan-first-to-counter",
}
"""What the trail calls the first of two, by the decision."""


@dataclass(frozen=True, slots=True)
class Decider:
    """A member of staff who decides, and whether they may end an existing plan."""

    actor: Actor
    may_release: bool = False

    @classmethod
    def of(cls, user: Any) -> Self:
        """The signed-in member of staff."""
        return cls(Actor.staff(user), may_release=user.has_perm(RELEASE))


class FirstOfTwo(Exception):
    """The approval is stored; another person must approve too."""


class SamePersonError(Exception):
    """The second of the two people must be somebody else."""


def why_two(proposal: Proposal, *, monthly_cents: int | None = None) -> str:
    """Why two people must agree: LARGE, PROTECTED, or "" when one will do.

    ``monthly_cents``: what the office would propose instead of what was asked.
    """
    rule = find_rule(proposal.office, proposal.file_type_id, proposal.balance_cents) or PlanRule()
    above = rule.two_people_above_cents
    if above is not None and proposal.balance_cents > above:
        return LARGE
    takes_protected = _takes_protected(proposal, monthly_cents)
    return PROTECTED if takes_protected and rule.two_people_below_protected else ""


def find_endorsement(proposal: Proposal) -> Endorsement | None:
    """The first approval of the request in its current version."""
    found = Endorsement.objects.filter(proposal=proposal.pk).select_related("user").first()
    return found if found is not None and found.version == proposal.version else None


def check_two_people(
    proposal: Proposal, act: str, *, by: Decider, version: int, terms: dict[str, Any]
) -> int | None:
    """Allow a decision that needs one person, or whose first person was somebody else. Returns their user id.

    Raises: FirstOfTwo, after storing the approval; SamePersonError; TransitionError when the request has
    changed meanwhile.
    """
    if not why_two(proposal, monthly_cents=terms.get("monthly_cents")):
        return None
    first = find_endorsement(proposal)
    if first is None or (first.act, first.terms) != (act, terms):
        _endorse(proposal, act, by=by, version=version, terms=terms)
        raise FirstOfTwo(proposal.number)
    if first.user_id == by.actor.user_id:
        raise SamePersonError(proposal.number)
    return first.user_id


@transaction.atomic
def _endorse(proposal: Proposal, act: str, *, by: Decider, version: int, terms: dict[str, Any]) -> None:
    """Increase the version, so that a colleague who has the page open notices the approval."""
    noted = note(proposal, version=version)
    Endorsement.objects.update_or_create(
        proposal=noted,
        defaults={"version": noted.version, "act": act, "terms": terms, "user_id": by.actor.user_id},
    )
    told = {key: value for key, value in terms.items() if key != "note"}
    record(
        FIRST_ACTS[act],
        by=by.actor,
        file_id=noted.file_id,
        details={"request": noted.number, "decision": str(act), **told},
    )


def _takes_protected(proposal: Proposal, monthly_cents: int | None) -> bool:
    """By the budget while it is stored, else by what it showed when the request was sent."""
    cents = proposal.in_force.monthly_cents if monthly_cents is None else monthly_cents
    budget = find_budget_of(proposal.office, file_id=proposal.file_id, party_id=proposal.party_id)
    takes = judge_protection(budget, cents).is_below_protected
    if takes is not None:
        return takes
    return bool(proposal.is_below_protected) and cents >= proposal.monthly_cents
