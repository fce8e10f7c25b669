"""The basis for a decision: the request, its rule, its budget, and the file's current plan."""

from dataclasses import dataclass

from portal.desk.case.facts import RECORD
from portal.file.reading import read
from portal.file.visit import visit_by_office
from portal.integrations.tagor.values.account import PlanCriteria
from portal.integrations.tagor.values.dossier import FileRecord
from portal.plans.answer.two_people import find_endorsement, why_two
from portal.plans.budget.selectors import KeptBudget, find_budget_of
from portal.plans.facts import NO_CRITERIA, PLAN_FACTS, PlanFacts
from portal.plans.models import Counter, Endorsement, PlanRule, Proposal, State
from portal.plans.rules.office_rule import find_rule
from portal.plans.rules.weighing import foresee_refusal


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything beside a request. ``facts`` and ``record`` are None while Tagor cannot be read."""

    proposal: Proposal
    rule: PlanRule | None
    budget: KeptBudget | None
    facts: PlanFacts | None
    counters: list[Counter]
    endorsement: Endorsement | None
    two_people: str
    record: FileRecord | None = None

    @property
    def has_other_plan(self) -> bool:
        """Whether the file holds a plan that is not this request's own."""
        mark = self.facts.mark if self.facts else ""
        return bool(mark) and mark != self.proposal.saved_mark

    @property
    def criteria(self) -> PlanCriteria:
        """Tagor's limits; none while it cannot be read."""
        return self.facts.criteria if self.facts else NO_CRITERIA

    @property
    def refusal(self) -> str:
        """The code with which Tagor would surely refuse to save it now; "" when it may take it or has it."""
        proposal = self.proposal
        if proposal.state == State.SENT:
            return ""
        return foresee_refusal(proposal.wanted, criteria=self.criteria, balance_cents=proposal.balance_cents)

    @property
    def offers_nothing(self) -> bool:
        """Whether Tagor tells no limits and offers no plan at all: it may refuse every one."""
        told = self.criteria
        return self.facts is not None and not (told.offers or told.longest_months or told.minimum_cents)

    @property
    def minimum_cents(self) -> int:
        """The smallest sum a month, by Tagor and by the rule; 0: no minimum."""
        told = self.facts.criteria.minimum_cents if self.facts else self.proposal.minimum_cents
        return max(told, self.rule.minimum_cents if self.rule else 0)

    @property
    def longest_months(self) -> int:
        """The longest term, by Tagor and by the rule; 0: no limit."""
        told = self.facts.criteria.longest_months if self.facts else self.proposal.longest_months
        limits = [told, self.rule.longest_months if self.rule else 0]
        return min((months for months in limits if months), default=0)


def find_request(request_id: int) -> Proposal | None:
    """A request that was sent off."""
    found = Proposal.objects.select_related("agreed", "office").filter(pk=request_id).first()
    return None if found is None or found.submitted_at is None or found.state == State.DRAFT else found


def collect_ground(proposal: Proposal, *, is_live: bool = True) -> Ground:
    """Collect the data on a request. Writes nothing in the file. ``is_live``: read Tagor too."""
    facts, record = _read(proposal) if is_live else (None, None)
    return Ground(
        proposal=proposal,
        rule=find_rule(proposal.office, proposal.file_type_id, proposal.balance_cents),
        budget=find_budget_of(proposal.office, file_id=proposal.file_id, party_id=proposal.party_id),
        facts=facts,
        counters=list(proposal.counters.order_by("pk")),
        endorsement=find_endorsement(proposal),
        two_people=why_two(proposal),
        record=record,
    )


def _read(proposal: Proposal) -> tuple[PlanFacts | None, FileRecord | None]:
    reading = read(visit_by_office(file_id=proposal.file_id), PLAN_FACTS, RECORD)
    return reading.get(PLAN_FACTS), reading.get(RECORD)
