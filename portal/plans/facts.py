"""The facts on plans in a file, from Tagor: the limits, the plan requested or running, its parts."""

from dataclasses import dataclass

from portal import registry
from portal.file.declaration import DerivedFact, FetchedFact, Reading
from portal.file.fact_cache import ForSeconds
from portal.file.facts import RUNNING_PLAN
from portal.file.reading import read
from portal.file.visit import Visit, visit_by_office
from portal.integrations.tagor.values.account import Credential, PlanCriteria, PlanPart, RunningPlan

NO_CRITERIA = PlanCriteria(offers=(), longest_months=0, minimum_cents=0, plan_id=None)
NO_PLAN = RunningPlan(active=False, monthly_cents=0, arrears_cents=0)
UNNAMED_PLAN = "running"
KEPT_S = 60


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Tagor's data on plans in a file, read together."""

    criteria: PlanCriteria
    running: RunningPlan

    @property
    def has_plan(self) -> bool:
        """Whether a plan exists, agreed or only requested: saving another would end it."""
        return bool(self.mark)

    @property
    def mark(self) -> str:
        """An id for the plan in the file, to see whether it is still the same one; "" without a plan."""
        return self.criteria.plan_id or (UNNAMED_PLAN if self.running.active else "")


def get_plan_facts(visit: Visit) -> PlanFacts:
    """Tagor's current data; nothing is written in the file. Raises: IntegrationError."""
    return read(visit, PLAN_FACTS)[PLAN_FACTS]


def read_plan_facts(*, credential: Credential | None, file_id: str) -> PlanFacts:
    """The same outside a session, with any credential; with None the office's own key."""
    return get_plan_facts(visit_by_office(file_id=file_id, credential=credential))


def find_criteria(visit: Visit) -> PlanCriteria | None:
    """The limits that Tagor tells for a plan in this file; None while they cannot be read."""
    return read(visit, PLAN_CRITERIA).get(PLAN_CRITERIA)


def _fetch_criteria(visit: Visit) -> PlanCriteria:
    return registry.tagor().get_plan_criteria(credential=visit.credential, file_id=visit.file_id)


def _fetch_parts(visit: Visit) -> tuple[PlanPart, ...]:
    return registry.tagor().list_plan_parts(file_id=visit.file_id)


def _make_plan_facts(reading: Reading) -> PlanFacts:
    return PlanFacts(criteria=reading[PLAN_CRITERIA], running=reading[RUNNING_PLAN])


PLAN_CRITERIA = FetchedFact[PlanCriteria](
    name="plan-criteria",
    key="defendant",
    fetch=_fetch_criteria,
    refused=NO_CRITERIA,
    keep=ForSeconds(KEPT_S),
)
"""The office's offers and limits. If Tagor refuses them, no plan is offered."""

PLAN_FACTS = DerivedFact[PlanFacts](
    name="plan-facts", needs=(PLAN_CRITERIA, RUNNING_PLAN), make=_make_plan_facts, anew=True
)
"""Whether a plan exists decides what may be saved, so it is never cached."""

PLAN_PARTS = FetchedFact[tuple[PlanPart, ...]](
    name="plan-parts", key="office", fetch=_fetch_parts, keep=ForSeconds(KEPT_S)
)
