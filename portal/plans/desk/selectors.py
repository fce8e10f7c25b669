"""The basis for a decision: the request, its rule, its budget, and the file's current plan."""

from dataclasses import dataclass

from portal.integrations.errors import IntegrationError
from portal.plans.answer.two_people import find_endorsement, why_two
from portal.plans.budget.selectors import KeptBudget, find_budget_of
from portal.plans.facts import PlanFacts, read_plan_facts
from portal.plans.models import Counter, Endorsement, PlanRule, Proposal, State
from portal.plans.rules.office_rule import find_rule


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything beside a request. ``facts`` is None while Tagor cannot be read."""

    proposal: Proposal
    rule: PlanRule | None
    budget: KeptBudget | None
    facts: PlanFacts | None
    counters: list[Counter]
    endorsement: Endorsement | None
    two_people: str

    @property
    def has_other_plan(self) -> bool:
        """Whether the file holds a plan that is not this request's own."""
        mark = self.facts.mark if self.facts else ""
        return bool(mark) and mark != self.proposal.saved_mark

    @property
    def minimum_cents(self) -> int:
        """The smallest sum a month, by Tagor and by the rule; 0: no minimum."""
        return max(self.proposal.minimum_cents, self.rule.minimum_cents if self.rule else 0)

    @property
    def longest_months(self) -> int:
        """The longest term, by Tagor and by the rule; 0: no limit."""
        limits = [self.proposal.longest_months, self.rule.longest_months if self.rule else 0]
        return min((months for months in limits if months), default=0)


def find_request(request_id: int) -> Proposal | None:
    """A request that was sent off."""
    found = Proposal.objects.select_related("agreed", "office").filter(pk=request_id).first()
    return None if found is None or found.submitted_at is None or found.state == State.DRAFT else found


def collect_ground(proposal: Proposal, *, is_live: bool = True) -> Ground:
    """Collect the data on a request. Writes nothing in the file. ``is_live``: read Tagor too."""
    return Ground(
        proposal=proposal,
        rule=find_rule(proposal.office, proposal.file_type_id, proposal.balance_cents),
        budget=find_budget_of(proposal.office, file_id=proposal.file_id, party_id=proposal.party_id),
        facts=_read(proposal) if is_live else None,
        counters=list(proposal.counters.order_by("pk")),
        endorsement=find_endorsement(proposal),
        two_people=why_two(proposal),
    )


def _read(proposal: Proposal) -> PlanFacts | None:
    try:
        return read_plan_facts(credential=None, file_id=proposal.file_id)
    except IntegrationError:
        return None
