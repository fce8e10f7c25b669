"""The data before a plan is requested: the debt, the office's offers, an existing plan or request."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from portal.file.balance import BALANCE
from portal.file.declaration import AWAY, DerivedFact, Reading
from portal.file.fact_cache import InSession
from portal.file.facts import HEAD
from portal.file.news import STOPPED
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import PlanCriteria, PlanOffer, RunningPlan
from portal.office.models import Office
from portal.office.selectors import get_office_row
from portal.payments.owing import Owing, may_ask_plan, notice_booked, recall_owing
from portal.plans.facts import NO_CRITERIA, NO_PLAN, PLAN_FACTS, PlanFacts
from portal.plans.models import PlanRule, Proposal
from portal.plans.rules.office_rule import Terms, find_rule, make_terms
from portal.plans.schedule import get_monthly_cents
from portal.plans.selectors import find_current


@dataclass(frozen=True, slots=True)
class Ground:
    """The basis of a request: the debt with the terms, and Tagor's data on plans."""

    facts: PlanFacts
    terms: Terms
    file_type_id: str = ""
    rule: PlanRule | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the first pages need.

    ``balance_cents``: what a plan is about: the balance without what is paid and not in it. ``owing`` says
    more of that, as far as it is known.
    ``asked`` is the open request of the file, if any; it may be another party's. With ``is_away`` Tagor does
    not answer: ``facts`` and ``balance_cents`` are the last this session saw, and a request is still
    accepted. With ``is_in_person`` the office handles the file itself: no request is accepted here.
    """

    balance_cents: int
    facts: PlanFacts
    asked: Proposal | None
    terms: Terms
    rule: PlanRule | None = None
    file_type_id: str = ""
    is_away: bool = False
    is_in_person: bool = False
    owing: Owing | None = None

    @property
    def may_be_asked(self) -> bool:
        """Whether a plan may be asked for here, by these pages or in the person's own words."""
        return self.balance_cents > 0 and may_ask_plan(self.owing, is_in_person=self.is_in_person)

    @property
    def obstacle(self) -> str:
        """What comes before asking: running, asked, nothing, stopped, paid, small or closed.

        "" when a plan can simply be asked. With running and asked another request is possible all the same,
        where one may be asked at all: it is held, or replaces the first.
        """
        is_only_asked = self.asked is not None and self.asked.is_of_plan(self.facts.mark)
        if self.facts.running.active and not is_only_asked:
            return "running"
        if self.asked or self.facts.has_plan:
            return "asked"
        if self.owing is not None and self.owing.balance_cents > 0 and not self.owing.may_be_asked:
            return "stopped" if self.owing.is_stopped else "paid" if self.owing.is_paid else "small"
        if self.balance_cents <= 0:
            return "nothing"
        if self.is_in_person:
            return "closed"
        return "" if self.facts.criteria.offers or self.is_away else "closed"


def get_situation(visit: Visit) -> Situation:
    """What is owed, offered and running, read in parallel.

    While Tagor is away: what this session saw before, if only the debt. Raises: IntegrationError when any of
    it cannot be read and not even that is known.
    """
    office = get_office_row()
    notice_booked(visit)
    reading = read(visit, STOPPED, GROUND)
    try:
        ground, is_away = reading[GROUND], reading.is_old(GROUND)
    except AWAY:
        balance = reading.get(BALANCE)
        if balance is None:
            raise
        terms = make_bare_terms(office, balance.cents)
        ground, is_away = Ground(PlanFacts(NO_CRITERIA, NO_PLAN), terms), True
    owing, file_type = recall_owing(visit), ground.file_type_id
    terms = _count_paid(ground, owing)
    cents = terms.balance_cents
    is_same = cents == ground.terms.balance_cents and not is_away
    return Situation(
        cents,
        ground.facts,
        find_current(visit),
        terms,
        ground.rule if is_same else find_rule(office, file_type, cents),
        file_type,
        is_away=is_away,
        is_in_person=visit.is_in_person,
        owing=owing,
    )


def recall_terms(visit: Visit) -> Terms | None:
    """The terms last shown in this session, or None."""
    ground = recall(visit, GROUND)
    return _count_paid(ground, recall_owing(visit)) if ground else None


def _count_paid(ground: Ground, owing: Owing | None) -> Terms:
    """The terms for what is left: Tagor's offers are about the balance, so their sums are worked out anew."""
    terms = ground.terms
    if owing is None or not owing.arriving_cents or owing.left_cents <= 0:
        return terms
    offers = tuple(
        replace(one, monthly_cents=get_monthly_cents(owing.left_cents, one.months)) for one in terms.offers
    )
    office = get_office_row()
    return make_terms(
        find_rule(office, ground.file_type_id, owing.left_cents),
        balance_cents=owing.left_cents,
        criteria=PlanCriteria(offers, terms.longest_months, terms.minimum_cents, None),
        office=office,
    )


def make_bare_terms(office: Office, balance_cents: int) -> Terms:
    """The limits when the office's system returned none: the office's own rules."""
    rule = find_rule(office, "", balance_cents)
    return make_terms(rule, balance_cents=balance_cents, criteria=NO_CRITERIA, office=office)


def _make_ground(reading: Reading) -> Ground:
    facts, cents, head = reading[PLAN_FACTS], reading[BALANCE].cents, reading.get(HEAD)
    office, file_type = get_office_row(), head.file_type_id if head else ""
    rule = find_rule(office, file_type, cents)
    terms = make_terms(rule, balance_cents=cents, criteria=facts.criteria, office=office)
    return Ground(facts, terms, file_type, rule)


def _write(ground: Ground) -> dict[str, Any]:
    """What a request needs while Tagor is down: amounts and plan marks, no more."""
    terms, running = ground.terms, ground.facts.running
    return {
        **{one.name: getattr(terms, one.name) for one in fields(terms)},
        "offers": [[offer.months, offer.monthly_cents] for offer in terms.offers],
        "plan_id": ground.facts.criteria.plan_id,
        "running": [running.active, running.monthly_cents, running.arrears_cents],
        "file_type_id": ground.file_type_id,
    }


def _read(kept: dict[str, Any]) -> Ground:
    told = dict(kept)
    plan_id, running, file_type = told.pop("plan_id"), told.pop("running"), told.pop("file_type_id")
    offers = tuple(PlanOffer(months=months, monthly_cents=cents) for months, cents in told.pop("offers"))
    terms = Terms(offers=offers, **told)
    criteria = PlanCriteria(terms.offers, terms.longest_months, terms.minimum_cents, plan_id)
    return Ground(PlanFacts(criteria, RunningPlan(*running)), terms, file_type)


GROUND = DerivedFact[Ground](
    name="plan-ground",
    needs=(BALANCE, PLAN_FACTS),
    helped_by=(HEAD,),
    make=_make_ground,
    remember=InSession("plan_ground", write=_write, read=_read),
)
