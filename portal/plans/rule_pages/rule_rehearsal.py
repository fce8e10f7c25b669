"""Applies proposed rules to past requests: how many would have had another outcome."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from portal.office.models import Office
from portal.plans.budget.protected import Scale
from portal.plans.budget.selectors import Protection, find_budget_of, judge_protection
from portal.plans.models import PlanRule, Proposal
from portal.plans.rule_pages.protected_set import make_scale
from portal.plans.rule_pages.rule_set import list_rules
from portal.plans.rules.decision_table import WITH_BUDGET, Outcome, judge
from portal.plans.rules.office_rule import pick_rule
from portal.plans.rules.weighing import weigh

MOST_REQUESTS = 500
MOST_EXAMPLES = 10

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """What the rules say of a request, and whether two people must agree to it."""

    outcome: Outcome
    needs_two: bool


@dataclass(frozen=True, slots=True)
class Turned:
    """A request whose outcome would change."""

    request_id: int
    number: str
    before: Decided
    after: Decided


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """``seen``: how many requests were compared; ``turns``: how many change from what to what."""

    seen: int
    different: int
    turns: list[tuple[Decided, Decided, int]]
    examples: list[Turned]


Judge = Callable[[Proposal], Decided]


def rehearse_rules(office: Office, before: Values, after: Values) -> Rehearsal:
    """The newest requests under two sets of rules."""
    old, new = list_rules(office, before), list_rules(office, after)
    return _rehearse(
        office, lambda one: _judge(_free(one, old), old), lambda one: _judge(_free(one, old), new)
    )


def rehearse_figures(office: Office, before: Values, after: Values) -> Rehearsal:
    """The newest requests under two sets of figures; it counts for those whose budget is still kept."""
    rules = list(PlanRule.objects.filter(office=office.pk))
    return _rehearse(
        office,
        lambda one: _judge(one, rules, _judge_protection(one, before)),
        lambda one: _judge(one, rules, _judge_protection(one, after)),
    )


def _rehearse(office: Office, before: Judge, after: Judge) -> Rehearsal:
    asked = Proposal.objects.filter(office=office.pk, submitted_at__isnull=False)
    newest = asked.select_related("office").order_by("-submitted_at")[:MOST_REQUESTS]
    seen, turned = 0, []
    for proposal in newest:
        seen += 1
        old, new = before(proposal), after(proposal)
        if old != new:
            turned.append(Turned(proposal.pk, proposal.number, old, new))
    counts = Counter((one.before, one.after) for one in turned)
    turns = [(old, new, count) for (old, new), count in counts.most_common()]
    return Rehearsal(seen, len(turned), turns, turned[:MOST_EXAMPLES])


def _judge(proposal: Proposal, rules: Iterable[PlanRule], found: Protection | None = None) -> Decided:
    found = found or _get_noted(proposal)
    rule = pick_rule(rules, proposal.file_type_id, proposal.balance_cents) or PlanRule()
    above = rule.two_people_above_cents
    needs_two = (above is not None and proposal.balance_cents > above) or (
        bool(found.is_below_protected) and rule.two_people_below_protected
    )
    return Decided(judge(weigh(proposal, rule, **found._asdict())).outcome, needs_two)


def _get_noted(proposal: Proposal) -> Protection:
    """What was noted when it was sent."""
    is_unknown = proposal.is_below_protected is None and proposal.outcome in WITH_BUDGET
    return Protection(proposal.is_below_protected, is_protection_unknown=is_unknown)


def _free(proposal: Proposal, old: Iterable[PlanRule]) -> Proposal:
    """Without the limits that the old rule itself had set; Tagor's own stricter limits still apply."""
    rule = pick_rule(old, proposal.file_type_id, proposal.balance_cents)
    if rule is None:
        return proposal
    if proposal.minimum_cents <= rule.minimum_cents:
        proposal.minimum_cents = 0
    if rule.longest_months and proposal.longest_months >= rule.longest_months:
        proposal.longest_months = 0
    return proposal


def _judge_protection(proposal: Proposal, figures: Values) -> Protection:
    """By the figures of the request's year; by what was noted then, once its budget is deleted."""
    budget = find_budget_of(proposal.office, file_id=proposal.file_id, party_id=proposal.party_id)
    on = proposal.submitted_at
    scale: Scale | None = make_scale(figures, on.year) if on else None
    if budget is None:
        return _get_noted(proposal)
    numbers = budget.numbers
    seizable = (
        scale.get_seizable_cents(
            work_cents=numbers.work_cents, benefits_cents=numbers.benefits_cents, children=numbers.children
        )
        if scale
        else None
    )
    return judge_protection(replace(budget, seizable_cents=seizable), proposal.monthly_cents)
