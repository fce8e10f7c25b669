"""Compares a request with the limits it was shown and the office's current rule."""

from portal.plans.models import PlanRule, Proposal
from portal.plans.rules.decision_table import Facts

ROUNDING_CENTS = 100
"""Tagor rounds the sums that follow from months its own way: less than a euro below still keeps to it."""


def weigh(
    proposal: Proposal,
    rule: PlanRule | None,
    *,
    is_below_protected: bool | None,
) -> Facts:
    """What is known of a request. ``is_below_protected`` is None when no budget was given."""
    rule = rule or PlanRule()
    above = rule.second_look_above_cents
    return Facts(
        keeps_minimum=_meets_minimum(proposal, rule),
        keeps_term=_meets_term(proposal, rule),
        auto_accepts=rule.is_proven,
        has_plan=proposal.is_plan_known,
        has_budget=is_below_protected is not None,
        is_below_protected=bool(is_below_protected) and rule.second_look_below_protected,
        is_large=above is not None and proposal.balance_cents > above,
    )


def _meets_minimum(proposal: Proposal, rule: PlanRule) -> bool:
    minimum = min(max(proposal.minimum_cents, rule.minimum_cents), proposal.balance_cents)
    slack = 0 if proposal.kind == Proposal.Kind.AMOUNT else ROUNDING_CENTS - 1
    return proposal.monthly_cents + slack >= minimum


def _meets_term(proposal: Proposal, rule: PlanRule) -> bool:
    limits = [months for months in (proposal.longest_months, rule.longest_months) if months]
    return not limits or proposal.get_schedule().months <= min(limits)
