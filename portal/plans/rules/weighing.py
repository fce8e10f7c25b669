"""Compares a plan with limits: those shown to the person, the office's current rule, and Tagor's own."""

from typing import Protocol

from portal.integrations.tagor.values.account import PlanCriteria
from portal.plans.models import PlanRule, Proposal
from portal.plans.rules.decision_table import Facts

ROUNDING_CENTS = 100
"""Tagor rounds the sums that follow from months its own way: less than a euro below still keeps to it."""


class Sized(Protocol):
    """A plan by its sum a month or by its months: a request, a proposal of the office, or what is typed."""

    @property
    def kind(self) -> str:
        """Which of the two was chosen: what Tagor gets."""

    @property
    def months(self) -> int:
        """How many there are."""

    @property
    def monthly_cents(self) -> int:
        """The sum a month."""


def foresee_refusal(plan: Sized, *, criteria: PlanCriteria, balance_cents: int) -> str:
    """The code with which Tagor surely refuses to save a plan, by the limits it tells; "" when it may not.

    A limit of 0 was not told, and refuses nothing. Months count only where Tagor gets them.
    """
    if plan.kind != Proposal.Kind.AMOUNT and 0 < criteria.longest_months < plan.months:
        return "plan-too-long"
    is_kept = is_enough(plan, criteria.minimum_cents, balance_cents=balance_cents)
    return "" if is_kept else "plan-too-low"


def is_enough(plan: Sized, minimum_cents: int, *, balance_cents: int) -> bool:
    """Whether the sum a month is enough; the whole debt always is."""
    slack = 0 if plan.kind == Proposal.Kind.AMOUNT else ROUNDING_CENTS - 1
    return plan.monthly_cents + slack >= min(minimum_cents, balance_cents)


def weigh(
    proposal: Proposal,
    rule: PlanRule | None,
    *,
    is_below_protected: bool | None,
    is_protection_unknown: bool = False,
) -> Facts:
    """What is known of a request. ``is_below_protected`` is None when nobody can judge it.

    ``is_protection_unknown``: although a budget was given.
    """
    rule = rule or PlanRule()
    above = rule.second_look_above_cents
    return Facts(
        keeps_minimum=_meets_minimum(proposal, rule),
        keeps_term=_meets_term(proposal, rule),
        auto_accepts=rule.is_proven,
        has_plan=proposal.is_plan_known,
        has_budget=is_below_protected is not None or is_protection_unknown,
        is_below_protected=bool(is_below_protected) and rule.second_look_below_protected,
        is_protection_unknown=is_protection_unknown and rule.second_look_below_protected,
        is_large=above is not None and proposal.balance_cents > above,
    )


def _meets_minimum(proposal: Proposal, rule: PlanRule) -> bool:
    minimum = max(proposal.minimum_cents, rule.minimum_cents)
    return is_enough(proposal, minimum, balance_cents=proposal.balance_cents)


def _meets_term(proposal: Proposal, rule: PlanRule) -> bool:
    limits = [months for months in (proposal.longest_months, rule.longest_months) if months]
    return not limits or proposal.get_schedule().months <= min(limits)
