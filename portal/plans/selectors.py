"""What is known before a plan is asked: the debt, the office's offers, a plan that exists already."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal import registry
from portal.access.session import Defendant
from portal.dossier.selectors import get_balance
from portal.integrations.context import page_deadline
from portal.integrations.errors import Rejected
from portal.integrations.side_by_side import run_together
from portal.integrations.tagor.values import PlanCriteria, PlanOffer, RunningPlan
from portal.office.models import Office
from portal.plans.models import Proposal
from portal.plans.states import ON_ITS_WAY

# A second request so soon can only be a mistake; the office needs time to look at the first.
ASK_AGAIN_AFTER = timedelta(hours=24)
TERMS_KEY = "plan_terms"
NO_CRITERIA = PlanCriteria(offers=(), longest_months=0, minimum_cents=0, plan_id=None)
NO_PLAN = RunningPlan(active=False, monthly_cents=0, arrears_cents=0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan must keep to: the debt, the offers, the longest term, the smallest sum. Cents."""

    balance_cents: int
    offers: tuple[PlanOffer, ...]
    longest_months: int
    minimum_cents: int


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What Tagor says of plans in a file, read together."""

    criteria: PlanCriteria
    running: RunningPlan

    @property
    def has_plan(self) -> bool:
        """Whether a plan exists, agreed or only asked: saving another would end it."""
        return self.running.active or self.criteria.plan_id is not None


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the first page needs. ``asked`` is the request on its way or just sent, if any."""

    balance_cents: int
    facts: PlanFacts
    asked: Proposal | None

    @property
    def obstacle(self) -> str:
        """Why no plan can be asked now: running, asked, nothing or closed; "" when it can."""
        if self.facts.running.active:
            return "running"
        if self.asked or self.facts.has_plan:
            return "asked"
        if self.balance_cents <= 0:
            return "nothing"
        return "" if self.facts.criteria.offers else "closed"

    @property
    def terms(self) -> Terms:
        """What a request must keep to."""
        criteria = self.facts.criteria
        return Terms(
            balance_cents=self.balance_cents,
            offers=criteria.offers,
            longest_months=criteria.longest_months,
            minimum_cents=criteria.minimum_cents,
        )


def get_situation(request: HttpRequest, defendant: Defendant) -> Situation:
    """What is owed, offered and running. Raises: IntegrationError when any of it cannot be read."""
    with page_deadline(settings.UPSTREAM_PAGE_DEADLINE_S):
        balance = get_balance(request)
        facts = get_plan_facts(defendant)
    return Situation(balance_cents=balance.cents, facts=facts, asked=find_asked(defendant))


def get_plan_facts(defendant: Defendant) -> PlanFacts:
    """The criteria and the running plan, read side by side; nothing is written in the file.

    A refusal to give criteria means that no plan is offered. Raises: IntegrationError.
    """
    tagor = registry.tagor()
    who: dict[str, Any] = {"credential": defendant.credential, "file_id": defendant.file_id}
    outcomes = run_together(
        {"criteria": lambda: tagor.get_plan_criteria(**who), "running": lambda: tagor.get_running_plan(**who)}
    )
    values: dict[str, Any] = {"criteria": NO_CRITERIA, "running": NO_PLAN}
    for name, outcome in outcomes.items():
        if outcome.error is None:
            values[name] = outcome.value
        elif not (name == "criteria" and isinstance(outcome.error, Rejected)):
            raise outcome.error
    return PlanFacts(**values)


def get_proposal(defendant: Defendant, token: str) -> Proposal:
    """A request of this session's file and party. Raises: Proposal.DoesNotExist."""
    return Proposal.objects.get(token=token, file_id=defendant.file_id, party_id=defendant.party_id)


def find_asked(defendant: Defendant) -> Proposal | None:
    """The newest request of the file, by any party, that forbids another one."""
    return filter_asked(file_id=defendant.file_id).order_by("-claimed_at").first()


def filter_asked(*, file_id: str) -> QuerySet[Proposal]:
    """Requests of a file that forbid another one: on their way, or sent within a day."""
    of_file = Proposal.objects.filter(file_id=file_id)
    recent = of_file.filter(state=Proposal.State.SENT, sent_at__gte=timezone.now() - ASK_AGAIN_AFTER)
    return of_file.filter(state__in=ON_ITS_WAY) | recent


def get_office_row() -> Office:
    """The stored row of this deployment's office; made when there is none yet."""
    return Office.objects.order_by("pk").first() or Office.objects.get_or_create(slug="office")[0]


def remember_terms(request: HttpRequest, terms: Terms) -> None:
    """Keep the terms in the session, so that the form can be shown again while Tagor is away."""
    request.session[TERMS_KEY] = {
        "balance_cents": terms.balance_cents,
        "offers": [[offer.months, offer.monthly_cents] for offer in terms.offers],
        "longest_months": terms.longest_months,
        "minimum_cents": terms.minimum_cents,
    }


def recall_terms(request: HttpRequest) -> Terms | None:
    """The terms last shown in this session, or None."""
    kept = request.session.get(TERMS_KEY)
    if kept is None:
        return None
    offers = tuple(PlanOffer(months=months, monthly_cents=cents) for months, cents in kept["offers"])
    return Terms(**{**kept, "offers": offers})
