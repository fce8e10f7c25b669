"""What is known before a plan is asked: the debt, the office's offers, a plan that exists already."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest

from portal import registry
from portal.access.session import Defendant
from portal.dossier import balance as balances
from portal.dossier.balance import Asked
from portal.dossier.memory import HEAD_S, Scope, get_scope
from portal.dossier.selectors import fetch_head, take_balance, take_head
from portal.integrations.context import page_deadline
from portal.integrations.errors import IntegrationError, OutcomeUnknown, Rejected, Unavailable
from portal.integrations.side_by_side import Outcome, run_together
from portal.integrations.tagor.values.account import (
    Credential,
    FileInfo,
    PlanCriteria,
    PlanOffer,
    RunningPlan,
)
from portal.office.models import Office
from portal.office.selectors import get_office_row
from portal.plans.models import OPEN, Counter, PlanRule, Proposal, State
from portal.plans.rules.office_rule import Terms, find_rule, has_rules_by_type, make_terms
from portal.web.http_request.visitor import get_ip_address

TERMS_KEY, KNOWN_KEY = "plan_terms", "plan_known"
NO_CRITERIA = PlanCriteria(offers=(), longest_months=0, minimum_cents=0, plan_id=None)
NO_PLAN = RunningPlan(active=False, monthly_cents=0, arrears_cents=0)
UNNAMED_PLAN = "running"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What Tagor says of plans in a file, read together."""

    criteria: PlanCriteria
    running: RunningPlan

    @property
    def has_plan(self) -> bool:
        """Whether a plan exists, agreed or only asked: saving another would end it."""
        return bool(self.mark)

    @property
    def mark(self) -> str:
        """A name for the plan the file holds, to see whether it is still the same one; "" without a plan."""
        return self.criteria.plan_id or (UNNAMED_PLAN if self.running.active else "")


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the first pages need.

    ``asked`` is the open request of the file, if any; it may be another party's. With ``is_away`` Tagor does
    not answer: ``facts`` and ``balance_cents`` are what this session last saw, and a request is still taken.
    """

    balance_cents: int
    facts: PlanFacts
    asked: Proposal | None
    terms: Terms
    rule: PlanRule | None = None
    file_type_id: str = ""
    is_away: bool = False

    @property
    def obstacle(self) -> str:
        """What comes before asking: running, asked, nothing or closed; "" when a plan can simply be asked.

        With running and asked another request is possible all the same: it is held, or replaces the first.
        """
        if self.facts.running.active:
            return "running"
        if self.asked or self.facts.has_plan:
            return "asked"
        if self.balance_cents <= 0:
            return "nothing"
        return "" if self.facts.criteria.offers or self.is_away else "closed"


def get_situation(request: HttpRequest, defendant: Defendant) -> Situation:
    """What is owed, offered and running, read side by side.

    While Tagor is away: what this session saw before. Raises: IntegrationError when any of it cannot be read
    and was never seen.
    """
    try:
        with page_deadline(settings.UPSTREAM_PAGE_DEADLINE_S):
            return _read_situation(request, defendant)
    except (Unavailable, OutcomeUnknown):  # asking the balance is a write: its time-out leaves a doubt
        remembered = _recall_situation(request, defendant)
        if remembered is None:
            raise
        return remembered


def get_plan_facts(defendant: Defendant) -> PlanFacts:
    """The criteria and the running plan, read side by side; nothing is written in the file.

    A refusal to give criteria means that no plan is offered. Raises: IntegrationError.
    """
    return read_plan_facts(credential=defendant.credential, file_id=defendant.file_id)


def read_plan_facts(*, credential: Credential | None, file_id: str) -> PlanFacts:
    """The same with any credential; with None the office's own key. Raises: IntegrationError."""
    return _take_facts(run_together(_plan_calls(credential, file_id)))


def get_proposal(defendant: Defendant, token: str) -> Proposal:
    """A request of this session's file and party. Raises: Proposal.DoesNotExist."""
    return Proposal.objects.get(token=token, file_id=defendant.file_id, party_id=defendant.party_id)


def find_current(defendant: Defendant) -> Proposal | None:
    """The open request of the file, by any party, or None."""
    return find_open(get_office_row(), defendant.file_id)


def find_open(office: Office, file_id: str) -> Proposal | None:
    """The open request of a file, or None."""
    return Proposal.objects.filter(office=office, file_id=file_id, state__in=OPEN).first()


def list_past(defendant: Defendant) -> QuerySet[Proposal]:
    """What this party asked before and is over, newest first; drafts are not among them."""
    own = Proposal.objects.filter(file_id=defendant.file_id, party_id=defendant.party_id)
    return own.exclude(state__in=(*OPEN, State.DRAFT)).order_by("-submitted_at", "-created_at")


def find_open_counter(proposal: Proposal) -> Counter | None:
    """What the office proposes instead, while it waits for an answer."""
    return proposal.counters.filter(state=Counter.State.OPEN).first()


def remember_terms(request: HttpRequest, terms: Terms) -> None:
    """Keep the terms in the session, so that a request can be taken while Tagor is away."""
    offers = [[offer.months, offer.monthly_cents] for offer in terms.offers]
    rest = {name: getattr(terms, name) for name in Terms.__slots__ if name != "offers"}
    request.session[TERMS_KEY] = {**rest, "offers": offers}


def recall_terms(request: HttpRequest) -> Terms | None:
    """The terms last shown in this session, or None."""
    kept = request.session.get(TERMS_KEY)
    if kept is None:
        return None
    offers = tuple(PlanOffer(months=months, monthly_cents=cents) for months, cents in kept["offers"])
    return Terms(**{**kept, "offers": offers})


def _read_situation(request: HttpRequest, defendant: Defendant) -> Situation:
    scope, office = get_scope(request), get_office_row()
    known_head: FileInfo | None = request.__dict__.get("dossier_head") or cache.get(scope.key("head"))
    known_balance = balances.recall(request, scope)
    calls = _plan_calls(defendant.credential, defendant.file_id)
    if known_balance is None:
        ip_address = get_ip_address(request)
        calls["balance"] = lambda: balances.ask_once(scope, ip_address=ip_address)
    if known_head is None and has_rules_by_type(office):
        calls["head"] = lambda: fetch_head(scope)
    ends = run_together(calls)
    fact = known_balance or _take_balance(request, scope, ends["balance"])
    facts = _take_facts(ends)
    head = known_head or _take_head(request, scope, ends.get("head"))
    file_type = head.file_type_id if head else ""
    rule = find_rule(office, file_type, fact.cents)
    terms = make_terms(rule, balance_cents=fact.cents, criteria=facts.criteria, office=office)
    _remember(request, terms, facts, file_type)
    return Situation(fact.cents, facts, find_current(defendant), terms, rule, file_type)


def _plan_calls(credential: Credential | None, file_id: str) -> dict[str, Callable[[], Any]]:
    tagor = registry.tagor()
    who: dict[str, Any] = {"credential": credential, "file_id": file_id}
    return {
        "criteria": lambda: tagor.get_plan_criteria(**who),
        "running": lambda: tagor.get_running_plan(**who),
    }


def _take_facts(ends: dict[str, Outcome[Any]]) -> PlanFacts:
    values: dict[str, Any] = {"criteria": NO_CRITERIA, "running": NO_PLAN}
    for name in values:
        error = ends[name].error
        if error is None:
            values[name] = ends[name].value
        elif not (name == "criteria" and isinstance(error, Rejected)):
            raise error
    return PlanFacts(**values)


def _take_balance(request: HttpRequest, scope: Scope, end: Outcome[Asked]) -> balances.BalanceFact:
    if end.error is not None or end.value is None:
        raise end.error or IntegrationError("no balance")
    return take_balance(request, scope, end.value)


def _take_head(request: HttpRequest, scope: Scope, end: Outcome[FileInfo] | None) -> FileInfo | None:
    """The head when it was asked and told; a rule for a type can wait, a person cannot."""
    if end is None or end.value is None:
        return None
    cache.set(scope.key("head"), end.value, HEAD_S)
    return take_head(request, end.value)


def _remember(request: HttpRequest, terms: Terms, facts: PlanFacts, file_type: str) -> None:
    """What a request needs while Tagor is away. Amounts and marks, no more."""
    remember_terms(request, terms)
    running = facts.running
    request.session[KNOWN_KEY] = {
        "plan_id": facts.criteria.plan_id,
        "running": [running.active, running.monthly_cents, running.arrears_cents],
        "file_type_id": file_type,
    }


def _recall_situation(request: HttpRequest, defendant: Defendant) -> Situation | None:
    terms, known = recall_terms(request), request.session.get(KNOWN_KEY)
    if terms is None or known is None:
        return None
    criteria = PlanCriteria(terms.offers, terms.longest_months, terms.minimum_cents, known["plan_id"])
    facts = PlanFacts(criteria, RunningPlan(*known["running"]))
    rule = find_rule(get_office_row(), known["file_type_id"], terms.balance_cents)
    asked = find_current(defendant)
    return Situation(terms.balance_cents, facts, asked, terms, rule, known["file_type_id"], is_away=True)
