"""Drafts of a request across its pages. A draft never changes: another answer makes another draft.

So what one tab sends is what that tab showed, whatever happened in another one.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from portal.file.facts import FILE_NUMBER, OFFICE_OPEN
from portal.file.news import STOPPED
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.office.selectors import get_office_row, is_open_now
from portal.plans.models import Proposal
from portal.plans.request import services
from portal.plans.request.first_date_form import DateForm, get_typed_day, list_usual_days
from portal.plans.request.forms import Sums
from portal.plans.request.services import Choice
from portal.plans.request.situation import Situation, make_bare_terms, recall_terms
from portal.plans.rules.first_dates import FirstDates, get_first_dates
from portal.plans.rules.office_rule import Terms


def is_office_closed(visit: Visit) -> bool:
    """Whether Tagor says it is closed, else by its own hours; if nothing is known it counts as open."""
    told = read(visit, OFFICE_OPEN).get(OFFICE_OPEN)
    return (is_open_now() if told is None else told) is False


def is_file_stopped(visit: Visit) -> bool:
    """Whether the office stopped the file, perhaps since this was drafted. Asks beside whether it is open."""
    return read(visit, STOPPED, OFFICE_OPEN).get(STOPPED) or False


def draft(
    visit: Visit,
    situation: Situation,
    sums: Sums,
    *,
    first_on: date | None = None,
    words: str = "",
) -> Proposal:
    """Store the first answer, with the day of an earlier request if it is still possible."""
    dates = _get_dates(situation.terms)
    day = first_on if first_on and dates.allows(first_on) else dates.suggested
    return services.store_draft(
        services.make_draft(
            visit=visit,
            choice=Choice(sums.kind, sums.months, sums.monthly_cents, day),
            balance_cents=situation.balance_cents,
            situation=situation,
            file_name=recall(visit, FILE_NUMBER) or "",
            words=words,
        )
    )


def redraft(proposal: Proposal, *, first_on: date) -> Proposal:
    """The same draft with another first day; the same object when nothing changes."""
    if proposal.first_on == first_on:
        return proposal
    return services.redraft_proposal(proposal, first_on=first_on)


def make_date_form(visit: Visit, proposal: Proposal, data: Any = None) -> DateForm:
    """The second question about a request, answered as it was when that is still possible."""
    terms = recall_terms(visit) or make_bare_terms(get_office_row(), proposal.balance_cents)
    today, dates = timezone.localdate(), _get_dates(terms)
    days = list_usual_days(dates, today)
    day = proposal.first_on if dates.allows(proposal.first_on) else dates.suggested
    return DateForm(data, dates=dates, today=today, country=terms.country, initial=get_typed_day(day, days))


def get_suggested_day(terms: Terms) -> date:
    """The suggested first day."""
    return _get_dates(terms).suggested


def _get_dates(terms: Terms) -> FirstDates:
    return get_first_dates(
        timezone.localdate(), earliest_days=terms.earliest_days, latest_days=terms.latest_days
    )
