"""Drafts of a request, page after page. A draft never changes: another answer makes another draft.

So what one tab sends is what that tab showed, whatever happened in another one.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from portal import registry
from portal.access.session import Defendant
from portal.dossier import balance as balances
from portal.dossier.memory import get_scope
from portal.dossier.selectors import get_file_number
from portal.integrations.context import page_deadline
from portal.integrations.errors import IntegrationError, Unavailable
from portal.office.selectors import get_office_row
from portal.plans.models import Proposal
from portal.plans.request import selectors, services
from portal.plans.request.first_date_form import DateForm, get_typed_day, list_usual_days
from portal.plans.request.forms import Sums
from portal.plans.request.selectors import NO_CRITERIA, NO_PLAN, PlanFacts, Situation
from portal.plans.request.services import Choice
from portal.plans.rules.first_dates import FirstDates, get_first_dates
from portal.plans.rules.office_rule import Terms, find_rule, make_terms

AWAY_KEY = "plan_away"


def find_situation(request: HttpRequest, defendant: Defendant) -> Situation:
    """As ``get_situation``; with Tagor away and nothing else known, the debt this session knows is enough.

    Raises: IntegrationError when not even that is known.
    """
    try:
        situation = selectors.get_situation(request, defendant)
    except Unavailable:
        known = balances.recall(request, get_scope(request))
        if known is None:
            raise
        terms, asked = _make_bare_terms(known.cents), selectors.find_current(defendant)
        situation = Situation(known.cents, PlanFacts(NO_CRITERIA, NO_PLAN), asked, terms, is_away=True)
    if situation.is_away != is_away(request):
        request.session[AWAY_KEY] = situation.is_away
    return situation


def is_away(request: HttpRequest) -> bool:
    """Whether the office's system was away when this session last asked it about plans."""
    return bool(request.session.get(AWAY_KEY))


def is_office_closed(defendant: Defendant) -> bool:
    """Whether the office says it is closed; when it says nothing it counts as open."""
    try:
        with page_deadline(settings.UPSTREAM_PAGE_DEADLINE_S):
            return not registry.tagor().get_office_open(file_id=defendant.file_id)
    except IntegrationError:
        return False


def draft(
    request: HttpRequest,
    defendant: Defendant,
    situation: Situation,
    sums: Sums,
    *,
    first_on: date | None = None,
    words: str = "",
) -> Proposal:
    """Keep the first answer, with the day of an earlier request when it is still possible."""
    dates = _get_dates(situation.terms)
    day = first_on if first_on and dates.allows(first_on) else dates.suggested
    return services.draft_proposal(
        defendant=defendant,
        choice=Choice(sums.kind, sums.months, sums.monthly_cents, day),
        balance_cents=situation.balance_cents,
        situation=situation,
        file_name=get_file_number(request),
        words=words,
    )


def redraft(proposal: Proposal, *, first_on: date) -> Proposal:
    """The same draft from another day; itself when nothing changes."""
    if proposal.first_on == first_on:
        return proposal
    return services.redraft_proposal(proposal, first_on=first_on)


def make_date_form(request: HttpRequest, proposal: Proposal, data: Any = None) -> DateForm:
    """The second question about a request, answered as it was when that is still possible."""
    terms = selectors.recall_terms(request) or _make_bare_terms(proposal.balance_cents)
    today, dates = timezone.localdate(), _get_dates(terms)
    days = list_usual_days(dates, today)
    day = proposal.first_on if dates.allows(proposal.first_on) else dates.suggested
    return DateForm(data, dates=dates, today=today, country=terms.country, initial=get_typed_day(day, days))


def get_suggested_day(terms: Terms) -> date:
    """The first day to think of."""
    return _get_dates(terms).suggested


def _get_dates(terms: Terms) -> FirstDates:
    return get_first_dates(
        timezone.localdate(), earliest_days=terms.earliest_days, latest_days=terms.latest_days
    )


def _make_bare_terms(balance_cents: int) -> Terms:
    """What to keep to when the office's system told nothing: the office's own rules."""
    office = get_office_row()
    rule = find_rule(office, "", balance_cents)
    return make_terms(rule, balance_cents=balance_cents, criteria=NO_CRITERIA, office=office)
