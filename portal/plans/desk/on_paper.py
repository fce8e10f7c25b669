"""A plan request that came back on paper: staff enter it, under the same rules as everybody's."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from portal.audit.actors import Actor
from portal.desk.case.facts import RECORD
from portal.file.facts import KEPT_BALANCE
from portal.file.reading import read
from portal.file.visit import Visit, visit_by_office
from portal.office.selectors import get_office_row
from portal.plans.budget.selectors import find_budget, judge_protection
from portal.plans.facts import PLAN_FACTS
from portal.plans.models import Proposal
from portal.plans.request.drafts import is_office_closed
from portal.plans.request.services import Choice, Moment, make_draft, submit_proposal
from portal.plans.request.situation import Situation
from portal.plans.rules.first_dates import FirstDates, get_first_dates
from portal.plans.rules.office_rule import find_rule, make_terms
from portal.plans.schedule import get_months
from portal.plans.selectors import find_open


@dataclass(frozen=True, slots=True)
class PaperWish:
    """What is written on the slip. ``first_on``: None when no day was written."""

    party_id: str
    language: str
    monthly_cents: int
    first_on: date | None
    words: str = ""


def read_situation(visit: Visit) -> Situation | None:
    """The data for a request, read with the office's key; writes nothing in the file.

    None when Tagor keeps no balance of it: then nobody knows what is owed. Raises: IntegrationError.
    """
    reading = read(visit, RECORD, PLAN_FACTS, KEPT_BALANCE)
    facts, cents = reading[PLAN_FACTS], reading[KEPT_BALANCE]
    if cents is None:
        return None
    office, file_type = get_office_row(), reading[RECORD].file_type_id
    rule = find_rule(office, file_type, cents)
    terms = make_terms(rule, balance_cents=cents, criteria=facts.criteria, office=office)
    return Situation(cents, facts, find_open(office, visit.file_id), terms, rule, file_type)


def list_first_dates(situation: Situation) -> FirstDates:
    """The days on which the first payment may be made."""
    terms = situation.terms
    return get_first_dates(
        timezone.localdate(), earliest_days=terms.earliest_days, latest_days=terms.latest_days
    )


def draft_on_paper(file_id: str, wish: PaperWish, situation: Situation, *, file_name: str) -> Proposal:
    """The request in the language of the person. Not stored: the person would read of it."""
    day = wish.first_on or list_first_dates(situation).suggested
    months = get_months(situation.balance_cents, wish.monthly_cents)
    choice = Choice(Proposal.Kind.AMOUNT, months, wish.monthly_cents, day)
    visit = visit_by_office(file_id=file_id, party_id=wish.party_id)
    with translation.override(wish.language):
        return make_draft(
            visit=replace(visit, language=wish.language),
            choice=choice,
            balance_cents=situation.balance_cents,
            situation=situation,
            file_name=file_name,
            words=wish.words,
        )


def get_moment(draft: Proposal) -> Moment:
    """The data that decides what comes of it, now: for what staff read and for what is done."""
    visit = visit_by_office(file_id=draft.file_id, party_id=draft.party_id)
    return Moment(
        **judge_protection(find_budget(visit), draft.monthly_cents)._asdict(),
        is_office_closed=is_office_closed(visit),
    )


@transaction.atomic
def submit_on_paper(draft: Proposal, moment: Moment, *, supersede: bool, user: Any) -> Proposal:
    """Store it and send it off as the person's own, with its receipt, or nothing at all.

    ``moment``: the one that staff saw. Raises: AlreadyAskedError.
    """
    visit = visit_by_office(file_id=draft.file_id, party_id=draft.party_id)
    draft.save()
    return submit_proposal(draft, visit=visit, supersede=supersede, moment=moment, by=Actor.staff(user))
