"""Work from plans: requests to decide, and wishes to change a running plan."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.desk.work import Alert, Work, WorkItem
from portal.plans.answer.two_people import FIRST_ACTS
from portal.plans.models import WAITS_FOR_STAFF, Proposal, State
from portal.plans.models.proposal import PlanTerms
from portal.plans.states import is_yes_refused
from portal.web import formats

DECIDE = "plans.decide_proposal"


class Requests(Work):
    """Staff agree, propose something else, ask, decline, or let it replace a plan."""

    kind = "plan-request"
    title = gettext_lazy("Plan requests")
    permission = DECIDE
    since = "moved_at"
    patience = timedelta(days=2)
    language = "language"
    has_preview = True
    alerts = (
        Alert("plan-held", gettext_lazy("A plan request while a plan exists already"), Q(state=State.HELD)),
        Alert(
            "plan-second",
            gettext_lazy("A plan request that a second person must agree to"),
            Q(endorsement__version=F("version")),
            since="endorsement__at",
        ),
    )
    done_by = (
        "plan-approved",
        "plan-released",
        "plan-countered",
        "plan-question",
        "plan-declined",
        *FIRST_ACTS.values(),
    )

    def list_rows(self) -> "QuerySet[Proposal]":
        """Those that wait for a decision."""
        return Proposal.objects.filter(WAITS_FOR_STAFF).select_related("agreed", "office")

    def make_item(self, row: Any) -> WorkItem:
        """The request, and what is special about it. An answer is promised before the first payment."""
        first_on = row.wanted.first_on
        return WorkItem(
            file_id=row.file_id,
            file_name=row.file_name,
            fact=describe_request(row),
            address=reverse("plan-desk:request", args=[row.pk]),
            due_at=timezone.make_aware(datetime.combine(first_on, time.min)) - timedelta(minutes=1),
        )


def describe_request(proposal: Proposal) -> str:
    """The sum and the months, and the one thing to know."""
    said = (
        name_terms(proposal.in_force),
        _describe_first_asked(proposal),
        _describe_special(proposal),
        _describe_channel(proposal),
    )
    return ". ".join(part.rstrip(".") for part in said if part) + ("." if any(said[1:]) else "")


def name_terms(terms: PlanTerms) -> str:
    """The sum a month and the months."""
    words = {"amount": formats.money(terms.monthly_cents), "months": formats.months(terms.months)}
    return _("%(amount)s a month, %(months)s") % words


def _describe_first_asked(proposal: Proposal) -> str:
    """What was asked before the person took the office's proposal."""
    if proposal.agreed is None or proposal.is_as_asked:
        return ""
    asked = PlanTerms(proposal.monthly_cents, proposal.months, proposal.first_on)
    return _("First asked: %(plan)s.") % {"plan": name_terms(asked)}


def _describe_channel(proposal: Proposal) -> str:
    """Who asked, if it was not the person in the portal."""
    return {
        Proposal.Through.HELPER: _("Asked by a helper with a pass."),
        Proposal.Through.PAPER: _("On paper, typed in by staff."),
    }.get(Proposal.Through(proposal.asked_through), "")


def _describe_special(proposal: Proposal) -> str:
    if is_yes_refused(proposal):
        return _("You agreed, and Tagor did not take it")
    if proposal.answer:
        return _("The person has answered.")
    of_state = {
        State.HELD: _("A plan exists already."),
        State.SENT: _("Saved in Tagor, waits for your answer."),
    }.get(State(proposal.state))
    if of_state:
        return of_state
    if proposal.minimum_cents > proposal.in_force.monthly_cents:
        return _("The minimum is %(amount)s.") % {"amount": formats.money(proposal.minimum_cents)}
    if proposal.is_below_protected:
        return _("It takes protected income.")
    return ""
