"""A request for a new plan, made from a request to change the running plan.

It is decided, saved and approved like any other. As it replaces the plan in the file, it needs staff who may
release, and two people where the rule says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.desk.case.facts import RECORD
from portal.file.facts import KEPT_BALANCE
from portal.file.reading import read
from portal.file.visit import visit_by_office
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.dossier import FileRecord
from portal.plans.answer.two_people import Decider, why_two
from portal.plans.budget.selectors import find_budget_of
from portal.plans.desk.selectors import NOT_TOLD, Authors, Ground, find_authors
from portal.plans.facts import PLAN_FACTS, PlanFacts
from portal.plans.models import ChangeRequest, Proposal, State
from portal.plans.rules.decision_table import Outcome
from portal.plans.rules.office_rule import find_rule, make_terms
from portal.plans.running.change_answers import note_planned
from portal.plans.schedule import LAST_DAY_OF_MONTH, get_months
from portal.plans.selectors import find_open
from portal.plans.tagor.reading import RUNNING, Running
from portal.plans.transitions import move

Kind = ChangeRequest.Kind
BY_PLAN = (Kind.LOWER, Kind.DAY)
"""What only a new plan can achieve."""
LEAST_NOTICE = timedelta(days=3)
ANSWERS = ("plan-change-offered", "plan-change-question", "plan-change-agreed", "plan-change-declined")
"""What the office writes to the person about a change."""


class OpenRequestError(Exception):
    """The file has an open request for a plan: that one is decided about first."""


@dataclass(frozen=True, slots=True)
class ChangeGround:
    """The basis for a decision on a change. None for values that Tagor does not return now.

    ``plan``: the new plan that would be requested, not saved; ``open_plan``: an open request of the file.
    """

    change: ChangeRequest
    running: Running | None
    plan: Ground | None
    open_plan: Proposal | None
    is_away: bool
    record: FileRecord | None = None
    authors: Authors = NOT_TOLD

    @property
    def mark(self) -> str:
        """The name of the plan in the file."""
        facts = self.plan.facts if self.plan else None
        return facts.mark if facts else ""


def collect_change_ground(change: ChangeRequest) -> ChangeGround:
    """Collect the current data. Writes nothing in the file, and never calls GetSaldo."""
    visit = visit_by_office(file_id=change.file_id, party_id=change.party_id)
    open_plan = find_open(change.office, change.file_id)
    authors = find_authors(change.file_id, change.number, *ANSWERS)
    try:
        reading = read(visit, RUNNING, PLAN_FACTS, KEPT_BALANCE, RECORD)
        running, facts, record = reading.get(RUNNING), reading[PLAN_FACTS], reading.get(RECORD)
    except IntegrationError:
        return ChangeGround(change, None, None, open_plan, is_away=True, authors=authors)
    balance = reading.get(KEPT_BALANCE) or 0
    file_type = record.file_type_id if record else ""
    plan = _draft(change, facts, running, balance_cents=balance, file_type=file_type)
    ground = _stand(plan, facts) if plan else None
    return ChangeGround(change, running, ground, open_plan, is_away=False, record=record, authors=authors)


@transaction.atomic
def make_plan_of(change: ChangeRequest, plan: Proposal, *, by: Decider, version: int) -> Proposal:
    """Store ``plan`` as a request that staff decide on now, and note it on the change."""
    try:
        with transaction.atomic():
            plan.save()
            sent = move(
                plan,
                State.HELD,
                act="plan-asked",
                by=by.actor,
                details={"change": change.number, "months": plan.months, "monthly_cents": plan.monthly_cents},
                outcome=Outcome.HOLD.value,
                submitted_at=timezone.now(),
            )
    except IntegrityError as error:
        raise OpenRequestError(change.number) from error
    note_planned(change, sent, by=by.actor, version=version)
    return sent


def _draft(
    change: ChangeRequest, facts: PlanFacts, running: Running | None, *, balance_cents: int, file_type: str
) -> Proposal | None:
    """The new plan that would achieve what is asked; None when that cannot be determined."""
    monthly = change.amount_cents or facts.running.monthly_cents
    if balance_cents <= 0 or not facts.has_plan or monthly <= 0:
        return None
    monthly = min(monthly, balance_cents)
    office = change.office
    rule = find_rule(office, file_type, balance_cents)
    terms = make_terms(rule, balance_cents=balance_cents, criteria=facts.criteria, office=office)
    return Proposal(
        office=office,
        file_id=change.file_id,
        party_id=change.party_id,
        file_name=change.file_name,
        file_type_id=file_type,
        language=change.language,
        kind=Proposal.Kind.AMOUNT,
        months=get_months(balance_cents, monthly),
        monthly_cents=monthly,
        balance_cents=balance_cents,
        minimum_cents=terms.minimum_cents,
        longest_months=terms.longest_months,
        is_plan_known=True,
        first_on=_find_first_day(change, running),
        words=change.text,
    )


def _find_first_day(change: ChangeRequest, running: Running | None) -> date:
    """The next payment of the running plan, or the first such day after it when another day is asked."""
    following = running.next if running else None
    soonest = timezone.localdate() + LEAST_NOTICE
    on = max(soonest, following.planned_on if following else soonest)
    day = change.day or min(on.day, LAST_DAY_OF_MONTH)
    first = on.replace(day=day)
    return first if first >= on else (first.replace(day=1) + timedelta(days=31)).replace(day=day)


def _stand(plan: Proposal, facts: PlanFacts) -> Ground:
    budget = find_budget_of(plan.office, file_id=plan.file_id, party_id=plan.party_id)
    rule = find_rule(plan.office, plan.file_type_id, plan.balance_cents)
    return Ground(plan, rule, budget, facts, [], None, why_two(plan))
