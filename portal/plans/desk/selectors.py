"""The basis for a decision: the request, its rule, its budget, and the file's current plan."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from portal.audit.models import Event
from portal.desk.case.facts import RECORD
from portal.desk.people.selectors import name_staff
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


class Whose(StrEnum):
    """Who set a limit. ``ASKED``: what counted when it was asked, of both, while Tagor cannot be read."""

    TAGOR = "tagor"
    OFFICE = "office"
    ASKED = "asked"


class Limit(NamedTuple):
    """A limit of a plan: cents a month, or months."""

    whose: Whose
    value: int


class Author(NamedTuple):
    """Who of the office did something, as the trail tells."""

    staff_id: str
    name: str

    def phrase(self, reader: Any, mine: str, theirs: str) -> str:
        """One sentence for whoever did it, and one with ``%(name)s`` for everybody else."""
        return mine if self.staff_id == str(reader.pk) else theirs % {"name": self.name}


@dataclass(frozen=True, slots=True)
class Authors:
    """Who did what for one request, oldest first, by act."""

    of_act: dict[str, list[str]]
    names: dict[str, str]

    def find(self, act: str, *, back: int = 1) -> Author:
        """Who did it last, or ``back`` times ago; the office, when the trail no longer tells."""
        ids = self.of_act.get(act, [])
        staff_id = ids[-back] if back <= len(ids) else ""
        return Author(staff_id, self.names.get(staff_id) or _("The office"))


NOT_TOLD = Authors({}, {})


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
    authors: Authors = NOT_TOLD

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
    def minimums(self) -> list[Limit]:
        """The smallest sums a month: Tagor's, and the rule's where it wants more."""
        told = self.facts.criteria.minimum_cents if self.facts else self.proposal.minimum_cents
        ruled = self.rule.minimum_cents if self.rule else 0
        return self._list_limits(told, ruled if ruled > told else 0)

    @property
    def longest_terms(self) -> list[Limit]:
        """The longest terms: Tagor's, and the rule's where it allows less."""
        told = self.facts.criteria.longest_months if self.facts else self.proposal.longest_months
        ruled = self.rule.longest_months if self.rule else 0
        return self._list_limits(told, ruled if ruled < told or not told else 0)

    def _list_limits(self, told: int, ruled: int) -> list[Limit]:
        """Without those of 0, which limit nothing."""
        limits = Limit(Whose.TAGOR if self.facts else Whose.ASKED, told), Limit(Whose.OFFICE, ruled)
        return [limit for limit in limits if limit.value]


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
        authors=find_authors(
            proposal.file_id, proposal.number, "plan-countered", "plan-question", "plan-declined"
        ),
        record=record,
    )


def find_authors(file_id: str, number: str, *acts: str) -> Authors:
    """Who of the office did these acts for the request of that number."""
    found = Event.objects.filter(file_id=file_id, act__in=acts, details__request=number).order_by("number")
    of_act: dict[str, list[str]] = {}
    for act, staff_id in found.values_list("act", "staff_id"):
        of_act.setdefault(act, []).append(staff_id)
    return Authors(of_act, name_staff({one for ids in of_act.values() for one in ids}))


def _read(proposal: Proposal) -> tuple[PlanFacts | None, FileRecord | None]:
    reading = read(visit_by_office(file_id=proposal.file_id), PLAN_FACTS, RECORD)
    return reading.get(PLAN_FACTS), reading.get(RECORD)
