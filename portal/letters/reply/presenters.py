"""What staff read before and after they keep what came on paper."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from portal.letters.batch.problems import describe_problem
from portal.letters.reply.reading import CaseOnPaper, find_standing
from portal.plans.models import Proposal
from portal.plans.request.presenters import present_coming
from portal.plans.request.services import Moment, foresee
from portal.plans.status.plan_presenters import PlanView, present_proposal
from portal.receipts.models import Receipt


@dataclass(frozen=True, slots=True)
class Done:
    """What was stored: its number and receipt."""

    number: str
    code: str
    href: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """The plan as it would be asked, and what comes of it. ``mark``: what was shown is what is kept."""

    plan: PlanView
    coming: list[str]
    mark: str


def present_draft(draft: Proposal, moment: Moment) -> DraftView:
    """The result of the slip, before it is stored."""
    verdict = foresee(draft, moment)
    mark = f"{draft.party_id} {draft.monthly_cents} {draft.first_on.isoformat()} {verdict.sentence_code}"
    return DraftView(present_proposal(draft), present_coming(draft, verdict), mark)


def describe_standing(case: CaseOnPaper) -> str:
    """What staff should know before they print, or "". Raises: IntegrationError."""
    if not case.people:
        return ""
    standing = find_standing(case, case.people[0].party_id, get_language() or "nl")
    return describe_problem(standing.problem) if standing.problem else ""


def find_done(file_id: str, number: str) -> Done | None:
    """The receipt of what was just entered; None for any other number."""
    found = Receipt.objects.filter(file_id=file_id, subject=number).first() if number else None
    if found is None:
        return None
    return Done(number, found.code, reverse("receipts:receipt", args=[found.code]))
